package store

import (
	"fmt"

	"nostro/jobs"
)

const (
	reserveColumns  = "currency, minor, number, act, participant, value_date, reason, moved_by, approval, moved_at"
	selectReserve   = "SELECT " + reserveColumns + " FROM reserve_movement ORDER BY currency, number"
	whatAReserveHas = "movement %d of the risk reserve in %s"
)

var insertReserve = insertInto("reserve_movement", reserveColumns)

func (t *tx) AddReserveMovement(m jobs.ReserveMovement) error {
	return t.exec(fmt.Sprintf(whatAReserveHas, m.Number, m.Amount.Currency()), insertReserve, flat(amount(m.Amount), m.Number, string(m.Act),
		ref(m.Participant), date(m.ValueDate), m.Reason, m.By, idOf(m.Approval), instant(m.At))...)
}

func (t *tx) ReserveMovements() ([]jobs.ReserveMovement, error) {
	return list(t, "movements of the risk reserve", func(m *jobs.ReserveMovement) []any {
		return flat(amountCells(&m.Amount), &m.Number, choice(&m.Act, jobs.ReserveFund, jobs.ReserveRelease, jobs.ReserveUse), refCell(&m.Participant), dateCell(&m.ValueDate),
			&m.Reason, &m.By, idCell(&m.Approval), instantCell(&m.At))
	}, selectReserve)
}
