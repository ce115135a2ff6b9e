package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"nostro/jobs"
	"nostro/lifecycle"
)

type jobsCmd struct {
	List  jobsListCmd  `cmd:"" default:"withargs" help:"What ran, was skipped, waits or failed."`
	Retry jobsRetryCmd `cmd:"" help:"Run a due instant that failed again."`
}

type jobsListCmd struct {
	Since string `help:"Due from this day on; default a week ago." placeholder:"DATE"`
	State string `help:"Only those that are due, running, waiting, done, skipped or failed." placeholder:"STATE"`
}

// Run lists the due instants that came, newest last. Those that failed end the command with code 1.
func (c *jobsListCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		since, err := dateOrNone(c.Since)
		if err != nil {
			return err
		}
		if c.State != "" && !slices.Contains(lifecycle.JobRuns.States(), lifecycle.JobRun(c.State)) {
			return usageError(fmt.Sprintf("--state %q is none of %v", c.State, lifecycle.JobRuns.States()))
		}
		from := s.Now().AddDate(0, 0, -7)
		if !since.IsZero() {
			from = since.In(h.stages.Settings.CutOff.Zone())
		}
		var runs []jobs.JobRun
		err = h.store.View(s.ctx, func(tx jobs.Tx) (err error) {
			runs, err = tx.JobRunsSince(from)
			return err
		})
		day := ""
		for _, r := range runs {
			if c.State != "" && string(r.State) != c.State {
				continue
			}
			if r.State == lifecycle.JobRunFailed {
				s.needsPerson()
			}
			if s.cli.JSON {
				s.json(jobRunJSON(r, s.zoneOf(h, r.Job), s.Now()))
				continue
			}
			at := r.DueAt.In(s.zoneOf(h, r.Job))
			if today := at.Format("Monday 2006-01-02"); today != day {
				day = today
				fmt.Fprintln(s.Stdout, day)
			}
			s.line("  "+at.Format("15:04"), r.Job+" "+jobRunText(r, s.Now()))
		}
		if len(runs) == 0 && err == nil && !s.cli.JSON {
			s.line("jobs", "nothing has come due since "+from.UTC().Format(time.DateOnly)+"; nostro schedule tells what will")
		}
		return err
	})
}

type jobsRetryCmd struct {
	Job string `arg:"" help:"Name of the job."`
	Due string `arg:"" help:"Its due instant, as --json lists it, such as 2026-11-24T16:00:00Z."`
}

// Run asks for it; the next turn of nostro run does it.
func (c *jobsRetryCmd) Run(s *session) error {
	at, err := time.Parse(time.RFC3339, c.Due)
	if err != nil {
		return usageError(fmt.Sprintf("%q is no instant: write it as 2026-11-24T16:00:00Z", c.Due))
	}
	return s.with(func(h *home) error {
		if err := jobs.RetryJob(s.ctx, h.store, c.Job, at.UTC()); err != nil {
			return err
		}
		s.show(jobs.Result{Stage: "jobs", Outcome: jobs.OutcomeDone, Summary: fmt.Sprintf("%s due at %s runs again at the next turn",
			c.Job, c.Due)})
		return nil
	})
}

// zoneOf is the zone of a job, or UTC where it is no longer in the settings.
func (s *session) zoneOf(h *home, job string) *time.Location {
	for _, j := range h.stages.Settings.Jobs {
		if j.Name == job {
			return j.Schedule.Zone()
		}
	}
	return time.UTC
}

// ahead tells a row whose time is yet to come: it was written while the clock was ahead, and has been set right since.
func ahead(r jobs.JobRun, now time.Time) bool { return r.DueAt.After(now) }

// jobRunText says what came of a due instant, as it is seen now.
func jobRunText(r jobs.JobRun, now time.Time) string {
	parts := []string{string(r.State)}
	if ahead(r, now) {
		parts = append(parts, "before its time, while the clock was ahead")
	}
	if r.Outcome == jobs.OutcomeNeedsPerson {
		parts = append(parts, string(r.Outcome))
	}
	if r.Attempts > 1 {
		parts = append(parts, fmt.Sprintf("after %d attempts", r.Attempts))
	}
	if !r.NextAt.IsZero() {
		parts = append(parts, "again at "+r.NextAt.UTC().Format("15:04:05 UTC"))
	}
	for _, text := range []string{r.Reason, r.Summary} {
		if text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, ", ")
}

// jobRun is the stable form of a due instant and what came of it.
type jobRun struct {
	Job       string    `json:"job"`
	Due       time.Time `json:"due"`
	DueLocal  time.Time `json:"due_local"`
	State     string    `json:"state"`
	Reason    string    `json:"reason,omitempty"`
	Attempts  int       `json:"attempts"`
	StartedAt time.Time `json:"started_at,omitzero"`
	EndedAt   time.Time `json:"ended_at,omitzero"`
	NextAt    time.Time `json:"next_at,omitzero"`
	Outcome   string    `json:"outcome,omitempty"`
	Summary   string    `json:"summary,omitempty"`
	Ahead     bool      `json:"ahead,omitempty"` // its time is yet to come: the clock was ahead
}

func jobRunJSON(r jobs.JobRun, zone *time.Location, now time.Time) jobRun {
	return jobRun{r.Job, r.DueAt.UTC(), r.DueAt.In(zone), string(r.State), r.Reason, r.Attempts, r.StartedAt, r.EndedAt, r.NextAt,
		string(r.Outcome), r.Summary, ahead(r, now)}
}
