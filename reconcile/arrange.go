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
	slices.SortFunc(m.others, compareFindings)
	end := len(all)
	all = append(all, m.others...)
	for other := len(m.others) - 1; other >= 0; other-- { // what is behind the last one moves first, so nothing is overwritten
		f := m.others[other]
		at := sort.Search(end, func(n int) bool { return compareFindings(all[n], f) > 0 })
		copy(all[at+other+1:], all[at:end])
		all[at+other], end = f, at
	}
	return all
}
