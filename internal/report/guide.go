package report

import (
	"cmp"
	"slices"

	"nostro/jobs"
)

// BreakGuide is what is known of an open break now: its text, which may have changed since it was found, who looks after it, and
// what to do about this very one.
type BreakGuide struct{ Text, Owner, Next string }

// BreakGuidesOf are the guides of the breaks, by number.
func BreakGuidesOf(views []jobs.BreakView) map[int64]BreakGuide {
	guides := map[int64]BreakGuide{}
	for _, v := range views {
		guides[v.ID] = BreakGuide{v.Text, v.Owner, v.Next}
	}
	return guides
}

// OpenBreaks are those that wait for somebody, by number.
func (p Picture) OpenBreaks() []Break {
	return keep(append([]Break{}, p.Breaks...), Break.Open)
}

// ResolvedBreaks are those that do not, the one that was resolved last first.
func (p Picture) ResolvedBreaks() []Break {
	resolved := keep(append([]Break{}, p.Breaks...), func(b Break) bool { return !b.Open() })
	slices.SortStableFunc(resolved, func(a, b Break) int { return cmp.Compare(b.Resolved.UTC, a.Resolved.UTC) })
	return resolved
}
