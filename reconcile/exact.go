package reconcile

// exactly settles by a rule what it names one to one, to the last unit and of the value date: nearly all of a day. Such a
// pair has nothing to do with any other under the rule, so both lanes work at once, and in any order. What it leaves, and
// all that is less plain, is for the rule as it is written; it would have found the same.
func (m *matcher) exactly(r *Rule) {
	kind, single := r.kind()
	if !single || r.charges() || m.asWritten || len(m.left) == 0 || len(m.known.tallies) == 0 {
		return
	}
	now, by, all := m.units[m.left[0]].turn(), booksDebit, m.known.books
	if now == turnUndo || !m.names[now].has(kind) {
		return
	}
	if now == turnCredit {
		by = booksCredit
	}
	found := pairs(m.saidHashes(kind), m.known.hashesOf(kind), func(place int) bool { return all[place] == by })
	var settled [lanes]int
	inLanes(len(m.left), func(lane, from, to int) {
		for n := from; n < to; n++ {
			if found[n] > 0 && m.settleExactly(&m.units[m.left[n]], &m.known.tallies[found[n]-1], kind, r) {
				settled[lane]++
			}
		}
	})
	m.firsts += settled[0] + settled[1]
	m.changes += settled[0] + settled[1]
	for n := range found {
		if len(m.seats) > 0 && found[n] > 0 {
			m.changed(&m.known.tallies[found[n]-1])
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

// settleExactly settles the instruction with the unit where that is all that either is about.
func (m *matcher) settleExactly(u *unit, t *tally, kind keyKind, r *Rule) bool {
	if u.back || t.rest() != u.size() || t.date != u.entry.ValueDate {
		return false
	}
	f, i := &m.first[u.place], t.Instruction
	if f.Kind != "" || !r.takes(u, i.Direction) || !r.Window.holds(u.entry.ValueDate, t.date) ||
		!sameReference(kind.said(&u.details[0]), kind.own(i)) {
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
