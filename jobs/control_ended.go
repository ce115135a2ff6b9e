package jobs

import (
	"fmt"
	"time"

	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
)

// ended says that a payment had been rejected, or had come back, by the instant. What it was then follows from the books, and of
// pay-ins from what the bank said, payment by payment; it is not told where that, reckoned for now, does not give what it is now.
func (c control) ended(i Instruction) (string, error) {
	if c.asOf.IsZero() {
		return endOf(i), nil
	}
	then, err := c.payment(i, c.asOf)
	if err != nil || endOf(then) == "" {
		return "", err
	}
	now, err := c.payment(i, endOfTime)
	if err != nil || endOf(now) != endOf(i) {
		return "", err
	}
	return endOf(then), nil
}

// endOf is the state of a payment that was rejected or has come back, "" of others.
func endOf(i Instruction) string {
	if i.State == lifecycle.InstructionRejected || i.State == lifecycle.InstructionReturned {
		return string(i.State)
	}
	return ""
}

// payment is what a payment that was sent had become by the instant.
func (c control) payment(i Instruction, at time.Time) (Instruction, error) {
	zero := money.Zero(i.Amount.Currency())
	i.State, i.Booked, i.Returned = lifecycle.InstructionSent, zero, zero
	refused, err := c.refused(i, at)
	if err != nil {
		return i, err
	}
	if refused {
		i.State = lifecycle.InstructionRejected
	}
	matches, err := c.tx.MatchesThen(i.ID, at)
	for n := 0; n < len(matches) && err == nil; n++ {
		err = bookThen(&i, matches[n])
	}
	return i, err
}

// refused tells whether the bank had rejected the payment: of a pay-out the books say so, of a pay-in, which books nothing until it comes,
// a status that reconciliation had taken.
func (c control) refused(i Instruction, at time.Time) (bool, error) {
	if i.Direction != PayIn {
		return c.rejectionStands(i.ID, at)
	}
	statuses, err := c.tx.StatusesOf(i.ID, i.MsgID, i.Correspondent)
	if err != nil {
		return false, err
	}
	for _, s := range statuses {
		if !s.refuses() {
			continue
		}
		if err := c.readComing(); err != nil {
			return false, err
		}
		if known(c.came.takenFrom(s.FileIn), at) {
			return true, nil
		}
	}
	return false, nil
}

// readComing reads once when files in came and when reconciliation ran: few ask for it.
func (c control) readComing() error {
	if c.came.filesIn != nil {
		return nil
	}
	if err := c.came.readFilesIn(); err != nil {
		return err
	}
	return c.came.readRuns()
}

// rejectionStands tells whether a rejection of the pay-out was on the books, and not taken back.
func (c control) rejectionStands(id string, at time.Time) (bool, error) {
	for n := 1; ; n++ {
		key := ledger.RejectionKey(id)
		if n > 1 {
			key += fmt.Sprintf(":%d", n)
		}
		booked, err := c.bookedBy(key, at)
		if err != nil || !booked {
			return false, err
		}
		reversed, err := c.bookedBy(ledger.ReversalKey(key), at)
		if err != nil || !reversed {
			return !reversed, err
		}
	}
}

// bookedBy tells whether the entry with the key was on the books at the instant.
func (c control) bookedBy(key string, at time.Time) (bool, error) {
	e, found, err := c.tx.EntryByKey(key)
	if err != nil || !found {
		return false, err
	}
	booked, err := time.Parse(time.RFC3339Nano, e.BookedAt)
	return known(booked, at), err
}
