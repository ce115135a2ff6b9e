package jobs

import (
	"time"

	"nostro/calendar"
	"nostro/money"
)

// ReserveAct is what is done with the risk reserve.
type ReserveAct string

// The acts.
const (
	ReserveFund    ReserveAct = "fund"    // capital is set aside, or a participant pays back what was borne for it
	ReserveRelease ReserveAct = "release" // what is more than required goes back to the capital
	ReserveUse     ReserveAct = "use"     // it bears what a participant owes and does not pay
)

// ReserveMovement is one movement of the risk reserve in one currency.
type ReserveMovement struct {
	Number      int // of the currency: 1, 2, 3 ...
	Act         ReserveAct
	Amount      money.Amount // > 0
	Participant string       // of a use, and of a fund that pays one back; else ""
	ValueDate   calendar.Date
	Reason, By  string // By is who asked
	Approval    int64  // the request by which others approved it; 0 where one person may do it alone
	At          time.Time
}

// signed is what the movement adds to the risk reserve.
func (m ReserveMovement) signed() int64 {
	if m.Act == ReserveFund {
		return m.Amount.Minor()
	}
	return -m.Amount.Minor()
}

// ReserveTx is what the risk reserve needs.
type ReserveTx interface {
	// AddReserveMovement adds the next one of its currency; what is not held cannot be taken.
	AddReserveMovement(m ReserveMovement) error
	// ReserveMovements returns all by currency and number.
	ReserveMovements() ([]ReserveMovement, error)
}
