package report

import (
	"slices"
	"time"

	"nostro/jobs"
	"nostro/lifecycle"
)

// ofCycles leaves the cycles that were opened, and gives them the obligations that they had then.
func (t then) ofCycles() (err error) {
	was := func(c jobs.Cycle) (jobs.Cycle, bool) {
		old, there, e := t.past.Cycle(c)
		if e != nil && err == nil {
			err = e
		}
		return old, there
	}
	now := slices.Clone(t.all)
	t.all, t.cycles = knew(t.all, was), knew(t.cycles, was)
	if err != nil {
		return err
	}
	t.deferrals = keep(t.deferrals, func(d jobs.Deferral) bool { return t.closed(d.Cycle) })
	return t.ofObligations(now)
}

// closed tells whether a cycle that is shown was closed then.
func (t then) closed(cycle string) bool {
	return slices.ContainsFunc(t.cycles, func(c jobs.Cycle) bool { return c.ID == cycle && !c.ClosedAt.IsZero() })
}

// ofObligations moves to those that wait what no cycle had taken, and back to its cycle what it gave back since.
func (t then) ofObligations(now []jobs.Cycle) error {
	gone := map[string]bool{} // from those that wait
	var free []jobs.Obligation
	for _, c := range now {
		if !t.past.Knows(c.ClosedAt) {
			taken, err := t.tx.ObligationsOf(c.ID)
			if err != nil {
				return err
			}
			free = append(free, taken...)
			continue
		}
		given, at, err := t.tx.GivenBack(c.ID)
		if err != nil {
			return err
		}
		if at.IsZero() || t.past.Knows(at) {
			continue
		}
		for n := range given {
			gone[given[n].ID], given[n].Cycle, given[n].State = true, c.ID, lifecycle.ObligationNetted
		}
		if t.closed(c.ID) {
			t.obligations = append(t.obligations, given...)
		}
	}
	t.obligations = keep(t.obligations, func(o jobs.Obligation) bool { return t.closed(o.Cycle) })
	t.waiting = since(t, append(t.waiting, free...), func(o jobs.Obligation) time.Time { return o.AcceptedAt })
	t.waiting = keep(t.waiting, func(o jobs.Obligation) bool { return !gone[o.ID] })
	return nil
}

// ofNetting leaves the positions and conversions that were on the books.
func (t then) ofNetting() error {
	t.positions = keep(t.positions, func(p jobs.Position) bool { return t.past.Netted(p.Cycle) })
	t.conversions = keep(t.conversions, t.past.Converted)
	return nil
}
