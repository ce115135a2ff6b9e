package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"nostro/intake"
	"nostro/internal/store"
	"nostro/jobs"
	"nostro/ledger"
)

var errStop = errors.New("stop")

func runOf(stage string) jobs.Run { return jobs.Run{Stage: stage, StartedAt: at, Outcome: "done"} }

func TestAnErrorUndoesEverything(t *testing.T) {
	s, _ := world(t)
	err := s.Update(t.Context(), func(tx jobs.Tx) error {
		if err := tx.AddRun(runOf("lost")); err != nil {
			return err
		}
		return errStop
	})
	if err != errStop { // jobs compares its own sentinels
		t.Fatalf("got %v, want the error of the work itself", err)
	}
	same(t, "runs", get(t, s, jobs.Tx.Runs), []jobs.Run{ran})
}

func TestAPanicUndoesEverythingAndFreesTheWriter(t *testing.T) {
	s, _ := world(t)
	func() {
		defer func() { same(t, "panic", recover(), "killed") }()
		_ = s.Update(t.Context(), func(tx jobs.Tx) error {
			if err := tx.AddRun(runOf("lost")); err != nil {
				return err
			}
			panic("killed")
		})
	}()
	same(t, "runs", get(t, s, jobs.Tx.Runs), []jobs.Run{ran})
	update(t, s, func(tx jobs.Tx) error { return tx.AddRun(runOf("next")) })
}

func TestACancelledContextUndoesEverything(t *testing.T) {
	s, _ := world(t)
	ctx, cancel := context.WithCancel(t.Context())
	err := s.Update(ctx, func(tx jobs.Tx) error {
		if err := tx.AddRun(runOf("lost")); err != nil {
			return err
		}
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v, want context.Canceled", err)
	}
	same(t, "runs", get(t, s, jobs.Tx.Runs), []jobs.Run{ran})
}

func TestAFailedStatementCannotBeCommittedAround(t *testing.T) {
	s, _ := world(t)
	refused(t, s, "not committed, a statement of it failed", func(tx jobs.Tx) error {
		second := instruction
		second.ID, second.UETR = "N2", "22222222-2222-4222-8222-222222222222"
		if err := tx.AddInstructions([]jobs.Instruction{second, instruction}); err == nil {
			t.Error("the same instruction again was taken")
		}
		return nil
	})
	same(t, "instructions", get(t, s, func(tx jobs.Tx) ([]jobs.Instruction, error) { return tx.InstructionsOf("") }),
		[]jobs.Instruction{instruction})
}

func TestViewCannotWrite(t *testing.T) {
	s, _ := world(t)
	for name, write := range map[string]func(jobs.Tx) error{
		"run":   func(tx jobs.Tx) error { return tx.AddRun(runOf("x")) },
		"cycle": func(tx jobs.Tx) error { return tx.SaveCycle(cycle) },
		"entry": func(tx jobs.Tx) error { _, err := tx.Post(entryOf("k", 1), at); return err },
		"person": func(tx jobs.Tx) error {
			return tx.AddParticipant(intake.Participant{ID: "X", Kind: intake.Company}, source)
		},
	} {
		if err := s.View(t.Context(), write); err == nil {
			t.Errorf("%s: a view wrote", name)
		}
		if err := s.View(t.Context(), func(tx jobs.Tx) error { _ = write(tx); return nil }); err == nil {
			t.Errorf("%s: a view that hid its write was fine", name)
		}
	}
}

func TestAViewSeesOneState(t *testing.T) {
	s, _ := world(t)
	err := s.View(t.Context(), func(tx jobs.Tx) error {
		before, err := tx.Runs()
		if err != nil {
			return err
		}
		update(t, s, func(tx jobs.Tx) error { return tx.AddRun(runOf("meanwhile")) })
		after, err := tx.Runs()
		same(t, "runs within the view", after, before)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "runs after it", len(get(t, s, jobs.Tx.Runs)), 2)
}

func TestATransactionIsDeadAfterItsWork(t *testing.T) {
	s, _ := world(t)
	var leaked jobs.Tx
	update(t, s, func(tx jobs.Tx) error { leaked = tx; return nil })
	if err := leaked.AddRun(runOf("late")); err == nil {
		t.Error("a transaction that has ended took a write")
	}
}

// Two programs write to one file; each transaction reads before it writes, which is where SQLite would
// fail at once if the lock were not taken at the beginning.
func TestTwoWritersWait(t *testing.T) {
	first, path := world(t)
	second := reopen(t, path)
	var group sync.WaitGroup
	errs := make(chan error, 2)
	for n, s := range []*store.Store{first, second} {
		group.Go(func() { errs <- postMany(s, fmt.Sprint("writer", n), 40) })
	}
	group.Wait()
	for range 2 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	numbers := 0
	err := first.View(t.Context(), func(tx jobs.Tx) error {
		numbers = count(tx, t)
		return nil
	})
	same(t, "entries", numbers, 81)
	same(t, "error", err, nil)
}

func postMany(s *store.Store, name string, entries int) error {
	for n := range entries {
		err := s.Update(context.Background(), func(tx jobs.Tx) error {
			if _, err := tx.Runs(); err != nil {
				return err
			}
			_, err := tx.Post(entryOf(fmt.Sprintf("%s:%d", name, n), 5), at)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// count returns the number of entries and checks that their numbers have no gap.
func count(tx jobs.Tx, t *testing.T) int {
	want := int64(0)
	err := journalOf(tx, func(number int64, _ ledger.Entry) {
		want++
		same(t, "number", number, want)
	})
	same(t, "error", err, nil)
	return int(want)
}
