package jobs_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/lifecycle"
)

// A year by the clock, with outages, failures, processes that are killed, a clock that steps back, and both changes of
// the clock: every due instant that an oracle gives has one row, ran once or was skipped for a reason, in order.
func TestAYearByTheClock(t *testing.T) {
	of := func(name, cron, zone string, days calendar.Calendar, shift calendar.Shift) jobs.Job {
		j := jobAt(name, cron, jobs.CatchUpEvery)
		s, err := calendar.NewSchedule(cron, zone)
		if err == nil {
			s, err = s.OnDays(days, shift)
		}
		if err != nil {
			t.Fatal(err)
		}
		j.Schedule, j.Attempts = s, 4
		return j
	}
	list := []jobs.Job{of("settle", "30 2 * * *", "Europe/Berlin", calendar.TARGET(), calendar.ShiftSkip),
		of("new-york", "30 1 * * *", "America/New_York", calendar.New("every day"), calendar.ShiftSkip),
		of("month", "0 18 31 * *", "Europe/London", calendar.TARGET(), calendar.ShiftPreceding)}
	s := newShift(t, list...)
	s.now = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	dice := rand.New(rand.NewPCG(7, 11))
	s.works["note"] = func(context.Context, *jobs.Stages, time.Time) (jobs.Result, error) {
		if dice.IntN(10) == 0 {
			return jobs.Result{}, errors.New("a bad day")
		}
		return jobs.Result{Outcome: jobs.OutcomeDone}, nil
	}
	r, latest := s.process("p"), s.now
	s.turn(r)
	for year := s.now.AddDate(1, 0, 0); s.now.Before(year); {
		step := time.Duration(1+dice.IntN(240)) * time.Minute
		switch dice.IntN(40) {
		case 0: // an outage
			step = time.Duration(1+dice.IntN(96)) * time.Hour
		case 1: // the clock steps back
			step = -time.Duration(1+dice.IntN(90)) * time.Minute
		case 2: // another process, after the lease of this one
			r = s.process(s.now.String())
			step = 2 * time.Minute
		}
		s.now = s.now.Add(step)
		if s.now.After(latest) {
			latest = s.now
		}
		s.turn(r)
	}
	for range 20 { // what waits for its next attempt
		s.now = s.now.Add(time.Hour)
		s.turn(r)
	}
	compareYear(t, list, s)
}

// compareYear compares the rows of the year with what an oracle of its own gives: as many, at the same instants, run or
// skipped.
func compareYear(t *testing.T, list []jobs.Job, s *shift) {
	t.Helper()
	rows := map[string]map[time.Time]jobs.JobRun{}
	for _, r := range s.runs() {
		if r.DueAt.Year() > 2026 {
			continue // of the hours after it, for what waited
		}
		if rows[r.Job] == nil {
			rows[r.Job] = map[time.Time]jobs.JobRun{}
		}
		rows[r.Job][r.DueAt] = r
	}
	counted := 0
	for job, want := range oracle2026(t) {
		for at, r := range rows[job] {
			if _, there := want[at]; !there {
				t.Errorf("%s was due at %s, which no calendar has: %+v", job, at, r)
			}
		}
		for at, runs := range want {
			counted++
			r, there := rows[job][at.UTC()]
			ended := r.State == lifecycle.JobRunDone || r.State == lifecycle.JobRunFailed && r.Attempts == list[0].Attempts
			if !there || runs != (r.State != lifecycle.JobRunSkipped) || runs && !ended {
				t.Errorf("%s due at %s, to be run %t: %+v", job, at, runs, r)
			}
		}
	}
	if counted != 737 {
		t.Errorf("%d due instants were counted, the year has 737", counted)
	}
}
