package jobs

import (
	"time"

	"nostro/lifecycle"
)

// ObligationMove is a person's decision to hold, release or withdraw an obligation.
type ObligationMove struct {
	Obligation string
	From, To   lifecycle.Obligation
	By, Reason string
	At         time.Time
}

// ParticipantMove is a person's decision to hold, release or withdraw a participant. The state of a participant is
// that of its last move; one without moves is active.
type ParticipantMove struct {
	Participant string
	From, To    lifecycle.Participant
	By, Reason  string
	At          time.Time
}
