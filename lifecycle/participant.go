package lifecycle

// Participant is the state of a participant: whether cycles take its obligations.
type Participant string

// The states of a participant.
const (
	ParticipantActive    Participant = "active"
	ParticipantHeld      Participant = "held"
	ParticipantWithdrawn Participant = "withdrawn"
)

// Participants is the table of moves of a participant.
var Participants = newMachine("participant",
	[]Participant{ParticipantActive, ParticipantHeld, ParticipantWithdrawn},
	map[Participant][]Participant{
		ParticipantActive: {ParticipantHeld, ParticipantWithdrawn},
		ParticipantHeld:   {ParticipantActive, ParticipantWithdrawn},
	})
