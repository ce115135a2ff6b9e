package lifecycle

// Instruction is the state of an instruction: a pay-out, or an expected pay-in.
type Instruction string

// The states of an instruction.
const (
	InstructionPlanned  Instruction = "planned"
	InstructionHeld     Instruction = "held"
	InstructionRefused  Instruction = "refused"
	InstructionWritten  Instruction = "written"
	InstructionSending  Instruction = "sending"
	InstructionUnknown  Instruction = "unknown"
	InstructionSent     Instruction = "sent"
	InstructionAccepted Instruction = "accepted"
	InstructionSettled  Instruction = "settled"
	InstructionRejected Instruction = "rejected"
	InstructionReturned Instruction = "returned"

	InstructionWithdrawn Instruction = "withdrawn"
)

// Instructions is the table of moves of an instruction. A booking on a proven statement is stronger than
// anything that we believe about delivery, so it settles from every state before it. A rejection needs
// that the bank may have seen the instruction, so it follows sending and what comes after. A failed
// delivery goes back to written, for the same bytes can go again. What was written and never left goes back to
// planned when its release is withdrawn. What was settled may still be returned, and the bank may take back that too. What is held waits until a person
// decides about it: then it is planned again, or refused for good. Where its cycle is aborted, what never left is
// withdrawn, which is final: no bank ever heard of it, so no booking is its own.
var Instructions = newMachine("instruction",
	[]Instruction{InstructionPlanned, InstructionHeld, InstructionRefused, InstructionWritten, InstructionSending,
		InstructionUnknown, InstructionSent, InstructionAccepted, InstructionSettled, InstructionRejected, InstructionReturned,
		InstructionWithdrawn},
	map[Instruction][]Instruction{
		InstructionPlanned: {InstructionWritten, InstructionSettled, InstructionHeld, InstructionRefused, InstructionWithdrawn},
		InstructionHeld:    {InstructionPlanned, InstructionRefused, InstructionSettled, InstructionWithdrawn},
		InstructionRefused: {InstructionSettled, InstructionWithdrawn},
		InstructionWritten: {InstructionSending, InstructionSettled, InstructionPlanned},
		InstructionSending: {InstructionSent, InstructionUnknown, InstructionWritten, InstructionSettled,
			InstructionRejected},
		InstructionUnknown: {InstructionSent, InstructionWritten, InstructionAccepted, InstructionSettled,
			InstructionRejected},
		InstructionSent:     {InstructionAccepted, InstructionSettled, InstructionRejected},
		InstructionAccepted: {InstructionSettled, InstructionRejected},
		InstructionSettled:  {InstructionReturned},
		InstructionReturned: {InstructionSettled},
	})
