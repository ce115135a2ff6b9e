package store_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/internal/store"
	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/netting"

	"pgregory.net/rapid"
)

func TestTake(t *testing.T) {
	s, _ := world(t)
	update(t, s, func(tx jobs.Tx) error { return addObligations(tx, []string{"z", "late", "a"}, []int{0, 1, -30}) })
	same(t, "takeable", takeableOn(t, s, day), []string{"O-1", "z", "a"})
	update(t, s, func(tx jobs.Tx) error { return tx.Take(cycle.ID, []int64{4, 1}) })
	same(t, "takeable", takeableOn(t, s, day), []string{"z"})
	same(t, "taken", idsOf(obligationsOf(t, s, cycle.ID)), []string{"O-1", "a"})
	same(t, "free", idsOf(obligationsOf(t, s, "")), []string{"z", "late"})
	taken := obligation
	taken.Cycle = cycle.ID
	same(t, "the first", obligationsOf(t, s, cycle.ID)[0], taken)
	same(t, "for netting", takenBy(t, s, cycle.ID), forNetting(obligationsOf(t, s, cycle.ID)))
	same(t, "of no cycle", takenBy(t, s, "never"), []netting.Obligation(nil))
	same(t, "alone", obligationOf(t, s, "O-1"), &taken)
}

func takeableOn(t *testing.T, s *store.Store, on calendar.Date) (ids []string) {
	t.Helper()
	for _, o := range get(t, s, func(tx jobs.Tx) ([]netting.Obligation, error) { return tx.Takeable(on) }) {
		ids = append(ids, o.ID)
	}
	return ids
}

// takenBy returns the obligations of a cycle as netting sees them.
func takenBy(t *testing.T, s *store.Store, cycle string) []netting.Obligation {
	t.Helper()
	return get(t, s, func(tx jobs.Tx) ([]netting.Obligation, error) { return tx.Taken(cycle) })
}

func forNetting(obligations []jobs.Obligation) (all []netting.Obligation) {
	for _, o := range obligations {
		all = append(all, netting.Obligation{ID: o.ID, Seq: o.Seq, Payer: o.Payer, Payee: o.Payee, Amount: o.Amount, ValueDate: o.ValueDate})
	}
	return all
}

func obligationsOf(t *testing.T, s *store.Store, cycle string) []jobs.Obligation {
	t.Helper()
	return get(t, s, func(tx jobs.Tx) ([]jobs.Obligation, error) { return tx.ObligationsOf(cycle) })
}

func TestTakeRefuses(t *testing.T) {
	s, path := world(t)
	update(t, s, func(tx jobs.Tx) error {
		return errors.Join(addObligations(tx, []string{"b", "c", "d", "held"}, []int{0, 0, 0, 0}), tx.MoveObligation(heldAs("held")),
			tx.Take(cycle.ID, []int64{2, 3}))
	})
	for want, seqs := range map[string][]int64{"a cycle has one": {1, 2}, "one of these": {3, 4}, "has one of": {2}, "held or withdrawn": {5}} {
		refused(t, s, want, func(tx jobs.Tx) error { return tx.Take(cycle.ID, seqs) })
	}
	refused(t, s, "FOREIGN KEY", func(tx jobs.Tx) error { return tx.Take(cycle.ID, []int64{9}) })
	refused(t, s, "FOREIGN KEY", func(tx jobs.Tx) error { return tx.Take("never", []int64{1}) })
	if _, err := raw(t, path).Exec("INSERT INTO obligation SELECT 7, 'far', payer, payee, currency, minor, value_date, reference, 'accepted', " +
		"accepted_at, source_sha256, source_line FROM obligation WHERE seq = 1"); err != nil { // by another program: there is no 6
		t.Fatal(err)
	}
	update(t, s, func(tx jobs.Tx) error { return tx.MoveObligation(releasedAs("held")) })
	isUnknownID(t, refused(t, s, "only 2 of them are there", func(tx jobs.Tx) error { return tx.Take(cycle.ID, []int64{5, 6, 7}) }))
	update(t, s, func(tx jobs.Tx) error { return tx.Take(cycle.ID, nil) })
	same(t, "taken", idsOf(obligationsOf(t, s, cycle.ID)), []string{"b", "c"})
}

// What an obligation is follows from its cycle.
func TestStatesFollowTheCycle(t *testing.T) {
	s, _ := world(t)
	update(t, s, func(tx jobs.Tx) error {
		return errors.Join(addObligations(tx, []string{"free", "held"}, []int{0, 0}), tx.MoveObligation(heldAs("held")), tx.Take(cycle.ID, []int64{1}))
	})
	c := cycle
	for _, step := range []struct {
		cycle lifecycle.Cycle
		want  lifecycle.Obligation
	}{{lifecycle.CycleOpen, lifecycle.ObligationAccepted}, {lifecycle.CycleClosed, lifecycle.ObligationAccepted},
		{lifecycle.CycleNetted, lifecycle.ObligationNetted}, {lifecycle.CycleConverted, lifecycle.ObligationNetted},
		{lifecycle.CycleInstructed, lifecycle.ObligationNetted}, {lifecycle.CycleWritten, lifecycle.ObligationNetted},
		{lifecycle.CycleApproved, lifecycle.ObligationNetted}, {lifecycle.CycleSent, lifecycle.ObligationNetted},
		{lifecycle.CycleSettled, lifecycle.ObligationSettled}} {
		c.State = step.cycle
		update(t, s, func(tx jobs.Tx) error { return tx.SaveCycle(c) })
		same(t, "alone, "+string(step.cycle), obligationOf(t, s, "O-1").State, step.want)
		same(t, "of the cycle, "+string(step.cycle), obligationsOf(t, s, cycle.ID)[0].State, step.want)
		netted := get(t, s, func(tx jobs.Tx) ([]jobs.Obligation, error) {
			return tx.Obligations(jobs.ObligationFilter{State: step.want})
		})
		if !slices.Contains(idsOf(netted), "O-1") {
			t.Errorf("%s: not among the %s ones", step.cycle, step.want)
		}
	}
	same(t, "free", obligationOf(t, s, "free").State, lifecycle.ObligationAccepted)
	same(t, "held", obligationOf(t, s, "held").State, lifecycle.ObligationHeld)
}

func TestWhatIsGivenBackIsFreeAndKept(t *testing.T) {
	s, path := world(t)
	next := cycle
	next.ID = "2026-11-24-2"
	update(t, s, func(tx jobs.Tx) error {
		return errors.Join(addObligations(tx, []string{"b", "c"}, []int{0, 0}), tx.AddCycle(next), tx.Take(cycle.ID, []int64{1, 3}),
			tx.GiveBack(cycle.ID, at.Add(time.Hour)), tx.Take(next.ID, []int64{1, 2}))
	})
	same(t, "of the first", obligationsOf(t, s, cycle.ID), []jobs.Obligation(nil))
	same(t, "of the second", idsOf(obligationsOf(t, s, next.ID)), []string{"O-1", "b"})
	same(t, "free", idsOf(obligationsOf(t, s, "")), []string{"c"})
	same(t, "kept", names(t, raw(t, path), "SELECT cycle || ' ' || first_seq || '-' || last_seq FROM taking_given_back ORDER BY number"),
		[]string{cycle.ID + " 1-1", cycle.ID + " 1-1", cycle.ID + " 3-3"}) // the world gives back once by itself
}

func TestTakingsWithstandAnotherProgram(t *testing.T) {
	s, path := world(t)
	update(t, s, func(tx jobs.Tx) error {
		return errors.Join(addObligations(tx, []string{"b", "c"}, []int{0, 0}), tx.Take(cycle.ID, []int64{2}))
	})
	db := raw(t, path)
	before := dump(t, db)
	attack(t, db, "no row may change", "UPDATE taking SET last_seq = 3")
	attack(t, db, "with a record", "DELETE FROM taking")
	attack(t, db, "a cycle has one", "INSERT OR REPLACE INTO taking SELECT * FROM taking")
	attack(t, db, "a cycle has one", fmt.Sprintf("INSERT INTO taking VALUES (1, 3, '%s')", cycle.ID))
	attack(t, db, "a cycle has it", "UPDATE obligation SET state = 'held' WHERE id = 'b'")
	attack(t, db, "the rest follows from its cycle", "UPDATE obligation SET state = 'settled' WHERE id = 'c'")
	same(t, "every table", dump(t, db), before)
	if _, err := db.Exec("INSERT INTO taking_given_back SELECT 9, cycle, first_seq, last_seq, given_at FROM (SELECT given_at FROM " +
		"taking_given_back) CROSS JOIN taking; UPDATE cycle SET state = 'sent'"); err != nil {
		t.Fatal(err)
	}
	attack(t, db, "the cycle has paid", "DELETE FROM taking")
}

// Whatever is taken, given back and held, the ways of asking agree with a list that is kept by hand.
func TestTakingsAgreeWithAList(t *testing.T) {
	s, _ := world(t)
	cycles, ids := []string{cycle.ID, "2026-11-24-2", "2026-11-24-3"}, []string{"O-1"}
	for n := range 12 {
		ids = append(ids, fmt.Sprintf("o%d", n))
	}
	second, third := cycle, cycle
	second.ID, third.ID = cycles[1], cycles[2]
	update(t, s, func(tx jobs.Tx) error {
		return errors.Join(tx.AddCycle(second), tx.AddCycle(third), addObligations(tx, ids[1:], make([]int, 12)))
	})
	rapid.Check(t, func(r *rapid.T) {
		of := map[int64]string{}
		update(t, s, func(tx jobs.Tx) error {
			return errors.Join(tx.GiveBack(cycles[0], at), tx.GiveBack(cycles[1], at), tx.GiveBack(cycles[2], at))
		})
		for range rapid.IntRange(1, 8).Draw(r, "steps") {
			c := rapid.SampledFrom(cycles).Draw(r, "cycle")
			if rapid.IntRange(0, 3).Draw(r, "give back") == 0 {
				update(t, s, func(tx jobs.Tx) error { return tx.GiveBack(c, at) })
				for seq := range of {
					if of[seq] == c {
						of[seq] = ""
					}
				}
				continue
			}
			var seqs []int64
			for seq := int64(1); seq <= 13; seq++ {
				if of[seq] == "" && rapid.Bool().Draw(r, "take") {
					seqs, of[seq] = append(seqs, seq), c
				}
			}
			update(t, s, func(tx jobs.Tx) error { return tx.Take(c, seqs) })
		}
		for _, c := range append([]string{""}, cycles...) {
			var want []string
			for seq := int64(1); seq <= 13; seq++ {
				if of[seq] == c {
					want = append(want, ids[seq-1])
				}
			}
			same(t, "of "+c, idsOf(obligationsOf(t, s, c)), want)
			for _, id := range want {
				same(t, id, obligationOf(t, s, id).Cycle, c)
			}
		}
	})
}

func releasedAs(id string) jobs.ObligationMove {
	m := obligationReleased
	m.Obligation = id
	return m
}

// Only what is free and came at the instant or after it; an obligation that a cycle has is in time for it.
func TestAcceptedSince(t *testing.T) {
	s, _ := world(t)
	update(t, s, func(tx jobs.Tx) error {
		return errors.Join(addObligations(tx, []string{"b", "later", "taken"}, []int{0, 1, 0}), tx.Take(cycle.ID, []int64{4}))
	})
	since := func(at time.Time) []string {
		return idsOf(get(t, s, func(tx jobs.Tx) ([]jobs.Obligation, error) { return tx.AcceptedSince(at, day) }))
	}
	same(t, "since then", since(at), []string{"O-1", "b"})
	same(t, "after it", since(at.Add(time.Nanosecond)), []string(nil))
}
