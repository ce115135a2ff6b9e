package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"nostro/calendar"
)

type scheduleCmd struct {
	From string `help:"First day; default today." placeholder:"DATE"`
	To   string `help:"Last day; default a week after the first." placeholder:"DATE"`
	Job  string `help:"Of this job only." placeholder:"NAME"`
}

// Run lists what will run when, in the zone of each job and in UTC, and what holidays do to it.
func (c *scheduleCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		from, err := dateOrNone(c.From)
		if err != nil {
			return err
		}
		to, err := dateOrNone(c.To)
		if err != nil {
			return err
		}
		if from.IsZero() {
			from = calendar.DateOf(s.Now().In(h.stages.Settings.CutOff.Zone()))
		}
		if to.IsZero() {
			to = from.AddDays(6)
		}
		if to.Before(from) {
			return usageError(fmt.Sprintf("--to %s lies before --from %s", to, from))
		}
		all, err := c.due(h, from, to)
		if s.cli.JSON {
			for _, d := range all {
				s.json(d)
			}
			return err
		}
		if len(all) > 0 || err == nil {
			s.showSchedule(all)
		}
		return err // of the jobs that cannot be told; the others were
	})
}

// scheduled is one due instant, in the stable form.
type scheduled struct {
	Job     string    `json:"job"`
	Work    string    `json:"work"`
	At      time.Time `json:"at"`
	Zone    string    `json:"zone"`
	UTC     time.Time `json:"utc"`
	Skipped string    `json:"skipped,omitempty"`
	Note    string    `json:"note,omitempty"`
	Basis   string    `json:"basis"` // published, or computed: the calendar may yet be decided otherwise
}

func (c *scheduleCmd) due(h *home, from, to calendar.Date) ([]scheduled, error) {
	var all []scheduled
	var unknown []error
	known := false
	for _, job := range h.stages.Settings.Jobs {
		if c.Job != "" && job.Name != c.Job {
			continue
		}
		known = true
		zone := job.Schedule.Zone()
		dues, err := job.Schedule.Between(from.In(zone).Add(-time.Nanosecond), to.AddDays(1).In(zone).Add(-time.Nanosecond))
		if err != nil {
			unknown = append(unknown, fmt.Errorf("job %s: %w", job.Name, err))
		}
		for _, d := range dues {
			all = append(all, scheduled{Job: job.Name, Work: job.Work, At: d.At, Zone: zone.String(), UTC: d.At.UTC(), Skipped: d.Skipped,
				Note: d.Note, Basis: basis(job.Schedule.Days(), d.Date)})
		}
	}
	if c.Job == "" && !known {
		return nil, usageError("nostro.yaml has no jobs: write them under jobs:, see docs/schedule.md")
	}
	if !known {
		return nil, usageError("nostro.yaml has no such job: they stand under jobs:, see docs/schedule.md")
	}
	slices.SortStableFunc(all, func(a, b scheduled) int { return a.UTC.Compare(b.UTC) })
	return all, errors.Join(unknown...)
}

func (s *session) showSchedule(all []scheduled) {
	day := ""
	for _, d := range all {
		if today := d.At.Format("Monday 2006-01-02"); today != day {
			day = today
			fmt.Fprintln(s.Stdout, day)
		}
		head := fmt.Sprintf("  %s %-20s %s UTC  ", d.At.Format("15:04"), d.Zone, d.UTC.Format("15:04"))
		for _, part := range wrap(d.text(), max(lineWidth-len(head), len(head)/2)) {
			fmt.Fprintln(s.Stdout, head+part)
			head = strings.Repeat(" ", len(head))
		}
	}
	if len(all) == 0 {
		fmt.Fprintln(s.Stdout, "nothing is due in that time")
	}
}

// text is the job, and what holidays or a change of the clock do to it.
func (d scheduled) text() string {
	text := d.Job
	switch {
	case d.Skipped != "":
		text += ": skipped, " + d.Skipped
	case d.Note != "":
		text += ": " + d.Note
	}
	if d.Basis == computed {
		text += " (calendar computed, not published)"
	}
	return text
}
