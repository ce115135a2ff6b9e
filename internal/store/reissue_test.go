package store_test

import (
	"errors"
	"testing"

	"nostro/internal/store"
	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/money"
)

var reissued = jobs.Reissue{Instruction: "N3", Replaces: "N2", Reason: "account corrected", AskedBy: "mia", AskedAt: at}

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

func TestReissuesAreKept(t *testing.T) {
	s, _ := world(t)
	reissue(t, s)
	same(t, "reissues", get(t, s, jobs.Tx.Reissues), []jobs.Reissue{reissued})
	for id, want := range map[string][2]bool{"N1": {}, "N2": {true, false}, "N3": {false, true}} {
		err := s.View(t.Context(), func(tx jobs.Tx) error {
			of, replaced, err := tx.ReissueOf(id)
			that, replaces, err2 := tx.ReissueThatIs(id)
			if replaced != want[0] || replaces != want[1] || replaced && of != reissued || replaces && that != reissued {
				t.Errorf("%s: %+v %t, %+v %t", id, of, replaced, that, replaces)
			}
			return errors.Join(err, err2)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// Only what is owed again is paid anew, once, and by as much.
func TestTheDatabaseRefusesReissues(t *testing.T) {
	s, path := world(t)
	reissue(t, s)
	again := reissued
	again.Instruction = "N4"
	refused(t, s, "is paid anew already", func(tx jobs.Tx) error {
		_, other := paidAnew()
		other.ID, other.UETR = again.Instruction, ""
		return errors.Join(tx.AddInstructions([]jobs.Instruction{other}), tx.AddReissue(again))
	})
	for name, change := range map[string]func(old, anew *jobs.Instruction){
		"settled":        func(old, _ *jobs.Instruction) { old.State = lifecycle.InstructionSettled },
		"sent":           func(old, _ *jobs.Instruction) { old.State = lifecycle.InstructionSent },
		"a pay-in":       func(old, _ *jobs.Instruction) { old.Direction = jobs.PayIn },
		"paid by":        func(_, anew *jobs.Instruction) { anew.Direction = jobs.PayIn },
		"more":           func(_, anew *jobs.Instruction) { anew.Amount = cents(10448) },
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
			refused(t, s, "only a pay-out that was rejected or came back", func(tx jobs.Tx) error {
				if err := tx.AddInstructions([]jobs.Instruction{old, anew}); err != nil {
					return err
				}
				return tx.AddReissue(jobs.Reissue{Instruction: "N6", Replaces: "N5", Reason: "x", AskedBy: "x", AskedAt: at})
			})
		})
	}
	attack(t, raw(t, path), "append-only", "INSERT OR REPLACE INTO reissue SELECT * FROM reissue")
	same(t, "reissues", get(t, s, jobs.Tx.Reissues), []jobs.Reissue{reissued})
}
