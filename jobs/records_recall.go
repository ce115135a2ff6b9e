package jobs

import (
	"time"

	"nostro/lifecycle"
)

// Recall is a request to a correspondent to give a payment back (camt.056).
type Recall struct {
	ID            int64 // 1, 2, 3 ...
	Instruction   string
	Correspondent string
	Reason        string // ExternalCancellationReason1Code, such as DUPL
	Note          string // what goes with it, in words
	CaseID        string // by which the bank answers
	MsgID         string
	File          string // name of the file that asks it
	SHA256        string // of its bytes
	Bytes         int64
	AskedBy       string
	AskedAt       time.Time
	Steps         []RecallStep // its history, in order; the last is its state
}

// State is where the recall stands.
func (r Recall) State() lifecycle.Recall {
	if len(r.Steps) == 0 {
		return ""
	}
	return r.Steps[len(r.Steps)-1].State
}

// RecallStep is one step of a recall.
type RecallStep struct {
	Recall int64
	Number int // given by the store
	State  lifecycle.Recall
	Why    string
	At     time.Time
}

// RecallAnswer is what a bank answered to a recall (camt.029).
type RecallAnswer struct {
	ID            int64
	FileIn        int64
	Correspondent string
	Place         string // where in the file
	CaseID        string // as the bank gave it, as are the next four
	InstrID, UETR string
	Code          string // ACCR, RJCR, PDCR, or the confirmation CNCL, PECR ...
	Reason        string // code and text, for people
	Recall        int64  // ours, 0 until matched or where it is about none
	Done          bool
}

// RecallTx is what recalls need.
type RecallTx interface {
	// AddRecall adds one with its first step; of one payment one is open at a time.
	AddRecall(r Recall) error
	// Recalls returns all by id.
	Recalls() ([]Recall, error)
	// MoveRecall adds a step; the move is checked.
	MoveRecall(s RecallStep) error
	AddRecallAnswer(a RecallAnswer) error
	// SaveRecallAnswer writes recall and done.
	SaveRecallAnswer(a RecallAnswer) error
	// RecallAnswers returns all by id.
	RecallAnswers() ([]RecallAnswer, error)
}
