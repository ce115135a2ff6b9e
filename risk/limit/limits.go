package limit

import (
	"slices"

	"nostro/money"
)

// Caps is how far one participant may go. What is not said is no cap.
type Caps struct {
	Cycle, Day         []money.Amount // net debit, at most one for each currency: in one cycle, in all of a value date
	CycleBase, DayBase money.Amount   // net debit in all currencies together, in the base currency; the zero value: none
	Obligations        int            // that it owes in one cycle; 0: none
}

// Concentration is how much of a currency's total one participant may be. The total is that of what was offered to
// the cycle, so that leaving an obligation does not move the measure.
type Concentration struct {
	OfNetDebit bool           // share of the net debit of all; else of the gross that is owed
	Percent    int            // 1 to 99; 0: none
	Above      []money.Amount // the currencies that are measured, and the total from which on
}

// Limits is what a house has decided.
type Limits struct {
	Caps                          // of every participant
	Own           map[string]Caps // of those who have their own; what these do not say holds as for everyone
	Concentration Concentration
}

// None tells whether nothing is limited.
func (l Limits) None() bool {
	return l.Caps.none() && len(l.Own) == 0 && l.Concentration.Percent == 0
}

func (c Caps) none() bool {
	return len(c.Cycle) == 0 && len(c.Day) == 0 && !c.inBase() && c.Obligations == 0
}

func (c Caps) inBase() bool {
	return !c.CycleBase.Currency().IsZero() || !c.DayBase.Currency().IsZero()
}

// InBase tells whether a cap can only be proven with rates into the base currency.
func (l Limits) InBase() bool {
	for _, own := range l.Own {
		if own.inBase() {
			return true
		}
	}
	return l.Caps.inBase()
}

// Counts tells whether obligations are counted: a cap that holds currencies together without measuring them.
func (l Limits) Counts() bool {
	for _, own := range l.Own {
		if own.Obligations > 0 {
			return true
		}
	}
	return l.Caps.Obligations > 0
}

// Of returns the caps of a participant.
func (l Limits) Of(participant string) Caps {
	own, has := l.Own[participant]
	if !has {
		return l.Caps
	}
	c := l.Caps
	c.Cycle, c.Day = over(c.Cycle, own.Cycle), over(c.Day, own.Day)
	if !own.CycleBase.Currency().IsZero() {
		c.CycleBase = own.CycleBase
	}
	if !own.DayBase.Currency().IsZero() {
		c.DayBase = own.DayBase
	}
	if own.Obligations > 0 {
		c.Obligations = own.Obligations
	}
	return c
}

// over returns the usual amounts with those of the own currencies in place of theirs.
func over(usual, own []money.Amount) []money.Amount {
	list := slices.Clone(own)
	for _, a := range usual {
		if _, has := in(own, a.Currency()); !has {
			list = append(list, a)
		}
	}
	return list
}

// in returns the amount of the list in a currency.
func in(list []money.Amount, c money.Currency) (money.Amount, bool) {
	for _, a := range list {
		if a.Currency() == c {
			return a, true
		}
	}
	return money.Amount{}, false
}
