package reconcile_test

import (
	"reflect"
	"slices"
	"testing"

	. "nostro/reconcile"

	"pgregory.net/rapid"
)

// What a person undid is never found again, nor suggested, on any day.
func TestWhatWasUndoneIsNeverFoundAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, instructions := someWorld(t)
		o, err := Match(s, instructions)
		if err != nil {
			t.Fatal(err)
		}
		for range 4 { // what is found instead may be undone too
			for _, f := range o.Findings {
				if f.Kind != FindingUnexplained && rapid.Bool().Draw(t, "undone") {
					s.NoMatches = append(s.NoMatches, NoMatch{Entry: f.Entry, Detail: f.Detail, Instruction: f.Instruction})
				}
			}
			if o, err = Match(s, instructions); err != nil {
				t.Fatal(err)
			}
			if err := sound(s, o); err != nil {
				t.Fatalf("%v\n%v", err, render(o))
			}
			if err := conserves(instructions, o); err != nil {
				t.Fatalf("%v\n%v", err, render(o))
			}
			for _, f := range o.Findings {
				if f.Kind != FindingUnexplained && f.Instruction != "" && undone(s, f.Entry, f.Detail, f.Instruction) {
					t.Fatalf("%s was undone\n%v", f, render(o))
				}
			}
			for _, one := range o.Suggestions {
				for _, id := range one.Instructions {
					if undone(s, one.Entry, one.Detail, id) {
						t.Fatalf("%+v was undone", one)
					}
				}
			}
		}
	})
}

func undone(s Statement, entry, detail int, id string) bool {
	return slices.ContainsFunc(s.NoMatches, func(n NoMatch) bool {
		return n.Entry == entry && n.Instruction == id && (n.Detail == 0 || detail == 0 || n.Detail == detail)
	})
}

// An instruction that is undone for every entry might as well not be there: all else is found as on a day without it.
func TestWhatIsUndoneEverywhereIsAsIfItWereNotThere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, instructions := someWorld(t)
		if len(instructions) == 0 {
			return
		}
		gone := rapid.IntRange(0, len(instructions)-1).Draw(t, "gone")
		without := slices.Delete(slices.Clone(instructions), gone, gone+1)
		want, err := Match(s, without)
		if err != nil {
			t.Fatal(err)
		}
		if instructions[gone].Correspondent != s.Correspondent {
			return // it only explains
		}
		for _, e := range s.Entries {
			s.NoMatches = append(s.NoMatches, NoMatch{Entry: e.Number, Instruction: instructions[gone].ID})
		}
		got, err := Match(s, instructions)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("got\n%v\nwant\n%v", render(got), render(want))
		}
	})
}

// A charge that names no payment, and is none as a person says, is not taken for one again.
func TestWhatIsNoChargeIsNotChargedAgain(t *testing.T) {
	fee := kept(Detail{Text: "fees"}, "5.00")
	s := statement(entry(1, "-5.00", fee))
	_, lines := match(t, s)
	expect(t, lines, "1/1 charge - -5.00 by "+RuleStatedCharges)
	s.NoMatches = []NoMatch{{Entry: 1, Detail: 1}}
	_, lines = match(t, s)
	expect(t, lines, "1/1 unexplained - -5.00 by none", "1/1 break unknown-at-us - -5.00")
}

// The total of a message is not booked where any of its payments was said not to be in it.
func TestATotalWithAPaymentThatIsNotInIt(t *testing.T) {
	s := statement(entry(1, "-12.00", named("msg", "M")))
	a, b := payOut("A", "5.00"), payOut("B", "7.00")
	a.MsgID, b.MsgID = "M", "M"
	_, lines := match(t, s, a, b)
	expect(t, lines, "1/1 pay-out-booked A -5.00 settles by "+RuleMessage, "1/1 pay-out-booked B -7.00 settles by "+RuleMessage)
	s.NoMatches = []NoMatch{{Entry: 1, Instruction: "A"}}
	o, _ := match(t, s, a, b)
	if len(o.Findings) != 1 || o.Findings[0].Kind != FindingUnexplained {
		t.Errorf("%v", render(o))
	}
}

// What was undone of the one detail by which an entry stood as a whole holds for all that an advice tells of it; what was undone of
// one of several details does not hold for the others.
func TestWhatWasUndoneOfADetail(t *testing.T) {
	whole := entry(1, "-5.00", named("uetr", "A"))
	whole.Details[0].Number = 2
	s := statement(whole, entry(2, "-8.00", worth(named("uetr", "B"), "-5.00"), worth(named("e2e", "A"), "-3.00")))
	s.NoMatches = []NoMatch{{Entry: 1, Detail: 1, Instruction: "A"}, {Entry: 2, Detail: 2, Instruction: "B"}}
	_, lines := match(t, s, payOut("A", "5.00"), payOut("B", "5.00"))
	expect(t, lines[:2], "1/2 unexplained - -5.00 by none", "2/1 pay-out-booked B -5.00 settles by "+RuleUETR)
	cut := s.Again([]Held{{2, 1, dollars("-5.00")}})
	if len(cut.NoMatches) != 1 || cut.NoMatches[0].Entry != 1 {
		t.Errorf("%+v", cut.NoMatches)
	}
	_, lines = match(t, cut, payOut("B", "5.00"))
	expect(t, lines, "2/1 pay-out-booked B -5.00 settles by "+RuleUETR)
}

func TestAgainCutsToWhatIsHeldAsAWhole(t *testing.T) {
	two := entry(2, "-12.00", worth(named("uetr", "A"), "-5.00"), worth(named("uetr", "B"), "-7.00"))
	s := statement(entry(1, "-3.00", named("uetr", "C")), two, entry(3, "-9.00", named("msg", "M")))
	for name, story := range map[string]struct {
		held []Held
		want []string // entry, amount and number of details
	}{
		"nothing":                      {},
		"a whole entry":                {[]Held{{1, 1, dollars("-3.00")}}, []string{"1 USD -3.00 1"}},
		"in two pieces":                {[]Held{{1, 1, dollars("-2.00")}, {1, 1, dollars("-1.00")}}, []string{"1 USD -3.00 1"}},
		"a piece of it":                {[]Held{{1, 1, dollars("-2.00")}}, nil},
		"a detail":                     {[]Held{{2, 2, dollars("-7.00")}}, []string{"2 USD -7.00 1"}},
		"a piece of a detail":          {[]Held{{2, 2, dollars("-6.00")}}, nil},
		"all details":                  {[]Held{{2, 1, dollars("-5.00")}, {2, 2, dollars("-7.00")}}, []string{"2 USD -12.00 2"}},
		"a share that no detail tells": {[]Held{{3, 1, dollars("-4.00")}}, nil},
		"several": {[]Held{{3, 1, dollars("-9.00")}, {1, 1, dollars("-3.00")}, {2, 1, dollars("-5.00")}},
			[]string{"1 USD -3.00 1", "2 USD -5.00 1", "3 USD -9.00 1"}},
	} {
		var got []string
		for _, e := range s.Again(story.held).Entries {
			got = append(got, place(e.Number, 0)[:1]+" "+e.Amount.String()+" "+place(len(e.Details), 0)[:1])
		}
		if !slices.Equal(got, story.want) {
			t.Errorf("%s: got %q, want %q", name, got, story.want)
		}
	}
}

// What is held of other details than are found is taken as a whole, or not at all: nothing is booked twice.
func TestExplainedTakesJustWhatIsFound(t *testing.T) {
	found := func(detail int, kind FindingKind, id, amount string) Finding {
		return Finding{Entry: 1, Detail: detail, Kind: kind, Instruction: id, Amount: dollars(amount)}
	}
	all := func(Finding) bool { return true }
	only := func(id string) func(Finding) bool { return func(f Finding) bool { return f.Instruction == id } }
	a, b, x := found(1, FindingPayOutBooked, "A", "5.00"), found(2, FindingPayOutBooked, "B", "7.00"), found(2, FindingUnexplained, "", "7.00")
	one, two, whole := Held{1, 1, dollars("-5.00")}, Held{1, 2, dollars("-7.00")}, Held{1, 0, dollars("-12.00")}
	old := Held{1, 9, dollars("-12.00")}
	for name, story := range map[string]struct {
		findings    []Finding
		held        []Held
		wanted      func(Finding) bool
		kept, taken int
	}{
		"both":                        {[]Finding{a, b}, []Held{one, two}, all, 2, 2},
		"one of them":                 {[]Finding{a, x}, []Held{one, two}, all, 1, 1},
		"one is wanted":               {[]Finding{a, b}, []Held{one, two}, only("B"), 1, 1},
		"none is":                     {[]Finding{a, b}, []Held{one, two}, only("C"), 0, 0},
		"nothing is found":            {[]Finding{x}, []Held{two}, all, 0, 0},
		"held as a whole":             {[]Finding{a, x}, []Held{whole}, all, 2, 1},
		"held by a detail of before":  {[]Finding{a, x}, []Held{old}, all, 2, 1},
		"in pieces of before and now": {[]Finding{a, x}, []Held{one, {1, 9, dollars("-7.00")}}, all, 2, 2},
		"and not wanted":              {[]Finding{a, x}, []Held{old}, only("C"), 0, 0},
		"found as a whole":            {[]Finding{found(0, FindingPayOutBooked, "A", "12.00")}, []Held{one, two}, all, 1, 2},
	} {
		o, taken := Outcome{Findings: slices.Clone(story.findings)}.Explained(story.held, story.wanted)
		if len(o.Findings) != story.kept || len(taken) != story.taken {
			t.Errorf("%s: %v, taken %v", name, o.Findings, taken)
		}
	}
}
