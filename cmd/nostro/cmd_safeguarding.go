package main

import (
	"fmt"
	"strings"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/money"
)

type safeguardingCmd struct {
	On   string `help:"Day that is checked; default the last business day." placeholder:"DATE"`
	List bool   `help:"What was kept, a line for each record."`
}

// Run makes the check of a day, keeps it, and prints it. It ends with 1 where something is short, differs, or is not confirmed.
func (c *safeguardingCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		if c.List {
			return s.safeguardingRecords(h)
		}
		var day calendar.Date // of none the last business day
		if c.On != "" {
			var err error
			if day, err = s.dayArg(h, "--on", c.On); err != nil {
				return err
			}
		}
		r, result, err := h.stages.Safeguard(s.ctx, day)
		if err != nil {
			return err
		}
		if result.Outcome == jobs.OutcomeNeedsPerson {
			s.needsPerson()
		}
		return s.showSafeguarding(r, result)
	})
}

// safeguardingJSON is the stable form of a record.
type safeguardingJSON struct {
	Number int                    `json:"record"`
	Made   string                 `json:"made"`
	By     string                 `json:"made_by"`
	SHA256 string                 `json:"sha256"`
	Notes  []string               `json:"notes,omitempty"`
	Check  jobs.SafeguardingCheck `json:"check"`
}

func (s *session) showSafeguarding(r jobs.SafeguardingRecord, result jobs.Result) error {
	c, err := r.Check()
	if err != nil {
		return err
	}
	if s.cli.JSON {
		s.json(safeguardingJSON{r.Number, stampJSON(r.At), r.By, r.SHA256, result.Notes, c})
		return nil
	}
	s.line("internal", "what participants are owed against what is held, at the end of "+c.Day)
	for _, one := range c.Currencies {
		s.safeguardedCurrency(one)
	}
	s.figures("in base", []figure{{"required", c.Base.Requirement}, {"held", c.Base.Held}, {"difference", c.Base.Difference}})
	if c.Base.Fixing != "" {
		s.line("", "at "+c.Base.Fixing)
	}
	for _, code := range c.Base.Unvalued {
		s.line("", code+" has no rate and is not in it")
	}
	s.line("external", "the ledger against the statements")
	for _, a := range c.Accounts {
		s.safeguardedAccount(a)
	}
	s.line("kept", fmt.Sprintf("record %d of %s, made %s by %s, sha256 %.12s", r.Number, c.Day, stampText(r.At), r.By, r.SHA256))
	for _, note := range result.Notes {
		s.line("", "- "+note)
	}
	return nil
}

// safeguardedCurrency prints the figures of a currency one below the other, and below them what the difference is.
func (s *session) safeguardedCurrency(one jobs.SafeguardingCurrency) {
	rows := []figure{{"owed", one.Owed}, {"on its way", one.OnItsWay}, {"unidentified", one.Unidentified}, {"required", one.Requirement},
		{"held", one.Held}, {"difference", one.Difference}}
	for _, item := range one.Bridge {
		rows = append(rows, figure{"- " + item.What, item.Amount})
	}
	s.figures("  "+one.Currency, rows)
}

// figure is an amount with what it is, as a record has it: "EUR 1000.00"; "" is none.
type figure struct{ what, amount string }

// figures prints amounts with their decimal points below one another; the rows are of one currency.
func (s *session) figures(label string, rows []figure) {
	what, amount := 0, 0
	for n, r := range rows {
		rows[n].amount = groupedText(r.amount)
		what, amount = max(what, len(r.what)), max(amount, len(rows[n].amount))
	}
	for _, r := range rows {
		fmt.Fprintf(s.Stdout, "%-*s %-*s  %*s\n", stageWidth, label, what, r.what, amount, r.amount)
		label = ""
	}
}

// groupedText groups the digits of an amount as a record has it; what is none stays as it is.
func groupedText(text string) string {
	code, digits, _ := strings.Cut(text, " ")
	currency, err := money.ParseCurrency(code)
	if err != nil {
		return text
	}
	a, err := money.Parse(currency, digits)
	if err != nil {
		return text
	}
	return grouped(a)
}

func (s *session) safeguardedAccount(a jobs.SafeguardingAccount) {
	head := fmt.Sprintf("%s in %s: %s", a.Correspondent, a.Currency, a.Verdict)
	if a.Statement == "" {
		s.line("", head+"; ledger "+groupedText(a.Ledger)+", no statement")
		return
	}
	s.line("", head)
	s.figures("", []figure{{"- ledger", a.Ledger}, {fmt.Sprintf("- statement %s of %s", a.StatementID, a.StatementDay), a.Statement},
		{"- timing", a.Timing}, {"- difference", a.Difference}})
}

func (s *session) safeguardingRecords(h *home) error {
	all, err := h.stages.SafeguardingRecords(s.ctx)
	for _, r := range all {
		if s.cli.JSON {
			c, err := r.Check()
			if err != nil {
				return err
			}
			s.json(safeguardingJSON{r.Number, stampJSON(r.At), r.By, r.SHA256, nil, c})
			continue
		}
		s.line(r.Day.String(), fmt.Sprintf("record %d, made %s by %s, sha256 %.12s", r.Number, stampText(r.At), r.By, r.SHA256))
	}
	if len(all) == 0 && err == nil && !s.cli.JSON {
		s.line("kept", "nothing: nostro safeguarding makes the check of a day and keeps it")
	}
	return err
}
