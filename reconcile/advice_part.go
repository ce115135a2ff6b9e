package reconcile

import (
	"fmt"

	"nostro/money"
)

// A bank may spread the payments of one booking over several advices: pages of a message, or messages of their own. Each repeats
// the amount of the booking, or has that of its own payments. Together they must make the booking.

// PartOf tells whether the advice tells some payments of the entry and others are still to come: they sum to less, and neither
// of the two says that there are no more.
func (a *Advice) PartOf(e *Entry) bool {
	told := &a.Booking
	total, all := told.itemised()
	if !all || !told.Names() || !less(total, e.Amount) {
		return false
	}
	said := int64(0)
	if e.Batch != nil {
		said = e.Batch.Count
	}
	if told.Amount == e.Amount {
		if _, _, whole := addUp(told, told.Details); whole {
			return false
		}
		if told.Batch != nil {
			said = max(said, told.Batch.Count)
		}
	} else if _, _, own := addUp(told, told.Details); !own || !less(told.Amount, e.Amount) {
		return false
	}
	return said == 0 || int64(len(told.Details)) < said
}

// less tells whether an amount is on the side of another one and smaller.
func less(a, b money.Amount) bool {
	return a.Currency() == b.Currency() && a.Sign() == b.Sign() && a.Sign() != 0 && abs(a.Minor()) < abs(b.Minor())
}

// Together puts parts into one advice, in their order. missing says what is not there yet: an amount, and a number of payments
// where that is known; "" where they are all.
func Together(e *Entry, parts []*Advice) (whole *Advice, missing string) {
	whole = &Advice{MsgID: parts[0].MsgID, Booking: parts[0].Booking}
	told := &whole.Booking
	told.Details, told.Batch, told.Amount = nil, nil, e.Amount
	charges, said, minors := int64(0), int64(0), []int64(nil)
	for _, part := range parts {
		for _, d := range part.Booking.Details {
			d.Number = len(told.Details) + 1
			told.Details, minors = append(told.Details, d), append(minors, d.Amount.Minor())
		}
		if repeats := part.Booking.Amount == e.Amount; !repeats {
			var fits bool
			if charges, fits = sum(charges, part.Booking.Charges.Minor()); !fits {
				charges = 0 // then nothing adds up
			}
		} else if charges = max(charges, part.Booking.Charges.Minor()); part.Booking.Batch != nil {
			said = max(said, part.Booking.Batch.Count)
		}
	}
	if charges != 0 {
		told.Charges = money.FromMinor(e.Amount.Currency(), charges)
	}
	one := *e
	one.Charges = told.Charges
	if _, _, adds := addUp(&one, told.Details); adds {
		return whole, ""
	}
	if e.Batch != nil {
		said = max(said, e.Batch.Count)
	}
	total, fits := sum(minors...)
	rest := money.FromMinor(e.Amount.Currency(), e.Amount.Minor()-total)
	if !fits || !less(money.FromMinor(rest.Currency(), total), e.Amount) || said != 0 && int64(len(minors)) >= said {
		return whole, ""
	}
	missing = rest.String()
	if said != 0 {
		missing += fmt.Sprintf(" in %d more", said-int64(len(minors)))
	}
	return whole, missing
}
