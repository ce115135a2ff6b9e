package jobs

import (
	"fmt"

	"nostro/lifecycle"
)

// refuseAbort errs where something of the cycle has left us, or may have, or is known to others: then it can only be asked
// back. It says what to do instead.
func refuseAbort(tx Tx, c Cycle) error {
	if err := refuseAbortRestored(tx, c); err != nil {
		return err
	}
	files, err := tx.FilesOut(c.ID)
	if err != nil {
		return err
	}
	for _, f := range files {
		if f.Attempts > 0 || f.State != lifecycle.FileOutWritten && f.State != lifecycle.FileOutWithdrawn {
			return needsPerson("cycle %s cannot be aborted: file %s to %s is %s after %s; what it pays can only be asked back, payment by "+
				"payment: nostro recall ask INSTRUCTION; nostro files show %s lists them", c.ID, f.Name, f.Correspondent, f.State,
				count(f.Attempts, "attempt"), f.Name)
		}
	}
	if err := lifecycle.Cycles.Check(c.State, lifecycle.CycleAborted); err != nil {
		return fmt.Errorf("cycle %s has left: %w; a payment of it is asked back with nostro recall ask INSTRUCTION", c.ID, err)
	}
	if err := refuseAbortBooked(tx, c); err != nil {
		return err
	}
	return refuseAbortCovered(tx, c)
}

// refuseAbortRestored errs where the house that these books were copied from may have gone on with the cycle.
func refuseAbortRestored(tx Tx, c Cycle) error {
	mark, behind, err := Restored(tx)
	if err != nil || mark.StartedAt.IsZero() || !behind && c.OpenedAt.After(mark.StartedAt) {
		return err
	}
	return needsPerson("cycle %s cannot be aborted: these books are a copy as of %s, and the house that was lost may have sent it; "+
		"go on with it, so that its payments keep their identifiers and none is made twice: nostro catch-up, then nostro cycle run", c.ID,
		stamp(mark.StartedAt))
}

// refuseAbortBooked errs where a bank has booked a payment of the cycle, though none has left.
func refuseAbortBooked(tx Tx, c Cycle) error {
	instructions, err := tx.InstructionsOf(c.ID)
	if err != nil {
		return err
	}
	for _, i := range instructions {
		switch i.State {
		case lifecycle.InstructionPlanned, lifecycle.InstructionHeld, lifecycle.InstructionRefused, lifecycle.InstructionWritten:
			if i.Intents == 0 && i.Booked.IsZero() && !i.IntentOpen {
				continue
			}
		}
		return needsPerson("cycle %s cannot be aborted: instruction %s (%s, %s) is %s and %s booked %s of it; a payment of it is asked "+
			"back with nostro recall ask %s", c.ID, i.ID, i.Participant, i.Amount, i.State, i.Correspondent, i.Booked, i.ID)
	}
	return nil
}

// refuseAbortCovered errs where a cover trade was dealt for the cycle: the deal stands with its counterparty, whatever
// becomes of the conversions that it covers.
func refuseAbortCovered(tx Tx, c Cycle) error {
	deals, err := tx.CoverDeals(c.ID)
	if err != nil {
		return err
	}
	for _, d := range deals {
		if d.State != lifecycle.DealRefused {
			return needsPerson("cycle %s cannot be aborted: deal %s (%s) was dealt for what it converted and is %s; where it was not dealt, "+
				"another person refuses it: nostro cover refuse %s --as NAME --reason WHY; else go on with the cycle", c.ID, d.ID, d.words(),
				d.State, d.ID)
		}
	}
	return nil
}
