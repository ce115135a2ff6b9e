package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"nostro/calendar"
	"nostro/internal/report"
	"nostro/jobs"
)

type reportCmd struct {
	Cycle  string `arg:"" optional:"" help:"Cycle; default all of them."`
	Format string `help:"text (it also leaves report.html), html, csv, json or journal." enum:"text,html,csv,json,journal" default:"text"`
	Table  string `help:"For csv: which table; another name lists them; default instructions." placeholder:"NAME"`
	Out    string `help:"Write to this file; default the terminal." placeholder:"FILE"`
	AsOf   string `help:"A look back: as it was known then, at the end of a day that is over or at an instant such as 2026-11-30T17:00:00Z." placeholder:"TIME"`
}

func (c *reportCmd) Run(s *session) error {
	if c.Table != "" && c.Format != "csv" {
		return usageError("--table is for --format csv")
	}
	return s.with(func(h *home) error {
		p, err := c.picture(s, h)
		if err != nil {
			return err
		}
		if c.Format == "text" && c.Out == "" {
			return s.textReport(h, p, c.page())
		}
		var out bytes.Buffer
		if err := c.write(&out, p); err != nil {
			return err
		}
		if c.Out == "" {
			_, err = s.Stdout.Write(out.Bytes())
			return err
		}
		return os.WriteFile(s.place(c.Out), out.Bytes(), 0o644)
	})
}

func (c *reportCmd) write(w io.Writer, p report.Picture) error {
	switch c.Format {
	case "html":
		return report.HTML(w, p)
	case "json":
		return report.JSON(w, p)
	case "csv":
		return report.CSV(w, p, cmp.Or(c.Table, "instructions"))
	case "journal":
		return report.JournalText(w, p)
	}
	return report.Console(w, p, report.ConsoleOptions{Width: lineWidth})
}

// page is the name of the page that a summary leaves. One of a look back does not take the place of that of now.
func (c *reportCmd) page() string {
	if c.AsOf == "" {
		return "report.html"
	}
	return "report-as-of-" + strings.ReplaceAll(c.AsOf, ":", "") + ".html"
}

// picture reads what is shown: now, or as it was known.
func (c *reportCmd) picture(s *session, h *home) (report.Picture, error) {
	if c.AsOf == "" {
		return s.picture(h, c.Cycle)
	}
	at, err := s.past(h, c.AsOf)
	if err != nil {
		return report.Picture{}, err
	}
	return s.pictureOf(h, c.Cycle, at)
}

// textReport prints the summary and leaves the page beside the database.
func (s *session) textReport(h *home, p report.Picture, name string) error {
	if s.cli.JSON {
		return report.JSON(s.Stdout, p)
	}
	fmt.Fprintln(s.Stdout)
	if err := report.Console(s.Stdout, p, s.consoleOptions()); err != nil {
		return err
	}
	var page bytes.Buffer
	if err := report.HTML(&page, p); err != nil {
		return err
	}
	path := filepath.Join(h.dir, name)
	if err := os.WriteFile(path, page.Bytes(), 0o644); err != nil {
		return err
	}
	fmt.Fprintf(s.Stdout, "\nThe report lies in %s\n", path)
	return nil
}

func (s *session) consoleOptions() report.ConsoleOptions {
	return report.ConsoleOptions{Width: lineWidth, Colour: s.colour()}
}

// picture reads all that a report shows, the checks and the three-way control included.
func (s *session) picture(h *home, cycle string) (report.Picture, error) {
	in, err := s.input(h, cycle)
	if err != nil {
		return report.Picture{}, err
	}
	scope, err := s.controlOf(h, cycle)
	if err != nil {
		return report.Picture{}, err
	}
	found, err := h.stages.Control(s.ctx, scope, time.Time{})
	if err != nil {
		return report.Picture{}, err
	}
	in.Control = report.ControlOf(found, in.AsOf, in.Zone)
	return report.Gather(s.ctx, h.store, in)
}

// controlOf is what the control of a report looks at: of a cycle its value date, of the house all. Whoever gathers the report says
// that a cycle is not known.
func (s *session) controlOf(h *home, cycle string) (scope jobs.ControlScope, err error) {
	if cycle == "" {
		return scope, nil
	}
	err = h.store.View(s.ctx, func(tx jobs.Tx) error {
		c, _, err := tx.Cycle(cycle)
		scope.From, scope.Until = c.ValueDate, c.ValueDate
		return err
	})
	return scope, err
}

// input is what the stages know for a picture, without the control.
func (s *session) input(h *home, cycle string) (report.Input, error) {
	checks, err := h.stages.Check(s.ctx)
	if err != nil {
		return report.Input{}, err
	}
	behind, err := h.stages.Behind(s.ctx)
	if err != nil {
		return report.Input{}, err
	}
	questions, err := h.stages.RateQuestions(s.ctx)
	if err != nil {
		return report.Input{}, err
	}
	exposed, err := h.stages.Risk(s.ctx, calendar.Date{})
	if err != nil {
		return report.Input{}, err
	}
	late, err := s.lateFiles(h)
	if err != nil {
		return report.Input{}, err
	}
	held, err := h.stages.HeldFiles(s.ctx)
	if err != nil {
		return report.Input{}, err
	}
	waits, err := h.stages.Waits(s.ctx)
	if err != nil {
		return report.Input{}, err
	}
	overdue, err := h.stages.OverdueRecalls(s.ctx)
	if err != nil {
		return report.Input{}, err
	}
	screened, err := s.screened(h)
	if err != nil {
		return report.Input{}, err
	}
	open, err := h.stages.BreakViews(s.ctx, false)
	if err != nil {
		return report.Input{}, err
	}
	settings := h.stages.Settings
	reserve, err := h.stages.Reserve(s.ctx)
	if err != nil {
		return report.Input{}, err
	}
	records, err := h.stages.SafeguardingRecords(s.ctx)
	if err != nil {
		return report.Input{}, err
	}
	zone := settings.CutOff.Zone()
	return report.Input{House: settings.House.Name, Cycle: cycle, AsOf: s.Now(),
		Zone: zone, Pivot: settings.Rates.Pivot, Cross: settings.Rates.Cross, Checks: asChecks(checks), Restored: behind,
		RateQuestions: asQuestions(questions), Late: late, Waits: report.WaitsOf(waits), Held: report.HeldOf(held),
		OpenBreaks: report.BreakGuidesOf(open), RecallsOverdue: report.OverdueRecallsOf(overdue), CalendarsEnd: report.CalendarEndsOf(h.stages.CalendarEnds()),
		Screening: screened, Safeguarding: report.SafeguardingOf(records, h.stages.SafeguardingDue(records), zone), Reserve: report.ReserveOf(reserve, zone), Risk: report.RiskOf(exposed, s.Now(), zone)}, nil
}

func asChecks(results []jobs.CheckResult) []report.Check {
	out := make([]report.Check, len(results))
	for n, r := range results {
		out[n] = report.Check(r)
	}
	return out
}

func asQuestions(all []jobs.RateBlock) []report.RateQuestion {
	out := make([]report.RateQuestion, len(all))
	for n, q := range all {
		out[n] = report.RateQuestion{Key: q.Key, What: q.What, Answer: q.Answer, Cycle: q.Cycle}
	}
	return out
}
