package reconcile

import "slices"

// index finds instructions by their references.
type index struct {
	stubs  []stub
	units  []unit                 // that settle them exactly
	books  []books                // of each instruction, what can book it; a rule as it is written leaves that as it was
	hashes [keyKinds][]uint32     // of the references of the instructions, once they are asked for; 0 for none
	joins  [keyKinds][turns]*join // with the units of each turn
}

// books is what can book an instruction: nothing, where it is not open or not in the currency of the statement.
type books uint8

const (
	booksNothing books = iota
	booksDebit
	booksCredit
)

// newIndex returns one with room for so many instructions.
func newIndex(count int) index {
	x := index{stubs: make([]stub, count), books: make([]books, count)}
	for _, kind := range references {
		x.hashes[kind] = make([]uint32, count)
	}
	return x
}

// shorten keeps the first of what there is room for.
func (x *index) shorten(count int) {
	x.stubs, x.books = x.stubs[:count], x.books[:count]
	for _, kind := range references {
		x.hashes[kind] = x.hashes[kind][:count]
	}
}

// open returns the instructions that are open by now and in the currency of the statement. They are few once a day is matched, and
// what is settled is not looked at.
func (x *index) open() []*tally {
	var list []*tally
	for n, by := range x.books {
		if by != booksNothing && x.stubs[n].outstanding() > 0 {
			list = append(list, x.tally(int32(n)))
		}
	}
	return list
}

// hashesOf returns the hashes of the references of a kind.
func (x *index) hashesOf(kind keyKind, c *crew) []uint32 {
	if kind == keyCover {
		kind = keyInstrID // it is our InstrId too
	}
	if x.hashes[kind] != nil {
		return x.hashes[kind]
	}
	kinds := []keyKind{kind}
	if kind != keyMessage {
		kinds = references // they stand side by side: one look is enough for all
	}
	for _, kind := range kinds {
		x.hashes[kind] = make([]uint32, len(x.stubs))
	}
	c.inLanes(len(x.stubs), func(_, from, to int) {
		for n := from; n < to; n++ {
			for _, kind := range kinds {
				x.hashes[kind][n] = hashOf(kind.own(x.stubs[n].Instruction))
			}
		}
	})
	return x.hashes[kind]
}

// leftIn returns the places of the units of a turn that are not found out yet.
func (m *matcher) leftIn(now turn) []int32 {
	if now == m.now {
		return m.left
	}
	return m.turns[now]
}

// number gives the details of what is left of a turn the numbers by which joins know them.
func (m *matcher) number(now turn) {
	if m.numbered[now] {
		return
	}
	m.numbered[now] = true
	for _, n := range m.leftIn(now) {
		m.units[n].first = int32(m.details)
		m.details += len(m.units[n].details)
	}
}

// joinOf returns the join of the instructions with the units of a turn that were not found out when it was first asked for.
func (m *matcher) joinOf(x *index, kind keyKind, now turn) *join {
	if x.joins[kind][now] != nil {
		return x.joins[kind][now]
	}
	x.joins[kind][now] = &join{}
	if !m.names[now].has(kind) || len(x.stubs) == 0 {
		return x.joins[kind][now]
	}
	m.number(now)
	left := m.leftIn(now)
	var halves [lanes][]saying
	m.crew.inLanes(len(left), func(lane, from, to int) {
		var half []saying
		for _, n := range left[from:to] {
			u := &m.units[n]
			if u.done || !u.names.has(kind) {
				continue
			}
			for at := range u.details {
				text := kind.said(&u.details[at])
				if h := hashOf(text); h != 0 {
					half = append(half, saying{text, h, u.first + int32(at)})
				}
			}
		}
		halves[lane] = half
	})
	if said := append(halves[0], halves[1]...); len(said) > 0 {
		x.joins[kind][now] = joined(said, among(x.hashesOf(kind, m.crew), said, m.crew), m.details, x, kind, m.crew)
	}
	return x.joins[kind][now]
}

// at returns the instructions of the direction that carry the reference of detail n of the unit, by value date and ID.
func (m *matcher) at(x *index, kind keyKind, direction Direction, u *unit, n int) []*tally {
	if len(x.stubs) == 0 {
		return nil
	}
	return m.allowed(u, m.joinOf(x, kind, u.turn()).at(u.first+int32(n), direction))
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
