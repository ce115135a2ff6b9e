package store_test

import (
	"errors"
	"testing"
	"time"

	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/money"
)

func TestCyclesComeBackExactly(t *testing.T) {
	s, _ := world(t)
	earlier, second := cycle, cycle
	earlier.ID, earlier.ValueDate = "2026-11-23-1", day.AddDays(-1)
	second.ID = "2026-11-24-2"
	update(t, s, func(tx jobs.Tx) error { return errors.Join(tx.AddCycle(second), tx.AddCycle(earlier)) })
	same(t, "cycles", get(t, s, jobs.Tx.Cycles), []jobs.Cycle{earlier, cycle, second})
	find := func(id string) *jobs.Cycle {
		return get(t, s, func(tx jobs.Tx) (*jobs.Cycle, error) { return maybe(tx.Cycle(id)) })
	}
	same(t, "cycle", find(cycle.ID), &cycle)
	same(t, "no cycle", find("2026-11-24-3"), (*jobs.Cycle)(nil))
}

func TestSaveCycle(t *testing.T) {
	s, _ := world(t)
	closed := cycle
	closed.State, closed.ClosedAt, closed.LastSeq = lifecycle.CycleClosed, at.Add(time.Hour), 42
	update(t, s, func(tx jobs.Tx) error { return tx.SaveCycle(closed) })
	closed.InstructedAt = at.Add(2 * time.Hour) // the same state is no move
	update(t, s, func(tx jobs.Tx) error { return tx.SaveCycle(closed) })
	same(t, "cycles", get(t, s, jobs.Tx.Cycles), []jobs.Cycle{closed})

	back, skips, strange, moved, unknown := closed, closed, closed, closed, closed
	back.State, skips.State, strange.State = lifecycle.CycleOpen, lifecycle.CycleConverted, "asleep"
	moved.ValueDate, unknown.ID = day.AddDays(1), "never"
	for want, c := range map[string]jobs.Cycle{`cannot move from "closed" to "open"`: back,
		`cannot move from "closed" to "converted"`: skips, `cannot move from "closed" to "asleep"`: strange,
		"its id and value date may not change": moved} {
		refused(t, s, want, func(tx jobs.Tx) error { return tx.SaveCycle(c) })
	}
	isUnknownID(t, refused(t, s, "never", func(tx jobs.Tx) error { return tx.SaveCycle(unknown) }))
	same(t, "cycles", get(t, s, jobs.Tx.Cycles), []jobs.Cycle{closed})
}

// addObligations adds some due on the given days from now, with ids "d0", "d1" ...
func addObligations(tx jobs.Tx, ids []string, days []int) error {
	for n, id := range ids {
		o := obligation
		o.ID, o.ValueDate = id, day.AddDays(days[n])
		if _, err := tx.AddObligation(o); err != nil {
			return err
		}
	}
	return nil
}

func idsOf(obligations []jobs.Obligation) (ids []string) {
	for _, o := range obligations {
		ids = append(ids, o.ID)
	}
	return ids
}

func TestDeferralsAreKeptOnce(t *testing.T) {
	s, _ := world(t)
	again := deferral
	again.Reason = "other"
	update(t, s, func(tx jobs.Tx) error {
		return errors.Join(addObligations(tx, []string{"A"}, []int{0}),
			tx.AddDeferrals([]jobs.Deferral{again, {Cycle: cycle.ID, Obligation: "A", Reason: "no account"}}))
	})
	of := func(cycle string) []jobs.Deferral {
		return get(t, s, func(tx jobs.Tx) ([]jobs.Deferral, error) { return tx.Deferrals(cycle) })
	}
	same(t, "deferrals", of(cycle.ID), []jobs.Deferral{{Cycle: cycle.ID, Obligation: "A", Reason: "no account"}, deferral})
	same(t, "of another", of("never"), []jobs.Deferral(nil))
	refused(t, s, "FOREIGN KEY", func(tx jobs.Tx) error {
		return tx.AddDeferrals([]jobs.Deferral{{Cycle: cycle.ID, Obligation: "never"}})
	})
}

func TestPositions(t *testing.T) {
	s, _ := world(t)
	payer := jobs.Position{Cycle: cycle.ID, Participant: "BANK", GrossIn: cents(0), GrossOut: cents(10000),
		Net: cents(-10000), Count: 3}
	update(t, s, func(tx jobs.Tx) error { return tx.AddPositions([]jobs.Position{payer}) })
	got := get(t, s, func(tx jobs.Tx) ([]jobs.Position, error) { return tx.Positions(cycle.ID) })
	same(t, "positions", got, []jobs.Position{payer, position})

	wrong, mixed, lost := payer, payer, payer
	wrong.GrossIn, wrong.GrossOut, wrong.Net = money.Zero(jpy), money.Zero(jpy), money.FromMinor(jpy, 1)
	mixed.GrossOut = instruction.Amount
	lost.Participant = "NOBODY"
	for want, p := range map[string]jobs.Position{"that row is there already": payer, "CHECK": wrong,
		"where an amount in EUR belongs": mixed, "FOREIGN KEY": lost} {
		refused(t, s, want, func(tx jobs.Tx) error { return tx.AddPositions([]jobs.Position{p}) })
	}
}
