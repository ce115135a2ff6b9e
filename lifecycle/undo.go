package lifecycle

// The moves of an undo, each in a table of its own: nothing but the undo of a match by a person goes back this way.

// InstructionsUndone is the table of moves of an instruction whose booking, or whose return, turns out to be none. It is
// again what its file says, or, where it was never in one, planned, held or refused as it was. A rejection that the
// bank's booking contradicts, and a person undoes, leaves it sent.
var InstructionsUndone = newMachine("instruction (undo)", Instructions.States(),
	map[Instruction][]Instruction{
		InstructionSettled: {InstructionPlanned, InstructionHeld, InstructionRefused, InstructionWritten, InstructionSending,
			InstructionUnknown, InstructionSent},
		InstructionReturned: {InstructionSettled},
		InstructionRejected: {InstructionSent},
	})

// CyclesUndone is the table of moves of a cycle of which something turns out not to be settled.
var CyclesUndone = newMachine("cycle (undo)", Cycles.States(), map[Cycle][]Cycle{CycleSettled: {CycleSent}})

// ObligationsUndone is the table of moves of its obligations.
var ObligationsUndone = newMachine("obligation (undo)", Obligations.States(),
	map[Obligation][]Obligation{ObligationSettled: {ObligationNetted}})
