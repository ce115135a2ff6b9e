package alarm

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"nostro/lifecycle"
)

// subjectsMax bounds how many alarms of one kind there are at once; the rest of them is one more.
const subjectsMax = 100

// theRest is the subject of the alarm that stands for those beyond.
const theRest = "(more)"

// Change is what a look makes of one alarm, and the event that tells it.
type Change struct {
	Alarm Alarm // its ID is 0 where it is new
	Event Event // its What is "" where nothing happened but that the cause was seen again
}

// Look is what was found at an instant.
type Look struct {
	At         time.Time
	Causes     []Cause                           // everything that is wrong
	Judged     func(k Kind, subject string) bool // whether this look can tell that a cause of it is gone
	SeverityOf func(Kind) Severity
}

// id names an alarm.
type id struct {
	kind    Kind
	subject string
}

// Compare returns what the look changes of the alarms that are known, by kind and subject. Known are those that are not
// resolved, and may be all. It errs for a kind that is not in the list.
func Compare(known []Alarm, l Look) ([]Change, error) {
	causes, err := l.distinct()
	if err != nil {
		return nil, err
	}
	var changes []Change
	for _, a := range known {
		c, wrong := causes[id{a.Kind, a.Subject}]
		delete(causes, id{a.Kind, a.Subject})
		switch {
		case wrong:
			changes = append(changes, l.seen(a, c))
		case a.State != lifecycle.AlarmResolved && l.Judged(a.Kind, a.Subject):
			changes = append(changes, l.over(a))
		}
	}
	for _, c := range causes {
		changes = append(changes, l.seen(Alarm{Kind: c.Kind, Subject: c.Subject, State: lifecycle.AlarmResolved, FirstSeen: l.At}, c))
	}
	slices.SortFunc(changes, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Alarm.Kind, b.Alarm.Kind), cmp.Compare(a.Alarm.Subject, b.Alarm.Subject))
	})
	return changes, nil
}

// distinct returns the causes by what they are about, the first that is told of each, without the kinds that nobody
// wants to hear of. Those of a kind that are too many become one.
func (l Look) distinct() (map[id]Cause, error) {
	all, of := map[id]Cause{}, map[Kind]int{}
	for _, c := range l.Causes {
		if _, found := Of(c.Kind); !found {
			return nil, fmt.Errorf("alarm %q is of no kind that is known", c.Kind)
		}
		if _, told := all[id{c.Kind, c.Subject}]; told || l.SeverityOf(c.Kind) == Off {
			continue
		}
		if of[c.Kind]++; of[c.Kind] > subjectsMax {
			c = Cause{Kind: c.Kind, Subject: theRest, Text: fmt.Sprintf("there are more than %d of the kind: only so many are told one by one",
				subjectsMax), Next: "nostro status"}
		}
		all[id{c.Kind, c.Subject}] = c
	}
	return all, nil
}

// seen makes a cause an alarm, again where it was over.
func (l Look) seen(a Alarm, c Cause) Change {
	severity := l.SeverityOf(c.Kind)
	change := Event{Alarm: a.ID, At: l.At, Severity: severity, Text: c.Text}
	switch {
	case a.State == lifecycle.AlarmResolved:
		a.State, a.Since, a.AckBy, a.AckNote = lifecycle.AlarmRaised, l.At, "", ""
		a.Count++
		change.What = Raised
	case a.Severity != severity:
		change.What = Changed
	}
	a.Severity, a.Text, a.Next, a.LastSeen = severity, c.Text, c.Next, l.At
	change.Occurrence = a.Count
	return Change{a, change}
}

// over ends an alarm whose cause is gone.
func (l Look) over(a Alarm) Change {
	a.State = lifecycle.AlarmResolved
	return Change{a, Event{Alarm: a.ID, What: Resolved, Occurrence: a.Count, Severity: a.Severity, At: l.At, Text: a.Text}}
}
