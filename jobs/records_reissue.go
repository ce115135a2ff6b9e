package jobs

import "time"

// Reissue says that one instruction pays anew what another one was to pay, which the bank rejected or which came back.
type Reissue struct {
	Instruction string // which pays anew
	Replaces    string // of the same cycle, participant and amount
	Reason      string // why that was asked for
	AskedBy     string
	AskedAt     time.Time
}

// ReissueTx is what paying anew needs.
type ReissueTx interface {
	// AddReissue adds one. The store lets a payment be paid anew once, and only while it is owed.
	AddReissue(r Reissue) error
	// Reissues returns all by instant and instruction.
	Reissues() ([]Reissue, error)
	// ReissueOf returns how the payment was paid anew.
	ReissueOf(replaced string) (r Reissue, found bool, err error)
	// ReissueThatIs returns what the instruction pays anew.
	ReissueThatIs(instruction string) (r Reissue, found bool, err error)
}
