package reconcile

import "slices"

// index finds instructions by their references.
type index struct {
	tallies []tally
	hashes  [keyKinds][]hashed     // of the references of the instructions, once they are asked for
	joins   [keyKinds][turns]*join // with the units of each turn
}

func (x *index) add(i *Instruction) { x.tallies = append(x.tallies, newTally(i)) }

// hashesOf returns the hashes of the references of a kind.
func (x *index) hashesOf(kind keyKind) []hashed {
	if kind == keyCover {
		kind = keyInstrID // it is our InstrId too
	}
	if x.hashes[kind] != nil {
		return x.hashes[kind]
	}
	all := make([]hashed, len(x.tallies))
	inLanes(len(all), func(_, from, to int) {
		for n := from; n < to; n++ {
			all[n] = hashed{hashOf(kind.own(x.tallies[n].Instruction)), int32(n)}
		}
	})
	x.hashes[kind] = slices.DeleteFunc(all, func(h hashed) bool { return h.hash == 0 })
	return x.hashes[kind]
}

// joinOf returns the join of the instructions with the units of a turn that are asked about: those that were not found out
// when it was first asked for.
func (m *matcher) joinOf(x *index, kind keyKind, now turn) *join {
	if x.joins[kind][now] != nil {
		return x.joins[kind][now]
	}
	var halves [lanes][]hashed
	inLanes(len(m.asked), func(lane, from, to int) {
		half := make([]hashed, 0, to-from)
		for _, n := range m.asked[from:to] {
			u := &m.units[n]
			if u.done || u.turn() != now {
				continue
			}
			for at := range u.details {
				if h := hashOf(kind.said(&u.details[at])); h != 0 {
					half = append(half, hashed{h, u.first + int32(at)})
				}
			}
		}
		halves[lane] = half
	})
	said := append(halves[0], halves[1]...)
	own := []hashed(nil)
	if len(said) > 0 {
		own = x.hashesOf(kind)
	}
	x.joins[kind][now] = joined(said, own, [2]int{len(m.details), len(x.tallies)}, [2]func(int32) string{
		func(at int32) string { return kind.said(m.details[at]) },
		func(at int32) string { return kind.own(x.tallies[at].Instruction) },
	})
	return x.joins[kind][now]
}

// at returns the instructions of the direction that carry the reference of detail n of the unit, by value date and ID.
func (m *matcher) at(x *index, kind keyKind, direction Direction, u *unit, n int) []*tally {
	if len(x.tallies) == 0 {
		return nil
	}
	j := m.joinOf(x, kind, u.turn())
	same := j.same[u.first+int32(n)]
	if same == 0 {
		return nil
	}
	last := j.head[same-1]
	if last == 0 {
		return nil
	}
	if j.next[last-1] == 0 {
		t := &x.tallies[last-1]
		if t.Direction != direction {
			return nil
		}
		t.alone[0] = t
		return t.alone[:]
	}
	return j.list(x, last, listKey{same, direction})
}

// list returns what several instructions have in common; it is made once.
func (j *join) list(x *index, last int32, key listKey) []*tally {
	if list, known := j.lists[key]; known {
		return list
	}
	var list []*tally
	for ; last != 0; last = j.next[last-1] {
		if t := &x.tallies[last-1]; t.Direction == key.direction {
			list = append(list, t)
		}
	}
	slices.SortFunc(list, older)
	j.lists[key] = list
	return list
}

// filter returns those that are kept; where all are, the list itself.
func filter(list []*tally, keep func(*tally) bool) []*tally {
	for n, t := range list {
		if keep(t) {
			continue
		}
		kept := slices.Clone(list[:n])
		for _, t := range list[n+1:] {
			if keep(t) {
				kept = append(kept, t)
			}
		}
		return kept
	}
	return list
}

// inCurrency keeps the instructions in the currency of the statement.
func (m *matcher) inCurrency(list []*tally) []*tally {
	return filter(list, func(t *tally) bool { return t.Amount.Currency() == m.statement.Currency })
}
