package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/identifiers"
	"nostro/jobs"
	"nostro/jobs/alarm"
)

// alarmed returns the alarms of the clock; a house without rates has one more.
func (s *shift) alarmed(r *jobs.Runner, facts ...alarm.Fact) []string {
	s.t.Helper()
	r.Stages.Settings.Alarms.Severities = map[alarm.Kind]alarm.Severity{alarm.OldRates: alarm.Off}
	return alarmed(s.t, r.Stages, facts...)
}

func (s *shift) alarmsAre(r *jobs.Runner, want ...string) {
	s.t.Helper()
	if got := s.alarmed(r); !slices.Equal(got, want) {
		s.t.Errorf("alarms are %q, want %q", got, want)
	}
}

// roomy is a runner whose settings are enough to look at everything.
func (s *shift) roomy(holder string) *jobs.Runner {
	s.t.Helper()
	r := s.process(holder)
	cutOff, err := calendar.ParseCutOff("16:00", "UTC")
	if err != nil {
		s.t.Fatal(err)
	}
	ids, err := identifiers.NewDeriver([]byte("story-key-0123456789abcdef"))
	if err != nil {
		s.t.Fatal(err)
	}
	r.Stages.Settings.CutOff, r.Stages.Settings.Calendar, r.Stages.Settings.IDs = cutOff, calendar.TARGET(), ids
	r.Stages.Settings.House.Base = eur
	r.Stages.Settings.Rates = jobs.RateSettings{Source: "ECB", Calendar: calendar.TARGET(), AgeDaysMax: 1, Pivot: eur}
	return r
}

func TestJobsThatFailOrNeedAPerson(t *testing.T) {
	every, latest := jobAt("settle", "0 13 * * *", jobs.CatchUpEvery), jobAt("send", "0 13,14 * * *", jobs.CatchUpLatest)
	every.Attempts, latest.Attempts, latest.Work = 1, 1, "tell"
	s := newShift(t, every, latest)
	var fails, tells error
	s.works["note"] = func(context.Context, *jobs.Stages, time.Time) (jobs.Result, error) {
		return jobs.Result{Outcome: jobs.OutcomeDone}, fails
	}
	s.works["tell"] = func(context.Context, *jobs.Stages, time.Time) (jobs.Result, error) {
		return jobs.Result{Outcome: jobs.OutcomeNeedsPerson, Summary: "2 of 3 files sent",
			Notes: []string{"rhein: the line broke", "A.xml is unknown: " + strings.Repeat("x", 700)}}, tells
	}
	r := s.roomy("p1")
	s.turn(r)
	s.alarmsAre(r)
	fails, tells = errors.New("the disk is full"), errors.New("the line is down")
	s.now = s.now.Add(time.Hour) // 13:00
	s.turn(r)
	s.alarmsAre(r, "job-failed of send", "job-failed of settle due 2026-11-23 13:00:00Z")
	tells = nil
	s.now = s.now.Add(time.Hour) // 14:00: send is well but for what it tells
	s.turn(r)
	s.alarmsAre(r, "job-failed of settle due 2026-11-23 13:00:00Z", "job-needs-person of send")
	seen, err := r.Stages.LookAtAlarms(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range seen.Open {
		if what := "2 of 3 files sent; rhein: the line broke; A.xml is unknown: xxx"; a.Kind == alarm.JobNeedsPerson &&
			(!strings.HasPrefix(a.Text, what) || len(a.Text) > 700) {
			t.Errorf("whoever is woken reads %q", a.Text)
		}
	}
	fails = nil
	s.now = s.now.AddDate(0, 0, 1) // the next day goes well, and does not make up for the day that failed
	s.turn(r)
	s.alarmsAre(r, "job-failed of settle due 2026-11-23 13:00:00Z", "job-needs-person of send")
	if err := jobs.RetryJob(t.Context(), s.store, "settle", time.Date(2026, 11, 23, 13, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	s.turn(r)
	s.alarmsAre(r, "job-needs-person of send")
}

func TestAnInvariantThatDoesNotHold(t *testing.T) {
	check := jobAt("check", "0 13 * * *", jobs.CatchUpLatest)
	check.Attempts, check.Work = 1, jobs.WorkCheck
	s := newShift(t, check)
	s.works[jobs.WorkCheck] = func(context.Context, *jobs.Stages, time.Time) (jobs.Result, error) {
		return jobs.Result{}, fmt.Errorf("1 of 32 invariants do not hold: transit: %w", jobs.ErrNeedsPerson)
	}
	r := s.roomy("p1")
	s.turn(r)
	s.now = s.now.Add(time.Hour)
	s.turn(r)
	s.alarmsAre(r, "broken-check of check")
}

func TestLateJobsAndAHouseThatNobodyRuns(t *testing.T) {
	s := newShift(t, jobAt("hourly", "0 * * * *", jobs.CatchUpEvery))
	r := s.roomy("p1")
	s.turn(r)
	s.works["note"] = func(context.Context, *jobs.Stages, time.Time) (jobs.Result, error) {
		return jobs.Result{}, errors.New("the line is down")
	}
	s.now = s.now.Add(time.Hour) // 13:00
	s.turn(r)
	s.alarmsAre(r)
	s.now = s.now.Add(16 * time.Minute)
	if got := s.alarmed(r); !slices.Contains(got, "job-late of hourly") {
		t.Errorf("alarms are %q", got)
	}
	if got := s.alarmed(r); !slices.Contains(got, "runner-stopped of runner") {
		t.Errorf("alarms are %q", got)
	}
	s.works["note"] = func(context.Context, *jobs.Stages, time.Time) (jobs.Result, error) {
		return jobs.Result{Outcome: jobs.OutcomeDone}, nil
	}
	s.turn(r)
	s.alarmsAre(r)
}

func TestAClockThatWentBack(t *testing.T) {
	s := newShift(t, jobAt("hourly", "0 * * * *", jobs.CatchUpEvery))
	r := s.roomy("p1")
	s.turn(r)
	s.now = s.now.Add(-30 * time.Second)
	s.alarmsAre(r)
	s.now = s.now.Add(-time.Hour)
	s.alarmsAre(r, "clock-went-back of hourly")
	s.now = s.now.Add(2 * time.Hour)
	s.turn(r)
	s.alarmsAre(r)
}

func TestABackupThatIsOverdue(t *testing.T) {
	weekly := jobAt("backup", "0 13 * * 1", jobs.CatchUpLatest)
	weekly.Work = jobs.WorkBackup
	s := newShift(t, weekly)
	s.works[jobs.WorkBackup] = s.works["note"]
	r := s.roomy("p1")
	s.turn(r)
	s.now = s.now.Add(time.Hour)
	s.turn(r)
	s.alarmsAre(r)
	r.Stages.Settings.Jobs = nil // of a house without jobs nobody knows how it is backed up
	s.now = s.now.AddDate(0, 0, 9)
	s.alarmsAre(r)
	weekly.Schedule = jobAt("backup", "0 13 29 2 *", jobs.CatchUpLatest).Schedule
	r.Stages.Settings.Jobs = []jobs.Job{weekly}
	s.turn(r)
	s.alarmsAre(r, "overdue-backup of backup")
	if err := r.Stages.NoteBackup(t.Context(), "3 files"); err != nil { // one by hand counts too
		t.Fatal(err)
	}
	s.alarmsAre(r)
	in, err := jobs.LookInside(t.Context(), s.store, r.Stages.Settings.Jobs, s.now)
	if err != nil || !in.LastBackup.Equal(s.now) || in.LastDone["backup"].After(s.now.AddDate(0, 0, -8)) {
		t.Errorf("%+v, %v", in, err)
	}
	s.now = s.now.AddDate(0, 0, 9)
	s.turn(r)
	s.alarmsAre(r, "overdue-backup of backup")
}

// What only a process can tell stays as it is while that process says nothing, and is over when it says so.
func TestFactsOfAProcess(t *testing.T) {
	s := newShift(t)
	r := s.roomy("p1")
	down := alarm.Cause{Kind: alarm.EndpointDown, Subject: "rhein", Text: "connection refused", Next: "nostro ping rhein"}
	s.alarmed(r, alarm.Fact{Cause: down, Wrong: true})
	s.alarmsAre(r, "endpoint-down of rhein")
	other := down
	other.Subject = "hudson"
	s.alarmed(r, alarm.Fact{Cause: other})
	s.alarmsAre(r, "endpoint-down of rhein")
	s.alarmed(r, alarm.Fact{Cause: down})
	s.alarmsAre(r)
}

// A part that cannot be looked at is told, and its alarms stay as they are: blindness is not health.
func TestWhatCannotBeLookedAt(t *testing.T) {
	s := newShift(t)
	r := s.roomy("p1")
	store := &blindStore{Store: s.store}
	r.Stages.Store = store
	rates := []alarm.Fact(nil)
	first, err := r.Stages.LookAtAlarms(t.Context(), rates)
	if err != nil || len(first.Open) != 1 || first.Open[0].Kind != alarm.OldRates {
		t.Fatalf("%+v, %v", first, err)
	}
	store.blind = true
	second, err := r.Stages.LookAtAlarms(t.Context(), rates)
	var open []string
	for _, a := range second.Open {
		open = append(open, string(a.Kind)+" of "+a.Subject)
	}
	if err != nil || !slices.Equal(open, []string{"cannot-tell of rates", "old-rates of ECB"}) || len(second.Resolved) != 0 {
		t.Errorf("open are %q, resolved %v: %v", open, second.Resolved, err)
	}
	store.blind = false
	third, err := r.Stages.LookAtAlarms(t.Context(), rates)
	if err != nil || len(third.Open) != 1 || third.Open[0].Count != 1 {
		t.Errorf("%+v, %v", third, err)
	}
}

// blindStore cannot read rates while it is blind.
type blindStore struct {
	jobs.Store
	blind bool
}

func (b *blindStore) View(ctx context.Context, work func(jobs.Tx) error) error {
	return b.Store.View(ctx, func(tx jobs.Tx) error {
		if b.blind {
			tx = blindTx{tx}
		}
		return work(tx)
	})
}

type blindTx struct{ jobs.Tx }

func (blindTx) RateConflicts() ([]jobs.RateConflict, error) {
	return nil, errors.New("a page cannot be read")
}
