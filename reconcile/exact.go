package reconcile

// exactFew is how many times as many instructions as units are left are too many: to look at all of them for so few takes longer
// than the rule as it is written.
const exactFew = 8

// exactly settles by a rule what it names one to one, to the last unit and of the value date: nearly all of a day. Such a
// pair has nothing to do with any other under the rule, so both lanes work at once, and in any order. What it leaves, and
// all that is less plain, is for the rule as it is written; it would have found the same.
func (m *matcher) exactly(r *Rule) {
	kind, single := r.kind()
	if !single || r.charges() || m.asWritten || len(m.statement.NoMatches) > 0 {
		return
	}
	if len(m.left) == 0 || len(m.known.tallies) == 0 || len(m.known.tallies)/exactFew > len(m.left) {
		return
	}
	now, by := m.units[m.left[0]].turn(), booksDebit
	if now == turnUndo || !m.names[now].has(kind) {
		return
	}
	if now == turnCredit {
		by = booksCredit
	}
	found := pairs(m.saidHashes(kind), m.known.hashesOf(kind), m.known.books, by)
	var settled [lanes]int
	inLanes(len(m.left), func(lane, from, to int) {
		for ; from < to; from += block {
			end := min(from+block, to)
			settled[lane] += m.settleBlock(m.left[from:end], found[from:end], kind, r)
		}
	})
	m.firsts += settled[0] + settled[1]
	m.changes += settled[0] + settled[1]
	for n := range found {
		if len(m.seats) > 0 && found[n] > 0 {
			m.moved(&m.known.tallies[found[n]-1])
		}
	}
	m.dropDone()
}

// saidHashes returns the hashes of the references of the units that are left, 0 for those that have none or are of several
// details.
func (m *matcher) saidHashes(kind keyKind) []uint64 {
	hashes := make([]uint64, len(m.left))
	inLanes(len(m.left), func(_, from, to int) {
		for n := from; n < to; n++ {
			if u := &m.units[m.left[n]]; len(u.details) == 1 && u.names.has(kind) {
				hashes[n] = hashOf(kind.said(&u.details[0]))
			}
		}
	})
	return hashes
}

// block is of how many pairs at once the instructions are fetched, so that a core waits for memory once and not for each.
const block = 16

// settleBlock settles what it can of a block of units and the instructions found for them; it returns how many.
func (m *matcher) settleBlock(left, found []int32, kind keyKind, r *Rule) (settled int) {
	var tallies [block]*tally
	var instructions [block]*Instruction
	var own [block]string
	for n := range left {
		if found[n] > 0 {
			tallies[n] = &m.known.tallies[found[n]-1]
			instructions[n] = tallies[n].Instruction
		}
	}
	for n := range left {
		if instructions[n] != nil {
			own[n] = kind.own(instructions[n])
		}
	}
	for n := range left {
		if t := tallies[n]; t != nil && m.settleExactly(&m.units[left[n]], t, own[n], kind, r) {
			m.known.books[found[n]-1] = booksNothing
			settled++
		}
	}
	return settled
}

// settleExactly settles the instruction, whose own reference is given, with the unit where that is all that either is about.
func (m *matcher) settleExactly(u *unit, t *tally, own string, kind keyKind, r *Rule) bool {
	if u.back || t.rest() != u.size() || t.date != u.entry.ValueDate {
		return false
	}
	f := &m.first[u.place]
	if f.Kind != "" || !r.takes(u, t.Direction) || !r.Window.holds(u.entry.ValueDate, t.date) || !sameReference(kind.said(&u.details[0]), own) {
		return false
	}
	t.settled, u.done = true, true
	m.booking(f, u, t, u.size(), 0, r)
	return true
}

// dropDone keeps of the units that are left those that are not found out.
func (m *matcher) dropDone() {
	left := m.left[:0]
	for _, n := range m.left {
		if !m.units[n].done {
			left = append(left, n)
		}
	}
	m.left = left
}
