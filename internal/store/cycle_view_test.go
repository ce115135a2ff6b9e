package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/lifecycle"
)

// The latest cycle comes first, also where a date has more than nine, and a limit cuts off the oldest.
func TestCyclesComeLatestFirst(t *testing.T) {
	s, _ := open(t)
	var want []string // the oldest first
	update(t, s, func(tx jobs.Tx) error {
		for d := range 4 {
			for n := range 12 {
				date := day.AddDays(d)
				want = append(want, fmt.Sprintf("%s-%d", date, n+1))
				if err := tx.AddCycle(jobs.Cycle{ID: want[len(want)-1], ValueDate: date, State: lifecycle.CycleOpen, CutOffAt: at, OpenedAt: at}); err != nil {
					return err
				}
			}
		}
		for n, id := range want { // every third is closed
			if c, _, err := tx.Cycle(id); err != nil || n%3 == 0 {
				c.State, c.ClosedAt = lifecycle.CycleClosed, at
				if err := tx.SaveCycle(c); err != nil {
					return err
				}
			}
		}
		return nil
	})
	slices.Reverse(want)
	closed := func(id string) bool { return (len(want)-1-slices.Index(want, id))%3 == 0 }
	rng := rand.New(rand.NewPCG(7, 7))
	for range 200 {
		f := jobs.CycleFilter{Most: rng.IntN(60)}
		if rng.IntN(2) == 0 {
			f.ValueDate = day.AddDays(rng.IntN(5)) // the last has none
		}
		if rng.IntN(2) == 0 {
			f.States = [][]lifecycle.Cycle{{lifecycle.CycleClosed}, {lifecycle.CycleOpen}, {lifecycle.CycleOpen, lifecycle.CycleClosed}, {lifecycle.CycleSent}}[rng.IntN(4)]
		}
		var fit []string
		for _, id := range want {
			state := map[bool]lifecycle.Cycle{true: lifecycle.CycleClosed, false: lifecycle.CycleOpen}[closed(id)]
			if (f.ValueDate == (calendar.Date{}) || id[:10] == f.ValueDate.String()) && (len(f.States) == 0 || slices.Contains(f.States, state)) {
				fit = append(fit, id)
			}
		}
		if f.Most > 0 && len(fit) > f.Most {
			fit = fit[:f.Most]
		}
		var got []string
		for _, c := range get(t, s, func(tx jobs.Tx) ([]jobs.Cycle, error) { return tx.CyclesOf(f) }) {
			got = append(got, c.ID)
		}
		same(t, fmt.Sprintf("%+v", f), got, fit)
	}
}

// What is free for a cycle is counted as it would be taken, and a cycle that is not there has nothing.
func TestCountsOfACycleThatHasNothing(t *testing.T) {
	s, _ := world(t)
	for d := range 4 {
		date := day.AddDays(d - 2)
		free := get(t, s, func(tx jobs.Tx) (int, error) { return tx.CountTakeable(date) })
		takeable := get(t, s, func(tx jobs.Tx) (int, error) { all, err := tx.Takeable(date); return len(all), err })
		same(t, "free on "+date.String(), free, takeable)
	}
	counts := get(t, s, func(tx jobs.Tx) (jobs.CycleCounts, error) { return tx.CycleCounts("nobody") })
	same(t, "counts", counts, jobs.CycleCounts{Payments: map[string]int{}, Files: map[string]int{}})
}
