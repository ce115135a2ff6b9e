package reconcile

import (
	"cmp"
	"slices"
	"sort"
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

// squash keeps the letters and digits of a text, in capitals; O and I become 0 and 1, which our references have and are
// mistaken for.
func squash(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			r -= 'a' - 'A'
		case r >= '0' && r <= '9', r >= 'A' && r <= 'Z':
		default:
			return -1
		}
		switch r {
		case 'O':
			return '0'
		case 'I':
			return '1'
		}
		return r
	}, text)
}

// mangledIndex finds the open instructions by what is left of their InstrId.
type mangledIndex struct {
	all     []squashed // in order
	whole   map[string]int32
	lengths []int               // of the whole ones
	lists   map[string][]*tally // by value date and ID, of what begins with a text
}

// squashed is an instruction by its squashed InstrId.
type squashed struct {
	id string
	*tally
}

// mangledOf returns the index of what is open by now; what opens or closes later is told apart when it is looked at.
func (m *matcher) mangledOf() *mangledIndex {
	if m.mangled != nil {
		return m.mangled
	}
	x := &mangledIndex{lists: map[string][]*tally{}}
	for _, t := range m.known.open() {
		if id := squash(t.ID); len(id) >= mangledMin {
			x.all = append(x.all, squashed{id, t})
		}
	}
	slices.SortFunc(x.all, func(a, b squashed) int { return cmp.Or(cmp.Compare(a.id, b.id), older(a.tally, b.tally)) })
	x.whole = make(map[string]int32, len(x.all))
	for n := range x.all {
		id := x.all[n].id
		if n == 0 || id != x.all[n-1].id {
			x.whole[id] = int32(n)
		}
		if !slices.Contains(x.lengths, len(id)) {
			x.lengths = append(x.lengths, len(id))
		}
	}
	m.mangled = x
	return x
}

// named returns those whose whole InstrId it is.
func (x *mangledIndex) named(id string) []squashed {
	from, known := x.whole[id]
	if !known {
		return nil
	}
	to := int(from)
	for to < len(x.all) && x.all[to].id == id {
		to++
	}
	return x.all[from:to]
}

// begun returns those of whose InstrId it is the beginning, and not the whole, by value date and ID.
func (x *mangledIndex) begun(id string) []*tally {
	if len(id) < truncatedMin {
		return nil
	}
	if list, known := x.lists[id]; known {
		return list
	}
	var list []*tally
	from := sort.Search(len(x.all), func(n int) bool { return x.all[n].id > id })
	for ; from < len(x.all) && strings.HasPrefix(x.all[from].id, id); from++ {
		list = append(list, x.all[from].tally)
	}
	slices.SortFunc(list, older)
	if len(list) > 1 { // what many begin with is cut off many times
		x.lists[id] = list
	}
	return list
}

// mangledNames returns the open instructions of a direction whose InstrId stands in what the bank says of the unit.
func (m *matcher) mangledNames(u *unit, direction Direction) []*tally {
	if len(u.details) > 1 {
		return nil
	}
	now := mangledNamed{unit: u, direction: direction, changes: m.changes}
	if last := &m.mangledLast; last.unit != u || last.direction != direction || last.changes != now.changes {
		now.list = m.mangledNamesOf(u, direction)
		m.mangledLast = now
	}
	return m.mangledLast.list
}

// mangledNamed is what was found out last, for a rule asks in each of its ways; it holds until an instruction changes.
type mangledNamed struct {
	unit      *unit
	direction Direction
	changes   int
	list      []*tally
}

func (m *matcher) mangledNamesOf(u *unit, direction Direction) (list []*tally) {
	x := m.mangledOf()
	take := func(t *tally) {
		if t.open() && t.Direction == direction {
			list = append(list, t)
		}
	}
	for _, text := range u.words() {
		text = squash(text)
		for _, t := range m.few(x.begun(text)) {
			take(t)
		}
		for _, size := range x.lengths {
			for at := 0; at+size <= len(text); at++ {
				for _, s := range x.named(text[at : at+size]) {
					take(s.tally)
				}
			}
		}
	}
	slices.SortFunc(list, older)
	return m.allowed(u, slices.Compact(list))
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
