package netting

import (
	"cmp"
	"errors"
	"fmt"
	"math/bits"
	"slices"

	"nostro/calendar"
	"nostro/money"
)

// Errors that callers tell apart; test with errors.Is.
var (
	ErrRefused  = errors.New("obligation cannot be netted")
	ErrUnproven = errors.New("netting does not prove")
)

const basisPoints = 10000

// Obligation says that Payer owes Payee the amount on the value date. Seq is the order of acceptance.
type Obligation struct {
	ID           string
	Seq          int64
	Payer, Payee string
	Amount       money.Amount // above zero
	ValueDate    calendar.Date
}

// Position is what one participant receives and pays in one currency, of one netting set. Net = GrossIn - GrossOut:
// above zero the participant receives, below zero it pays. A net of zero is listed too.
type Position struct {
	Participant            string
	Set                    Set
	ValueDate              calendar.Date // only of a Book by value date
	GrossIn, GrossOut, Net money.Amount
	Count                  int      // obligations behind it
	Obligations            []string // their identifiers, in the order of Seq; nil as a Book gives it
}

// Total sums one currency up. Net is the sum of the nets above zero: the money that still has to move.
// EfficiencyBP is 1 - Net/Gross in basis points, rounded half to even: 10000 where nothing has to move.
type Total struct {
	Currency     money.Currency
	ValueDate    calendar.Date // only of a Book by value date
	Count        int
	Gross, Net   money.Amount
	EfficiencyBP int
}

// Result is the outcome of Net: obligations by currency, Seq and ID, positions by participant, currency and netting
// set, totals by currency.
type Result struct {
	Terms       Terms // by which it was netted
	Obligations []Obligation
	Positions   []Position
	Totals      []Total
	InBase      InBase // zero until ValueIn
}

// Net nets the obligations multilaterally, as Terms.Net does under the zero terms.
func Net(obligations []Obligation) (Result, error) { return Terms{}.Net(obligations) }

// Net nets the obligations by the terms, whatever their order; of none, the result is empty. It errs, wrapping
// ErrRefused, for an obligation with an identifier or a party that is empty or holds blanks, with payer and
// payee the same, with no currency or with an amount that is not above zero, for an identifier that
// comes twice, and for one that the terms refuse. It wraps money.ErrOverflow, and names the participant or the
// currency, where a sum does not fit. Rule: docs/netting.md.
func (t Terms) Net(obligations []Obligation) (Result, error) {
	sorted := inOrder(obligations)
	if err := refuse(sorted); err != nil {
		return Result{}, err
	}
	b, rows := t.bookOf(sorted)
	if n := slices.IndexFunc(rows, func(r Row) bool { return !b.Covered(r) }); n >= 0 {
		return Result{}, fmt.Errorf("obligation %q (sequence %d): %w: %s", sorted[n].ID, sorted[n].Seq, ErrRefused, reasonUncovered)
	}
	if err := b.Add(rows); err != nil {
		return Result{}, err
	}
	positions, err := b.Positions(func(n uint64) string { return sorted[n].ID })
	if err == nil {
		listObligations(b, rows, sorted, positions)
		var totals []Total
		if totals, err = Totals(positions); err == nil {
			return Result{Terms: t, Obligations: sorted, Positions: positions, Totals: totals}, nil
		}
	}
	return Result{}, blame(err, t, sorted)
}

// bookOf gives the obligations numbers.
func (t Terms) bookOf(sorted []Obligation) (*Book, []Row) {
	b, rows := NewBook(t, false), make([]Row, len(sorted))
	for n := range sorted {
		o := &sorted[n]
		rows[n] = Row{Minor: o.Amount.Minor(), Payer: b.Participant(o.Payer), Payee: b.Participant(o.Payee),
			Series: b.Series(o.Amount.Currency(), o.ValueDate)}
	}
	return b, rows
}

// positionKey names a position of one netting.
type positionKey struct {
	participant string
	currency    money.Currency
	set         Set
}

// listObligations gives each position the identifiers behind it. All lists lie in one block, since it is known how long
// each becomes.
func listObligations(b *Book, rows []Row, sorted []Obligation, positions []Position) {
	at := make(map[positionKey]*Position, len(positions))
	block := make([]string, 2*len(rows))
	for n := range positions {
		p := &positions[n]
		p.Obligations, block = block[:0:p.Count], block[p.Count:]
		at[positionKey{p.Participant, p.Net.Currency(), p.Set}] = p
	}
	multilateral := make([]*Position, b.Cells()) // what was found once
	for n, r := range rows {
		o := &sorted[n]
		pool, model, _ := b.rule(r)
		payer, payee := setsUnder(b.agreement(b.pools[pool]), model, o)
		for _, side := range [...]struct {
			number uint32
			name   string
			set    Set
		}{{r.Payer, o.Payer, payer}, {r.Payee, o.Payee, payee}} {
			cell := &multilateral[int(pool)*b.width+int(side.number)]
			p := *cell
			if p == nil || model != Multilateral {
				p = at[positionKey{side.name, o.Amount.Currency(), side.set}]
				*cell = p
			}
			p.Obligations = append(p.Obligations, o.ID)
		}
	}
}

// setsOf is Terms.Sets with what the book knows already.
func (b *Book) setsOf(r Row, o *Obligation) (ofPayer, ofPayee Set) {
	n, model, _ := b.rule(r)
	return setsUnder(b.agreement(b.pools[n]), model, o)
}

// blame names the obligation at which a sum went beyond what fits, in the order of the sorted ones.
func blame(err error, t Terms, sorted []Obligation) error {
	sides, gross := map[positionKey][2]money.Amount{}, map[money.Currency]money.Amount{}
	for n := range sorted {
		o := &sorted[n]
		c := o.Amount.Currency()
		payer, payee, _ := t.Sets(*o)
		for side, key := range [...]positionKey{{o.Payer, c, payer}, {o.Payee, c, payee}} {
			sums, known := sides[key]
			if !known {
				sums = [2]money.Amount{money.Zero(c), money.Zero(c)}
			}
			var e error
			if sums[side], e = sums[side].Add(o.Amount); e != nil {
				return fmt.Errorf("position of participant %q in %s, at obligation %q: %w: net in smaller cycles", key.participant, c,
					o.ID, e)
			}
			sides[key] = sums
		}
		if _, known := gross[c]; !known {
			gross[c] = money.Zero(c)
		}
		sum, e := gross[c].Add(o.Amount)
		if e != nil {
			err = fmt.Errorf("gross of all obligations in %s, at obligation %q: %w: net in smaller cycles", c, o.ID, e)
		}
		gross[c] = sum
	}
	return err
}

func compareObligations(a, b *Obligation) int {
	if a.Amount.Currency() == b.Amount.Currency() && a.Seq != b.Seq {
		return cmp.Compare(a.Seq, b.Seq)
	}
	if a.Amount.Currency() != b.Amount.Currency() {
		return cmp.Compare(a.Amount.Currency().Code(), b.Amount.Currency().Code())
	}
	if a.Seq != b.Seq {
		return cmp.Compare(a.Seq, b.Seq)
	}
	return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Payer, b.Payer), cmp.Compare(a.Payee, b.Payee),
		cmp.Compare(a.Amount.Minor(), b.Amount.Minor()), a.ValueDate.Compare(b.ValueDate))
}

// efficiencyBP returns 10000 x (gross - net) / gross, rounded half to even; 0 <= net <= gross, gross > 0.
// The product has up to 77 bits, so it is kept in two words.
func efficiencyBP(gross, net money.Amount) int {
	whole := uint64(gross.Minor())
	high, low := bits.Mul64(whole-uint64(net.Minor()), basisPoints)
	quotient, rest := bits.Div64(high, low, whole)
	if twice := 2 * rest; twice > whole || (twice == whole && quotient%2 == 1) {
		quotient++
	}
	return int(quotient)
}
