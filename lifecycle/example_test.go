package lifecycle_test

import (
	"fmt"

	"nostro/lifecycle"
)

func ExampleMachine_Check() {
	fmt.Println(lifecycle.Instructions.Check(lifecycle.InstructionSent, lifecycle.InstructionSettled))
	fmt.Println(lifecycle.Instructions.Check(lifecycle.InstructionSettled, lifecycle.InstructionSent))
	// Output:
	// <nil>
	// instruction cannot move from "settled" to "sent": from there it may become ["returned"]
}

func ExampleCycle_Reached() {
	fmt.Println(lifecycle.CycleNetted.Reached(lifecycle.CycleClosed), lifecycle.CycleOpen.Reached(lifecycle.CycleClosed))
	// Output: true false
}
