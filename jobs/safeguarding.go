package jobs

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"nostro/calendar"
)

// Safeguard makes the check of a day and keeps it. The zero date is the last business day before today. Where it finds what
// was found before, nothing is added. A shortfall, a difference and an account that no statement confirms need a person.
func (s *Stages) Safeguard(ctx context.Context, day calendar.Date) (SafeguardingRecord, Result, error) {
	var r SafeguardingRecord
	result, err := s.record(ctx, "safeguarding", "", func() (out Result, err error) {
		err = s.Store.Update(ctx, func(tx Tx) error {
			if r, out, err = s.safeguard(tx, day); err != nil {
				return err
			}
			if out.Outcome == OutcomeNothing {
				return nil
			}
			return tx.AddSafeguardingRecord(r)
		})
		if err != nil {
			return out, err
		}
		c, err := r.Check()
		out.Notes = c.notes()
		if len(out.Notes) > 0 {
			out.Outcome = OutcomeNeedsPerson
		}
		return out, err
	})
	return r, result, err
}

func (s *Stages) safeguard(tx Tx, day calendar.Date) (r SafeguardingRecord, out Result, err error) {
	if day, err = s.safeguardingDay(day); err != nil {
		return r, out, err
	}
	c, err := s.safeguardingOf(tx, day)
	if err != nil {
		return r, out, err
	}
	content, err := json.Marshal(c)
	if err != nil {
		return r, out, err
	}
	r = SafeguardingRecord{Day: day, At: s.instant(), By: s.User, Content: string(content), SHA256: hashOf(content)}
	all, err := tx.SafeguardingRecords()
	if err != nil {
		return r, out, err
	}
	r.Number = 1
	for _, known := range all {
		if known.Day == day {
			r.Number = known.Number + 1
			if known.SHA256 == r.SHA256 {
				return known, Result{Outcome: OutcomeNothing, Summary: fmt.Sprintf("%s is as record %d of it says", day, known.Number)}, nil
			}
		}
	}
	return r, Result{Outcome: OutcomeDone, Summary: fmt.Sprintf("%s is kept as record %d of it", day, r.Number)}, nil
}

// safeguardingDay is the day that is checked: one that is over.
func (s *Stages) safeguardingDay(day calendar.Date) (calendar.Date, error) {
	today := s.today()
	if day.IsZero() {
		for day = today.AddDays(-1); !s.Settings.Calendar.IsBusinessDay(day); day = day.AddDays(-1) {
			if err := s.Settings.Calendar.CheckKnown(day); err != nil {
				return day, err
			}
		}
	}
	if !day.Before(today) {
		return day, fmt.Errorf("%s: the day is not over, a check is of a day before %s: leave --on out for the last business day", day, today)
	}
	return day, nil
}

// SafeguardingRecords returns what was kept, by day and number.
func (s *Stages) SafeguardingRecords(ctx context.Context) ([]SafeguardingRecord, error) {
	return view(ctx, s.Store, Tx.SafeguardingRecords)
}

// notes say what needs a person.
func (c SafeguardingCheck) notes() (notes []string) {
	for _, one := range c.Currencies {
		if strings.Contains(one.Difference, "-") {
			notes = append(notes, fmt.Sprintf("shortfall of %s: pay as much of our own money into an account for it today, and find out why "+
				"(docs/runbooks/safeguarding-shortfall.md)", strings.Replace(one.Difference, "-", "", 1)))
		}
	}
	for _, a := range c.Accounts {
		switch a.Verdict {
		case SafeguardingDiffers:
			notes = append(notes, fmt.Sprintf("%s in %s: the statement says %s more than the ledger: nostro breaks", a.Correspondent, a.Currency, a.Difference))
		case SafeguardingUnconfirmed:
			notes = append(notes, fmt.Sprintf("%s in %s: no proven statement of %s: nostro collect, nostro reconcile, then this again", a.Correspondent,
				a.Currency, c.Day))
		}
	}
	return notes
}

// SafeguardingDue is the last business day before today where it was not checked yet, else the zero date. Where nothing was
// ever kept, and beyond what the calendar knows, nothing is due.
func (s *Stages) SafeguardingDue(records []SafeguardingRecord) calendar.Date {
	day, err := s.safeguardingDay(calendar.Date{})
	if err != nil || len(records) == 0 || slices.ContainsFunc(records, func(r SafeguardingRecord) bool { return !r.Day.Before(day) }) {
		return calendar.Date{}
	}
	return day
}
