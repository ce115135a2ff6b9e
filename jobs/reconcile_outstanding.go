package jobs

import (
	"nostro/lifecycle"
	"nostro/reconcile"
)

// ended are the states in which nothing is awaited of an instruction, as reconcile.Awaited says.
var ended = []lifecycle.Instruction{lifecycle.InstructionSettled, lifecycle.InstructionRejected, lifecycle.InstructionReturned,
	lifecycle.InstructionHeld, lifecycle.InstructionRefused, lifecycle.InstructionWithdrawn}

// stillToCome returns the instructions that are awaited, and by their ids these and all that a break calls overdue. Those of
// years that have come to an end are not read.
func stillToCome(tx Tx) (awaited []Instruction, byID map[string]Instruction, err error) {
	if awaited, err = tx.InstructionsBut("", ended...); err != nil {
		return nil, nil, err
	}
	byID = make(map[string]Instruction, len(awaited))
	for _, i := range awaited {
		byID[i.ID] = i
	}
	breaks, err := tx.Breaks()
	if err != nil {
		return nil, nil, err
	}
	for _, b := range breaks {
		if _, known := byID[b.Instruction]; known || b.State != lifecycle.BreakOpen || !b.overdue() {
			continue
		}
		i, found, err := tx.Instruction(b.Instruction)
		if err != nil {
			return nil, nil, err
		}
		if found {
			byID[i.ID] = i
		}
	}
	return awaited, byID, nil
}

// overdue tells whether the break says that a booking has not come.
func (b Break) overdue() bool {
	return b.Reason == reconcile.ReasonLate || b.Reason == reconcile.ReasonMissingAtBank
}
