package reconcile_test

import (
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/money"
	. "nostro/reconcile"
)

// by matches by one rule.
func by(t *testing.T, r Rule, s Statement, instructions ...Instruction) (Outcome, []string) {
	t.Helper()
	o, err := Rules{r}.Match(s, instructions)
	if err != nil {
		t.Fatal(err)
	}
	if err := sound(s, o); err != nil {
		t.Fatalf("%v\n%v", err, render(o))
	}
	return o, render(o)
}

func TestRulesThatChanceWouldDecideAreRefused(t *testing.T) {
	for want, r := range map[string]Rule{
		"is empty or taken":          {Keys: []Key{KeyUETR}, May: MayPost},
		`key "iban" is not known`:    {Name: "a", Keys: []Key{"iban"}, May: MayPost},
		"more than one key":          {Name: "a", Keys: []Key{KeyUETR, KeyInstrID}, May: MayPost},
		"no key that finds":          {Name: "a", Keys: []Key{KeyValueDate}, May: MaySuggest},
		"let it suggest":             {Name: "a", Keys: []Key{KeyAmount, KeyValueDate}, May: MayPost},
		"by their sum only":          {Name: "a", Keys: []Key{KeyDetails}, May: MayPost},
		`it may ""`:                  {Name: "a", Keys: []Key{KeyUETR}},
		`event "loan" is not known`:  {Name: "a", Keys: []Key{KeyUETR}, Events: []Event{"loan"}, May: MayPost},
		"window is below zero":       {Name: "a", Keys: []Key{KeyUETR}, Window: &Window{Before: -1}, May: MayPost},
		"has no currency":            {Name: "a", Keys: []Key{KeyUETR}, May: MayPost, Tolerances: []Tolerance{{BasisPoints: 1}}},
		"not above zero in USD":      {Name: "a", Keys: []Key{KeyUETR}, May: MayPost, Tolerances: []Tolerance{{Currency: usd, Amount: money.Zero(usd)}}},
		"neither an amount":          {Name: "a", Keys: []Key{KeyUETR}, May: MayPost, Tolerances: []Tolerance{{Currency: usd}}},
		"not within 0 and 10000":     {Name: "a", Keys: []Key{KeyUETR}, May: MayPost, Tolerances: []Tolerance{{Currency: usd, BasisPoints: 10_001}}},
		"is empty or taken: give ea": {Name: "", Keys: []Key{KeyUETR}, May: MayPost},
	} {
		if _, err := (Rules{r}).Match(statement(), nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: got %v, want %q", r, err, want)
		}
	}
	if err := DefaultRules().Check(); err != nil {
		t.Error(err)
	}
	twice := append(DefaultRules(), DefaultRules()[0])
	if err := twice.Check(); err == nil {
		t.Error("two rules of one name are taken")
	}
}

// Whatever is said of a rule is in its digest.
func TestTheDigestTellsRulesApart(t *testing.T) {
	plain := Rule{Name: "a", Keys: []Key{KeyUETR}, May: MayPost}
	seen := map[string]bool{Rules{plain}.Digest(): true}
	for n, change := range []func(*Rule){
		func(r *Rule) { r.Name = "b" }, func(r *Rule) { r.Keys = []Key{KeyInstrID} }, func(r *Rule) { r.May = MaySuggest },
		func(r *Rule) { r.Events = []Event{EventPayIn} }, func(r *Rule) { r.Window = &Window{} },
		func(r *Rule) { r.Window = &Window{After: 1} }, func(r *Rule) { r.Tolerances = []Tolerance{{Currency: usd, BasisPoints: 1}} },
		func(r *Rule) { r.Tolerances = []Tolerance{{Currency: usd, Amount: dollars("0.01")}} },
		func(r *Rule) { r.Tolerances = []Tolerance{{Correspondent: "CITI", Currency: usd, BasisPoints: 1}} },
	} {
		other := plain
		change(&other)
		if d := (Rules{other}).Digest(); seen[d] {
			t.Errorf("change %d: the digest is that of other rules", n)
		} else {
			seen[d] = true
		}
	}
}

func TestTolerance(t *testing.T) {
	five, percent := Tolerance{Currency: usd, Amount: dollars("5.00")}, Tolerance{Currency: usd, BasisPoints: 100}
	both, own := Tolerance{Currency: usd, Amount: dollars("5.00"), BasisPoints: 100}, Tolerance{Correspondent: "CITI", Currency: usd, Amount: dollars("1.00")}
	for name, test := range map[string]struct {
		tolerances []Tolerance
		amount     string
		want       string
	}{
		"short within the amount":           {[]Tolerance{five}, "95.00", "1/1 pay-in-booked A 95.00 charges 5.00 settles by mine"},
		"short beyond the amount":           {[]Tolerance{five}, "94.99", "1/1 pay-in-booked A 94.99 by mine"},
		"short within the percentage":       {[]Tolerance{percent}, "99.00", "1/1 pay-in-booked A 99.00 charges 1.00 settles by mine"},
		"short beyond the percentage":       {[]Tolerance{percent}, "98.99", "1/1 pay-in-booked A 98.99 by mine"},
		"the smaller of both bounds":        {[]Tolerance{both}, "98.99", "1/1 pay-in-booked A 98.99 by mine"},
		"another currency":                  {[]Tolerance{{Currency: eur, BasisPoints: 500}}, "99.00", "1/1 pay-in-booked A 99.00 by mine"},
		"another correspondent":             {[]Tolerance{{Correspondent: "DEUT", Currency: usd, BasisPoints: 500}}, "99.00", "1/1 pay-in-booked A 99.00 by mine"},
		"its own before that of everybody":  {[]Tolerance{five, own}, "98.99", "1/1 pay-in-booked A 98.99 by mine"},
		"its own, whatever stands first":    {[]Tolerance{own, five}, "99.00", "1/1 pay-in-booked A 99.00 charges 1.00 settles by mine"},
		"none":                              {nil, "99.99", "1/1 pay-in-booked A 99.99 by mine"},
		"more than expected is never borne": {[]Tolerance{five}, "100.01", "1/1 pay-in-booked A 100.00 settles by mine"},
	} {
		r := Rule{Name: "mine", Keys: []Key{KeyInstrID}, Tolerances: test.tolerances, May: MayPost}
		_, got := by(t, r, statement(entry(1, test.amount, named("instr", "A"))), payIn("A", "100.00"))
		if got[0] != test.want {
			t.Errorf("%s: got %v, want %s", name, got, test.want)
		}
	}
}

// A debit may be more than the pay-out, where the bank added its charges; a return may be less.
func TestToleranceOfPayOutsAndReturns(t *testing.T) {
	r := Rule{Name: "mine", Keys: []Key{KeyUETR}, May: MayPost, Tolerances: []Tolerance{{Currency: usd, Amount: dollars("2.00")}}}
	_, got := by(t, r, statement(entry(1, "-102.00", named("uetr", "A")), entry(2, "98.50", Detail{UETR: "uetr-A", ReturnReason: "AC04"})),
		payOut("A", "100.00"))
	expect(t, got, "1/1 charge A -2.00 by mine", "1/1 pay-out-booked A -100.00 settles by mine",
		"2/1 returned A 98.50 charges 1.50 settles by mine")
}

// What fits exactly is settled before what the tolerance lets in, wherever they stand.
func TestToleranceTakesNothingThatFits(t *testing.T) {
	r := Rule{Name: "mine", Keys: []Key{KeyEndToEndID, KeyAmount}, May: MayPost, Tolerances: []Tolerance{{Currency: usd, Amount: dollars("1.00")}}}
	_, got := by(t, r, statement(entry(1, "99.00", Detail{EndToEndID: "SAME"}), entry(2, "100.00", Detail{EndToEndID: "SAME"})),
		alias("SAME", payIn("A", "100.00")))
	if got[1] != "2/1 pay-in-booked A 100.00 settles by mine" {
		t.Errorf("got %v", got)
	}
}

func TestWindow(t *testing.T) {
	r := Rule{Name: "mine", Keys: []Key{KeyInstrID}, Window: &Window{Before: 1, After: 2}, May: MayPost}
	for date, want := range map[string]bool{"2026-11-22": false, "2026-11-23": true, "2026-11-24": true, "2026-11-26": true, "2026-11-27": false} {
		e := entry(1, "5.00", named("instr", "A"))
		e.ValueDate = calendar.MustDate(date)
		if o, _ := by(t, r, statement(e), payIn("A", "5.00")); o.Findings[0].Settles != want {
			t.Errorf("%s: settles %t", date, !want)
		}
	}
}

// A rule that may only suggest moves nothing: the booking waits, with what the rule found.
func TestSuggestions(t *testing.T) {
	later := payIn("B", "5.00")
	later.ValueDate = day.AddDays(9)
	for name, test := range map[string]struct {
		rule  Rule
		entry Entry
		want  []string
	}{
		"by reference": {Rule{Name: "s", Keys: []Key{KeyInstrID}, May: MaySuggest}, entry(1, "5.00", named("instr", "A")), []string{"A"}},
		"by amount":    {Rule{Name: "s", Keys: []Key{KeyAmount}, May: MaySuggest}, entry(1, "5.00"), []string{"A"}},
		"by message": {Rule{Name: "s", Keys: []Key{KeyMessage, KeyAmount}, May: MaySuggest}, entry(1, "10.00", Detail{MsgID: "NOTICE-1"}),
			[]string{"A", "B"}},
		"by details": {Rule{Name: "s", Keys: []Key{KeyDetails, KeyAmount}, May: MaySuggest}, entry(1, "10.00", named("instr", "A"), named("instr", "B")),
			[]string{"A", "B"}},
		"another amount": {Rule{Name: "s", Keys: []Key{KeyMessage, KeyAmount}, May: MaySuggest}, entry(1, "9.00", Detail{MsgID: "NOTICE-1"}), nil},
	} {
		o, _ := by(t, test.rule, statement(test.entry), payIn("A", "5.00"), later)
		if o.Findings[0].Kind != FindingUnexplained || len(o.Breaks) == 0 {
			t.Errorf("%s: it is posted: %v", name, render(o))
		}
		var got []string
		for _, s := range o.Suggestions {
			if got = append(got, s.Instructions...); s.Rule != "s" || s.Why == "" || s.Number != 1 {
				t.Errorf("%s: %+v", name, s)
			}
		}
		expect(t, got, test.want...)
	}
}

// Several that are alike are several suggestions, and at most five.
func TestSuggestionsAreFew(t *testing.T) {
	var all []Instruction
	for _, id := range strings.Split("G F E D C B A", " ") {
		all = append(all, payIn(id, "5.00"))
	}
	o, _ := match(t, statement(entry(1, "5.00")), all...)
	if len(o.Suggestions) != 5 || o.Suggestions[0].Instructions[0] != "A" || o.Suggestions[4].Number != 5 || o.Suggestions[0].Rule != RuleAlike {
		t.Errorf("%+v", o.Suggestions)
	}
}
