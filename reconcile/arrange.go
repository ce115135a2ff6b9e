package reconcile

import (
	"slices"
	"sort"
)

// findings returns all findings by place. The first of each unit stands where it belongs already, since to sort a million of
// them takes longer than to find them; the others are few.
func (m *matcher) findings() []Finding {
	all := m.first
	if m.firsts < len(all) { // what a rule put together has no first finding of its own
		all = slices.DeleteFunc(all, func(f Finding) bool { return f.Kind == "" })
	}
	if len(m.others) == 0 {
		return all
	}
	slices.SortFunc(m.others, compareFindings)
	return weave(all, m.others, m.crew)
}

// weave puts others among all, both by place, and returns all. Each lane moves a half of what was there, the last first, so that
// nothing is overwritten; what the lower half grows over is taken aside before.
func weave(all, others []Finding, c *crew) []Finding {
	count := len(all)
	half := count / lanes
	lower := before(others, all[:half])
	aside := slices.Clone(all[half:min(half+lower, count)])
	all = append(all, others...)
	c.both(func(lane int) {
		if lane == 0 {
			spread(all, all[:half], others[:lower])
			return
		}
		rest, others := all[half+len(aside):count], others[lower:]
		own := before(others, aside)
		spread(all[half+lower+own+len(aside):], rest, others[own:])
		spread(all[half+lower:], aside, others[:own])
	})
	return all
}

// before returns how many of the others stand before the last of some.
func before(others, some []Finding) int {
	if len(some) == 0 {
		return 0
	}
	last := some[len(some)-1]
	return sort.Search(len(others), func(n int) bool { return compareFindings(last, others[n]) <= 0 })
}

// spread puts some and others together where to begins, by place. Some may lie where they go, or before.
func spread(to, some, others []Finding) {
	end := len(some)
	for n := len(others) - 1; n >= 0; n-- {
		at := sort.Search(end, func(at int) bool { return compareFindings(some[at], others[n]) > 0 })
		copy(to[at+n+1:], some[at:end])
		to[at+n], end = others[n], at
	}
	copy(to, some[:end])
}
