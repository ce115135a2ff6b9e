package main

import (
	"fmt"

	"nostro/calendar"
	"nostro/jobs"
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
	text := fmt.Sprintf("required %s, held %s, difference %s", c.Base.Requirement, c.Base.Held, c.Base.Difference)
	if c.Base.Fixing != "" {
		text += ", at " + c.Base.Fixing
	}
	s.line("in base", text)
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

func (s *session) safeguardedCurrency(one jobs.SafeguardingCurrency) {
	s.line("  "+one.Currency, fmt.Sprintf("owed %s + on its way %s + unidentified %s = required %s", one.Owed, one.OnItsWay, one.Unidentified,
		one.Requirement))
	s.line("", fmt.Sprintf("held %s, difference %s", one.Held, one.Difference))
	for _, item := range one.Bridge {
		s.line("", fmt.Sprintf("- %s: %s", item.What, item.Amount))
	}
}

func (s *session) safeguardedAccount(a jobs.SafeguardingAccount) {
	text := fmt.Sprintf("%s in %s: %s; ledger %s", a.Correspondent, a.Currency, a.Verdict, a.Ledger)
	if a.Statement != "" {
		text += fmt.Sprintf(", statement %s of %s (%s), timing %s, difference %s", a.StatementID, a.StatementDay, a.Statement, a.Timing, a.Difference)
	} else {
		text += ", no statement"
	}
	s.line("", text)
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
