package lifecycle

import "slices"

// Cycle is the state of a settlement cycle.
type Cycle string

// The states of a cycle, each reached by the stage that its name tells.
const (
	CycleOpen       Cycle = "open"
	CycleClosed     Cycle = "closed"
	CycleNetted     Cycle = "netted"
	CycleConverted  Cycle = "converted"
	CycleInstructed Cycle = "instructed"
	CycleWritten    Cycle = "written"
	CycleApproved   Cycle = "approved"
	CycleSent       Cycle = "sent"
	CycleSettled    Cycle = "settled"
)

// Cycles is the table of moves of a cycle. It is a line: every stage needs the one before it. Two ways lead back: a
// release that is refused before anything of it has left is written anew from the instructions, and one whose
// approval is void or has expired waits for approval again. A cycle that was sent is written again where a further
// release carries what was held when the others left; where that one is refused, the cycle is sent as before.
var Cycles = newMachine("cycle",
	[]Cycle{CycleOpen, CycleClosed, CycleNetted, CycleConverted, CycleInstructed, CycleWritten,
		CycleApproved, CycleSent, CycleSettled},
	map[Cycle][]Cycle{
		CycleOpen:       {CycleClosed},
		CycleClosed:     {CycleNetted},
		CycleNetted:     {CycleConverted},
		CycleConverted:  {CycleInstructed},
		CycleInstructed: {CycleWritten},
		CycleWritten:    {CycleApproved, CycleInstructed, CycleSent},
		CycleApproved:   {CycleSent, CycleWritten, CycleInstructed},
		CycleSent:       {CycleSettled, CycleWritten},
	})

// Reached tells whether c is the wanted state or lies behind it. A text that is no state of a cycle has
// reached nothing, and nothing has reached it.
func (c Cycle) Reached(want Cycle) bool {
	at := slices.Index(Cycles.states, c)
	wanted := slices.Index(Cycles.states, want)
	return at >= wanted && wanted >= 0
}
