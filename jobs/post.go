package jobs

import (
	"fmt"

	"nostro/ledger"
)

// post books an entry now. What comes late, with a value date in a period that is closed, is booked on the
// first day after it, and its memo says which date it had: closed books are not reopened, and one late
// booking stops nothing.
func (s *Stages) post(tx Tx, e ledger.Entry) error {
	closes, err := tx.PeriodCloses()
	if err != nil {
		return err
	}
	if len(closes) > 0 {
		if until := closes[len(closes)-1].Until; !e.ValueDate.After(until) {
			e.Memo = memo(fmt.Sprintf("value date %s, in a closed period; %s", e.ValueDate, e.Memo))
			e.ValueDate = until.AddDays(1)
		}
	}
	_, err = tx.Post(e, s.instant())
	return err
}
