package reconcile

import (
	"cmp"
	"slices"

	"nostro/money"
)

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
	var errs [lanes]error
	both(func(lane int) {
		if lane == 0 {
			errs[0] = s.check()
		} else {
			errs[1] = checkAll(instructions)
		}
	})
	if err := cmp.Or(errs[0], errs[1]); err != nil {
		return Outcome{}, err
	}
	m := newMatcher(rules, s, instructions)
	m.run()
	m.arrange()
	return m.outcome, nil
}

// matcher is the work on one statement.
type matcher struct {
	rules     Rules
	statement Statement
	known     index               // those of the correspondent
	elsewhere index               // those of other correspondents, to explain only
	units     []unit              // in the order of entries and details
	left      []int32             // the places of the units of the turn at hand that are not found out yet
	asked     []int32             // the places of the units that a join is made for
	details   []*Detail           // those of the units, in that order
	again     map[*tally][]*unit  // bookings of an instruction beyond the first, that are not undone
	mangled   *mangledIndex       // filled when a rule first asks for it
	byBankRef map[string][]*tally // filled in each turn in which a rule asks for it
	bySize    map[sized][]*tally  // filled when all rules are done
	first     []Finding           // of each unit the first finding; without a kind where there is none
	others    []Finding
	outcome   Outcome
	asWritten bool // leaves nothing to exactly: the rules alone, to compare with
}

func newMatcher(rules Rules, s Statement, instructions []Instruction) *matcher {
	m := &matcher{rules: rules, statement: s, again: map[*tally][]*unit{}}
	both(func(lane int) {
		if lane == 0 {
			m.cut(inOrder(s.Entries))
		} else {
			m.take(instructions)
		}
	})
	return m
}

// take keeps what there is to be booked and returned.
func (m *matcher) take(instructions []Instruction) {
	m.known.tallies, m.known.books = make([]tally, 0, len(instructions)), make([]books, 0, len(instructions))
	for n := range instructions {
		if i := &instructions[n]; i.Correspondent == m.statement.Correspondent {
			m.known.add(i)
			m.known.books = append(m.known.books, m.known.tallies[len(m.known.tallies)-1].bookedBy(m.statement.Currency))
		} else {
			m.elsewhere.add(i)
		}
	}
}

// inOrder returns the entries by number.
func inOrder(entries []Entry) []*Entry {
	list := make([]*Entry, len(entries))
	for n := range entries {
		list[n] = &entries[n]
	}
	byNumber := func(a, b *Entry) int { return cmp.Compare(a.Number, b.Number) }
	if !slices.IsSortedFunc(list, byNumber) {
		slices.SortFunc(list, byNumber)
	}
	return list
}

// cut makes units of the booked entries.
func (m *matcher) cut(entries []*Entry) {
	m.units = make([]unit, 0, len(entries))
	for _, e := range entries {
		if !e.Booked {
			m.outcome.NotBooked++
			continue
		}
		var charge int64
		if m.units, charge = split(m.units, e); charge > 0 {
			m.others = append(m.others, Finding{Entry: e.Number, Kind: FindingCharge, Amount: m.money(charge), Rule: RuleStatedCharges,
				Why: "the details and the charges that the bank states for the entry add up to it"})
		}
	}
	m.first = make([]Finding, len(m.units), len(m.units)+len(m.units)/20+16)
	m.details = make([]*Detail, 0, len(m.units))
	for n := range m.units {
		u := &m.units[n]
		u.place, u.first = int32(n), int32(len(m.details))
		for at := range u.details {
			m.details = append(m.details, &u.details[at])
		}
	}
}

// run settles debits before credits: a pay-out must be booked before it can come back, and banks do not
// always list the two in that order. What the bank takes back of a credit comes last, for the same reason. Each rule goes over all units before the next is tried, so that an
// entry with a weak reference never takes the instruction that another one names.
func (m *matcher) run() {
	for now := range turns {
		m.left, m.byBankRef = m.left[:0], nil
		for n := range m.units {
			if m.units[n].turn() == now {
				m.left = append(m.left, int32(n))
			}
		}
		for n := range m.rules {
			if r := &m.rules[n]; r.May == MayPost {
				m.apply(r)
			}
		}
	}
	m.asked = m.asked[:0]
	for n := range m.units {
		if !m.units[n].done {
			m.asked = append(m.asked, int32(n))
		}
	}
	for _, n := range m.asked {
		m.leftOver(&m.units[n])
	}
	m.shortfalls()
}

// apply tries one rule on the units of one side, and the surest way of it on all of them before the next, so that what
// is less sure takes nothing that is sure.
func (m *matcher) apply(r *Rule) {
	m.exactly(r)
	m.prepare(r)
	for _, how := range r.sureness() {
		left := m.left[:0]
		for _, n := range m.left {
			u := &m.units[n]
			if !u.done && m.try(u, r, how) {
				u.done = true
			}
			if !u.done {
				left = append(left, n)
			}
		}
		m.left = left
	}
}

// prepare makes the joins that the rule needs, for the units that are left before it.
func (m *matcher) prepare(r *Rule) {
	if len(m.left) == 0 {
		return
	}
	m.asked = append(m.asked[:0], m.left...)
	now := m.units[m.left[0]].turn()
	kinds := references
	switch r.found() {
	case KeyMangled, KeyBankRef:
		kinds = nil
	case KeyMessage:
		kinds = messages
	case KeyDetails:
	default:
		kinds = []keyKind{kindOf[r.found()]}
	}
	for _, kind := range kinds {
		m.joinOf(&m.known, kind, now)
	}
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
		return
	}
	m.others = append(m.others, f)
}
