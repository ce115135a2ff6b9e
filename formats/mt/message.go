package mt

import (
	"strconv"
	"strings"

	"nostro/formats"
	"nostro/identifiers"
	"nostro/money"
)

// page is one message: a statement, or a page of one.
type page struct {
	kind      string // "940", "942", "950"; "" until known
	first     field
	statement formats.Statement
	number    int64 // of the page, 0 where pages are not numbered
	opens     bool  // its opening balance is that of the statement (60F)
	closes    bool  // its closing balance is that of the statement (62F)
	lastTag   string
	unread    []field
}

// reader is where a file becomes pages.
type reader struct {
	pages []page
	kind  string // from block 2, for the message that follows
	open  bool
}

func (r *reader) take(f field) error {
	switch {
	case f.tag == "":
		r.open = false
		return nil
	case f.tag == "{2:":
		r.kind, r.open = f.text, false
		return nil
	case f.tag == "20":
		r.open = true
		r.pages = append(r.pages, page{kind: r.kind, first: f, statement: formats.Statement{Line: f.line, Offset: f.offset,
			ID: strings.TrimSpace(f.text), LastPage: true}})
		r.kind = ""
		return nil
	case !r.open:
		return f.broken("the message does not begin with :20:")
	}
	p := &r.pages[len(r.pages)-1]
	err := p.take(f)
	if err == nil {
		err = p.oneCurrency(f)
	}
	p.lastTag = f.tag
	return err
}

func (p *page) take(f field) (err error) {
	s := &p.statement
	switch f.tag {
	case "25", "25P":
		s.Account = accountOf(f.text)
	case "28C", "28":
		return p.sequence(f)
	case "60F", "60M":
		p.opens = f.tag == "60F"
		return p.balanceInto(&s.Opening, f, "OPBD")
	case "62F", "62M":
		p.closes = f.tag == "62F"
		return p.balanceInto(&s.Closing, f, "CLBD")
	case "64":
		return p.balanceInto(nil, f, "CLAV")
	case "65":
		return p.balanceInto(nil, f, "FWAV")
	case "34F":
		return p.floor(f)
	case "13D", "13":
		p.kind, s.CreatedAt = "942", strings.TrimSpace(f.text)
	case "90C", "90D":
		return p.summary(f)
	case "61":
		return p.entry(f)
	case "86":
		p.info(f)
	case "21":
	default:
		p.unread = append(p.unread, f)
	}
	return nil
}

// accountOf reads the number of an account: an IBAN, perhaps with blanks and with the currency behind it, or another.
func accountOf(text string) (a formats.AccountIn) {
	number, _, _ := strings.Cut(text, "\n")
	number = strings.TrimSpace(number)
	iban := strings.ToUpper(strings.ReplaceAll(number, " ", ""))
	for _, candidate := range []string{iban, iban[:max(0, len(iban)-3)]} {
		if identifiers.CheckIBAN(candidate) == nil {
			a.IBAN, a.Currency = candidate, iban[len(candidate):]
			return a
		}
	}
	a.Other = number
	return a
}

// sequence reads the number of the statement, and of the page.
func (p *page) sequence(f field) (err error) {
	number, of, paged := strings.Cut(strings.TrimSpace(f.text), "/")
	if p.statement.Sequence, err = strconv.ParseInt(number, 10, 32); err != nil || !digits(number) {
		return f.broken("%q is no number of a statement", f.text)
	}
	if !paged {
		return nil
	}
	if p.number, err = strconv.ParseInt(of, 10, 32); err != nil || !digits(of) {
		return f.broken("%q is no number of a page", f.text)
	}
	p.statement.Page = p.number
	return nil
}

func (p *page) balanceInto(to *formats.Balance, f field, code string) error {
	b, err := f.balance(code)
	if err != nil {
		return err
	}
	if strings.HasSuffix(f.tag, "M") {
		b.SubType = "INTM"
	}
	if to != nil {
		if to.Present {
			return f.broken("the balance is there twice")
		}
		*to = b
	}
	p.statement.Balances = append(p.statement.Balances, b)
	p.known(b.Amount.Currency())
	return nil
}

// known takes the currency of the account where it was not known.
func (p *page) known(c money.Currency) {
	if p.statement.Currency.IsZero() {
		p.statement.Currency = c
	}
}

// oneCurrency refuses a balance in another currency than those before it.
func (p *page) oneCurrency(f field) error {
	for _, b := range p.statement.Balances {
		if b.Amount.Currency() != p.statement.Currency {
			return f.broken("it is in %s, and what stands before it in %s", b.Amount.Currency(), p.statement.Currency)
		}
	}
	return nil
}

// floor reads 34F: from which amount on an MT942 shows entries. It tells the currency of the account.
func (p *page) floor(f field) error {
	p.kind = "942"
	c, err := money.ParseCurrency(f.text[:min(3, len(f.text))])
	if err != nil {
		return f.broken("the currency of the floor limit: %v", err)
	}
	amount := strings.TrimLeft(f.text[3:], "CD")
	if _, err := amountOf(c, amount); err != nil || len(f.text)-3-len(amount) > 1 {
		return f.broken("%q is no floor limit: currency, perhaps C or D, amount", f.text)
	}
	p.known(c)
	p.statement.Further = append(p.statement.Further, formats.Further{Path: "34F", Text: f.text})
	return nil
}

// summary reads 90C and 90D: how many credits or debits there are, and what they come to.
func (p *page) summary(f field) error {
	p.kind = "942"
	n := strings.IndexFunc(f.text, func(r rune) bool { return r < '0' || r > '9' })
	if n < 1 || n > 5 || len(f.text) < n+4 {
		return f.broken("%q is no sum: number, currency, amount", f.text)
	}
	c, err := money.ParseCurrency(f.text[n : n+3])
	if err != nil {
		return f.broken("the currency of the sum: %v", err)
	}
	sum, err := amountOf(c, f.text[n+3:])
	if err != nil {
		return f.broken("the sum: %v", err)
	}
	p.known(c)
	kind := map[string]string{"90C": "TtlCdtNtries", "90D": "TtlDbtNtries"}[f.tag]
	p.statement.Summaries = append(p.statement.Summaries, formats.Summed{Kind: kind, Count: f.text[:n], Sum: sum.Decimal()})
	return nil
}

func (p *page) entry(f field) error {
	if p.statement.Currency.IsZero() {
		return f.broken("no balance and no floor limit before the entry tells the currency of the account")
	}
	e, err := f.entry(p.statement.Currency)
	p.statement.Entries = append(p.statement.Entries, e)
	return err
}

// info gives field 86 to the entry right before it, else to the statement.
func (p *page) info(f field) {
	s := &p.statement
	if p.lastTag == "61" {
		informed(&s.Entries[len(s.Entries)-1], f.text)
		return
	}
	s.Info = strings.TrimSpace(s.Info + " " + strings.ReplaceAll(f.text, "\n", " "))
}
