package reconcile

import "cmp"

// taking is what one lane took of its share of the instructions.
type taking struct {
	known     int // how many are of the correspondent
	elsewhere []*Instruction
	ascending bool // the IDs
	err       error
}

// take checks the instructions and keeps what there is to be booked and returned.
func (m *matcher) take(instructions []Instruction) error {
	x := &m.known
	x.units = m.units
	var takings [lanes]taking
	m.crew.inLanes(len(instructions), func(lane, from, to int) { takings[lane] = m.takeLane(instructions, from, to) })
	one, two, half := &takings[0], &takings[1], len(instructions)/lanes
	if err := cmp.Or(one.err, two.err); err != nil {
		return err
	}
	if !one.ascending || !two.ascending || half > 0 && instructions[half-1].ID >= instructions[half].ID {
		if err := checkUnique(instructions); err != nil {
			return err
		}
	}
	if one.known < half {
		copy(x.stubs[one.known:], x.stubs[half:half+two.known])
		copy(x.books[one.known:], x.books[half:half+two.known])
		for _, kind := range references {
			copy(x.hashes[kind][one.known:], x.hashes[kind][half:half+two.known])
		}
	}
	x.shorten(one.known + two.known)
	for _, i := range append(one.elsewhere, two.elsewhere...) {
		m.elsewhere.stubs = append(m.elsewhere.stubs, newStub(i))
	}
	return nil
}

// takeLane takes a range of the instructions, one behind the other from where it begins. It stops at the first that errs.
func (m *matcher) takeLane(instructions []Instruction, from, to int) taking {
	t := taking{ascending: true}
	before := &Instruction{}
	for n := from; n < to; n++ {
		i := &instructions[n]
		if t.err = i.check(before.State); t.err != nil {
			return t
		}
		t.ascending = t.ascending && before.ID < i.ID
		before = i
		if i.Correspondent != m.statement.Correspondent {
			t.elsewhere = append(t.elsewhere, i)
			continue
		}
		at := from + t.known
		m.known.stubs[at] = newStub(i)
		m.known.books[at] = m.known.stubs[at].bookedBy(m.statement.Currency)
		for _, kind := range references {
			m.known.hashes[kind][at] = hashOf(kind.own(i))
		}
		t.known++
	}
	return t
}
