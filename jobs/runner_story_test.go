package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/internal/store"
	"nostro/internal/store/storetest"
	"nostro/jobs"
	"nostro/lifecycle"
)

// shift is a house with a clock on the wall, jobs, and as many processes as a story needs.
type shift struct {
	t     *testing.T
	now   time.Time
	store *store.Store
	jobs  []jobs.Job
	works map[string]jobs.Work
	log   []string // what ran: "collect 2026-11-24 09:00"
}

// newShift opens a house at noon of a Monday.
func newShift(t *testing.T, list ...jobs.Job) *shift {
	t.Helper()
	s := &shift{t: t, now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC), jobs: list, works: map[string]jobs.Work{}}
	db, err := storetest.Open(t.Context(), filepath.Join(t.TempDir(), "nostro.db"), s.now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	s.store = db
	s.works["note"] = func(_ context.Context, _ *jobs.Stages, dueAt time.Time) (jobs.Result, error) {
		s.log = append(s.log, dueAt.Format("01-02 15:04"))
		return jobs.Result{Outcome: jobs.OutcomeDone, Summary: "noted"}, nil
	}
	return s
}

// process returns a runner of this house.
func (s *shift) process(holder string) *jobs.Runner {
	return &jobs.Runner{Holder: holder, LeaseFor: time.Minute, Works: s.works,
		Stages: &jobs.Stages{Store: s.store, Now: func() time.Time { return s.now }, User: holder,
			Settings: jobs.Settings{Jobs: s.jobs}}}
}

func (s *shift) turn(r *jobs.Runner) jobs.Turn {
	s.t.Helper()
	turn, err := r.Turn(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	return turn
}

func (s *shift) runs() (all []jobs.JobRun) {
	s.t.Helper()
	err := s.store.View(s.t.Context(), func(tx jobs.Tx) (err error) {
		all, err = tx.JobRunsSince(time.Time{}.AddDate(1, 0, 0))
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return all
}

// told writes the rows as a person would: job, due instant, state, attempts, reason, outcome.
func (s *shift) told() string {
	lines := make([]string, 0)
	for _, r := range s.runs() {
		lines = append(lines, strings.TrimRight(fmt.Sprintf("%s %s %s %d %s|%s", r.Job, r.DueAt.Format("01-02 15:04"), r.State,
			r.Attempts, r.Outcome, r.Reason), "|"))
	}
	return strings.Join(lines, "\n")
}

func (s *shift) wants(want ...string) {
	s.t.Helper()
	if got := s.told(); got != strings.Join(want, "\n") {
		s.t.Errorf("runs are\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
}

func jobAt(name, cron string, catchUp jobs.CatchUp) jobs.Job {
	s, err := calendar.NewSchedule(cron, "UTC")
	if err != nil {
		panic(err)
	}
	return jobs.Job{Name: name, Work: "note", Schedule: s, CatchUp: catchUp, Attempts: 3}
}

// A new job owes nothing from before; then each due instant runs once, however often one looks.
func TestEachDueInstantRunsOnce(t *testing.T) {
	s := newShift(t, jobAt("hourly", "0 * * * *", jobs.CatchUpEvery))
	r := s.process("p1")
	for range 3 {
		s.turn(r)
	}
	s.wants()
	for range 25 { // two hours and a bit, in steps of five minutes
		s.now = s.now.Add(5 * time.Minute)
		s.turn(r)
	}
	s.wants("hourly 11-23 13:00 done 1 done", "hourly 11-23 14:00 done 1 done")
	s.now = s.now.Add(-90 * time.Minute) // the clock steps back
	for range 10 {
		s.now = s.now.Add(10 * time.Minute)
		s.turn(r)
	}
	s.wants("hourly 11-23 13:00 done 1 done", "hourly 11-23 14:00 done 1 done")
}

func TestDowntimeIsCaughtUpByPolicy(t *testing.T) {
	s := newShift(t, jobAt("all", "0 9 * * *", jobs.CatchUpEvery), jobAt("last", "30 9 * * *", jobs.CatchUpLatest),
		jobAt("now", "45 9 * * *", jobs.CatchUpNone))
	s.turn(s.process("p1"))
	s.now = s.now.Add(72 * time.Hour) // Thursday noon
	s.turn(s.process("p2"))
	s.wants(
		"all 11-24 09:00 done 1 done|caught up 51h0m0s late",
		"last 11-24 09:30 skipped 0 |superseded by 2026-11-26 09:30: of this job only the latest is caught up",
		"now 11-24 09:45 skipped 0 |nothing ran at that time, and this job is not caught up",
		"all 11-25 09:00 done 1 done|caught up 27h0m0s late",
		"last 11-25 09:30 skipped 0 |superseded by 2026-11-26 09:30: of this job only the latest is caught up",
		"now 11-25 09:45 skipped 0 |nothing ran at that time, and this job is not caught up",
		"all 11-26 09:00 done 1 done|caught up 3h0m0s late",
		"last 11-26 09:30 done 1 done|caught up 2h30m0s late",
		"now 11-26 09:45 skipped 0 |nothing ran at that time, and this job is not caught up")
	if !slices.Equal(s.log, []string{"11-24 09:00", "11-25 09:00", "11-26 09:00", "11-26 09:30"}) {
		t.Errorf("ran %v", s.log)
	}
}

func TestFailuresAreTriedAgainAndThenToldAndAskedForAgain(t *testing.T) {
	s := newShift(t, jobAt("send", "0 13,14 * * *", jobs.CatchUpEvery))
	broken := true
	s.works["note"] = func(_ context.Context, _ *jobs.Stages, dueAt time.Time) (jobs.Result, error) {
		s.log = append(s.log, dueAt.Format("15:04"))
		if broken {
			return jobs.Result{}, errors.New("the line is down")
		}
		return jobs.Result{Outcome: jobs.OutcomeNothing}, nil
	}
	r := s.process("p1")
	s.turn(r)
	for s.now.Hour() < 15 {
		s.now = s.now.Add(30 * time.Second)
		s.turn(r)
	}
	s.wants("send 11-23 13:00 failed 3 failed", "send 11-23 14:00 failed 3 failed")
	if got := s.runs()[0]; got.Summary != "the line is down" || got.EndedAt.Sub(got.DueAt) != 3*time.Minute {
		t.Errorf("%+v", got)
	}
	broken = false
	if err := jobs.RetryJob(t.Context(), s.store, "send", s.runs()[0].DueAt); err != nil {
		t.Fatal(err)
	}
	s.turn(r)
	s.wants("send 11-23 13:00 done 4 nothing", "send 11-23 14:00 failed 3 failed")
	for _, at := range []time.Time{s.runs()[0].DueAt, s.now} {
		if err := jobs.RetryJob(t.Context(), s.store, "send", at); err == nil {
			t.Errorf("what did not fail at %v was asked for again", at)
		}
	}
}

// While an attempt waits, a later due instant of the same job does not overtake it; other jobs go on.
func TestLaterInstantsDoNotOvertake(t *testing.T) {
	s := newShift(t, jobAt("cycle", "0,1,2 13 * * *", jobs.CatchUpEvery), jobAt("other", "1 13 * * *", jobs.CatchUpEvery))
	failures := 2
	s.works["note"] = func(_ context.Context, st *jobs.Stages, dueAt time.Time) (jobs.Result, error) {
		if dueAt.Minute() == 0 && failures > 0 {
			failures--
			return jobs.Result{}, fmt.Errorf("no rates yet: %w", jobs.ErrNeedsPerson)
		}
		s.log = append(s.log, dueAt.Format("15:04"))
		return jobs.Result{Outcome: jobs.OutcomeDone}, nil
	}
	r := s.process("p1")
	s.turn(r)
	s.now = time.Date(2026, 11, 23, 13, 0, 0, 0, time.UTC)
	for s.now.Minute() < 5 {
		s.turn(r)
		s.now = s.now.Add(15 * time.Second)
	}
	if !slices.Equal(s.log, []string{"13:01", "13:00", "13:01", "13:02"}) { // the first is that of the other job
		t.Errorf("ran %v", s.log)
	}
}

func TestHolidaysAreSkippedWithTheirName(t *testing.T) {
	job := jobAt("cycle", "0 16 * * *", jobs.CatchUpEvery)
	var err error
	if job.Schedule, err = job.Schedule.OnDays(calendar.TARGET(), calendar.ShiftSkip); err != nil {
		t.Fatal(err)
	}
	s := newShift(t, job)
	s.now = time.Date(2026, 12, 24, 12, 0, 0, 0, time.UTC)
	r := s.process("p1")
	s.turn(r)
	for range 4 {
		s.now = s.now.Add(24 * time.Hour)
		s.turn(r)
	}
	s.wants("cycle 12-24 16:00 done 1 done|caught up 20h0m0s late", "cycle 12-25 16:00 skipped 0 |Christmas Day",
		"cycle 12-26 16:00 skipped 0 |"+calendar.TARGET().Why(calendar.MustDate("2026-12-26")), "cycle 12-27 16:00 skipped 0 |Sunday")
}

// A calendar that ends stops its own job, with words, and no other.
func TestACalendarThatEndsIsAProblemOfItsJob(t *testing.T) {
	job := jobAt("blind", "0 13 * * *", jobs.CatchUpEvery)
	known := calendar.New("own").Within(calendar.MustDate("2026-01-01"), calendar.MustDate("2026-11-22"))
	var err error
	if job.Schedule, err = job.Schedule.OnDays(known, calendar.ShiftSkip); err != nil {
		t.Fatal(err)
	}
	s := newShift(t, job, jobAt("seeing", "0 13 * * *", jobs.CatchUpEvery))
	r := s.process("p1")
	s.turn(r)
	s.now = s.now.Add(2 * time.Hour)
	turn := s.turn(r)
	if len(turn.Problems) != 1 || !errors.Is(turn.Problems[0], calendar.ErrBeyond) || !strings.Contains(turn.Problems[0].Error(), "blind") {
		t.Errorf("problems %v", turn.Problems)
	}
	s.wants("seeing 11-23 13:00 done 1 done|caught up 1h0m0s late")
}

func TestAJobThatIsTakenOutEndsItsRows(t *testing.T) {
	s := newShift(t, jobAt("gone", "0 13 * * *", jobs.CatchUpEvery))
	s.works["note"] = func(context.Context, *jobs.Stages, time.Time) (jobs.Result, error) {
		return jobs.Result{}, errors.New("no")
	}
	r := s.process("p1")
	s.turn(r)
	s.now = s.now.Add(time.Hour)
	s.turn(r)
	r.Stages.Settings.Jobs = nil
	s.now = s.now.Add(time.Hour)
	s.turn(r)
	s.wants("gone 11-23 13:00 failed 1 failed|the job is no longer in nostro.yaml")
}

// One that failed and was asked for again is skipped then; the runner goes on.
func TestAJobThatIsTakenOutBeforeItRunsAgain(t *testing.T) {
	job := jobAt("gone", "0 13 * * *", jobs.CatchUpEvery)
	job.Attempts = 1
	s := newShift(t, job)
	s.works["note"] = func(context.Context, *jobs.Stages, time.Time) (jobs.Result, error) {
		return jobs.Result{}, errors.New("no")
	}
	r := s.process("p1")
	s.turn(r)
	s.now = s.now.Add(time.Hour)
	s.turn(r)
	if err := jobs.RetryJob(t.Context(), s.store, "gone", s.runs()[0].DueAt); err != nil {
		t.Fatal(err)
	}
	r.Stages.Settings.Jobs = nil
	s.turn(r)
	s.wants("gone 11-23 13:00 skipped 1 failed|the job is no longer in nostro.yaml")
}

// A work that the program does not know fails with words; it is not passed over.
func TestUnknownWorkFails(t *testing.T) {
	job := jobAt("odd", "0 13 * * *", jobs.CatchUpEvery)
	job.Work, job.Attempts = "dance", 1
	s := newShift(t, job)
	r := s.process("p1")
	s.turn(r)
	s.now = s.now.Add(time.Hour)
	s.turn(r)
	if got := s.runs()[0]; got.State != lifecycle.JobRunFailed || !strings.Contains(got.Summary, `no work "dance"`) {
		t.Errorf("%+v", got)
	}
}
