package jobs

import (
	"fmt"

	"nostro/fx"
)

// checkConversions converts every position again, from the stored rates and the spread on its record, and compares
// each of the amounts and rates.
func (s *Stages) checkConversions(tx Tx, f *findings) error {
	cycles, err := tx.Cycles()
	if err != nil {
		return err
	}
	for _, c := range cycles {
		records, err := tx.Conversions(c.ID)
		if err != nil || len(records) == 0 {
			if err != nil {
				return err
			}
			continue
		}
		fixing, err := s.fixingOf(tx, c, records[0])
		if err != nil {
			f.fail("cycle %s: %v", c.ID, err)
			continue
		}
		for _, v := range records {
			f.counted++
			if problem := redone(v, fixing); problem != "" {
				f.fail("conversion of %s for %s in cycle %s: %s", v.From, v.Participant, c.ID, problem)
			}
		}
	}
	return nil
}

// redone says how the conversion differs from what the rates make of its position.
func redone(v Conversion, f fx.Fixing) string {
	if v.Source != f.Source || v.FixingDate != f.Date {
		return fmt.Sprintf("it is at the %s fixing of %s, others of the cycle at that of %s", v.Source, v.FixingDate, f.Date)
	}
	q, err := f.Quote(v.From.Currency(), v.To.Currency())
	if err != nil {
		return err.Error()
	}
	again, err := fx.Convert(v.From, q, v.SpreadBP)
	if err != nil {
		return err.Error()
	}
	if again.To != v.To || again.Mid != v.Mid || again.Spread != v.Spread || again.Residual != v.Residual {
		return fmt.Sprintf("to %s, mid %s, spread %s, residual %s; the rates make it %s, %s, %s, %s", v.To, v.Mid, v.Spread, v.Residual,
			again.To, again.Mid, again.Spread, again.Residual)
	}
	if again.ClientRateText != v.ClientRate || again.MidText != v.MidRate {
		return fmt.Sprintf("client rate %s, mid %s; the rates make it %s, %s", v.ClientRate, v.MidRate, again.ClientRateText, again.MidText)
	}
	return ""
}
