package jobs

import (
	"time"

	"nostro/money"
)

// BreakDid is what one step did to a break.
type BreakDid string

// What can be done. The last is no person's act: later evidence ended the break.
const (
	BreakAssigned   BreakDid = "assigned"
	BreakNoted      BreakDid = "noted"
	BreakMatched    BreakDid = "matched"     // the booking is of an instruction
	BreakPaired     BreakDid = "paired"      // two bookings in suspense cancel each other out
	BreakSplit      BreakDid = "split"       // its parts are breaks of their own
	BreakWrittenOff BreakDid = "written-off" // we bear the difference, or keep it
	BreakClosed     BreakDid = "closed"      // nothing has to be moved for it
	BreakReopened   BreakDid = "reopened"    // what ended it was undone
	BreakResolved   BreakDid = "resolved"
)

// BreakDids returns all of them.
func BreakDids() []BreakDid {
	return []BreakDid{BreakAssigned, BreakNoted, BreakMatched, BreakPaired, BreakSplit, BreakWrittenOff, BreakClosed, BreakReopened,
		BreakResolved}
}

// Ends tells whether the break is resolved by it.
func (d BreakDid) Ends() bool {
	switch d {
	case BreakMatched, BreakPaired, BreakSplit, BreakWrittenOff, BreakClosed, BreakResolved:
		return true
	}
	return false
}

// OfTwo tells whether it needs another person above the limit of breaks.alone_up_to.
func (d BreakDid) OfTwo() bool {
	switch d {
	case BreakMatched, BreakPaired, BreakWrittenOff, BreakClosed, BreakReopened:
		return true
	}
	return false
}

// BreakStep is one step in the history of a break.
type BreakStep struct {
	Break       int64
	Number      int // 1, 2, 3 ... of the break, given by the store
	Did         BreakDid
	Person      string // "" for BreakResolved
	At          time.Time
	Owner       string // who looks after it from then on, "" where that stays
	Note        string
	Amount      money.Amount // what was moved, signed; the zero value where nothing was
	Instruction string       // to which it was matched, or whose rest was given up
	Partner     int64        // the break that it was paired with, 0 for none
	Journal     string       // key of the entry that did it
	Approval    int64        // number of the request, 0 where one person did it alone
	Value       money.Amount // of the amount in the base currency; the zero value where no rate was known
	Limit       money.Amount // what one person might do alone then
}

// BreakTx is what work on breaks needs.
type BreakTx interface {
	// AddBreakStep adds one; a step that ends its break resolves it, and one that reopens it opens it.
	AddBreakStep(s BreakStep) error
	// BreakSteps returns those of a break by number; of 0 those of all, by break and number.
	BreakSteps(id int64) ([]BreakStep, error)
	// BreaksMovedSince returns, by id, those that were found by the instant and are open, or were ended or touched after it.
	BreaksMovedSince(at time.Time) ([]Break, error)
	// BreaksNaming returns, by id, those that name the entry of the journal as the booking that they are about, or had a step that it did.
	BreaksNaming(journal string) ([]Break, error)
	// BreakOwners returns, by name, everybody to whom a break was ever given.
	BreakOwners() ([]string, error)
	// UndoInstruction is SaveInstruction for one whose booking or return is undone; the move is one of an undo.
	UndoInstruction(i Instruction) error
	// UndoCycle makes a settled cycle sent, and its obligations netted.
	UndoCycle(id string) error
}
