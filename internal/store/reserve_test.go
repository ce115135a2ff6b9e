package store_test

import (
	"testing"

	"nostro/jobs"
)

func TestReserveMovementsAreKeptInOrder(t *testing.T) {
	s, _ := world(t)
	used := reserveMovement
	used.Number, used.Act, used.Amount, used.Approval = 2, jobs.ReserveUse, cents(499), 0
	update(t, s, func(tx jobs.Tx) error { return tx.AddReserveMovement(used) })
	same(t, "movements", get(t, s, jobs.Tx.ReserveMovements), []jobs.ReserveMovement{reserveMovement, used})
}

func TestReserveMovementsThatAreRefused(t *testing.T) {
	s, _ := world(t)
	for want, change := range map[string]func(*jobs.ReserveMovement){
		"does not hold that much":               func(m *jobs.ReserveMovement) { m.Act, m.Participant, m.Amount = jobs.ReserveRelease, "", cents(501) },
		"must follow the last one":              func(m *jobs.ReserveMovement) { m.Number = 3 },
		"CHECK constraint failed: minor":        func(m *jobs.ReserveMovement) { m.Amount = cents(0) },
		"CHECK constraint failed: reason":       func(m *jobs.ReserveMovement) { m.Reason = "" },
		"CHECK constraint failed: act = 'fund'": func(m *jobs.ReserveMovement) { m.Act, m.Participant = jobs.ReserveUse, "" },
		"CHECK constraint failed: act IN":       func(m *jobs.ReserveMovement) { m.Act = "gift" },
		"FOREIGN KEY":                           func(m *jobs.ReserveMovement) { m.Participant = "NOBODY" },
	} {
		m := reserveMovement
		m.Number, m.Amount = 2, cents(1)
		change(&m)
		refused(t, s, want, func(tx jobs.Tx) error { return tx.AddReserveMovement(m) })
	}
}
