package reconcile

import "nostro/money"

// Match is that of the DefaultRules.
func Match(s Statement, instructions []Instruction) (Outcome, error) {
	return DefaultRules().Match(s, instructions)
}

// Match finds out what the booked entries of a proven statement are. Instructions are those of the
// correspondent that the entries may mean: the open ones, and the closed ones that may be returned or
// booked again; others are looked at only to explain. Entries that are not booked have no findings.
//
// The findings of each entry sum exactly to it. Each unexplained finding has a break at the same entry
// and detail. The outcome is the same whatever the order of entries and instructions.
//
// It errs, and finds nothing, where a rule cannot be applied, where the statement has amounts of several currencies or
// entries without a number of their own, and where an instruction is given twice or does not make sense.
func (rules Rules) Match(s Statement, instructions []Instruction) (Outcome, error) {
	if err := rules.Check(); err != nil {
		return Outcome{}, err
	}
	m, err := newMatcher(rules, s, instructions, lanesMin)
	if err != nil {
		return Outcome{}, err
	}
	return m.match(), nil
}

// match does the work, and leaves.
func (m *matcher) match() Outcome {
	defer m.crew.leave()
	m.run()
	m.arrange()
	return m.outcome
}

// matcher is the work on one statement.
type matcher struct {
	rules       Rules
	crew        *crew
	kinds       []keyKind // of the references by which units are settled exactly
	statement   Statement
	known       index               // those of the correspondent
	elsewhere   index               // those of other correspondents, to explain only
	units       []unit              // in the order of entries and details
	turns       [turns][]int32      // the places of the units of each turn
	names       [turns]kindSet      // the kinds of references that any of them carries
	now         turn                // the one at hand; turns where there is none
	left        []int32             // the places of the units of the turn at hand that are not found out yet
	numbered    [turns]bool         // whose details have the numbers by which joins know them
	asked       []int32             // the places of the units that a join is made for
	details     int                 // how many have them
	again       map[*tally][]*unit  // bookings of an instruction beyond the first, that are not undone
	mangled     *mangledIndex       // filled when a rule first asks for it
	mangledLast mangledNamed        // what was found by it last
	byBankRef   map[string][]*tally // filled in each turn in which a rule asks for it
	bySize      map[sized][]*tally  // filled when all rules are done
	changes     int                 // how often an instruction was booked or returned
	turnsOf     map[*tally]int32    // how often one came back here, or that was taken back
	touched     []*tally            // those booked or returned otherwise than whole and at once
	barren      asked               // who last asked for a message in vain, or booked all of it
	crowdMin    int
	crowds      map[**tally]*crowd  // the long lists
	seats       map[*tally][]seatOf // in them
	kept        map[keptKey]kept    // what is left of long lists, once all rules are done
	words       map[*tally]worded   // what is outstanding, once it is asked for
	first       []Finding           // of each unit the first finding; without a kind where there is none
	firsts      int
	others      []Finding
	outcome     Outcome
	asWritten   bool // leaves nothing to exactly: the rules alone, to compare with
}

// newMatcher makes all ready for a match, in two lanes where there is enough to do.
func newMatcher(rules Rules, s Statement, instructions []Instruction, lanesMin int) (*matcher, error) {
	m := &matcher{rules: rules, kinds: rules.exactKinds(), statement: s, now: turns, again: map[*tally][]*unit{}, crowdMin: crowdMin,
		crowds: map[**tally]*crowd{}, seats: map[*tally][]seatOf{}}
	if err := m.statement.checkHead(); err != nil {
		return nil, err
	}
	m.crew = newCrew(len(s.Entries)+len(instructions), lanesMin)
	if err := m.begin(instructions); err != nil {
		m.crew.leave()
		return nil, err
	}
	return m, nil
}

// begin makes units and stubs of what is given.
func (m *matcher) begin(instructions []Instruction) error {
	m.reserve(len(instructions))
	if err := m.cut(); err != nil {
		return err
	}
	return m.take(instructions)
}

// reserve clears the memory for a statement of entries of one unit, as nearly all are, and for the instructions.
func (m *matcher) reserve(instructions int) {
	entries := len(m.statement.Entries)
	m.crew.both(func(lane int) {
		if lane == 0 {
			m.first = make([]Finding, 0, entries+entries/20+16)
			return
		}
		m.units, m.known = make([]unit, entries), newIndex(instructions)
	})
}

// run settles debits before credits: a pay-out must be booked before it can come back, and banks do not
// always list the two in that order. What the bank takes back of a credit comes last, for the same reason. Each rule goes over all units before the next is tried, so that an
// entry with a weak reference never takes the instruction that another one names.
func (m *matcher) run() {
	for now := range turns {
		m.now, m.left, m.byBankRef = now, m.turns[now], nil
		for n := range m.rules {
			if r := &m.rules[n]; r.May == MayPost {
				m.apply(r)
			}
		}
		m.turns[now] = m.left
	}
	m.now = turns
	m.explain()
}

// apply tries one rule on the units of one side, and the surest way of it on all of them before the next, so that what
// is less sure takes nothing that is sure.
func (m *matcher) apply(r *Rule) {
	m.exactly(r)
	asked := m.worth(r)
	if len(asked) == 0 {
		return
	}
	for _, how := range r.sureness() {
		left := asked[:0]
		for _, n := range asked {
			u := &m.units[n]
			if !u.done && m.try(u, r, how) {
				u.done = true
			}
			if !u.done {
				left = append(left, n)
			}
		}
		asked = left
	}
	m.dropDone()
}

// worth returns the places of the units that are left of which the rule can find out anything, and makes the joins that it
// needs.
func (m *matcher) worth(r *Rule) []int32 {
	if len(m.left) == 0 || len(m.known.stubs) == 0 {
		return nil
	}
	m.asked = append(m.asked[:0], m.left...)
	now := m.units[m.left[0]].turn()
	kind, single := r.kind()
	switch {
	case single:
		j := m.joinOf(&m.known, kind, now)
		if len(j.groups) == 0 {
			return nil
		}
		return m.leftOf(func(u *unit) bool { return len(u.details) == 1 && j.finds(u.first) })
	case r.found() == KeyMessage && !(m.names[turnDebit] | m.names[turnCredit] | m.names[turnUndo]).has(keyMessage):
		return nil
	case r.found() == KeyMessage: // another unit of the entry may name it
		return m.leftOf((*unit).namesMessage)
	case r.found() == KeyDetails:
		return m.leftOf(func(u *unit) bool { return len(u.details) > 1 })
	case r.found() == KeyBankRef:
		return m.leftOf(func(u *unit) bool { return u.back })
	}
	return m.leftOf(func(*unit) bool { return true })
}

// leftOf returns the places of the units that are left and are wanted.
func (m *matcher) leftOf(wanted func(*unit) bool) []int32 {
	var list []int32
	for _, n := range m.left {
		if wanted(&m.units[n]) {
			list = append(list, n)
		}
	}
	return list
}

// try tells whether it found out by the rule what the unit is.
func (m *matcher) try(u *unit, r *Rule, how sureness) bool {
	switch r.found() {
	case KeyDetails:
		return m.byDetails(u, r)
	case KeyMessage:
		return m.byMessage(u, r)
	}
	if r.charges() {
		return m.byCharge(u, r)
	}
	t := m.means(u, r, how)
	if t != nil {
		m.resolve(u, t, r)
	}
	return t != nil
}

func (m *matcher) money(minor int64) money.Amount {
	return money.FromMinor(m.statement.Currency, minor)
}

// found keeps what was found out of a unit.
func (m *matcher) found(u *unit, f Finding) {
	if u.stands != standsForGroup && m.first[u.place].Kind == "" {
		m.first[u.place] = f
		m.firsts++
		return
	}
	m.others = append(m.others, f)
}
