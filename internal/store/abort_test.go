package store_test

import (
	"errors"
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
)

// abortedCycle is the second cycle of the world, which has nothing, after its abort.
func abortedCycle() jobs.Cycle {
	c := cycle
	c.ID, c.State = "2026-11-24-2", lifecycle.CycleAborted
	c.AbortedAt, c.AbortedFrom, c.AbortedBy, c.AbortedWhy = at, lifecycle.CycleOpen, "mia", "wrong day"
	return c
}

func TestAnAbortedCycleIsKept(t *testing.T) {
	s, path := world(t)
	open := cycle
	open.ID = "2026-11-24-2"
	update(t, s, func(tx jobs.Tx) error { return errors.Join(tx.AddCycle(open), tx.SaveCycle(abortedCycle())) })
	got := get(t, s, func(tx jobs.Tx) (jobs.Cycle, error) {
		c, _, err := tx.Cycle(open.ID)
		return c, err
	})
	same(t, "the cycle", got, abortedCycle())
	refused(t, s, "cannot move", func(tx jobs.Tx) error { return tx.SaveCycle(open) })
	refused(t, s, "the cycle was aborted", func(tx jobs.Tx) error { return tx.Take(open.ID, []int64{1}) })
	refused(t, s, "the cycle was aborted", func(tx jobs.Tx) error {
		i := instruction
		i.ID, i.UETR, i.Cycle = "N9", "", open.ID
		return tx.AddInstructions([]jobs.Instruction{i})
	})
	refused(t, s, "the cycle was aborted", func(tx jobs.Tx) error {
		return tx.AddRelease(jobs.Release{Cycle: open.ID, Number: 1, Digest: "d", Maker: "mia", WrittenAt: at})
	})
	db := raw(t, path)
	attack(t, db, "what was aborted stays", "UPDATE cycle SET aborted_why = 'x' WHERE state = 'aborted'")
	attack(t, db, "what was aborted stays", "UPDATE cycle SET state = 'open', aborted_at = NULL, aborted_from = NULL, aborted_by = NULL, "+
		"aborted_why = NULL WHERE state = 'aborted'")
}

// The cycle of the world has a file that was tried and an instruction that went with it.
func TestWhatMayHaveLeftIsNotAborted(t *testing.T) {
	s, path := world(t)
	all := ", aborted_at = opened_at, aborted_from = 'open', aborted_by = 'x', aborted_why = 'x'"
	db := raw(t, path)
	attack(t, db, "may have left", "UPDATE cycle SET state = 'aborted'"+all)
	attack(t, db, "may have left", "UPDATE instruction SET state = 'withdrawn', file = 'out-1.xml'")
	attack(t, db, "may have left", "UPDATE instruction SET state = 'withdrawn', intents = 1")
	attack(t, db, "may have left", "INSERT INTO instruction SELECT 'N9', NULL, cycle, participant, correspondent, direction, currency, minor, "+
		"booked, returned, value_date, 'withdrawn', file, msg_id, 1, intent_open, return_advised, advised_charges, note, netting_set FROM instruction LIMIT 1")
	attack(t, db, "CHECK", "UPDATE cycle SET aborted_at = opened_at")
	open := cycle
	open.ID = "2026-11-24-2"
	update(t, s, func(tx jobs.Tx) error { return errors.Join(tx.AddCycle(open), tx.Take(open.ID, []int64{1})) })
	attack(t, db, "must give back", "UPDATE cycle SET state = 'aborted'"+all+" WHERE id = '2026-11-24-2'")
}

// No bank ever heard of an instruction that was withdrawn: none of its bookings is sought among them.
func TestWithdrawnInstructionsAreNotAtTheBank(t *testing.T) {
	s, path := world(t)
	db := raw(t, path)
	at := func(tx jobs.Tx) ([]jobs.Instruction, error) {
		return tx.InstructionsAt(instruction.Correspondent, instruction.Amount.Currency())
	}
	before := len(get(t, s, at))
	if _, err := db.Exec("UPDATE instruction SET state = 'withdrawn', file = NULL, intents = 0, intent_open = 0, booked = 0 WHERE id = 'N1'"); err != nil {
		t.Fatal(err)
	}
	same(t, "at the bank", len(get(t, s, at)), before-1)
	attack(t, db, "stays as it is", "UPDATE instruction SET note = 'x' WHERE id = 'N1'")
}
