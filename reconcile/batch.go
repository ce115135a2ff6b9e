package reconcile

import (
	"fmt"
	"slices"

	"nostro/calendar"
)

// byDetails settles the instructions that the details of one entry name, where the details do not say
// how much each moved, but the instructions sum to the entry.
func (m *matcher) byDetails(u *unit, r *Rule) bool {
	if len(u.details) < 2 || u.isReturn() {
		return false
	}
	list, ok := m.each(u)
	if !ok || slices.ContainsFunc(list, func(t *tally) bool { return !r.Window.holds(u.entry.ValueDate, t.ValueDate) }) {
		return false
	}
	rest, fits := m.totalOf(list)
	why := fmt.Sprintf("the %d instructions that its details name sum to it", len(list))
	return m.bookTotal([]*unit{u}, due{list, rest, fits}, r, why)
}

// each returns the instruction that each detail of the unit names; ok is false where one names none, or two the same.
func (m *matcher) each(u *unit) (list []*tally, ok bool) {
	seen := make(map[*tally]bool, len(u.details))
	for n := range u.details {
		t := m.named(u, n)
		if t == nil || seen[t] {
			return nil, false
		}
		seen[t] = true
		list = append(list, t)
	}
	return list, true
}

// named returns the only open instruction that detail n of the unit names by its strongest reference, else nil.
func (m *matcher) named(u *unit, n int) *tally {
	for _, kind := range []keyKind{keyUETR, keyInstrID, keyEndToEnd} {
		list := m.openOf(m.few(m.at(&m.known, kind, u.side(), u, n)))
		if len(list) > 0 {
			return only(list)
		}
	}
	return nil
}

func only(list []*tally) *tally {
	if len(list) == 1 {
		return list[0]
	}
	return nil
}

// due is what is outstanding of several instructions.
type due struct {
	list []*tally
	rest int64 // of all, in minor units
	fits bool  // that does
}

// asked is who asked for a message by which rule, and how often an instruction had been booked or returned by then.
type asked struct {
	entry   *Entry
	rule    *Rule
	changes int
}

// dueOf returns the open instructions of a list that go together with the value date of the unit.
func (m *matcher) dueOf(list []*tally, u *unit, r *Rule) due {
	find := func() due {
		list := filter(m.openOf(list), func(t *tally) bool { return r.Window.holds(u.entry.ValueDate, t.ValueDate) })
		rest, fits := m.totalOf(list)
		return due{list, rest, fits}
	}
	if len(list) <= m.crowdMin {
		return find()
	}
	c, key := m.crowdOf(list), dueKey{window: r.Window}
	if r.Window != nil {
		key.date = u.entry.ValueDate
	}
	d, known := c.due[key]
	if !known {
		d = find()
		if c.due == nil {
			c.due = map[dueKey]due{}
		}
		c.due[key] = d
	}
	return d
}

// dueKey is what of a list is asked for.
type dueKey struct {
	window *Window
	date   calendar.Date // where there is a window
}

// byMessage settles all open instructions of the message that an entry names, where they sum to it. Banks
// that book in batches give one total for a message, and no reference of its parts.
func (m *matcher) byMessage(u *unit, r *Rule) bool {
	now := asked{u.entry, r, m.changes}
	if m.barren == now {
		return false // another unit of the entry asked for the same
	}
	m.barren = now
	group := m.group(u)
	by, n, ok := messageOf(group)
	if !ok || u.isReturn() {
		return false
	}
	d := m.dueOf(m.at(&m.known, keyMessage, u.side(), by, n), u, r)
	if len(d.list) == 0 || m.otherNumber(group, d) {
		return false
	}
	why := fmt.Sprintf("the open instructions of message %s, %d of them, sum to it", d.list[0].MsgID, len(d.list))
	return m.bookTotal(group, d, r, why)
}

// namesMessage tells whether any detail of the entry names a message, so that nothing is looked up in vain.
func (u *unit) namesMessage() bool {
	for n := range u.entry.Details {
		if u.entry.Details[n].MsgID != "" {
			return true
		}
	}
	return false
}

// group returns the units of the entry that are not found out yet; they are booked together. There is
// none where some are credits and some debits.
func (m *matcher) group(u *unit) []*unit {
	var group []*unit
	from := int(u.place)
	for from > 0 && m.units[from-1].entry == u.entry {
		from--
	}
	for n := from; n < len(m.units) && m.units[n].entry == u.entry; n++ {
		other := &m.units[n]
		if other.credit() != u.credit() {
			return nil
		}
		if !other.done {
			group = append(group, other)
		}
	}
	return group
}

// messageOf returns the unit and the number of a detail that carries the one message that all details of the units name.
func messageOf(group []*unit) (by *unit, n int, ok bool) {
	found := ""
	for _, u := range group {
		for at := range u.details {
			text := normalise(u.details[at].MsgID)
			if text != "" && found != "" && text != found {
				return nil, 0, false
			}
			if text != "" {
				by, n, found = u, at, text
			}
		}
	}
	return by, n, found != ""
}

// bookTotal settles each of the instructions where they sum to the units, as they are or with charges
// that the bank states for the entry; else it does nothing and returns false.
func (m *matcher) bookTotal(group []*unit, d due, r *Rule, why string) bool {
	minors := make([]int64, len(group))
	for n, u := range group {
		minors[n] = u.minor
	}
	total, fits := sum(minors...)
	whole := &unit{entry: group[0].entry, minor: total, stands: standsForGroup}
	if len(group) == 1 {
		whole = group[0]
	}
	over := whole.size() - d.rest
	charged := over > 0 && !whole.credit() && whole.explains(over)
	if !fits || !d.fits || (over != 0 && !charged) || charged && m.barred(whole, "") || m.anyBarred(group, d.list) {
		return false
	}
	for _, t := range d.list {
		m.settle(whole, t, t.rest(), 0, r, why)
	}
	if charged {
		m.charge(whole, over, "", r, why+", with the charges that the bank states")
	}
	for _, u := range group {
		u.done = true
	}
	return true
}

// otherNumber tells whether the bank says that the batch is of another number of payments than are open. Where they sum to it all
// the same, a person decides.
func (m *matcher) otherNumber(group []*unit, d due) bool {
	e := group[0].entry
	if e.Batch == nil || e.Batch.Count == 0 || int(e.Batch.Count) == len(d.list) || len(group) > 1 || group[0].minor != e.Amount.Minor() {
		return false
	}
	if d.fits && d.rest == group[0].size() {
		m.addSuggestion(group[0], 1, d.list, messageRule, fmt.Sprintf("it is the sum of %d instructions, though the bank says that it is %d payments: %s",
			len(d.list), e.Batch.Count, names(d.list)))
	}
	return true
}
