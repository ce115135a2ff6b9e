package lifecycle

// Obligation is the state of an obligation.
type Obligation string

// The states of an obligation.
const (
	ObligationAccepted  Obligation = "accepted"
	ObligationNetted    Obligation = "netted"
	ObligationSettled   Obligation = "settled"
	ObligationHeld      Obligation = "held"
	ObligationWithdrawn Obligation = "withdrawn"
)

// Obligations is the table of moves of an obligation.
var Obligations = newMachine("obligation",
	[]Obligation{ObligationAccepted, ObligationNetted, ObligationSettled, ObligationHeld, ObligationWithdrawn},
	map[Obligation][]Obligation{
		ObligationAccepted: {ObligationNetted, ObligationHeld, ObligationWithdrawn},
		ObligationHeld:     {ObligationAccepted, ObligationWithdrawn},
		ObligationNetted:   {ObligationSettled},
	})
