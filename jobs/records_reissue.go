package jobs

import (
	"time"

	"nostro/money"
)

// Reissue says that one instruction pays anew what another one was to pay, which the bank rejected or which came back, or a part of it.
type Reissue struct {
	Instruction string       // which pays anew
	Replaces    string       // of the same cycle and participant
	Amount      money.Amount // what it pays: that of its instruction
	Reason      string       // why that was asked for
	AskedBy     string
	AskedAt     time.Time

	WithdrawnBy  string // "" while it stands
	WithdrawnWhy string
	WithdrawnAt  time.Time
}

// Stands tells whether it was not withdrawn.
func (r Reissue) Stands() bool { return r.WithdrawnAt.IsZero() }

// ReissueTx is what paying anew needs.
type ReissueTx interface {
	// AddReissue adds one. The store lets what stands of a payment be no more than is owed of it.
	AddReissue(r Reissue) error
	// WithdrawReissue keeps that the one of that instruction was withdrawn: by whom, why, when. Its instruction must be withdrawn by then.
	WithdrawReissue(r Reissue) error
	// Reissues returns all by instant and instruction, those that were withdrawn too.
	Reissues() ([]Reissue, error)
	// ReissuesOf returns those of one payment in that order.
	ReissuesOf(replaced string) ([]Reissue, error)
	// ReissueThatIs returns what the instruction pays anew, or was to.
	ReissueThatIs(instruction string) (r Reissue, found bool, err error)
	// InstructionsReturning returns, by id, the pay-outs of a cycle of which a part has come back, and not all.
	InstructionsReturning(cycle string) ([]Instruction, error)
}
