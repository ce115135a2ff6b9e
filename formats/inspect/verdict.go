package inspect

import (
	"fmt"
	"math/big"

	"nostro/formats"
	"nostro/money"
)

// interim is the balance that pages of one statement hand on to each other.
const interim = "ITBD"

// Opening returns the balance that the entries start from: OPBD, else PRCD; on a page after the first the
// first interim one. Present is false where there is none.
func (s *Statement) Opening() formats.Balance {
	if s.Head.Opening.Present || s.Head.Page <= 1 {
		return s.Head.Opening
	}
	for _, b := range s.Head.Balances {
		if b.Code == interim {
			return b
		}
	}
	return formats.Balance{}
}

// Closing returns the balance that the entries lead to: CLBD; on a page before the last the last interim one.
func (s *Statement) Closing() formats.Balance {
	if s.Head.Closing.Present || s.Head.LastPage {
		return s.Head.Closing
	}
	last := -1
	for i := len(s.Head.Balances) - 1; i >= 0; i-- {
		if s.Head.Balances[i].Code == interim {
			last = i
			break
		}
	}
	if last < 0 || s.isOpening(last) {
		return formats.Balance{}
	}
	return s.Head.Balances[last]
}

// isOpening tells whether the balance at the index is the one that opens this page.
func (s *Statement) isOpening(index int) bool {
	if s.Head.Opening.Present || s.Head.Page <= 1 {
		return false
	}
	for i := range index {
		if s.Head.Balances[i].Code == interim {
			return false
		}
	}
	return true
}

// Verdict tells whether opening and booked entries make the closing balance.
type Verdict struct {
	AddsUp     Answer
	Why        string // where it is not known, or not so
	Difference string // closing less what the entries make, a decimal; "" where not known
}

// Verdict judges the statement. It is to be asked at the end of the statement.
func (s *Statement) Verdict() Verdict {
	opening, closing := s.Opening(), s.Closing()
	switch {
	case s.Kind == "camt.054":
		return Verdict{Why: "a notification has no balances"}
	case !opening.Present && !closing.Present:
		return Verdict{Why: "opening and closing balance are missing or cannot be read"}
	case !opening.Present:
		return Verdict{Why: "the opening balance is missing or cannot be read"}
	case !closing.Present:
		return Verdict{Why: "the closing balance is missing or cannot be read"}
	case s.Unreadable > 0:
		return Verdict{Why: fmt.Sprintf("%d amounts could not be read", s.Unreadable)}
	case !s.sameCurrency(opening.Amount, closing.Amount):
		return Verdict{Why: "not everything is in the currency of the account"}
	}
	var difference big.Int
	difference.SetInt64(closing.Amount.Minor())
	difference.Sub(&difference, big.NewInt(opening.Amount.Minor()))
	difference.Sub(&difference, &s.BookedCredits.minor)
	difference.Add(&difference, &s.BookedDebits.minor)
	v := Verdict{AddsUp: answer(difference.Sign() == 0), Difference: decimal(&difference, s.Currency().Exponent())}
	if v.AddsUp == No {
		v.Why = "closing differs by " + Grouped(v.Difference) + " from opening and booked entries"
		if s.Entries == 0 {
			v.Why = "closing differs by " + Grouped(v.Difference) + " from opening, and there are no entries"
		}
	}
	return v
}

func (s *Statement) sameCurrency(amounts ...money.Amount) bool {
	for _, a := range amounts {
		if a.Currency() != s.Currency() {
			return false
		}
	}
	return len(s.Others) == 0
}
