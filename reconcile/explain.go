package reconcile

import "slices"

// explain says what can be said of the units that no rule found out, and of what is short. Nothing is booked any more, so both
// lanes only read what was found, and each writes what it says apart.
func (m *matcher) explain() {
	m.asked = slices.DeleteFunc(slices.Concat(m.turns[:]...), func(n int32) bool { return m.units[n].done })
	slices.Sort(m.asked)
	m.byBankRef = nil // what is left asks for other references
	m.foresee()
	var parts [lanes]matcher
	m.crew.both(func(lane int) {
		part := *m
		asked, touched := share(m.asked, lane), share(m.touched, lane)
		part.apart(len(asked) + len(touched))
		for _, n := range asked {
			part.leftOver(&m.units[n])
		}
		part.shortfalls(touched)
		parts[lane] = part
	})
	for lane := range parts {
		o := &parts[lane].outcome
		m.firsts += parts[lane].firsts
		m.others = append(m.others, parts[lane].others...)
		m.outcome.Breaks = append(m.outcome.Breaks, o.Breaks...)
		m.outcome.Suggestions = append(m.outcome.Suggestions, o.Suggestions...)
	}
}

// apart gives a copy of the matcher all of its own that is written to while it explains; about is how many may have a break.
func (m *matcher) apart(about int) {
	m.mangledLast = mangledNamed{}
	m.firsts, m.others, m.outcome, m.words = 0, nil, Outcome{Breaks: make([]Break, 0, about), Suggestions: make([]Suggestion, 0, about)}, map[*tally]worded{}
	m.crowds, m.seats = map[**tally]*crowd{}, map[*tally][]seatOf{}
	if !m.asWritten {
		m.kept = map[keptKey]kept{}
	}
	if m.mangled != nil {
		own := *m.mangled
		own.lists = map[string][]*tally{}
		m.mangled = &own
	}
}

// share returns the half of a list that a lane works on.
func share[T any](list []T, lane int) []T {
	half := len(list) / lanes
	if lane == 0 {
		return list[:half]
	}
	return list[half:]
}

// foresee makes all that is looked up of what is left, so that the lanes share it.
func (m *matcher) foresee() {
	if len(m.asked) == 0 {
		return
	}
	kinds := slices.Concat(references, messages)
	for n := range m.rules {
		r := &m.rules[n]
		if r.May != MaySuggest {
			continue
		}
		switch kind, single := r.kind(); {
		case single:
			kinds = append(kinds, kind)
		case r.found() == KeyMangled:
			m.mangledOf()
		case r.found() == KeyBankRef:
			m.bankRefs()
		}
	}
	for _, kind := range kinds {
		for now := range turns {
			m.joinOf(&m.known, kind, now)
			m.joinOf(&m.elsewhere, kind, now)
		}
	}
	m.openBySize()
}
