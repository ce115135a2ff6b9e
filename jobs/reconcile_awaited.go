package jobs

import (
	"fmt"
	"slices"
	"time"

	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// A status that does not come, or a file such as a statement, is a break too: late, and then missing at the bank. It moves no
// money and has no amount; what it may hide has breaks of its own.

// findLateAnswers shows what a correspondent should have given by now, and closes what came.
func (s *Stages) findLateAnswers(tx Tx, covered reconcile.Covered) error {
	if !slices.ContainsFunc(s.Settings.Correspondents, func(c Correspondent) bool { return c.Answers.StatusHours > 0 || len(c.Expects) > 0 }) {
		return nil
	}
	open, err := openAnswers(tx)
	if err != nil {
		return err
	}
	statuses, err := s.awaitedStatuses(tx, covered)
	if err != nil {
		return err
	}
	for _, a := range statuses {
		if err := s.showAnswer(tx, a, open); err != nil {
			return err
		}
	}
	files, err := s.awaitedFiles(tx)
	if err != nil {
		return err
	}
	for _, a := range files {
		if err := s.showAnswer(tx, a, open); err != nil {
			return err
		}
	}
	return nil
}

// answerKey is the key of the break about something awaited.
func answerKey(reason reconcile.Reason, a Awaited) string {
	return fmt.Sprintf("awaited:%s:%s:%s:%s", reason, a.Kind, a.Correspondent, a.Subject)
}

// openAnswers are the keys of the breaks about what is awaited that are open.
func openAnswers(tx Tx) (map[string]bool, error) {
	open := map[string]bool{}
	all, err := tx.Breaks()
	for _, b := range all {
		open[b.Key] = b.State == lifecycle.BreakOpen
	}
	return open, err
}

// showAnswer opens the break about what is late or missing, and closes it when it came.
func (s *Stages) showAnswer(tx Tx, a Awaited, open map[string]bool) error {
	late, missing := answerKey(reconcile.ReasonLate, a), answerKey(reconcile.ReasonMissingAtBank, a)
	end := func(key, why string) error {
		if !open[key] {
			return nil
		}
		return tx.ResolveBreak(key, memo(why), s.instant())
	}
	switch a.State {
	case AwaitedLate:
		return s.addAnswer(tx, a, reconcile.ReasonLate, late, "It is late")
	case AwaitedMissing:
		if err := end(late, a.Missing+": it is missing at the bank"); err != nil {
			return err
		}
		return s.addAnswer(tx, a, reconcile.ReasonMissingAtBank, missing, a.Missing)
	case AwaitedWaiting:
		return nil
	}
	why := fmt.Sprintf("%s: it %s", a.What, a.State)
	if a.State == AwaitedExcused {
		why = a.What + " is excused: it comes no more"
	}
	if a.CameAt.IsZero() && a.Kind == AwaitedStatus {
		why = a.What + " has no need to come: its payments have come to an end"
	}
	if err := end(late, why); err != nil {
		return err
	}
	return end(missing, why)
}

func (s *Stages) addAnswer(tx Tx, a Awaited, reason reconcile.Reason, key, why string) error {
	text := fmt.Sprintf("%s (%s) was due from %s at %s and has not come. %s. Ask %s for it.", a.What, a.Subject, a.Correspondent,
		a.DueAt.UTC().Format(time.RFC3339), why, a.Correspondent)
	if a.Kind == AwaitedStatus {
		text += " Do not send the file again before the answer."
	}
	return tx.AddBreak(Break{Key: key, Reason: reason, Correspondent: a.Correspondent, Cycle: a.Cycle, Amount: money.Amount{}, Text: text,
		State: lifecycle.BreakOpen, OpenedAt: s.instant()})
}

// awaitedFiles are the files that correspondents give on every business day. One is missing at the bank when that of a later
// day has come before it.
func (s *Stages) awaitedFiles(tx Tx) ([]Awaited, error) {
	var list []Awaited
	err := s.eachExpected(tx, func(e Expectation, d expectedDay) error {
		a := awaitedFile(s.expectedView(e, d.ExpectedFile))
		for n := range list {
			earlier := &list[n]
			if d.FileIn != 0 && earlier.State == AwaitedLate && earlier.Correspondent == a.Correspondent && earlier.file == a.file {
				earlier.State, earlier.Missing = AwaitedMissing, fmt.Sprintf("That of %s has come before it", d.Day)
			}
		}
		list = append(list, a)
		return nil
	})
	return list, err
}

func awaitedFile(v ExpectedView) Awaited {
	return Awaited{Kind: AwaitedFile, Subject: v.Expectation + " " + v.Day.String(), What: v.What, Correspondent: v.Correspondent,
		DueAt: v.DueAt, CameAt: v.CameAt, State: v.State, Next: v.Next, file: v.Expectation}
}
