package formats

import "strings"

// balance reads Bal.
func (r *reader) balance(s *Statement) {
	r.numbered(len(s.Balances) + 1)
	b := Balance{Present: true}
	var amount booking
	for r.child() {
		switch string(r.event.Name) {
		case "Tp":
			r.balanceType(&b)
		case "Amt":
			amount.takeAmount(r, &s.Problems)
		case "CdtDbtInd":
			amount.takeDirection(r, &s.Problems)
		case "Dt":
			r.date(&b.Date, &b.At)
		case "CdtLine":
			r.creditLine(add(r, &b.CreditLines, CreditLine{}))
		case "Avlbty":
			r.availability(add(r, &b.Available, Availability{}))
		default:
			r.unread()
		}
	}
	b.Amount, b.Unsigned = amount.signed(r, &s.Problems)
	b.Written = amount.written
	if own, isOwn := strings.CutPrefix(b.Code, "own:"); isOwn {
		r.warn("balance %q is the bank's own: it neither opens nor closes", own)
	}
	if first := s.sameBalance(&b); first != nil && first.Amount != b.Amount {
		r.problem(&s.Problems, "balance "+b.Code+" is there twice, "+first.Amount.String()+" and "+b.Amount.String())
	}
	add(r, &s.Balances, b)
	if s.Currency.IsZero() && s.Account.Currency == "" {
		s.Currency = b.Amount.Currency()
	}
}

// isDecisive tells whether a statement is proven by the balance.
func isDecisive(code string) bool { return code == "OPBD" || code == "CLBD" || code == "PRCD" }

func (b *Balance) readable() bool { return !b.Amount.Currency().IsZero() }

// sameBalance returns the first balance of the same code where the code decides; nil where there is none.
func (s *Statement) sameBalance(b *Balance) *Balance {
	if !isDecisive(b.Code) || !b.readable() {
		return nil
	}
	for i := range s.Balances {
		if other := &s.Balances[i]; other.Code == b.Code && other.readable() {
			return other
		}
	}
	return nil
}

// balanceType reads Tp: a choice within CdOrPrtry, since version .02; bare before.
func (r *reader) balanceType(b *Balance) {
	bare, ok := r.choice()
	r.bareText(&b.Code, bare)
	for ; ok; ok = r.child() {
		switch string(r.event.Name) {
		case "CdOrPrtry":
			r.code(&b.Code)
		case "Cd":
			r.text(&b.Code)
		case "Prtry":
			r.ownText(&b.Code)
		case "SubTp":
			r.code(&b.SubType)
		default:
			r.unread()
		}
	}
}

func (r *reader) creditLine(l *CreditLine) {
	for r.child() {
		switch string(r.event.Name) {
		case "Incl":
			r.text(&l.Included)
		case "Tp":
			r.code(&l.Type)
		case "Amt":
			r.amount(&l.Amount)
		case "Dt":
			r.dateText(&l.Date)
		default:
			r.unread()
		}
	}
}

// settleBalances finds what opens and what closes: OPBD, else PRCD (the previous closing); and CLBD.
func settleBalances(s *Statement) {
	s.Opening = firstBalance(s, "OPBD")
	if !s.Opening.Present {
		s.Opening = firstBalance(s, "PRCD")
	}
	s.Closing = firstBalance(s, "CLBD")
}

// firstBalance returns the first balance of the code in the currency of the account.
func firstBalance(s *Statement, code string) Balance {
	for i := range s.Balances {
		if b := &s.Balances[i]; b.Code == code && b.readable() && b.Amount.Currency() == s.Currency {
			return *b
		}
	}
	return Balance{}
}

// checkBalances notes which of the deciding balances are not in the currency of the account.
func (r *reader) checkBalances(s *Statement) {
	for i := range s.Balances {
		b := &s.Balances[i]
		if isDecisive(b.Code) && b.readable() && !s.Currency.IsZero() && b.Amount.Currency() != s.Currency {
			r.problem(&s.Problems, "balance "+b.Code+" is in "+b.Amount.Currency().Code()+", the account in "+
				s.Currency.Code())
		}
	}
}
