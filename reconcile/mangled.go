package reconcile

import (
	"slices"
	"strings"
)

// People who pay in write our reference by hand, and systems on the way cut and adorn it: "ref n-abc o123/4". Here the
// letters and digits alone count, what looks alike counts as the same, and our reference may stand anywhere in what the bank
// passed on. What was written is kept as it was.

// Our InstrId is found in a text only where it has so many characters, and what was cut short only where so many of its
// first are left: shorter ones stand in other words by chance.
const (
	mangledMin   = 8
	truncatedMin = 10
)

// squash keeps the letters and digits of a text, in capitals; 0 and 1 become O and I, which our references have and are
// mistaken for.
func squash(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '0':
			return 'O'
		case r == '1':
			return 'I'
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case r >= 'A' && r <= 'Z', r >= '2' && r <= '9':
			return r
		}
		return -1
	}, text)
}

// mangledIndex finds the open instructions by what is left of their InstrId.
type mangledIndex struct {
	whole   map[string][]*tally
	cut     map[string][]*tally // by their first characters
	lengths []int               // of the whole ones
}

// mangled returns the index of what is open by now; what opens or closes later is told apart when it is looked at.
func (m *matcher) mangledOf() *mangledIndex {
	if m.mangled != nil {
		return m.mangled
	}
	x := &mangledIndex{whole: map[string][]*tally{}, cut: map[string][]*tally{}}
	for n := range m.known.tallies {
		t := &m.known.tallies[n]
		if !t.open() || t.Amount.Currency() != m.statement.Currency {
			continue
		}
		id := squash(t.ID)
		if len(id) < mangledMin {
			continue
		}
		x.whole[id] = append(x.whole[id], t)
		for size := truncatedMin; size < len(id); size++ {
			x.cut[id[:size]] = append(x.cut[id[:size]], t)
		}
		if !slices.Contains(x.lengths, len(id)) {
			x.lengths = append(x.lengths, len(id))
		}
	}
	m.mangled = x
	return x
}

// mangledNames returns the open instructions of a direction whose InstrId stands in what the bank says of the unit.
func (m *matcher) mangledNames(u *unit, direction Direction) (list []*tally) {
	if len(u.details) > 1 {
		return nil
	}
	x := m.mangledOf()
	take := func(found []*tally) {
		for _, t := range found {
			if t.open() && t.Direction == direction && !slices.Contains(list, t) {
				list = append(list, t)
			}
		}
	}
	for _, text := range u.words() {
		text = squash(text)
		take(x.cut[text])
		for _, size := range x.lengths {
			for at := 0; at+size <= len(text); at++ {
				take(x.whole[text[at:at+size]])
			}
		}
	}
	slices.SortFunc(list, older)
	return list
}

// words returns the references and texts of the unit, as the bank wrote them.
func (u *unit) words() []string {
	words := []string{u.entry.BankRef, u.entry.Text}
	for n := range u.details {
		d := &u.details[n]
		words = append(words, d.MsgID, d.InstrID, d.EndToEndID, d.UETR, d.BankRef, d.ReturnReason, d.Text)
	}
	return slices.DeleteFunc(words, func(w string) bool { return strings.TrimSpace(w) == "" })
}
