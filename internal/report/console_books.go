package report

import "strconv"

func (p *printer) balances(pic Picture) {
	if len(pic.Nostros) == 0 {
		return
	}
	p.heading("Balances")
	var all []Amount
	for _, n := range pic.Nostros {
		all = append(all, n.Books)
	}
	places := widest(all...)
	g := newGrid(column{}, column{}, column{head: "nostro", right: true}, column{head: "bank says", right: true},
		column{head: "transit", right: true}, column{head: "suspense", right: true}, column{head: "charges", right: true})
	for _, n := range pic.Nostros {
		bank := aligned(n.Bank, places)
		if n.Bank.None() {
			bank = "-"
		}
		g.row(clean(n.Correspondent), n.Currency, aligned(n.Books, places), bank, dashed(n.Transit, places),
			dashed(n.Suspense, places), dashed(n.Charges, places))
		g.mark(3, agreement(n))
		if !n.Suspense.IsZero() {
			g.mark(5, bad)
		}
	}
	g.write(p, 2)
}

func agreement(n Nostro) style {
	switch {
	case n.Bank.None():
		return plain
	case n.Agrees:
		return good
	}
	return bad
}

// dashed is aligned, but nothing is a dash where the points stand.
func dashed(a Amount, places int) string {
	if !a.IsZero() || a.None() {
		return aligned(a, places)
	}
	blanks := places
	if places > 0 {
		blanks++
	}
	return padRight("-", 1+blanks)
}

func (p *printer) checks(pic Picture) {
	if len(pic.Checks) == 0 {
		return
	}
	hold := len(pic.Checks) - pic.Headline.ChecksFail
	p.heading("Checks: " + strconv.Itoa(hold) + " of " + strconv.Itoa(len(pic.Checks)) + " hold")
	g := newGrid(column{}, column{flex: true}, column{right: true}, column{style: dim})
	for _, c := range pic.Checks {
		word, s := "holds", good
		if !c.Holds {
			word, s = "BROKEN", bad
		}
		g.row(word, clean(c.Name), strconv.Itoa(c.Counted), clean(c.Unit))
		g.mark(0, s)
	}
	g.write(p, 2)
	for _, c := range pic.Checks {
		switch {
		case !c.Holds:
			p.wrapped(4, bad, c.Name+": "+c.Detail)
		case c.Detail != "":
			p.wrapped(4, dim, c.Name+": "+c.Detail)
		}
	}
}
