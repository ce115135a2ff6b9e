package reconcile

import (
	"slices"

	"nostro/money"
)

// Most banks give a reversal the direction of the booking that it is: a credit that is taken back is a debit. Some give it the
// direction of what it takes back. Which a bank does, its own balances tell.

// Flipped returns the entry with the other direction, its details too.
func (e Entry) Flipped() Entry {
	e.Amount = otherWay(e.Amount)
	e.Details = slices.Clone(e.Details)
	for n := range e.Details {
		e.Details[n].Amount = otherWay(e.Details[n].Amount)
	}
	return e
}

func otherWay(a money.Amount) money.Amount {
	if a == (money.Amount{}) {
		return a
	}
	return money.FromMinor(a.Currency(), -a.Minor())
}

// addsUpFlipped tells whether a statement that does not add up does so once its reversals have the other direction: lacks is
// its closing balance less what opening and entries come to.
func (s Statement) addsUpFlipped(lacks money.Amount) bool {
	reversals := int64(0)
	for _, e := range s.Entries {
		if !e.Booked || !e.Reversal {
			continue
		}
		var fits bool
		if reversals, fits = sum(reversals, e.Amount.Minor(), e.Amount.Minor()); !fits {
			return false
		}
	}
	return reversals != 0 && lacks.Minor() == -reversals
}
