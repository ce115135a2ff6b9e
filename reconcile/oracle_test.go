package reconcile_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	. "nostro/reconcile"

	"pgregory.net/rapid"
)

// plainly matches clean data the slow way: every entry against every instruction, by the words of the
// rules. It shares nothing with the matcher.
func plainly(entries []Entry, instructions []Instruction) []string {
	var lines []string
	for _, e := range entries {
		line := fmt.Sprintf("%d/1 unexplained", e.Number)
		d := e.Details[0]
		for _, i := range instructions {
			signed := i.Amount.Minor()
			if i.Direction == Out {
				signed = -signed
			}
			named := d.UETR == i.UETR || d.InstrID == i.ID || d.EndToEndID == i.EndToEndID
			if named && signed == e.Amount.Minor() {
				line = fmt.Sprintf("%d/1 settles %s", e.Number, i.ID)
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// On clean data - each entry whole, each reference naming one instruction - both must agree.
func TestAgreesWithPlainMatcher(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var instructions []Instruction
		var entries []Entry
		for n := range rapid.IntRange(0, 30).Draw(t, "instructions") {
			id := fmt.Sprint("I", n)
			minor := rapid.Int64Range(1, 5).Draw(t, "amount")
			i, sign := payOut(id, fmt.Sprintf("%d.00", minor)), "-"
			if rapid.Bool().Draw(t, "in") {
				i, sign = payIn(id, fmt.Sprintf("%d.00", minor)), ""
			}
			instructions = append(instructions, i)
			key := rapid.SampledFrom([]string{"uetr", "instr", "e2e", "none", "unknown"}).Draw(t, "key")
			if key == "none" {
				continue
			}
			if key == "unknown" {
				id, key = "X"+id, "e2e"
			}
			entries = append(entries, entry(len(entries)+1, fmt.Sprintf("%s%d.00", sign, minor), named(key, id)))
		}
		o, err := Match(statement(entries...), rapid.Permutation(instructions).Draw(t, "order"))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range o.Findings {
			line := place(f.Entry, f.Detail) + " unexplained"
			if f.Settles {
				line = place(f.Entry, f.Detail) + " settles " + f.Instruction
			}
			got = append(got, line)
		}
		if want := plainly(entries, instructions); !slices.Equal(got, want) {
			t.Fatalf("got  %v\nwant %v", got, want)
		}
	})
}

// On any books the fast join finds what comparing each with each finds.
func TestAgreesWithEachAgainstEach(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, instructions := someWorld(t)
		agrees(t, s, instructions)
	})
}

// So it does where there is more than one part of the join, with references that differ in case and blanks.
func TestAgreesOnALargeDay(t *testing.T) {
	s, instructions := largeDay(6_000)
	for n := range s.Entries {
		d := &s.Entries[n].Details[0]
		switch n % 4 {
		case 0:
			d.UETR, d.EndToEndID = strings.ToUpper(d.UETR), strings.ToLower(d.EndToEndID)
		case 1:
			d.EndToEndID = " " + d.EndToEndID + "\t"
		case 2:
			d.UETR = ""
		}
	}
	agrees(t, s, instructions)
}

func agrees(t interface{ Fatalf(string, ...any) }, s Statement, instructions []Instruction) {
	agreesBy(t, DefaultRules(), s, instructions)
}

func agreesBy(t interface{ Fatalf(string, ...any) }, rules Rules, s Statement, instructions []Instruction) {
	got, err := rules.Match(s, instructions)
	if err != nil {
		t.Fatalf("%v", err)
	}
	want, err := PlainMatch(rules, s, instructions)
	if err != nil {
		t.Fatalf("%v", err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("got\n%v\nwant\n%v", render(got), render(want))
	}
}

// References that are the same have the same hash; what says nothing has none.
func TestHashesFollowReferences(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("aZ09-/ \t\u00df\u00e9K\u212a"))).Draw(t, "text")
		for _, other := range []string{strings.ToUpper(text), " " + text, text + "\n", strings.ToLower(strings.ToUpper(text))} {
			if Same(text, other) != (HashOf(text) == HashOf(other)) {
				t.Fatalf("%q and %q: same %t, hashes %x and %x", text, other, Same(text, other), HashOf(text), HashOf(other))
			}
		}
	})
	for _, nothing := range []string{"", " ", "NOTPROVIDED", "notprovided", "NOT PROVIDED"} {
		if HashOf(nothing) != 0 {
			t.Errorf("%q is taken for a reference", nothing)
		}
	}
}
