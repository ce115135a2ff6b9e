package reconcile

import "fmt"

// Suggestion is what a unit in suspense may be, found by a rule that may not post it. A person accepts it or not.
// Suggestions of one unit are numbered from 1: each is another way to explain it.
type Suggestion struct {
	Entry        int
	Detail       int // 0 for the entry as a whole
	Number       int
	Instructions []string // one, or all that belong together, by value date and ID
	Rule         string
	Why          string // in words, for people
}

// suggestionsMax bounds how many ways are shown for one unit.
const suggestionsMax = 5

// suggest tries the rules that may only suggest, in their order, and keeps what the first that finds something finds.
func (m *matcher) suggest(u *unit) {
	if u.suggested {
		return
	}
	for n := range m.rules {
		r := &m.rules[n]
		if r.May == MaySuggest && m.suggestBy(u, r) {
			return
		}
	}
}

func (m *matcher) suggestBy(u *unit, r *Rule) bool {
	if r.found() == KeyAmount {
		return m.suggestEach(u, m.alike(u, r), r, "its amount is the ")
	}
	if r.found() == KeyDetails || r.found() == KeyMessage {
		return m.suggestTotal(u, r)
	}
	for _, how := range r.sureness() {
		if t := m.means(u, r, how); t != nil && t.Amount.Currency() == m.statement.Currency {
			return m.suggestEach(u, []*tally{t}, r, "by the rule it belongs to the ")
		}
	}
	return false
}

func (m *matcher) suggestEach(u *unit, list []*tally, r *Rule, why string) bool {
	for n, t := range list[:min(len(list), suggestionsMax)] {
		m.addSuggestion(u, n+1, []*tally{t}, r, m.outstanding(t, why))
	}
	return len(list) > 0
}

// outstanding says in words why, and what is outstanding of the instruction. Those that are alike are suggested again and again, and
// nothing is booked any more, so it is said once.
func (m *matcher) outstanding(t *tally, why string) string {
	said := m.words[t]
	if said.why != why {
		said.why, said.text = why, why+m.money(max(t.rest(), t.returnable())).String()+" that is outstanding of "+t.name()
		m.words[t] = said
	}
	return said.text
}

// worded is what was said last of an instruction that is outstanding, and why.
type worded struct{ why, text string }

// suggestTotal suggests all instructions whose sum the unit is.
func (m *matcher) suggestTotal(u *unit, r *Rule) bool {
	d := m.together(u, r)
	if len(d.list) == 0 || !d.fits || d.rest != u.size() {
		return false
	}
	m.addSuggestion(u, 1, d.list, r, fmt.Sprintf("it is the sum of %d instructions: %s", len(d.list), names(d.list)))
	return true
}

// together returns the open instructions that a unit names as a group.
func (m *matcher) together(u *unit, r *Rule) due {
	if r.found() == KeyMessage {
		if by, n, ok := messageOf([]*unit{u}); ok {
			return m.dueOf(m.at(&m.known, keyMessage, u.side(), by, n), u, r)
		}
		return due{}
	}
	list, ok := m.each(u)
	if !ok {
		return due{}
	}
	rest, fits := m.totalOf(list)
	return due{list, rest, fits}
}

func (m *matcher) addSuggestion(u *unit, number int, list []*tally, r *Rule, why string) {
	s := Suggestion{Entry: u.entry.Number, Detail: int(u.detail), Number: number, Rule: r.Name, Why: why}
	for _, t := range list {
		s.Instructions = append(s.Instructions, t.ID)
	}
	u.suggested = true
	m.outcome.Suggestions = append(m.outcome.Suggestions, s)
}
