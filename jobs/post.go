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
		e = outOfClosed(e, &closes[len(closes)-1])
	}
	_, err = tx.Post(e, s.instant())
	return err
}

// outOfClosed moves an entry whose value date lies in a closed period to the first day after it.
func outOfClosed(e ledger.Entry, closed *PeriodClose) ledger.Entry {
	if closed == nil || e.ValueDate.After(closed.Until) {
		return e
	}
	e.Memo = memo(fmt.Sprintf("value date %s, in a closed period; %s", e.ValueDate, e.Memo))
	e.ValueDate = closed.Until.AddDays(1)
	return e
}
