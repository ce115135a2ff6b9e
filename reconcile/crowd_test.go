package reconcile_test

import (
	"fmt"
	"reflect"
	"testing"

	"nostro/money"
	. "nostro/reconcile"

	"pgregory.net/rapid"
)

// alikeWorld is one where much is alike: few references, amounts, days and participants, so that long lists of each reference
// are of few kinds.
func alikeWorld(t *rapid.T) (Statement, []Instruction) {
	var instructions []Instruction
	for n := range rapid.IntRange(0, 12).Draw(t, "instructions") {
		i := someInstruction(t, fmt.Sprintf("NOSTRO00%02d", n))
		i.Amount = money.FromMinor(usd, rapid.Int64Range(2, 3).Draw(t, "amount"))
		i.Booked, i.AdvisedCharges = money.Amount{}, money.Amount{}
		if rapid.IntRange(0, 3).Draw(t, "same") > 0 {
			i.UETR, i.EndToEndID, i.MsgID, i.Correspondent = "A", "B", "M", "CITI"
		}
		instructions = append(instructions, i)
	}
	s := statement()
	for number := range rapid.IntRange(0, 12).Draw(t, "entries") {
		e := someEntry(t, number+1)
		if len(instructions) > 0 && rapid.IntRange(0, 3).Draw(t, "aimed") > 0 {
			e = aimed(t, number+1, rapid.SampledFrom(instructions).Draw(t, "at"))
			e.Details[0].ReturnReason = rapid.SampledFrom([]string{"", "", "AC04"}).Draw(t, "reason")
		}
		if rapid.IntRange(0, 5).Draw(t, "cut") == 0 {
			e.Text = "NOSTRO000" // how many begin
		}
		e.ValueDate = day.AddDays(rapid.IntRange(-1, 1).Draw(t, "value date"))
		s.Entries = append(s.Entries, e)
	}
	return s, instructions
}

// What is made of a long list by the first two of each kind is what is made of it by all.
func TestCrowdsAreAnsweredByTheirFirst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, instructions := alikeWorld(t)
		rules := DefaultRules()
		if rapid.Bool().Draw(t, "own rules") {
			rules = someRules(t)
		}
		want, err := PlainMatch(rules, s, instructions)
		if err != nil {
			t.Fatal(err)
		}
		got, err := CrowdMatch(rules, s, instructions, rapid.IntRange(1, 4).Draw(t, "long"))
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("got\n%v\nwant\n%v", render(got), render(want))
		}
	})
}

// So it is on days of twins, with as many entries, fewer and more.
func TestTwinsAreACrowd(t *testing.T) {
	for name, twin := range twins {
		for count := range 9 {
			s, instructions := statement(), []Instruction(nil)
			for n := range count {
				i, e := twin(n)
				if s.Entries = append(s.Entries, e); n%3 < 2 || count < 5 {
					instructions = append(instructions, i)
				}
			}
			crowdAgrees(t, name, DefaultRules(), s, instructions)
		}
	}
}

func crowdAgrees(t *testing.T, name string, rules Rules, s Statement, instructions []Instruction) {
	t.Helper()
	want, err := PlainMatch(rules, s, instructions)
	if err != nil {
		t.Fatal(err)
	}
	got, err := CrowdMatch(rules, s, instructions, 1)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s, %d entries: got\n%v\nwant\n%v", name, len(s.Entries), render(got), render(want))
	}
}

// What comes back to its kind stands there once: of three twins one comes back, what came back is taken back, and again, which
// nothing explains.
func TestWhatComesBackToItsKindStandsThereOnce(t *testing.T) {
	var instructions []Instruction
	for n := range 3 {
		instructions = append(instructions, in("settled", alias("SAME", payOut(fmt.Sprint("T", n), "5.00"))))
	}
	returned := Detail{EndToEndID: "SAME", ReturnReason: "AC04"}
	s := statement(entry(1, "5.00", returned), entry(2, "-5.00", returned), entry(3, "-5.00", returned), entry(4, "-5.00", returned))
	crowdAgrees(t, "taken back", DefaultRules(), s, instructions)
	o, _ := match(t, s, instructions...)
	undone := 0
	for _, f := range o.Findings {
		undone += count(f.Undone)
	}
	if undone != 1 || len(o.Breaks) != 2 {
		t.Errorf("%d returns were taken back, with %d breaks", undone, len(o.Breaks))
	}
}

// A message that one rule does not take for an entry may be taken by the next, though the entry asked for it before.
func TestAMessageIsAskedForByEachRule(t *testing.T) {
	rules := Rules{
		{Name: "of the day", Keys: []Key{KeyMessage, KeyAmount}, Window: &Window{}, May: MayPost},
		{Name: "of the week", Keys: []Key{KeyMessage, KeyAmount}, Window: &Window{Before: 5, After: 5}, May: MayPost},
	}
	s := statement(entry(1, "-12.00", worth(named("msg", "MSG-1"), "-6.00"), worth(named("msg", "MSG-1"), "-6.00")))
	s.Entries[0].ValueDate = day.AddDays(1)
	instructions := []Instruction{payOut("A", "5.00"), payOut("B", "7.00")}
	crowdAgrees(t, "two rules", rules, s, instructions)
	o, err := rules.Match(s, instructions)
	if err != nil || len(o.Findings) != 2 || len(o.Breaks) > 0 || o.Findings[0].Rule != "of the week" {
		t.Errorf("%v: %v", err, render(o))
	}
}
