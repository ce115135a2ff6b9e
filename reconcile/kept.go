package reconcile

import "slices"

// When all rules are done nothing changes any more, and what many units ask of the same long lists is worked out once.

// asking is what is asked of a list.
type asking uint8

const (
	askHere       asking = iota // those in the currency of the statement
	askOpen                     // of those, the open ones
	askReturnable               // those of which something can come back
	askTotal                    // what is outstanding of all
	askSettled                  // the total of all, where all are settled
	askUnion                    // both of two lists
	askNames                    // their names
)

// keptKey is a question about a list, which is told by where it begins and ends, or about two, by where they begin.
type keptKey struct {
	first, last **tally
	asking
}

// kept is the answer.
type kept struct {
	list  []*tally
	total int64
	text  string
	ok    bool // the total fits, and all are as asked
}

// keep answers a question about a list, and keeps the answer where the list is long and nothing changes any more.
func (m *matcher) keep(list []*tally, what asking, answer func() kept) kept {
	if m.kept == nil || len(list) <= m.crowdMin {
		return answer()
	}
	key := keptKey{&list[0], &list[len(list)-1], what}
	k, known := m.kept[key]
	if !known {
		k = answer()
		m.kept[key] = k
	}
	return k
}

// inCurrency keeps the instructions in the currency of the statement.
func (m *matcher) inCurrency(list []*tally) []*tally {
	return m.keep(list, askHere, func() kept {
		return kept{list: filter(list, func(t *tally) bool { return t.Amount.Currency() == m.statement.Currency })}
	}).list
}

// openOf keeps those that are open, in the currency of the statement.
func (m *matcher) openOf(list []*tally) []*tally {
	return m.keep(list, askOpen, func() kept {
		return kept{list: filter(m.inCurrency(list), func(t *tally) bool { return t.open() })}
	}).list
}

// returnableOf keeps those of which something can come back.
func (m *matcher) returnableOf(list []*tally) []*tally {
	return m.keep(list, askReturnable, func() kept {
		return kept{list: filter(list, func(t *tally) bool { return t.returnable() > 0 })}
	}).list
}

// totalOf returns what is outstanding of all; ok is false where that does not fit.
func (m *matcher) totalOf(list []*tally) (total int64, ok bool) {
	k := m.keep(list, askTotal, func() kept {
		rests := make([]int64, len(list))
		for n, t := range list {
			rests[n] = t.rest()
		}
		total, ok := sum(rests...)
		return kept{total: total, ok: ok}
	})
	return k.total, k.ok
}

// settledOf returns the total of all; ok is false where not all are settled, or it does not fit.
func (m *matcher) settledOf(list []*tally) (total int64, ok bool) {
	k := m.keep(list, askSettled, func() kept {
		amounts := make([]int64, len(list))
		for n, t := range list {
			if amounts[n] = t.amount; !t.settled {
				return kept{}
			}
		}
		total, ok := sum(amounts...)
		return kept{total: total, ok: ok}
	})
	return k.total, k.ok
}

// namedBy returns the instructions that references of the unit name, in order of value date and ID.
func (m *matcher) namedBy(x *index, u *unit, direction Direction, kinds []keyKind) []*tally {
	var lists [][]*tally
	for n := range u.details {
		for _, kind := range kinds {
			if list := m.at(x, kind, direction, u, n); len(list) > 0 {
				lists = append(lists, list)
			}
		}
	}
	switch len(lists) {
	case 0:
		return nil
	case 1:
		return lists[0]
	case 2, 3: // of one detail
		return m.union(lists[0], m.union(lists[1], lists[len(lists)-1]))
	}
	all := slices.Concat(lists...)
	slices.SortFunc(all, older)
	return slices.Compact(all)
}

// union returns what is in either of two lists that are not empty, in order.
func (m *matcher) union(a, b []*tally) []*tally {
	unite := func() []*tally {
		both := slices.Concat(a, b)
		slices.SortFunc(both, older)
		return slices.Compact(both)
	}
	switch {
	case &a[0] == &b[0]:
		return a
	case m.kept == nil || len(a)+len(b) <= m.crowdMin:
		return unite()
	}
	key := keptKey{&a[0], &b[0], askUnion}
	k, known := m.kept[key]
	if !known {
		k = kept{list: unite()}
		m.kept[key] = k
	}
	return k.list
}
