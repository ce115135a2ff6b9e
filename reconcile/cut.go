package reconcile

import (
	"cmp"
	"slices"
)

// cutting is what one lane made of its share of the entries.
type cutting struct {
	units     []unit
	turns     [turns][]int32
	names     [turns]kindSet
	charges   []Finding // of entries beyond their details
	notBooked int
	ascending bool // the numbers of the entries
	err       error
}

// cut checks the entries and makes units of those that are booked, by number.
func (m *matcher) cut() error {
	entries := m.statement.Entries
	all := m.units
	cuts := m.cutInLanes(all, func(n int) *Entry { return &entries[n] })
	half, err := len(entries)/lanes, cmp.Or(cuts[0].err, cuts[1].err)
	ascending := cuts[0].ascending && cuts[1].ascending && (half == 0 || entries[half-1].Number < entries[half].Number)
	if err != nil || !ascending {
		if err := cmp.Or(m.statement.checkNumbers(), err); err != nil {
			return err
		}
		ordered := inOrder(entries)
		cuts = m.cutInLanes(all, func(n int) *Entry { return ordered[n] })
	}
	m.bring(all, cuts)
	return nil
}

// inOrder returns the entries by number.
func inOrder(entries []Entry) []*Entry {
	list := make([]*Entry, len(entries))
	for n := range entries {
		list[n] = &entries[n]
	}
	slices.SortFunc(list, func(a, b *Entry) int { return cmp.Compare(a.Number, b.Number) })
	return list
}

// cutInLanes checks entries and makes units of them, each lane as if each entry of the other were one unit, as nearly all
// are. A lane stops at the first entry that errs.
func (m *matcher) cutInLanes(all []unit, at func(int) *Entry) (cuts [lanes]cutting) {
	m.crew.inLanes(len(all), func(lane, from, to int) {
		c, number := cutting{units: all[from:from:to], ascending: true}, 0
		for _, now := range []turn{turnDebit, turnCredit} {
			c.turns[now] = make([]int32, 0, (to-from)*5/8+8) // about as many of each, nearly always
		}
		for n := from; n < to && c.err == nil; n++ {
			e := at(n)
			c.ascending = c.ascending && e.Number > number
			number = e.Number
			switch c.err = m.statement.checkEntry(e); {
			case c.err != nil:
			case e.Booked:
				c.add(m, e, from)
			default:
				c.notBooked++
			}
		}
		cuts[lane] = c
	})
	return cuts
}

// add makes units of a booked entry; from is how many units are before those of the lane.
func (c *cutting) add(m *matcher, e *Entry, from int) {
	before := len(c.units)
	var charge int64
	if c.units, charge = split(c.units, e); charge > 0 {
		c.charges = append(c.charges, Finding{Entry: e.Number, Kind: FindingCharge, Amount: m.money(charge), Rule: RuleStatedCharges,
			Why: "the details and the charges that the bank states for the entry add up to it"})
	}
	for n := before; n < len(c.units); n++ {
		u := &c.units[n]
		u.place = int32(from + n)
		u.hashBy(m.kinds)
		now := u.turn()
		c.turns[now] = append(c.turns[now], u.place)
		c.names[now] |= u.names
	}
}

// bring puts together what the lanes made in all.
func (m *matcher) bring(all []unit, cuts [lanes]cutting) {
	one, two, half := &cuts[0], &cuts[1], len(all)/lanes
	if units := len(one.units) - half; units != 0 {
		for n := range two.units {
			two.units[n].place += int32(units)
		}
		for now := range two.turns {
			for n := range two.turns[now] {
				two.turns[now][n] += int32(units)
			}
		}
	}
	for now := range turns {
		m.turns[now] = append(one.turns[now], two.turns[now]...)
		m.names[now] = one.names[now] | two.names[now]
	}
	m.others = append(one.charges, two.charges...)
	m.outcome.NotBooked = one.notBooked + two.notBooked
	switch count := len(one.units) + len(two.units); {
	case len(one.units) > half || len(two.units) > len(all)-half: // more than their share of all
		m.units = slices.Concat(one.units, two.units)
	case len(one.units) < half:
		copy(all[len(one.units):], two.units)
		fallthrough
	default:
		m.units = all[:count]
	}
	m.first = slices.Grow(m.first, len(m.units))[:len(m.units)]
}
