package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"nostro/calendar"
	"nostro/jobs"
)

// Limits of what may be said about jobs, and what holds where nothing is said.
const (
	jobsMax         = 100
	attemptsDefault = 5
	attemptsMax     = 100
)

// jobList reads what is done by the clock.
func jobList(list []*section) (out []jobs.Job) {
	names := map[string]bool{}
	for n, s := range list {
		if n == jobsMax {
			s.bad("is job number %d: at most %d are taken", n+1, jobsMax)
		}
		name := s.text("name").check(checkID)
		if name.good && names[name.text] {
			name.bad("%q is there twice: its runs are kept under that name", name.text)
		}
		names[name.text] = true
		out = append(out, job(s, name.text))
		s.end()
	}
	return out
}

func job(s *section, name string) jobs.Job {
	j := jobs.Job{Name: name, Attempts: attemptsDefault, CatchUp: jobs.CatchUpEvery, Work: s.text("work").check(checkWork).text}
	j.Schedule = schedule(s)
	if v := s.optional("catch_up"); v.said {
		j.CatchUp = jobs.CatchUp(v.check(among(jobs.CatchUps())).text)
	}
	s.setNumber("attempts", "attempts", 1, attemptsMax, &j.Attempts)
	return j
}

func checkWork(text string) error {
	for _, w := range jobs.WorkNames() {
		if w == text {
			return nil
		}
	}
	return fmt.Errorf("%q is no work: write one of %v", text, jobs.WorkNames())
}

// schedule reads when a job is due.
func schedule(s *section) (out calendar.Schedule) {
	at, zone := s.text("at"), s.text("zone")
	zone.check(func(text string) error {
		_, err := calendar.NewSchedule("0 0 * * *", text)
		return withoutClass(err)
	})
	at.check(func(text string) (err error) {
		where := zone.text
		if !zone.good {
			where = "UTC"
		}
		out, err = calendar.NewSchedule(text, where)
		return withoutClass(err)
	})
	bound, shift := s.optionalSection("calendar"), s.optional("shift")
	if bound == nil && shift.said {
		shift.bad("is what becomes of a holiday: write calendar too")
	}
	if bound != nil {
		how := calendar.ShiftSkip
		if shift.said {
			how = calendar.Shift(shift.check(among(calendar.Shifts())).text)
		}
		if moved, err := out.OnDays(businessDays(bound), how); err == nil {
			out = moved
		}
	}
	s.optional("day_of_month").check(func(text string) error {
		if !at.good {
			return nil // told above
		}
		picked, err := out.OnDayOfMonth(calendar.MonthDay(text))
		if err == nil {
			out = picked
		}
		return withoutClass(err)
	})
	return out
}

// withoutClass leaves the words by which errors of schedules are told apart, which tell a reader nothing.
func withoutClass(err error) error {
	if err == nil {
		return nil
	}
	return errors.New(strings.TrimSuffix(err.Error(), ": "+calendar.ErrNotASchedule.Error()))
}

// among refuses what is not one of the words.
func among[S ~string](words []S) func(string) error {
	return func(text string) error {
		if slices.Contains(words, S(text)) {
			return nil
		}
		return fmt.Errorf("%q is none of %v", text, words)
	}
}
