package reconcile

import (
	"fmt"
	"slices"
	"strings"

	"nostro/calendar"
)

// Which references of a unit to look at: those that name one instruction, or the message.
var (
	references = []keyKind{keyUETR, keyInstrID, keyEndToEnd}
	messages   = []keyKind{keyMessage}
)

// hint says what a person should look at: instructions that the unit names though it cannot settle them,
// of which the only one is returned too; or those that have its amount and are still open, which is a
// suggestion and never a match.
func (m *matcher) hint(u *unit) (string, *tally) {
	for _, direction := range []Direction{Out, In} {
		if list := m.namedBy(&m.known, u, direction, references); len(list) > 0 {
			return fmt.Sprintf("It names %s, which does not go together with it: see whether the bank undoes a booking.",
				names(list)), only(list)
		}
		if list := m.namedBy(&m.elsewhere, u, direction, references); len(list) > 0 {
			return fmt.Sprintf("It names %s at correspondent %s: see whether it was booked on the wrong account.",
				names(list), list[0].Correspondent), only(list)
		}
	}
	if list := m.alike(u, m.alikeRule()); len(list) > 0 {
		return "The same amount is outstanding of " + m.namesAgain(list) + ": if that is it, match it by hand.", nil
	}
	return fmt.Sprintf("Ask %s who ordered it, then match it by hand or send it back.", m.statement.Correspondent), nil
}

// alikeRule returns the first rule that goes by the amount alone, nil where there is none.
func (m *matcher) alikeRule() *Rule {
	for n := range m.rules {
		if m.rules[n].found() == KeyAmount {
			return &m.rules[n]
		}
	}
	return nil
}

// alike returns the open instructions that have the amount of the unit; only those of its value date,
// where there are any, or where the rule asks for it.
func (m *matcher) alike(u *unit, r *Rule) []*tally {
	if r == nil {
		return nil
	}
	list, date := m.allowed(u, m.openBySize()[sized{u.side(), u.size()}]), u.entry.ValueDate
	if date.IsZero() {
		return list
	}
	sameDay := between(list, date, date)
	if len(sameDay) > 0 || r.has(KeyValueDate) {
		return sameDay
	}
	if r.Window != nil {
		return between(list, date.AddDays(-r.Window.After), date.AddDays(r.Window.Before))
	}
	return list
}

// between returns those of a list by date whose value date is not before one date and not after another.
func between(list []*tally, from, to calendar.Date) []*tally {
	first, _ := slices.BinarySearchFunc(list, from, func(t *tally, d calendar.Date) int { return t.ValueDate.Compare(d) })
	list = list[first:]
	last, _ := slices.BinarySearchFunc(list, to.AddDays(1), func(t *tally, d calendar.Date) int { return t.ValueDate.Compare(d) })
	return list[:last]
}

// sized is what alike instructions have in common.
type sized struct {
	direction Direction
	minor     int64
}

// openBySize returns the instructions that are open when all rules are done, by what is outstanding.
func (m *matcher) openBySize() map[sized][]*tally {
	if m.bySize == nil {
		m.bySize = make(map[sized][]*tally)
		for _, t := range m.known.open() {
			k := sized{t.Direction, t.rest()}
			m.bySize[k] = append(m.bySize[k], t)
		}
		for _, list := range m.bySize {
			slices.SortFunc(list, older)
		}
	}
	return m.bySize
}

// namesMax bounds how many instructions a text lists.
const namesMax = 3

// namesAgain is names of a list that many units ask about when nothing is booked any more, so it is said once.
func (m *matcher) namesAgain(list []*tally) string {
	key := keptKey{&list[0], &list[len(list)-1], askNames}
	k, known := m.kept[key]
	if !known {
		if k.text = names(list); m.kept != nil {
			m.kept[key] = k
		}
	}
	return k.text
}

func names(list []*tally) string {
	var words []string
	for n, t := range list {
		if n == namesMax {
			words = append(words, fmt.Sprintf("%d more", len(list)-namesMax))
			break
		}
		words = append(words, t.name())
	}
	return strings.Join(words, ", ")
}
