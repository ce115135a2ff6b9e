package jobs

import (
	"context"
	"fmt"

	"nostro/calendar"
	"nostro/lifecycle"
)

// ClosePeriod closes everything up to and with the day until: from then on no entry may have a value date
// in it. It is refused while the day is not over, while a cycle with a value date in the period is not
// settled, and while a statement of it is not proven; each is named. A period is never opened again; the
// same close again is a no-op.
func (s *Stages) ClosePeriod(ctx context.Context, until calendar.Date) (Result, error) {
	return s.record(ctx, "period", "", func() (Result, error) {
		out := Result{Outcome: OutcomeDone, Summary: fmt.Sprintf("everything until %s is closed", until)}
		err := s.Store.Update(ctx, func(tx Tx) error {
			closed, err := tx.PeriodCloses()
			if err != nil {
				return err
			}
			if n := len(closed); n > 0 && !closed[n-1].Until.Before(until) {
				out = Result{Outcome: OutcomeNothing,
					Summary: fmt.Sprintf("everything until %s was closed before", closed[n-1].Until)}
				return nil
			}
			if today := s.today(); !until.Before(today) {
				return needsPerson("%s is not over yet: close at most until %s", until, today.AddDays(-1))
			}
			if err := openInPeriod(tx, until); err != nil {
				return err
			}
			return tx.AddPeriodClose(PeriodClose{Until: until, At: s.instant(), By: s.User})
		})
		return out, err
	})
}

// openInPeriod errs where something in the period may still make entries.
func openInPeriod(tx Tx, until calendar.Date) error {
	f := &findings{}
	cycles, err := tx.Cycles()
	if err != nil {
		return err
	}
	for _, c := range cycles {
		if !c.ValueDate.After(until) && !c.State.Ended() {
			f.fail("cycle %s is %s", c.ID, c.State)
		}
	}
	statements, err := tx.Statements()
	if err != nil {
		return err
	}
	for _, st := range statements {
		if !st.ClosingDate.After(until) && st.State != lifecycle.StatementProven { // one without a date too
			f.fail("statement %s of %s is %s", st.BankID, st.Correspondent, st.State)
		}
	}
	if len(f.wrong) > 0 {
		return needsPerson("the period until %s cannot be closed: %s", until, f.detail())
	}
	return nil
}
