package reconcile

import "slices"

// findings returns all findings by place. The first of each unit stands where it belongs already, since to sort a million of
// them takes longer than to find them; the others are few.
func (m *matcher) findings() []Finding {
	all := slices.DeleteFunc(m.first, func(f Finding) bool { return f.Kind == "" })
	slices.SortFunc(m.others, compareFindings)
	first, other := len(all)-1, len(m.others)-1
	all = append(all, m.others...)
	for n := len(all) - 1; other >= 0; n-- { // both lists are in order: merged from the end, nothing is overwritten
		if first >= 0 && compareFindings(all[first], m.others[other]) > 0 {
			all[n] = all[first]
			first--
			continue
		}
		all[n] = m.others[other]
		other--
	}
	return all
}
