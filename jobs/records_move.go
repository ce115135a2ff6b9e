package jobs

import (
	"time"

	"nostro/calendar"
	"nostro/lifecycle"
	"nostro/money"
)

// ObligationMove is a person's decision to hold, release or withdraw an obligation.
type ObligationMove struct {
	Obligation string
	From, To   lifecycle.Obligation
	By, Reason string
	At         time.Time
}

// ObligationFilter says which obligations are asked for; what is zero asks for all.
type ObligationFilter struct {
	State       lifecycle.Obligation
	Participant string // payer or payee
	Currency    money.Currency
	ValueDate   calendar.Date
	Most        int // at most so many, 0: all
}

// ParticipantMove is a person's decision to hold, release or withdraw a participant. The state of a participant is
// that of its last move; one without moves is active.
type ParticipantMove struct {
	Participant string
	From, To    lifecycle.Participant
	By, Reason  string
	At          time.Time
}
