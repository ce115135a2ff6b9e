package reconcile_test

import (
	"fmt"
	"testing"

	. "nostro/reconcile"
)

// Days of any size are matched as each against each is: below and above what two lanes share, of odd and even numbers, where one
// lane has nothing, and where there is more than one part of a join.
func TestDaysOfEdgeSizesAgree(t *testing.T) {
	for _, size := range []int{1, 2, 3, 49, 51, 255, 256, 257, 511, 513, 1025} {
		s, instructions := largeDay(size)
		agrees(t, s, instructions)
		agrees(t, s, instructions[:size/2])
		s.Entries = s.Entries[size/2:]
		agrees(t, s, instructions)
	}
}

// clashing returns references of which two at a time have the same hash, and are not the same.
func clashing(t *testing.T) (pairs [][2]string) {
	seen := map[uint32]string{}
	for n := range 400_000 {
		text := fmt.Sprintf("REF%09d", n)
		if other, known := seen[HashOf(text)]; known {
			pairs = append(pairs, [2]string{other, text})
		}
		seen[HashOf(text)] = text
	}
	if len(pairs) == 0 {
		t.Fatal("no two hashes of 400,000 references clash")
	}
	return pairs
}

// References that only share a hash are never taken for each other: not where both are given, not where the bank names the one
// that is not, and not where either is named alone.
func TestReferencesThatShareAHashStayApart(t *testing.T) {
	var instructions []Instruction
	s := statement()
	add := func(reference string) {
		s.Entries = append(s.Entries, entry(len(s.Entries)+1, "-5.00", Detail{UETR: reference}))
	}
	for n, pair := range clashing(t) {
		for side, reference := range pair {
			i := payOut(fmt.Sprintf("NOSTRO%04d-%d", n, side), "5.00")
			if i.UETR = reference; n%3 != 1 || side == 0 {
				instructions = append(instructions, i)
			}
			if n%3 != 2 || side == 1 {
				add(reference)
			}
		}
	}
	agrees(t, s, instructions)
	o, _ := match(t, s, instructions...)
	own := map[string]string{}
	for n := range instructions {
		own[instructions[n].ID] = instructions[n].UETR
	}
	settled := 0
	for _, f := range o.Findings {
		if settled += count(f.Settles); f.Settles && own[f.Instruction] != s.Entries[f.Entry-1].Details[0].UETR {
			t.Errorf("entry %d settled %s, which has another reference", f.Entry, f.Instruction)
		}
	}
	if settled == 0 {
		t.Error("nothing was settled")
	}
}

// A day on which all name the same, of one amount and one participant, is matched as each against each is: no part holds more than
// one reference, and one holds all.
func TestDaysOfOneReferenceAgree(t *testing.T) {
	for _, size := range []int{1, 2, 31, 34, 90} {
		var instructions []Instruction
		s := statement()
		for n := range size {
			instructions = append(instructions, alias("SAME", payIn(fmt.Sprintf("NOSTRO%04d", n), "5.00")))
			s.Entries = append(s.Entries, entry(n+1, "5.00", Detail{EndToEndID: "SAME"}))
		}
		agrees(t, s, instructions)
		agrees(t, s, instructions[:size/2])
		o, _ := match(t, s, instructions...)
		if len(o.Findings) != size || len(o.Breaks) > 0 {
			t.Errorf("%d of %d settled, %d breaks", len(o.Findings), size, len(o.Breaks))
		}
	}
}
