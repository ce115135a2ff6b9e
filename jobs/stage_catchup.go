package jobs

import (
	"context"
	"fmt"
	"time"
)

// CatchUpOptions is what a person brings to a catch-up.
type CatchUpOptions struct {
	Notes  []NamedNote // checkpoints that were kept elsewhere: they tell how many entries are lost
	Key    NoteReader  // with which the notes are read; needed where there are any
	Accept []string    // ids of questions that the person answers for, with the reason
	Reason string
}

// NamedNote is a signed checkpoint and where it came from.
type NamedNote struct{ Name, Note string }

// CatchUpReport is what a catch-up found, and what it cannot know.
type CatchUpReport struct {
	AsOf      time.Time // of the books that were put back
	Lost      int64     // entries that a checkpoint has signed and that these books never had, as far as is known
	Found     []string  // what was learnt from outside, in words
	Questions []Question
}

// Question is one thing that the books cannot know by themselves.
type Question struct {
	ID         string // what it is about, such as "cycle:2026-11-24-1"
	Text       string // what is not known, and what is
	Next       string // what to do about it
	Acceptable bool   // whether a person may answer for it; else only evidence, or files mark, does
	AcceptedBy string // who did, "" where nobody
	Reason     string // why
}

// Open counts the questions that nobody and nothing has answered.
func (r CatchUpReport) Open() (n int) {
	for _, q := range r.Questions {
		if q.AcceptedBy == "" {
			n++
		}
	}
	return n
}

// catchUp is one run of it.
type catchUp struct {
	stages *Stages
	mark   Run
	report CatchUpReport
	tally  collectTally
	keeps  map[string]bool // correspondents at which what was fetched can be fetched again
	remote []strayFile     // files of ours at the banks that the books do not know
	traces []trace         // of payments that these books do not hold
	raw    []string        // input files in the spool that the books have never read
}

// CatchUp brings books that were restored from a backup up to what the outside knows. Whatever may have been
// sent since is unknown from the first moment on; then everything that is still to be had is fetched again
// and matched, and the folders at the correspondents are searched for files of ours. What it cannot know is
// a question with a next step: the verdict is done when every one is answered, by evidence or by a person,
// and until then Send refuses. It may be run as often as one likes. A house that was not restored, or has
// caught up, is left alone.
func (s *Stages) CatchUp(ctx context.Context, o CatchUpOptions) (report CatchUpReport, result Result, err error) {
	mark, behind, err := s.mark(ctx)
	if err != nil || !behind {
		return report, notBehind(mark), err
	}
	result, err = s.record(ctx, stageCatchUp, "", func() (Result, error) {
		u := &catchUp{stages: s, mark: mark, report: CatchUpReport{AsOf: mark.StartedAt}, keeps: map[string]bool{}}
		err := u.run(ctx, o)
		report = u.report
		return u.result(), err
	})
	return report, result, err
}

func (s *Stages) mark(ctx context.Context) (mark Run, behind bool, err error) {
	err = s.Store.View(ctx, func(tx Tx) (err error) {
		mark, behind, err = Restored(tx)
		return err
	})
	return mark, behind, err
}

func notBehind(mark Run) Result {
	summary := "these books were not restored from a backup: there is nothing to catch up with"
	if mark.ID != 0 {
		summary = fmt.Sprintf("these books, restored as of %s, have caught up before", stamp(mark.StartedAt))
	}
	return Result{Stage: stageCatchUp, Outcome: OutcomeNothing, Summary: summary}
}

func (u *catchUp) run(ctx context.Context, o CatchUpOptions) error {
	steps := []func(context.Context) error{
		u.checkKey, u.writeAgain, u.doubt, u.visitAll, u.takeSpool, u.read, u.reconcile,
		func(ctx context.Context) error { return u.compare(ctx, o.Notes, o.Key) },
		u.ask,
		func(ctx context.Context) error { return u.accept(ctx, o) },
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (u *catchUp) found(format string, args ...any) {
	u.report.Found = append(u.report.Found, fmt.Sprintf(format, args...))
}

func (u *catchUp) question(acceptable bool, id, next, format string, args ...any) {
	u.report.Questions = append(u.report.Questions, Question{ID: id, Text: fmt.Sprintf(format, args...), Next: next,
		Acceptable: acceptable})
}

// result is the verdict.
func (u *catchUp) result() Result {
	open, all := u.report.Open(), len(u.report.Questions)
	if open > 0 {
		return Result{Outcome: OutcomeNeedsPerson, Summary: fmt.Sprintf(
			"not done: %d of %s open about these books, a copy as of %s; nothing is sent until they are answered", open,
			count(all, "question"), stamp(u.mark.StartedAt))}
	}
	return Result{Outcome: OutcomeDone, Summary: fmt.Sprintf(
		"done: these books, a copy as of %s, know what can be known; for %s a person answers", stamp(u.mark.StartedAt),
		count(all, "question"))}
}
