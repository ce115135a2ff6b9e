package main

import (
	"fmt"
	"strings"
	"time"

	"nostro/calendar"
	"nostro/fx"
	"nostro/jobs"
)

type valueDateCmd struct {
	Pair string `arg:"" help:"Two currencies, such as EUR/USD."`
	From string `help:"Day of the trade, or the first of several; default today." placeholder:"DATE"`
	To   string `help:"Last day of trades; default the first." placeholder:"DATE"`
}

// valueDate is when a trade settles, in the stable form.
type valueDate struct {
	Pair  string   `json:"pair"`
	Trade string   `json:"trade"`
	Value string   `json:"value"`
	Days  int      `json:"business_days"`
	Why   []string `json:"why"`
}

// Run tells the spot value date of each trade date, by the calendars of nostro.yaml where there is one.
func (c *valueDateCmd) Run(s *session) error {
	settings, installed, err := s.settings()
	if err != nil {
		return err
	}
	pair, err := fx.ParsePair(c.Pair)
	if err != nil {
		return usageError(err.Error())
	}
	same := func(d calendar.Date) calendar.Date { return d }
	first, last, err := s.span(c.From, c.To, s.businessDate(settings, installed), same)
	for d := first; err == nil && !d.IsZero() && !d.After(last); d = d.AddDays(1) {
		err = s.showValueDate(pair, d, settings)
	}
	return err
}

func (s *session) showValueDate(pair fx.Pair, trade calendar.Date, settings jobs.Settings) error {
	value, why, err := fx.SpotDate(pair, trade, settings.CalendarOf)
	if err != nil {
		return err
	}
	if s.cli.JSON {
		s.json(valueDate{pair.String(), trade.String(), value.String(), fx.SpotDays(pair), why})
		return nil
	}
	s.line(trade.String(), fmt.Sprintf("%-9s settles %s, %s", trade.Weekday(), value, value.Weekday()))
	for _, words := range why {
		s.line("", "- "+words)
	}
	return nil
}

type cutOffsCmd struct {
	From string `help:"For what settles on this day or later; default today." placeholder:"DATE"`
}

// cutOffForm is the next cut-off of an account, in the stable form.
type cutOffForm struct {
	Correspondent string    `json:"correspondent"`
	Currency      string    `json:"currency"`
	ValueDate     string    `json:"value_date"`
	At            time.Time `json:"at"`
	Zone          string    `json:"zone"`
	UTC           time.Time `json:"utc"`
	Usual         string    `json:"usual"`
	Closed        string    `json:"closed,omitempty"`
}

// Run tells until when obligations may come, for the next value date of each account.
func (c *cutOffsCmd) Run(s *session) error {
	settings, installed, err := s.settings()
	if err != nil {
		return err
	}
	if !installed {
		return usageError("there is no nostro.yaml here: name your folder with --dir, or make one with nostro init DIR")
	}
	from, err := dateOrNone(c.From)
	if err != nil {
		return err
	}
	all, err := (&jobs.Stages{Settings: settings, Now: s.Now}).CutOffs(from)
	for _, v := range all {
		s.showCutOff(v)
	}
	return err
}

func (s *session) showCutOff(v jobs.CutOffView) {
	zone := v.At.Location().String()
	if s.cli.JSON {
		s.json(cutOffForm{v.Correspondent, v.Currency.Code(), v.ValueDate.String(), v.At, zone, v.At.UTC(), v.Usual, v.Closed})
		return
	}
	text := []string{fmt.Sprintf("%s, value date %s: %s %s, %s UTC, %s", v.Currency.Code(), v.ValueDate, v.At.Format("2006-01-02 15:04"), zone,
		v.At.UTC().Format("15:04"), v.Left), "usually " + v.Usual}
	if v.Closed != "" {
		text = append(text, "and on that value date "+v.Closed)
	}
	s.line(v.Correspondent, strings.Join(text, "; "))
}
