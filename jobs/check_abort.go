package jobs

import (
	"nostro/ledger"
	"nostro/lifecycle"
)

// checkAborted looks at every cycle that was aborted: whatever was booked for it is reversed, all its instructions and
// releases are withdrawn and nothing of them is booked or has an attempt, and it holds no obligation. An instruction of any
// other cycle is not withdrawn, but one that was to pay another anew.
func (b *books) checkAborted(tx Tx, f *findings) error {
	if b.err != nil {
		return b.err
	}
	cycles, err := tx.Cycles()
	if err != nil {
		return err
	}
	for _, c := range cycles {
		if c.State != lifecycle.CycleAborted {
			if err := noneWithdrawn(tx, f, c); err != nil {
				return err
			}
			continue
		}
		f.counted++
		for _, check := range []func(Tx, *findings, Cycle) error{b.abortedEntries, abortedObligations, abortedPayments, abortedFiles} {
			if err := check(tx, f, c); err != nil {
				return err
			}
		}
	}
	return nil
}

func noneWithdrawn(tx Tx, f *findings, c Cycle) error {
	instructions, err := tx.InstructionsOf(c.ID)
	for _, i := range instructions {
		if i.State != lifecycle.InstructionWithdrawn {
			continue
		}
		if _, anew, err := tx.ReissueThatIs(i.ID); err != nil {
			return err
		} else if !anew { // checkReissue
			f.fail("instruction %s is withdrawn, and its cycle %s is %s", i.ID, c.ID, c.State)
		}
	}
	return err
}

func abortedObligations(tx Tx, f *findings, c Cycle) error {
	obligations, err := tx.ObligationsOf(c.ID)
	if len(obligations) > 0 {
		f.fail("cycle %s was aborted, and has %s, such as %s", c.ID, count(len(obligations), "obligation"), obligations[0].ID)
	}
	return err
}

func abortedPayments(tx Tx, f *findings, c Cycle) error {
	instructions, err := tx.InstructionsOf(c.ID)
	for _, i := range instructions {
		if i.State != lifecycle.InstructionWithdrawn || i.File != "" || i.IntentOpen || !i.Booked.IsZero() || !i.Returned.IsZero() {
			f.fail("cycle %s was aborted, and instruction %s is %s, booked %s, on its way: %t", c.ID, i.ID, i.State, i.Booked, i.IntentOpen)
		}
	}
	return err
}

func abortedFiles(tx Tx, f *findings, c Cycle) error {
	files, err := tx.FilesOut(c.ID)
	for _, file := range files {
		if file.State != lifecycle.FileOutWithdrawn || file.Attempts > 0 {
			f.fail("cycle %s was aborted, and file %s is %s after %s", c.ID, file.Name, file.State, count(file.Attempts, "attempt"))
		}
	}
	return err
}

// abortedEntries wants the netting and the conversions of the cycle reversed, which the database lets only be their
// exact opposite.
func (b *books) abortedEntries(tx Tx, f *findings, c Cycle) error {
	conversions, err := tx.Conversions(c.ID)
	if err != nil {
		return err
	}
	keys := []string{ledger.NettingKey(c.ID)}
	for _, v := range conversions {
		keys = append(keys, ledger.ConversionKey(v.Cycle, v.Participant, v.From.Currency(), v.Set.Key()))
	}
	for _, key := range keys {
		if b.ofCycles[key] && !b.ofCycles[ledger.ReversalKey(key)] {
			f.fail("cycle %s was aborted, and journal entry %q stands", c.ID, key)
		}
	}
	return nil
}
