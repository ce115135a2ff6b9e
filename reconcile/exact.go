package reconcile

import "slices"

// exactFew is how many times as many instructions as units are left are too many: to look at all of them for so few takes longer
// than the rule as it is written.
const exactFew = 8

// exactly settles by a rule what it names one to one, to the last unit and of the value date: nearly all of a day. Such a
// pair has nothing to do with any other under the rule, so both lanes work at once, and in any order. What it leaves, and
// all that is less plain, is for the rule as it is written; it would have found the same.
func (m *matcher) exactly(r *Rule) {
	kind, single := r.kind()
	if !single || r.charges() || m.asWritten {
		return
	}
	if len(m.left) == 0 || len(m.known.stubs) == 0 || len(m.known.stubs)/exactFew > len(m.left) {
		return
	}
	now, by := m.units[m.left[0]].turn(), booksDebit
	if now == turnUndo || !m.names[now].has(kind) {
		return
	}
	if now == turnCredit {
		by = booksCredit
	}
	found := pairs(m.saidHashes(kind), m.known.hashesOf(kind, m.crew), m.known.books, by, m.crew)
	var settled [lanes]int
	m.crew.inLanes(len(m.left), func(lane, from, to int) {
		for ; from < to; from += block {
			end := min(from+block, to)
			settled[lane] += m.settleBlock(m.left[from:end], found[from:end], kind, r)
		}
	})
	m.firsts += settled[0] + settled[1]
	m.changes += settled[0] + settled[1]
	if len(m.seats) > 0 {
		m.tellCrowds(found)
	}
	m.dropDone()
}

// tellCrowds tells those that what was found is in: the tallies of those are made.
func (m *matcher) tellCrowds(found []int32) {
	for _, place := range found {
		if place > 0 && m.known.stubs[place-1].tally != nil {
			m.moved(m.known.stubs[place-1].tally)
		}
	}
}

// exactKinds lists the kinds of references by which units are settled exactly, in the order of the rules.
func (rules Rules) exactKinds() (kinds []keyKind) {
	for n := range rules {
		r := &rules[n]
		if kind, single := r.kind(); single && r.May == MayPost && !r.charges() && !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// hashBy keeps the hash of the first of the kinds that the only detail carries. The details are looked at then anyway.
func (u *unit) hashBy(kinds []keyKind) {
	if len(u.details) != 1 {
		return
	}
	for _, kind := range kinds {
		if u.names.has(kind) {
			u.hashed, u.hash = kind, hashOf(kind.said(&u.details[0]))
			return
		}
	}
}

// saidHashes returns the hashes of the references of the units that are left, 0 for those that have none or are of several
// details.
func (m *matcher) saidHashes(kind keyKind) []uint32 {
	hashes := make([]uint32, len(m.left))
	m.crew.inLanes(len(m.left), func(_, from, to int) {
		for n := from; n < to; n++ {
			switch u := &m.units[m.left[n]]; {
			case len(u.details) != 1 || !u.names.has(kind):
			case u.hashed == kind:
				hashes[n] = u.hash
			default:
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
	var stubs [block]*stub
	var own [block]string
	var same [block]bool
	for n := range left {
		if found[n] > 0 {
			stubs[n] = &m.known.stubs[found[n]-1]
			own[n] = kind.own(stubs[n].Instruction)
		}
	}
	for n := range left {
		same[n] = stubs[n] != nil && sameReference(kind.said(&m.units[left[n]].details[0]), own[n])
	}
	for n := range left {
		if same[n] && m.settleExactly(&m.units[left[n]], stubs[n], r) {
			m.known.books[found[n]-1] = booksNothing
			settled++
		}
	}
	return settled
}

// settleExactly settles the instruction that the unit names with it where that is all that either is about.
func (m *matcher) settleExactly(u *unit, s *stub, r *Rule) bool {
	if u.back || s.outstanding() != u.size() || s.date != u.entry.ValueDate {
		return false
	}
	if len(m.statement.NoMatches) > 0 && m.barred(u, s.ID) {
		return false
	}
	f := &m.first[u.place]
	if f.Kind != "" || !r.takes(u, s.Direction) || !r.Window.holds(u.entry.ValueDate, s.date) {
		return false
	}
	s.settleBy(u)
	u.done = true
	m.booking(f, u, s.Instruction, u.size(), 0, r)
	f.Settles = true
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
