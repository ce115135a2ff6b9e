package reconcile

import (
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
	if err := s.check(); err != nil {
		return Outcome{}, err
	}
	list, err := sorted(instructions)
	if err != nil {
		return Outcome{}, err
	}
	m := newMatcher(rules, s, list)
	m.run()
	m.outcome.arrange()
	return m.outcome, nil
}

// matcher is the work on one statement.
type matcher struct {
	rules     Rules
	statement Statement
	tallies   []*tally // those of the correspondent
	known     index    // over tallies
	elsewhere index    // over those of other correspondents, to explain only
	units     []*unit
	byEntry   map[int][]*unit
	bySize    map[sized][]*tally // filled when all rules are done
	outcome   Outcome
}

func newMatcher(rules Rules, s Statement, list []Instruction) *matcher {
	m := &matcher{rules: rules, statement: s, byEntry: make(map[int][]*unit, len(s.Entries))}
	var others []*tally
	for _, i := range list {
		if i.Correspondent == s.Correspondent {
			m.tallies = append(m.tallies, newTally(i))
		} else {
			others = append(others, newTally(i))
		}
	}
	m.known, m.elsewhere = newIndex(m.tallies), newIndex(others)
	for _, e := range s.Entries {
		if !e.Booked {
			m.outcome.NotBooked++
			continue
		}
		units, charge := split(e)
		m.byEntry[e.Number] = units
		m.units = append(m.units, units...)
		if charge > 0 {
			m.add(Finding{Entry: e.Number, Kind: FindingCharge, Amount: m.money(charge), Rule: RuleStatedCharges,
				Why: "the details and the charges that the bank states for the entry add up to it"})
		}
	}
	slices.SortFunc(m.units, byPlace)
	return m
}

// run settles debits before credits: a pay-out must be booked before it can come back, and banks do not
// always list the two in that order. Each rule goes over all units before the next is tried, so that an
// entry with a weak reference never takes the instruction that another one names.
func (m *matcher) run() {
	for _, credits := range []bool{false, true} {
		for n := range m.rules {
			if r := &m.rules[n]; r.May == MayPost {
				m.apply(r, credits)
			}
		}
	}
	for _, u := range m.units {
		if !u.done {
			m.leftOver(u)
		}
	}
	m.shortfalls()
}

// apply tries one rule on the units of one side, and the surest way of it on all of them before the next, so that what
// is less sure takes nothing that is sure.
func (m *matcher) apply(r *Rule, credits bool) {
	for _, how := range r.sureness() {
		for _, u := range m.units {
			if !u.done && u.credit() == credits && m.try(u, r, how) {
				u.done = true
			}
		}
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
	t := m.means(u, r, how)
	if t != nil {
		m.resolve(u, t, r)
	}
	return t != nil
}

func (m *matcher) money(minor int64) money.Amount {
	return money.FromMinor(m.statement.Currency, minor)
}

func (m *matcher) add(f Finding) { m.outcome.Findings = append(m.outcome.Findings, f) }
