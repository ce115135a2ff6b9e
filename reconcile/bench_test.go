package reconcile_test

import (
	"fmt"
	"testing"

	. "nostro/reconcile"
)

// BenchmarkMatch is a statement of a large day: each pay-out named by its UETR, each pay-in by its
// end-to-end identification, one in ten unknown.
func BenchmarkMatch(b *testing.B) {
	for _, size := range []int{1_000, 100_000} {
		var instructions []Instruction
		var entries []Entry
		for n := range size {
			id := fmt.Sprint("I", n)
			switch {
			case n%10 == 0:
				entries = append(entries, entry(n+1, "7.00", named("e2e", "X"+id)))
			case n%2 == 0:
				instructions = append(instructions, payOut(id, "7.00"))
				entries = append(entries, entry(n+1, "-7.00", named("uetr", id)))
			default:
				instructions = append(instructions, payIn(id, "7.00"))
				entries = append(entries, entry(n+1, "7.00", named("e2e", id)))
			}
		}
		s := statement(entries...)
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			for b.Loop() {
				if _, err := Match(s, instructions); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkTwins is the worst case: all payments are alike.
func BenchmarkTwins(b *testing.B) {
	var instructions []Instruction
	var entries []Entry
	for n := range 2_000 {
		instructions = append(instructions, alias("SAME", payIn(fmt.Sprint("T", n), "5.00")))
		entries = append(entries, entry(n+1, "5.00", Detail{EndToEndID: "SAME"}))
	}
	s := statement(entries...)
	for b.Loop() {
		if _, err := Match(s, instructions); err != nil {
			b.Fatal(err)
		}
	}
}
