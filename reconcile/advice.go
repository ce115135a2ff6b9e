package reconcile

import (
	"fmt"
	"slices"

	"nostro/money"
)

// Batch is what a bank says of an entry that it does not itemise, or of one that it told apart from the statement.
type Batch struct {
	Ref    string // of the entry on its message (NtryRef): many banks just count
	Advice string // identification of the message that has the payments
	Count  int64  // how many payments there are; 0 where the bank does not say
}

// Advice is one booking as a bank tells it apart from the statement (camt.054), often with the payments of what the
// statement books as one. It books nothing.
type Advice struct {
	MsgID   string // of the message
	Booking Entry  // its details are the payments
}

// Names tells whether any of the details names a single payment. Where none does, an advice can open the entry.
func (e *Entry) Names() bool {
	return slices.ContainsFunc(e.Details, func(d Detail) bool {
		return normalise(d.UETR) != "" || normalise(d.InstrID) != "" || normalise(d.EndToEndID) != ""
	})
}

// Contradiction says how the advice differs from the entry that it is about, with both figures, and by how much the entry
// is more; "" where they agree. What the advice does not tell is no difference.
func (a *Advice) Contradiction(e *Entry) (text string, more money.Amount) {
	told, booked := &a.Booking, e.Amount
	if booked != told.Amount {
		return fmt.Sprintf("the statement books %s, the advice tells %s", booked, told.Amount), differenceOf(booked, told.Amount)
	}
	count, said := told.count(), e.count()
	if count != 0 && said != 0 && count != said {
		return fmt.Sprintf("the statement books %d payments as %s, the advice tells %d", said, booked, count), money.Zero(booked.Currency())
	}
	if total, all := told.itemised(); all {
		one := *e
		one.Charges = told.Charges
		if _, _, ok := addUp(&one, told.Details); !ok {
			return fmt.Sprintf("the statement books %s, the %d payments that the advice tells sum to %s", booked, len(told.Details), total),
				differenceOf(booked, total)
		}
	}
	return "", money.Amount{}
}

// count is how many payments the entry is of: as the bank says, else its details where they name payments; 0 where that is
// not known.
func (e *Entry) count() int64 {
	if e.Names() {
		return int64(len(e.Details))
	}
	if e.Batch != nil {
		return e.Batch.Count
	}
	return 0
}

// itemised returns the sum of the details, where each has an amount and they are not too much.
func (e *Entry) itemised() (total money.Amount, all bool) {
	minors := make([]int64, len(e.Details))
	for n, d := range e.Details {
		if d.Amount == (money.Amount{}) {
			return money.Amount{}, false
		}
		minors[n] = d.Amount.Minor()
	}
	minor, fits := sum(minors...)
	return money.FromMinor(e.Amount.Currency(), minor), fits && len(minors) > 0
}

// differenceOf is none where no amount holds it, or where the two are of different currencies: the words have both.
func differenceOf(a, b money.Amount) money.Amount {
	difference, err := a.Sub(b)
	if err != nil {
		return money.Amount{}
	}
	return difference
}
