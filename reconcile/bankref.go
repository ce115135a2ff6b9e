package reconcile

import "slices"

// A bank that undoes a booking may name it by its own reference alone. That is looked up among the references under which
// the bank booked what can come back, here and on earlier statements. Banks use references again and repeat them within a
// batch, so a rule asks for the amount too.

// bankRefs returns what was booked by the references of the bank. It is made anew in each turn, for each books more.
func (m *matcher) bankRefs() map[string][]*tally {
	if m.byBankRef != nil {
		return m.byBankRef
	}
	m.byBankRef = map[string][]*tally{}
	for n := range m.known.tallies {
		t := &m.known.tallies[n]
		add := func(reference string) {
			if text := normalise(reference); text != "" && !slices.Contains(m.byBankRef[text], t) {
				m.byBankRef[text] = append(m.byBankRef[text], t)
			}
		}
		for _, reference := range t.BankRefs {
			add(reference)
		}
		if u := t.lastBooked; u != nil {
			add(u.entry.BankRef)
			for at := range u.details {
				add(u.details[at].BankRef)
			}
		}
	}
	return m.byBankRef
}

// bankRefNames returns the instructions of the direction that the bank booked under a reference of the unit, which it calls a
// return or a reversal.
func (m *matcher) bankRefNames(u *unit, direction Direction) (list []*tally) {
	if !u.back || len(u.details) > 1 {
		return nil
	}
	said := []string{u.entry.BankRef}
	for n := range u.details {
		said = append(said, u.details[n].BankRef)
	}
	for _, reference := range said {
		text := normalise(reference)
		if text == "" {
			continue
		}
		for _, t := range m.bankRefs()[text] {
			if t.Direction == direction && !slices.Contains(list, t) {
				list = append(list, t)
			}
		}
	}
	slices.SortFunc(list, older)
	return list
}
