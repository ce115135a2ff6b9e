package reconcile

import "slices"

// A bank that undoes a booking may name it by its own reference alone. That is looked up among the references under which
// the bank booked what can come back, here and on earlier statements. Banks use references again and repeat them within a
// batch, so a rule asks for the amount too.

// bankRefs returns what was booked by those references of the bank that the units asked about say. It is made anew in each
// turn, for each books more.
func (m *matcher) bankRefs() map[string][]*tally {
	if m.byBankRef != nil {
		return m.byBankRef
	}
	wanted := map[uint32]bool{0: false}
	for _, n := range m.asked {
		for _, reference := range m.units[n].bankRefs() {
			wanted[hashOf(reference)] = true
		}
	}
	delete(wanted, 0)
	m.byBankRef = map[string][]*tally{}
	if len(wanted) == 0 {
		return m.byBankRef
	}
	for n := range m.known.stubs {
		m.known.eachBankRef(n, func(reference string) {
			if !wanted[hashOf(reference)] {
				return
			}
			text, t := normalise(reference), m.known.tally(int32(n))
			if list := m.byBankRef[text]; len(list) == 0 || list[len(list)-1] != t {
				m.byBankRef[text] = append(list, t)
			}
		})
	}
	for _, list := range m.byBankRef {
		slices.SortFunc(list, older)
	}
	return m.byBankRef
}

// eachBankRef looks at the references under which the bank booked an instruction, before and here.
func (x *index) eachBankRef(n int, look func(reference string)) {
	for _, reference := range x.stubs[n].BankRefs {
		look(reference)
	}
	u := x.booking(n)
	if u == nil {
		return
	}
	look(u.entry.BankRef)
	for at := range u.details {
		look(u.details[at].BankRef)
	}
}

// bankRefs returns the references of the bank by which a unit may name what it undoes: those of a return of one detail at most.
func (u *unit) bankRefs() []string {
	if !u.back || len(u.details) > 1 {
		return nil
	}
	refs := []string{u.entry.BankRef}
	for n := range u.details {
		refs = append(refs, u.details[n].BankRef)
	}
	return refs
}

// bankRefNames returns the instructions of the direction that the bank booked under a reference of the unit, which it calls a
// return or a reversal.
func (m *matcher) bankRefNames(u *unit, direction Direction) (list []*tally) {
	for _, reference := range u.bankRefs() {
		text := normalise(reference)
		if text == "" {
			continue
		}
		for _, t := range m.few(m.bankRefs()[text]) {
			if t.Direction == direction {
				list = append(list, t)
			}
		}
	}
	slices.SortFunc(list, older)
	return m.allowed(u, slices.Compact(list))
}
