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
	CycleAborted    Cycle = "aborted"
)

// cycleLine is the way of a cycle that nobody aborts: every stage needs the one before it.
var cycleLine = []Cycle{CycleOpen, CycleClosed, CycleNetted, CycleConverted, CycleInstructed, CycleWritten, CycleApproved, CycleSent,
	CycleSettled}

// Cycles is the table of moves of a cycle. It is a line. Two ways lead back: a
// release that is refused before anything of it has left is written anew from the instructions, and one whose
// approval is void or has expired waits for approval again. A cycle that was sent is written again where a further
// release carries what was held when the others left; where that one is refused, the cycle is sent as before. Before
// anything of it has left, a cycle may be aborted, which is off the line and final.
var Cycles = newMachine("cycle", append(slices.Clone(cycleLine), CycleAborted),
	map[Cycle][]Cycle{
		CycleOpen:       {CycleClosed, CycleAborted},
		CycleClosed:     {CycleNetted, CycleAborted},
		CycleNetted:     {CycleConverted, CycleAborted},
		CycleConverted:  {CycleInstructed, CycleAborted},
		CycleInstructed: {CycleWritten, CycleAborted},
		CycleWritten:    {CycleApproved, CycleInstructed, CycleSent, CycleAborted},
		CycleApproved:   {CycleSent, CycleWritten, CycleInstructed, CycleAborted},
		CycleSent:       {CycleSettled, CycleWritten},
	})

// CycleLine is the way of a cycle that nobody aborts, from its first state to its last.
func CycleLine() []Cycle { return slices.Clone(cycleLine) }

// Reached tells whether c is the wanted state or lies behind it on the line. What is not on the line, a cycle that was
// aborted or a text that is no state, has reached nothing, and nothing has reached it.
func (c Cycle) Reached(want Cycle) bool {
	at := slices.Index(cycleLine, c)
	wanted := slices.Index(cycleLine, want)
	return at >= wanted && wanted >= 0
}

// Ended tells whether nothing is to be done for the cycle any more: it is settled, or was aborted.
func (c Cycle) Ended() bool { return c == CycleSettled || c == CycleAborted }
