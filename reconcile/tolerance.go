package reconcile

import (
	"fmt"

	"nostro/calendar"
	"nostro/money"
)

// Tolerance is how far what the bank booked may be off what is outstanding, at the expense of charges that nobody
// stated: a credit may be short, a debit may be more. Both bounds hold where both are given.
type Tolerance struct {
	Correspondent string         // "" for every one that has none of its own
	Currency      money.Currency // of the account
	Amount        money.Amount   // at most so much; the zero value for no bound of this kind
	BasisPoints   int            // of what is outstanding, at most; 0 for no bound of this kind
}

// bpOfAll is all of an amount in basis points.
const bpOfAll = 10_000

func (t Tolerance) check() error {
	switch {
	case t.Currency.IsZero():
		return fmt.Errorf("a tolerance has no currency: give each currency its own")
	case t.Amount != (money.Amount{}) && (t.Amount.Currency() != t.Currency || t.Amount.Sign() <= 0 || t.Amount.Minor() > minorMax):
		return fmt.Errorf("a tolerance of %s is not above zero in %s", t.Amount, t.Currency)
	case t.BasisPoints < 0 || t.BasisPoints > bpOfAll:
		return fmt.Errorf("a tolerance of %d basis points is not within 0 and %d", t.BasisPoints, bpOfAll)
	case t.Amount == (money.Amount{}) && t.BasisPoints == 0:
		return fmt.Errorf("a tolerance in %s has neither an amount nor a percentage", t.Currency)
	}
	return nil
}

// String returns the tolerance in one unambiguous line.
func (t Tolerance) String() string {
	return fmt.Sprintf("%q %s amount %d bp %d", t.Correspondent, t.Currency, t.Amount.Minor(), t.BasisPoints)
}

// allows returns how many minor units may be off an amount of the given size.
func (t Tolerance) allows(minor int64) int64 {
	whole, part := minor/bpOfAll, minor%bpOfAll
	share := whole*int64(t.BasisPoints) + part*int64(t.BasisPoints)/bpOfAll
	switch {
	case t.Amount == (money.Amount{}):
		return share
	case t.BasisPoints == 0:
		return t.Amount.Minor()
	}
	return min(share, t.Amount.Minor())
}

// tolerance returns the tolerance of the rule at a correspondent in a currency: its own before that of all.
func (r *Rule) tolerance(correspondent string, c money.Currency) Tolerance {
	t, _ := toleranceOf(r.Tolerances, correspondent, c)
	return t
}

// toleranceOf returns that of a correspondent in a currency, else that of all of them; some is false where there is none.
func toleranceOf(all []Tolerance, correspondent string, c money.Currency) (found Tolerance, some bool) {
	for _, t := range all {
		if t.Currency != c || t.Correspondent != correspondent && t.Correspondent != "" {
			continue
		}
		if t.Correspondent != "" {
			return t, true
		}
		found, some = t, true
	}
	return found, some
}

// Window is how many calendar days the value date of an entry may lie before and after that of its instruction.
type Window struct{ Before, After int }

// holds tells whether the two value dates go together. A date that is not there says nothing against it.
func (w *Window) holds(entry, instruction calendar.Date) bool {
	if w == nil || entry.IsZero() || instruction.IsZero() {
		return true
	}
	return !entry.Before(instruction.AddDays(-w.Before)) && !entry.After(instruction.AddDays(w.After))
}

// dayNumber counts days, so that dates can be subtracted.
func dayNumber(d calendar.Date) int64 {
	y, m := int64(d.Year()), int64(d.Month())
	if m <= 2 {
		y, m = y-1, m+12
	}
	return 365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + int64(d.Day())
}
