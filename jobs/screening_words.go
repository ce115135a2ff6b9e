package jobs

import (
	"fmt"
	"time"
)

// NotScreened says plainly that nothing is.
const NotScreened = "nothing is screened against sanctions lists: nostro.yaml has no section screening"

// Words says in one line what is screened against, how old it is, and what waits.
func (v ScreeningView) Words(now time.Time) string {
	if !v.On {
		return NotScreened
	}
	oldest, read := 0, 0
	for _, l := range v.Lists {
		if l.Counts.Number > 0 {
			read++
		}
		if l.Settings.Name != HouseList && l.Counts.Number > 0 {
			oldest = max(oldest, l.AgeDays(now))
		}
	}
	text := fmt.Sprintf("screened against %s", count(len(v.Lists), "sanctions list"))
	if read < len(v.Lists) {
		text += fmt.Sprintf(", of which %d were never read", len(v.Lists)-read)
	}
	if read > 0 {
		text += fmt.Sprintf("; the oldest was confirmed %s ago", count(oldest, "day"))
	}
	return text + "; " + count(v.open(), "open hit")
}

func (v ScreeningView) open() int {
	n := 0
	for _, h := range v.Hits {
		if h.Open() {
			n++
		}
	}
	return n
}

// ScreeningQuestion is something about screening that waits for a person, and how it is answered.
type ScreeningQuestion struct{ What, Answer string }

// Waiting returns what waits for a person: the lists first, then the hits that stop no pay-out; those that do are told
// with the pay-outs.
func (s *Stages) Waiting(v ScreeningView) []ScreeningQuestion {
	var all []ScreeningQuestion
	for _, q := range v.Questions {
		all = append(all, ScreeningQuestion{q.What, s.Settings.howToAccept(q)})
	}
	for _, l := range v.Lists {
		if l.Failed != "" {
			all = append(all, ScreeningQuestion{"the last refresh of list " + l.Settings.Name + " failed, the one of before stays: " + l.Failed,
				"nostro screening refresh " + l.Settings.Name})
		}
	}
	for _, h := range v.Hits {
		if h.Open() && len(h.Stops) == 0 {
			all = append(all, ScreeningQuestion{"hit: " + h.Words(), h.Answer})
		}
	}
	return all
}

// screenedNotes says at an approval what the release was screened against, or that it was not.
func (s *Stages) screenedNotes(tx Tx, out Result, approved bool) (Result, error) {
	if !approved {
		return out, nil
	}
	v, err := s.screeningView(tx)
	out.Notes = append(out.Notes, v.Words(s.Now()))
	for _, h := range v.Hits {
		for _, i := range h.Stops {
			out.Notes = append(out.Notes, fmt.Sprintf("not in it: instruction %s (%s, %s) is %s", i.ID, i.Participant, i.Amount, i.State))
		}
	}
	return out, err
}
