package main

import (
	"fmt"
	"strings"
	"time"

	"nostro/calendar"
	"nostro/fx"
	"nostro/internal/report"
	"nostro/jobs"
)

type ratesListCmd struct {
	On     string `help:"The day; default today. The last fixing on or before it is listed." placeholder:"DATE"`
	Source string `help:"Whose rates; default every source." placeholder:"NAME"`
}

// Run prints the last fixing of each source, what was decided and what waits. It ends with 1 where something does.
func (c *ratesListCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		on, err := s.dayArg(h, "--on", c.On)
		if err != nil {
			return err
		}
		if err := h.stages.CheckNames(s.ctx, jobs.Named{Source: c.Source}); err != nil {
			return err
		}
		list, err := c.gather(s, h, on)
		if err != nil {
			return err
		}
		if len(list.questions) > 0 {
			s.needsPerson()
		}
		if s.cli.JSON {
			s.json(list.json())
			return nil
		}
		s.showList(list)
		return nil
	})
}

type rateList struct {
	fixings   []fx.Fixing
	came      []jobs.Provenance
	decisions []jobs.RateDecision
	questions []jobs.RateBlock
}

func (c *ratesListCmd) gather(s *session, h *home, on calendar.Date) (list rateList, err error) {
	err = h.store.View(s.ctx, func(tx jobs.Tx) error {
		sources, err := tx.FixingSources()
		if err != nil {
			return err
		}
		for _, source := range sources {
			if c.Source != "" && c.Source != source {
				continue
			}
			f, found, err := tx.LatestFixing(source, on)
			if err != nil || !found {
				return err
			}
			came, _, err := tx.Provenance(source, f.Date)
			if err != nil {
				return err
			}
			list.fixings, list.came = append(list.fixings, f), append(list.came, came)
		}
		return nil
	})
	if err != nil {
		return list, err
	}
	if list.decisions, err = h.stages.RateDecisions(s.ctx); err != nil {
		return list, err
	}
	list.questions, err = h.stages.RateQuestions(s.ctx)
	return list, err
}

func (s *session) showList(list rateList) {
	for n, f := range list.fixings {
		fixed := ""
		if !f.FixedAt.IsZero() {
			fixed = " at " + f.FixedAt.UTC().Format(time.RFC3339)
		}
		s.line(f.Source, fmt.Sprintf("fixed on %s%s, %d rates; %s", f.Date, fixed, len(f.Rates), cameBy(list.came[n])))
		s.line("", "file "+f.RawSHA256)
		for _, r := range f.Rates {
			text := fmt.Sprintf("%s %s", r.Pair, r.Mid)
			if !r.Bid.Equal(r.Ask) {
				text = fmt.Sprintf("%s bid %s, mid %s, ask %s", r.Pair, r.Bid, r.Mid, r.Ask)
			}
			if per := f.Remarks[r.Pair].PerUnits; per > 1 {
				text += fmt.Sprintf(", published per %d", per)
			}
			if hash := f.Remarks[r.Pair].RawSHA256; hash != "" {
				text += fmt.Sprintf(", from file %.12s", hash)
			}
			s.line("", text)
		}
	}
	if len(list.fixings) == 0 {
		s.line("rates", "there are none: nostro rates FILE reads some")
	}
	s.showDecisions(list.decisions)
	s.showQuestions(list.questions)
}

type fixingJSON struct {
	Source    string     `json:"source"`
	Date      string     `json:"date"`
	FixedAt   string     `json:"fixed_at,omitempty"`
	FetchedAt string     `json:"fetched_at"`
	FetchedBy string     `json:"fetched_by"`
	File      string     `json:"file"`
	RawSHA256 string     `json:"raw_sha256"`
	Rates     []rateJSON `json:"rates"`
	Ignored   []string   `json:"ignored"`
}

type rateListJSON struct {
	Fixings   []fixingJSON       `json:"fixings"`
	Decisions []rateDecisionJSON `json:"decisions"`
	Questions []rateQuestionJSON `json:"questions"`
}

func (l rateList) json() rateListJSON {
	out := rateListJSON{Fixings: []fixingJSON{}, Decisions: rateDecisionsOf(l.decisions), Questions: rateQuestionsOf(l.questions)}
	for n, f := range l.fixings {
		row := fixingJSON{Source: f.Source, Date: f.Date.String(), FixedAt: stamp(f.FixedAt), FetchedAt: stamp(l.came[n].FetchedAt),
			FetchedBy: l.came[n].FetchedBy, File: l.came[n].File, RawSHA256: f.RawSHA256, Rates: []rateJSON{},
			Ignored: append([]string{}, f.Ignored...)}
		for _, r := range f.Rates {
			one := rateOf(r, f.Remarks[r.Pair].PerUnits)
			one.RawSHA256 = f.Remarks[r.Pair].RawSHA256
			row.Rates = append(row.Rates, one)
		}
		out.Fixings = append(out.Fixings, row)
	}
	return out
}

type ratesDrawCmd struct {
	Pair   string `arg:"" help:"Such as EUR/USD."`
	From   string `help:"First day; default a year before the last." placeholder:"DATE"`
	To     string `help:"Last day; default today." placeholder:"DATE"`
	Source string `help:"Whose rates; default that of nostro.yaml." placeholder:"NAME"`
}

// drawDays is how far back a drawing goes where nothing is said.
const drawDays = 365

func (c *ratesDrawCmd) Run(s *session) error {
	pair, err := pairArg(c.Pair)
	if err != nil {
		return err
	}
	return s.with(func(h *home) error {
		to, err := s.dayArg(h, "--to", c.To)
		if err != nil {
			return err
		}
		from := to.AddDays(-drawDays)
		if c.From != "" {
			if from, err = s.dayArg(h, "--from", c.From); err != nil {
				return err
			}
		}
		points, err := h.stages.RateSeries(s.ctx, c.Source, pair, from, to)
		if err != nil {
			return err
		}
		if len(points) == 0 {
			return fmt.Errorf("no rate %s from %s to %s: nostro rates list shows what there is", pair, from, to)
		}
		s.showSeries(pair, points)
		return nil
	})
}

type pointJSON struct {
	Date string `json:"date"`
	Bid  string `json:"bid"`
	Mid  string `json:"mid"`
	Ask  string `json:"ask"`
}

// showSeries draws on a terminal; what is no terminal gets a row for each day.
func (s *session) showSeries(pair fx.Pair, points []jobs.RatePoint) {
	if s.cli.JSON {
		rows := []pointJSON{}
		for _, p := range points {
			rows = append(rows, pointJSON{p.Date.String(), p.Bid.Text(), p.Mid.Text(), p.Ask.Text()})
		}
		s.json(struct {
			Pair   string      `json:"pair"`
			Points []pointJSON `json:"points"`
		}{pair.String(), rows})
		return
	}
	low, high := report.Extremes(points)
	first, last := points[0], points[len(points)-1]
	s.line(pair.String(), fmt.Sprintf("%s to %s, %d fixings", first.Date, last.Date, len(points)))
	fmt.Fprintf(s.Stdout, "%s %s\n", strings.Repeat(" ", stageWidth), report.Sparkline(points, lineWidth-stageWidth-1))
	s.line("first", fmt.Sprintf("%s on %s", first.Mid.Text(), first.Date))
	s.line("last", fmt.Sprintf("%s on %s", last.Mid.Text(), last.Date))
	s.line("low", fmt.Sprintf("%s on %s", low.Mid.Text(), low.Date))
	s.line("high", fmt.Sprintf("%s on %s", high.Mid.Text(), high.Date))
}
