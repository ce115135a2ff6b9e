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
// the clock: every due instant that the calendar gives has one row, ran once or was skipped for a reason, in order.
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
	begun, dice := s.now, rand.New(rand.NewPCG(7, 11))
	s.works["note"] = func(context.Context, *jobs.Stages, time.Time) (jobs.Result, error) {
		if dice.IntN(10) == 0 {
			return jobs.Result{}, errors.New("a bad day")
		}
		return jobs.Result{Outcome: jobs.OutcomeDone}, nil
	}
	r, latest := s.process("p"), s.now
	s.turn(r)
	for year := begun.AddDate(1, 0, 0); s.now.Before(year); {
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
	compareYear(t, list, begun, s)
}

// compareYear compares the rows with what the calendar gives for the whole time at once.
func compareYear(t *testing.T, list []jobs.Job, begun time.Time, s *shift) {
	t.Helper()
	rows := map[string]map[time.Time]jobs.JobRun{}
	for _, r := range s.runs() {
		if rows[r.Job] == nil {
			rows[r.Job] = map[time.Time]jobs.JobRun{}
		}
		rows[r.Job][r.DueAt] = r
	}
	for _, job := range list {
		dues, err := job.Schedule.Between(begun, s.now)
		if err != nil {
			t.Fatal(err)
		}
		if len(dues) < 7 || len(rows[job.Name]) != len(dues) {
			t.Errorf("%s: %d rows, the calendar has %d", job.Name, len(rows[job.Name]), len(dues))
		}
		for _, d := range dues {
			r, there := rows[job.Name][d.At.UTC()]
			ended := r.State == lifecycle.JobRunDone || r.State == lifecycle.JobRunFailed && r.Attempts == job.Attempts
			if !there || (d.Skipped != "") != (r.State == lifecycle.JobRunSkipped) || d.Skipped == "" && !ended {
				t.Errorf("%s due at %s (%s): %+v", job.Name, d.At, d.Skipped, r)
			}
		}
	}
}
