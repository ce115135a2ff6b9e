package store_test

import (
	"errors"
	"testing"
	"time"

	"nostro/internal/store"
	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/money"
)

var reissued = jobs.Reissue{Instruction: "N3", Replaces: "N2", Amount: instruction.Amount, Reason: "account corrected", AskedBy: "mia", AskedAt: at}

// paidAnew are a payment that was rejected, and the one that pays it anew.
func paidAnew() (old, anew jobs.Instruction) {
	old, anew = instruction, instruction
	old.ID, old.UETR, old.State = "N2", "22222222-1111-4111-8111-111111111111", lifecycle.InstructionRejected
	anew.ID, anew.UETR, anew.State = "N3", "33333333-1111-4111-8111-111111111111", lifecycle.InstructionPlanned
	return old, anew
}

func reissue(t *testing.T, s *store.Store) {
	t.Helper()
	old, anew := paidAnew()
	update(t, s, func(tx jobs.Tx) error {
		return errors.Join(tx.AddInstructions([]jobs.Instruction{old, anew}), tx.AddReissue(reissued))
	})
}

// reissueWithdrawn is the reissue after it was withdrawn.
func reissueWithdrawn() jobs.Reissue {
	r := reissued
	r.WithdrawnBy, r.WithdrawnWhy, r.WithdrawnAt = "mia", "the payee has it", at
	return r
}

func withdrawReissue(t *testing.T, s *store.Store) {
	t.Helper()
	update(t, s, func(tx jobs.Tx) error {
		anew, _, err := tx.Instruction("N3")
		anew.State = lifecycle.InstructionWithdrawn
		return errors.Join(err, tx.SaveInstruction(anew), tx.WithdrawReissue(reissueWithdrawn()))
	})
}

func TestReissuesAreKept(t *testing.T) {
	s, _ := world(t)
	reissue(t, s)
	same(t, "reissues", get(t, s, jobs.Tx.Reissues), []jobs.Reissue{reissued})
	for id, want := range map[string][2]int{"N1": {}, "N2": {1, 0}, "N3": {0, 1}} {
		err := s.View(t.Context(), func(tx jobs.Tx) error {
			of, err := tx.ReissuesOf(id)
			that, replaces, err2 := tx.ReissueThatIs(id)
			if len(of) != want[0] || replaces != (want[1] > 0) || len(of) > 0 && of[0] != reissued || replaces && that != reissued {
				t.Errorf("%s: %+v, %+v %t", id, of, that, replaces)
			}
			return errors.Join(err, err2)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// What was withdrawn is kept, and makes room for another one; only what is withdrawn itself may be said to be.
func TestAWithdrawnReissueMakesRoom(t *testing.T) {
	s, path := world(t)
	reissue(t, s)
	refused(t, s, "its payment is not withdrawn, and may leave", func(tx jobs.Tx) error { return tx.WithdrawReissue(reissueWithdrawn()) })
	withdrawReissue(t, s)
	refused(t, s, "that row is there already", func(tx jobs.Tx) error { return tx.WithdrawReissue(reissueWithdrawn()) })
	again := reissued
	again.Instruction, again.AskedAt = "N4", at.Add(time.Hour)
	update(t, s, func(tx jobs.Tx) error {
		_, anew := paidAnew()
		anew.ID, anew.UETR = again.Instruction, ""
		return errors.Join(tx.AddInstructions([]jobs.Instruction{anew}), tx.AddReissue(again))
	})
	same(t, "reissues", get(t, s, jobs.Tx.Reissues), []jobs.Reissue{reissueWithdrawn(), again})
	attack(t, raw(t, path), "append-only", "DELETE FROM reissue_withdrawn")
}

// A part that came back is paid anew, and never more than came back, in however many parts.
func TestTheDatabaseLetsNoMoreBePaidAnewThanCameBack(t *testing.T) {
	s, _ := world(t)
	part := func(id string, minor int64) func(jobs.Tx) error {
		return func(tx jobs.Tx) error {
			_, anew := paidAnew()
			anew.ID, anew.UETR, anew.Amount = id, "", money.FromMinor(anew.Amount.Currency(), minor)
			return errors.Join(tx.AddInstructions([]jobs.Instruction{anew}),
				tx.AddReissue(jobs.Reissue{Instruction: id, Replaces: "N2", Reason: "x", AskedBy: "x", AskedAt: at}))
		}
	}
	update(t, s, func(tx jobs.Tx) error {
		old, _ := paidAnew()
		old.State, old.Returned = lifecycle.InstructionSettled, money.FromMinor(old.Amount.Currency(), 6000)
		return tx.AddInstructions([]jobs.Instruction{old})
	})
	same(t, "a part came back", len(get(t, s, func(tx jobs.Tx) ([]jobs.Instruction, error) { return tx.InstructionsReturning(instruction.Cycle) })), 1)
	refused(t, s, "no more is paid anew than", part("P1", 6001))
	update(t, s, part("P2", 2500))
	refused(t, s, "no more is paid anew than", part("P3", 3501))
	update(t, s, part("P4", 3500))
	refused(t, s, "no more is paid anew than", part("P5", 1))
}

// Only what is owed again is paid anew, once, and by as much.
func TestTheDatabaseRefusesReissues(t *testing.T) {
	s, path := world(t)
	reissue(t, s)
	again := reissued
	again.Instruction = "N4"
	refused(t, s, "no more is paid anew than was rejected or came back", func(tx jobs.Tx) error {
		_, other := paidAnew()
		other.ID, other.UETR = again.Instruction, ""
		return errors.Join(tx.AddInstructions([]jobs.Instruction{other}), tx.AddReissue(again))
	})
	for name, change := range map[string]func(old, anew *jobs.Instruction){
		"settled":        func(old, _ *jobs.Instruction) { old.State = lifecycle.InstructionSettled },
		"sent":           func(old, _ *jobs.Instruction) { old.State = lifecycle.InstructionSent },
		"a pay-in":       func(old, _ *jobs.Instruction) { old.Direction = jobs.PayIn },
		"paid by":        func(_, anew *jobs.Instruction) { anew.Direction = jobs.PayIn },
		"more":           func(_, anew *jobs.Instruction) { anew.Amount = money.FromMinor(anew.Amount.Currency(), 10448) },
		"already sent":   func(_, anew *jobs.Instruction) { anew.State = lifecycle.InstructionSent },
		"meant to leave": func(_, anew *jobs.Instruction) { anew.Intents = 1 },
		"in euro":        func(_, anew *jobs.Instruction) { anew.Amount = money.FromMinor(eur, 10447) },
	} {
		t.Run(name, func(t *testing.T) {
			old, anew := paidAnew()
			old.ID, old.UETR, anew.ID, anew.UETR = "N5", "", "N6", ""
			change(&old, &anew)
			for _, i := range []*jobs.Instruction{&old, &anew} {
				c := i.Amount.Currency()
				i.Booked, i.Returned = money.Zero(c), money.Zero(c)
			}
			refused(t, s, "reissue: ", func(tx jobs.Tx) error {
				if err := tx.AddInstructions([]jobs.Instruction{old, anew}); err != nil {
					return err
				}
				return tx.AddReissue(jobs.Reissue{Instruction: "N6", Replaces: "N5", Reason: "x", AskedBy: "x", AskedAt: at})
			})
		})
	}
	attack(t, raw(t, path), "reissue", "INSERT OR REPLACE INTO reissue SELECT * FROM reissue")
	same(t, "reissues", get(t, s, jobs.Tx.Reissues), []jobs.Reissue{reissued})
}
