package reconcile

import (
	"slices"

	"nostro/money"
)

// Match finds out what the booked entries of a proven statement are. Instructions are those of the
// correspondent that the entries may mean: the open ones, and the closed ones that may be returned or
// booked again; others are looked at only to explain. Entries that are not booked have no findings.
//
// The findings of each entry sum exactly to it. Each unexplained finding has a break at the same entry
// and detail. The outcome is the same whatever the order of entries and instructions.
//
// It errs, and finds nothing, where the statement has amounts of several currencies or entries without a
// number of their own, and where an instruction is given twice or does not make sense.
func Match(s Statement, instructions []Instruction) (Outcome, error) {
	if err := s.check(); err != nil {
		return Outcome{}, err
	}
	list, err := sorted(instructions)
	if err != nil {
		return Outcome{}, err
	}
	m := newMatcher(s, list)
	m.run()
	m.outcome.arrange()
	return m.outcome, nil
}

// matcher is the work on one statement.
type matcher struct {
	statement Statement
	tallies   []*tally // those of the correspondent
	known     index    // over tallies
	elsewhere index    // over those of other correspondents, to explain only
	units     []*unit
	byEntry   map[int][]*unit
	bySize    map[sized][]*tally // filled when all rules are done
	outcome   Outcome
}

func newMatcher(s Statement, list []Instruction) *matcher {
	m := &matcher{statement: s, byEntry: make(map[int][]*unit, len(s.Entries))}
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

// step tries one rule on one unit and tells whether it found out what the unit is.
type step func(*matcher, *unit) bool

// steps are the rules, strongest first. Each goes over all units before the next is tried, so that an
// entry with a weak reference never takes the instruction that another one names.
var steps = []step{
	func(m *matcher, u *unit) bool { return m.byName(u, keyUETR, RuleUETR) },
	func(m *matcher, u *unit) bool { return m.byName(u, keyInstrID, RuleInstrID) },
	(*matcher).byEndToEndAmount,
	(*matcher).byDetails,
	(*matcher).byMessage,
	(*matcher).byEndToEnd,
}

// run settles debits before credits: a pay-out must be booked before it can come back, and banks do not
// always list the two in that order.
func (m *matcher) run() {
	for _, credits := range []bool{false, true} {
		for _, try := range steps {
			for _, u := range m.units {
				if !u.done && u.credit() == credits && try(m, u) {
					u.done = true
				}
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

// byName finds the instruction that a UETR or an InstrId names.
func (m *matcher) byName(u *unit, kind keyKind, rule string) bool {
	d, ok := u.single()
	if !ok {
		return false
	}
	for _, direction := range u.directions() {
		list := m.known.at(kind, direction, d)
		if here := m.inCurrency(list); len(here) > 0 {
			list = here
		}
		if t := choose(list, u); t != nil {
			m.resolve(u, t, rule)
			return true
		}
	}
	return false
}

// byEndToEndAmount finds the instruction that has the end-to-end identification and the amount. Twins,
// which have both alike, are taken in order of value date; when all are taken, one more is a duplicate.
func (m *matcher) byEndToEndAmount(u *unit) bool {
	d, ok := u.single()
	if !ok {
		return false
	}
	for _, wanted := range []func(*tally) bool{
		func(t *tally) bool { return t.fits(u) },
		func(t *tally) bool { return !t.open() && t.Amount.Minor() == u.size() },
	} {
		for _, direction := range u.directions() {
			list := filter(m.inCurrency(m.known.at(keyEndToEnd, direction, d)), wanted)
			if len(list) == 0 {
				continue
			}
			if t := sameParticipant(list); t != nil {
				m.resolve(u, t, RuleEndToEndAmount)
				return true
			}
			return false
		}
	}
	return false
}

// byEndToEnd finds, for a credit of another amount than expected, the only open pay-in, or the only
// pay-out that the bank says comes back, with the end-to-end identification; and for either side, the
// only instruction where it is in another currency.
func (m *matcher) byEndToEnd(u *unit) bool {
	d, ok := u.single()
	if !ok {
		return false
	}
	for _, direction := range u.directions() {
		all := m.known.at(keyEndToEnd, direction, d)
		list := filter(m.inCurrency(all), func(t *tally) bool {
			return u.credit() && (t.Direction == In && t.open() || u.isReturn() && t.returnable() > 0)
		})
		if len(m.inCurrency(all)) == 0 {
			list = all
		}
		if len(list) == 1 {
			m.resolve(u, list[0], RuleEndToEnd)
			return true
		}
	}
	return false
}

func (m *matcher) money(minor int64) money.Amount {
	return money.FromMinor(m.statement.Currency, minor)
}

func (m *matcher) add(f Finding) { m.outcome.Findings = append(m.outcome.Findings, f) }
