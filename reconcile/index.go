package reconcile

import "slices"

// index finds instructions by their references.
type index struct {
	tallies []tally
	books   []books                // of each instruction, what can book it
	hashes  [keyKinds][]uint64     // of the references of the instructions, once they are asked for; 0 for none
	joins   [keyKinds][turns]*join // with the units of each turn
}

// books is what can book an instruction: nothing, where it is not open or not in the currency of the statement.
type books uint8

const (
	booksNothing books = iota
	booksDebit
	booksCredit
)

func (x *index) add(i *Instruction) { x.tallies = append(x.tallies, newTally(i)) }

// hashesOf returns the hashes of the references of a kind.
func (x *index) hashesOf(kind keyKind) []uint64 {
	if kind == keyCover {
		kind = keyInstrID // it is our InstrId too
	}
	if x.hashes[kind] != nil {
		return x.hashes[kind]
	}
	all := make([]uint64, len(x.tallies))
	inLanes(len(all), func(_, from, to int) {
		for n := from; n < to; n++ {
			all[n] = hashOf(kind.own(x.tallies[n].Instruction))
		}
	})
	x.hashes[kind] = all
	return all
}

// joinOf returns the join of the instructions with the units of a turn that are asked about: those that were not found out
// when it was first asked for.
func (m *matcher) joinOf(x *index, kind keyKind, now turn) *join {
	if x.joins[kind][now] != nil {
		return x.joins[kind][now]
	}
	var halves [lanes][]hashed
	inLanes(len(m.asked), func(lane, from, to int) {
		var half []hashed
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
	j := &join{}
	if said := append(halves[0], halves[1]...); len(said) > 0 && len(x.tallies) > 0 {
		j = joined(said, among(x.hashesOf(kind), said), len(m.details), x.tallies,
			func(at int32) string { return kind.said(m.details[at]) },
			func(at int32) string { return kind.own(x.tallies[at].Instruction) })
	}
	x.joins[kind][now] = j
	return j
}

// at returns the instructions of the direction that carry the reference of detail n of the unit, by value date and ID.
func (m *matcher) at(x *index, kind keyKind, direction Direction, u *unit, n int) []*tally {
	if len(x.tallies) == 0 {
		return nil
	}
	return m.joinOf(x, kind, u.turn()).at(u.first+int32(n), direction)
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
