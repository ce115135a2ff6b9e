package main

import (
	"fmt"
	"time"

	"nostro/jobs"
	"nostro/money"
	"nostro/reconcile"
)

type reconcileCmd struct {
	Now     reconcileNowCmd `cmd:"" default:"withargs" help:"Match what the banks say with what we did, and post it (the default)."`
	Control controlCmd      `cmd:"" help:"Our files, the banks' statements and our ledger side by side, day by day; every difference by its items."`
}

type reconcileNowCmd struct {
	controlOptions `embed:""`

	AsOf string `help:"Post nothing: show the control as it was known then, at an instant such as 2026-11-30T17:00:00Z or the end of a day." placeholder:"TIME"`
}

// Run reconciles; with --as-of it shows what reconciliation knew then.
func (c *reconcileNowCmd) Run(s *session) error {
	if c.AsOf != "" {
		return (&controlCmd{AsOf: c.AsOf, controlOptions: c.controlOptions}).Run(s)
	}
	if c.controlOptions != (controlOptions{}) {
		return usageError("reconcile takes all that came: --correspondent, --currency, --from and --until are for nostro reconcile control, or with --as-of")
	}
	return s.with(func(h *home) error { return s.stage(h.stages.Reconcile(s.ctx)) })
}

// controlOptions say what a control looks at.
type controlOptions struct {
	Correspondent string `help:"Only the accounts at this one." placeholder:"ID"`
	Currency      string `help:"Only accounts in this currency." placeholder:"CODE"`
	From          string `help:"Only value dates from this one on." placeholder:"DATE"`
	Until         string `help:"Only value dates until this one." placeholder:"DATE"`
}

// scope reads them; a correspondent or currency that there is not is refused, since it would look like nothing to compare.
func (c controlOptions) scope(s *session, h *home) (out jobs.ControlScope, err error) {
	out.Correspondent = c.Correspondent
	if c.Currency != "" {
		if out.Currency, err = money.ParseCurrency(c.Currency); err != nil {
			return out, usageError(fmt.Sprintf("--currency: %v", err))
		}
	}
	if err := h.stages.CheckNames(s.ctx, jobs.Named{Correspondent: out.Correspondent, Currency: out.Currency}); err != nil {
		return out, err
	}
	if c.From != "" {
		if out.From, err = s.dayArg(h, "--from", c.From); err != nil {
			return out, err
		}
	}
	if c.Until != "" {
		out.Until, err = s.dayArg(h, "--until", c.Until)
	}
	return out, err
}

type controlCmd struct {
	controlOptions `embed:""`

	AsOf string `help:"As it was known then: at an instant such as 2026-11-30T17:00:00Z, or at the end of a day." placeholder:"TIME"`
}

// Run prints the three-way control. It ends with 1 where a break is open.
func (c *controlCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		dates, err := (&balancesCmd{BookedUntil: c.AsOf}).dates(h.stages.Settings.CutOff.Zone())
		if err != nil {
			return usageError(fmt.Sprintf("--as-of %q: give an instant such as 2026-11-30T17:00:00Z, or a date", c.AsOf))
		}
		scope, err := c.scope(s, h)
		if err != nil {
			return err
		}
		found, err := h.stages.Control(s.ctx, scope, dates.Booked)
		if err != nil {
			return err
		}
		if len(found.Breaks) > 0 {
			s.needsPerson()
		}
		if s.cli.JSON {
			s.json(controlOf(found))
			return nil
		}
		s.showControl(found)
		return nil
	})
}

// controlJSON is the stable form of the control. Amounts are texts: credit of the account positive.
type controlJSON struct {
	AsOf       string             `json:"as_of,omitempty"`
	Statements int                `json:"statements_proven"`
	Days       []controlDayJSON   `json:"days"`
	Breaks     []controlBreakJSON `json:"open_breaks"`
}

type controlDayJSON struct {
	Correspondent string       `json:"correspondent"`
	Currency      string       `json:"currency"`
	Day           string       `json:"day"`
	Files         string       `json:"files"`
	Bank          string       `json:"bank"`
	Ledger        string       `json:"ledger"`
	Agrees        bool         `json:"agrees"`
	FilesBank     []unlikeJSON `json:"bank_less_files"`
	BankLedger    []unlikeJSON `json:"ledger_less_bank"`
}

type unlikeJSON struct {
	Item   string `json:"item"`
	Amount string `json:"amount"`
	Why    string `json:"why"`
	Text   string `json:"text"`
	Break  int64  `json:"break,omitempty"`
}

type controlBreakJSON struct {
	ID     int64  `json:"id"`
	Reason string `json:"reason"`
	Amount string `json:"amount"`
	Text   string `json:"text"`
}

func controlOf(c jobs.Controlled) controlJSON {
	out := controlJSON{Statements: c.Statements, Days: []controlDayJSON{}, Breaks: []controlBreakJSON{}}
	if !c.AsOf.IsZero() {
		out.AsOf = c.AsOf.UTC().Format(time.RFC3339Nano)
	}
	for _, d := range c.Days {
		out.Days = append(out.Days, controlDayJSON{d.Correspondent, d.Currency.Code(), d.Day.String(), d.Files.Decimal(), d.Bank.Decimal(),
			d.Ledger.Decimal(), d.Agrees(), unlikesOf(c, d.FilesBank), unlikesOf(c, d.BankLedger)})
	}
	for _, b := range c.Breaks {
		out.Breaks = append(out.Breaks, controlBreakJSON{b.ID, string(b.Reason), b.Amount.String(), b.Text})
	}
	return out
}

func unlikesOf(c jobs.Controlled, all []reconcile.Unlike) []unlikeJSON {
	out := []unlikeJSON{}
	for _, u := range all {
		out = append(out, unlikeJSON{u.Item, u.Amount.Decimal(), string(u.Why), u.Text, c.BreakOf(u.Item)})
	}
	return out
}

func (s *session) showControl(c jobs.Controlled) {
	when := "now"
	if !c.AsOf.IsZero() {
		when = "as it was known at " + c.AsOf.UTC().Format(time.RFC3339) // the end of a day is its last second
	}
	s.line("control", fmt.Sprintf("%s; %d statements proven, %d breaks open; credit positive", when, c.Statements, len(c.Breaks)))
	for _, d := range c.Days {
		word := "agrees"
		if !d.Agrees() {
			word = "differs"
		}
		s.line(word, fmt.Sprintf("%s %s %s: files %s, bank %s, ledger %s", d.Correspondent, d.Currency, d.Day, d.Files.Grouped(), d.Bank.Grouped(), d.Ledger.Grouped()))
		s.showUnlikes("bank less files", d.FilesBank, c)
		s.showUnlikes("ledger less bank", d.BankLedger, c)
	}
	for _, b := range c.Breaks {
		s.line("break", fmt.Sprintf("%d %s %s: nostro breaks show %d", b.ID, b.Reason, grouped(b.Amount), b.ID))
	}
}

func (s *session) showUnlikes(less string, items []reconcile.Unlike, c jobs.Controlled) {
	for _, u := range items {
		about := ""
		if n := c.BreakOf(u.Item); n != 0 {
			about = fmt.Sprintf(", break %d", n)
		}
		s.line("", fmt.Sprintf("- %s %s, %s: %s%s. %s", less, u.Amount.Grouped(), u.Why, u.Item, about, u.Text))
	}
}
