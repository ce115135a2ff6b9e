package reconcile

// exactly settles by a rule what it names one to one, to the last unit and of the value date: nearly all of a day. Such a
// pair has nothing to do with any other under the rule, so both lanes work at once, and in any order. What it leaves, and
// all that is less plain, is for the rule as it is written; it would have found the same.
func (m *matcher) exactly(r *Rule) {
	kind, single := kindOf[r.found()]
	if !single || r.charges() || m.asWritten || len(m.left) == 0 || len(m.known.tallies) == 0 {
		return
	}
	named, some := m.saidHashes(kind)
	if !some {
		return
	}
	by, all := booksDebit, m.known.books
	if m.units[m.left[0]].credit() {
		by = booksCredit
	}
	found := pairs(named, m.known.hashesOf(kind), func(place int) bool { return all[place] == by })
	inLanes(len(m.left), func(_, from, to int) {
		for n := from; n < to; n++ {
			if found[n] > 0 {
				m.settleExactly(&m.units[m.left[n]], &m.known.tallies[found[n]-1], kind, r)
			}
		}
	})
	m.dropDone()
}

// saidHashes returns the hashes of the references of the units that are left, 0 for those that have none or are of several
// details, and whether there is any.
func (m *matcher) saidHashes(kind keyKind) (hashes []uint64, some bool) {
	hashes = make([]uint64, len(m.left))
	var any [lanes]bool
	inLanes(len(m.left), func(lane, from, to int) {
		for n := from; n < to; n++ {
			u := &m.units[m.left[n]]
			if len(u.details) != 1 {
				continue
			}
			if text := kind.said(&u.details[0]); text != "" {
				hashes[n] = hashOf(text)
				any[lane] = any[lane] || hashes[n] != 0
			}
		}
	})
	return hashes, any[0] || any[1]
}

// settleExactly settles the instruction with the unit where that is all that either is about.
func (m *matcher) settleExactly(u *unit, t *tally, kind keyKind, r *Rule) {
	i := t.Instruction
	if u.back || t.rest() != u.size() || i.ValueDate != u.entry.ValueDate || !r.takes(u, i.Direction) ||
		!r.Window.holds(u.entry.ValueDate, i.ValueDate) ||
		!sameReference(kind.said(&u.details[0]), kind.own(i)) {
		return
	}
	f := &m.first[u.place]
	if f.Kind == "" {
		t.settled, u.done = true, true
		m.booking(f, u, t, u.size(), 0, r)
	}
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
