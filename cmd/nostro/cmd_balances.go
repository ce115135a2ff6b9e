package main

import (
	"fmt"
	"strconv"
	"time"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/ledger"
)

type balancesCmd struct {
	ValueDate   string `help:"Only entries with a value date on or before it, such as 2026-11-30." placeholder:"DATE"`
	BookedUntil string `help:"Only entries that were booked by then: an instant, such as 2026-11-30T17:00:00Z, or the end of a day." placeholder:"TIME"`
	Account     string `help:"An account, such as nostro:rhein, or a class of them, such as nostro." placeholder:"ACCOUNT"`
}

// Run prints what stands on the accounts, now or as it was: by value date, by booking time, or by both.
func (c *balancesCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		dates, err := c.dates(h.stages.Settings.CutOff.Zone())
		if err != nil {
			return err
		}
		if err := h.stages.CheckNames(s.ctx, jobs.Named{Account: c.Account}); err != nil {
			return err
		}
		rows, err := h.stages.Balances(s.ctx, dates, c.Account)
		if err != nil {
			return err
		}
		if s.cli.JSON {
			s.json(balancesOf(dates, rows))
			return nil
		}
		s.showBalances(dates, c.Account, rows)
		return nil
	})
}

// dates reads the flags. A day ends with its last instant in the zone of the house.
func (c *balancesCmd) dates(zone *time.Location) (dates jobs.BalanceDates, err error) {
	if c.ValueDate != "" {
		if dates.ValueDate, err = calendar.ParseDate(c.ValueDate); err != nil {
			return dates, usageError("--value-date: " + err.Error())
		}
	}
	if c.BookedUntil == "" {
		return dates, nil
	}
	if day, err := calendar.ParseDate(c.BookedUntil); err == nil {
		dates.Booked = day.AddDays(1).In(zone).Add(-1)
		return dates, nil
	}
	if dates.Booked, err = time.Parse(time.RFC3339Nano, c.BookedUntil); err != nil {
		return dates, usageError(fmt.Sprintf("--booked-until %q: give an instant such as 2026-11-30T17:00:00Z, or a date", c.BookedUntil))
	}
	return dates, nil
}

// balancesJSON is the stable form of balances. Amounts are texts: debit positive.
type balancesJSON struct {
	ValueDate   string        `json:"value_date,omitempty"`
	BookedUntil string        `json:"booked_until,omitempty"`
	Balances    []balanceJSON `json:"balances"`
}

type balanceJSON struct {
	Account    string `json:"account"`
	Currency   string `json:"currency"`
	Amount     string `json:"amount"`
	MinorUnits string `json:"minor_units"`
}

func balancesOf(dates jobs.BalanceDates, rows []ledger.Row) balancesJSON {
	out := balancesJSON{Balances: []balanceJSON{}}
	if !dates.ValueDate.IsZero() {
		out.ValueDate = dates.ValueDate.String()
	}
	if !dates.Booked.IsZero() {
		out.BookedUntil = dates.Booked.UTC().Format(time.RFC3339Nano)
	}
	for _, r := range rows {
		out.Balances = append(out.Balances, balanceJSON{string(r.Account), r.Balance.Currency().Code(), r.Balance.Decimal(), strconv.FormatInt(r.Balance.Minor(), 10)})
	}
	return out
}

func (s *session) showBalances(dates jobs.BalanceDates, asked string, rows []ledger.Row) {
	limits := balancesOf(dates, nil)
	what := "debit positive"
	if limits.ValueDate != "" {
		what += ", value date until " + limits.ValueDate
	}
	if limits.BookedUntil != "" {
		what += ", booked until " + limits.BookedUntil
	}
	s.line("balances", what)
	account, amount := 0, 0
	for _, r := range rows {
		account, amount = max(account, len(r.Account)), max(amount, len(r.Balance.Grouped()))
	}
	for _, r := range rows {
		fmt.Fprintf(s.Stdout, "%-*s %-*s  %s %*s\n", stageWidth, "", account, r.Account, r.Balance.Currency().Code(), amount, r.Balance.Grouped())
	}
	if len(rows) == 0 {
		s.line("", nothingOn(asked))
	}
}

// nothingOn tells a mistyped account from books without entries.
func nothingOn(account string) string {
	if account == "" {
		return "no entry"
	}
	return "no entry on an account of the name or class " + account
}
