package reconcile_test

import (
	"fmt"
	"testing"

	. "nostro/reconcile"
)

// Where few entries mean one of many instructions, the rules as they are written settle what else is settled pair by pair, and
// what one entry settled is not open to the next.
func TestFewEntriesAgainstManyInstructions(t *testing.T) {
	for count := 1; count <= 40; count += 3 {
		var instructions []Instruction
		for n := range count {
			instructions = append(instructions, alias("SAME", payOut(fmt.Sprintf("NOSTRO%06d", n), "5.00")))
		}
		first, last := instructions[0], instructions[count-1]
		s := statement(
			entry(1, "-5.00", named("uetr", first.ID)),
			entry(2, "-5.00", named("instr", last.ID)),
			entry(3, "-5.00", named("uetr", first.ID)),
			entry(4, "-5.00", Detail{EndToEndID: "SAME"}),
			entry(5, "-5.00", Detail{Text: "for " + last.ID}),
			entry(6, "5.00", Detail{EndToEndID: "SAME", ReturnReason: "AC04"}))
		agrees(t, s, instructions)
	}
}
