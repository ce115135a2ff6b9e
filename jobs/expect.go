package jobs

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"nostro/calendar"
)

// ExpectedView is an expected file of one day, for people.
type ExpectedView struct {
	ExpectedFile
	What  string        // which file is meant
	State string        // waiting, late, came, came late, excused
	Age   time.Duration // of what is late, since it was due
	Next  string        // what to do, the command first
}

// Expected returns what the correspondents were to give, by correspondent, expectation and day: what is open,
// and what is of today; all of it where all is asked for. Late is what was due and has not come.
func (s *Stages) Expected(ctx context.Context, all bool) ([]ExpectedView, error) {
	return view(ctx, s.Store, func(tx Tx) ([]ExpectedView, error) {
		var views []ExpectedView
		err := s.eachExpected(tx, func(e Expectation, d expectedDay) error {
			v := s.expectedView(e, d.ExpectedFile)
			if all || v.State == "late" || d.until.After(s.Now()) {
				views = append(views, v)
			}
			return nil
		})
		return views, err
	})
}

// expectedKey names one expectation on one day.
type expectedKey struct {
	correspondent, expectation string
	day                        calendar.Date
}

// eachExpected calls work with every day of every expectation, as it stands now.
func (s *Stages) eachExpected(tx Tx, work func(Expectation, expectedDay) error) error {
	stored, err := tx.ExpectedFiles()
	if err != nil {
		return err
	}
	known := map[expectedKey]ExpectedFile{}
	for _, k := range stored {
		known[expectedKey{k.Correspondent, k.Expectation, k.Day}] = k
	}
	files, err := tx.FilesIn()
	if err != nil {
		return err
	}
	for _, c := range s.Settings.Correspondents {
		ours := slices.DeleteFunc(slices.Clone(files), func(f FileIn) bool { return f.Correspondent != c.ID })
		for _, e := range c.Expects {
			days := e.days(c.ID, s.Now())
			for n, d := range days {
				if k, there := known[expectedKey{d.Correspondent, d.Expectation, d.Day}]; there {
					days[n].ExpectedFile, days[n].known, days[n].stored = k, true, k.FileIn
				}
			}
			e.settle(days, ours)
			for _, d := range days {
				if err := work(e, d); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (s *Stages) expectedView(e Expectation, f ExpectedFile) ExpectedView {
	v := ExpectedView{ExpectedFile: f, What: e.What(), Next: "nothing"}
	switch {
	case f.FileIn != 0 && f.Late():
		v.State = "came late"
	case f.FileIn != 0:
		v.State = "came"
	case f.ExcusedBy != "":
		v.State = "excused"
	case s.Now().Before(f.DueAt):
		v.State = "waiting"
	default:
		v.State, v.Age = "late", s.Now().Sub(f.DueAt)
		v.Next = fmt.Sprintf("nostro collect looks again; then ask %s for %s of %s; where it comes no more: nostro files excuse %s %s %s "+
			"--reason WHY --by NAME (docs/runbooks/expected-file-missing.md)", f.Correspondent, e.What(), f.Day, f.Correspondent, f.Expectation, f.Day)
	}
	return v
}

// keepExpected records, once for each day, what was due and what came, and notes what is newly late.
func (s *Stages) keepExpected(ctx context.Context, tally *collectTally) error {
	return s.Store.Update(ctx, func(tx Tx) error {
		return s.eachExpected(tx, func(e Expectation, d expectedDay) error { return s.keepExpectedDay(tx, e, d, tally) })
	})
}

func (s *Stages) keepExpectedDay(tx Tx, e Expectation, d expectedDay, tally *collectTally) error {
	switch {
	case d.known && d.stored == d.FileIn, !d.known && d.FileIn == 0 && s.Now().Before(d.DueAt):
		return nil
	case d.known:
		tally.notes = append(tally.notes, fmt.Sprintf("%s: %s of %s has come after all", d.Correspondent, d.Expectation, d.Day))
		return tx.SaveExpectedFile(d.ExpectedFile)
	case d.FileIn == 0:
		tally.note("%s: %s of %s was due at %s and has not come: %s", d.Correspondent, d.Expectation, d.Day, e.By,
			s.expectedView(e, d.ExpectedFile).Next)
	}
	d.RecordedAt = s.instant()
	return tx.SaveExpectedFile(d.ExpectedFile)
}

// Excuse says that nobody waits any more for an expected file that is late. Who runs the stage asks for it, and
// another person agrees and says why.
func (s *Stages) Excuse(ctx context.Context, correspondent, expectation string, day calendar.Date, checker, reason string) (Result, error) {
	return s.record(ctx, "excuse", "", func() (Result, error) {
		what := fmt.Sprintf("%s of %s on %s", expectation, correspondent, day)
		if reason = memo(reason); reason == "" {
			return Result{}, fmt.Errorf("%s: say with --reason why it comes no more", what)
		}
		if err := s.secondPerson(checker); err != nil {
			return Result{}, err
		}
		found := false
		err := s.Store.Update(ctx, func(tx Tx) error {
			return s.eachExpected(tx, func(e Expectation, d expectedDay) error {
				if d.Correspondent != correspondent || d.Expectation != expectation || d.Day != day {
					return nil
				}
				found = true
				return s.excuse(tx, s.expectedView(e, d.ExpectedFile), strings.TrimSpace(checker), reason)
			})
		})
		if err == nil && !found {
			err = fmt.Errorf("%s: %w: nostro files expected --all lists them", what, ErrUnknownID)
		}
		return Result{Outcome: OutcomeDone, Summary: fmt.Sprintf("%s is excused by %s and %s: %s", what, s.User, checker, reason)}, err
	})
}

func (s *Stages) excuse(tx Tx, v ExpectedView, checker, reason string) error {
	if v.State != "late" {
		return fmt.Errorf("%s of %s on %s is not late: it is %s", v.Expectation, v.Correspondent, v.Day, v.State)
	}
	if v.RecordedAt.IsZero() {
		v.RecordedAt = s.instant()
	}
	v.ExcusedBy, v.Reason, v.ExcusedAt = checker, reason, s.instant()
	return tx.SaveExpectedFile(v.ExpectedFile)
}
