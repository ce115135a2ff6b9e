package risk

import (
	"errors"
	"math"
	"strings"
	"testing"

	"nostro/money"
)

func minor(code string, n int64) money.Amount { return money.FromMinor(money.MustCurrency(code), n) }

func TestNeeds(t *testing.T) {
	out := []Outflow{{"rhein", minor("EUR", 100_00), minor("EUR", 100_00), true}, {"hudson", minor("USD", 50_00), minor("EUR", 40_00), true},
		{"rhein", minor("USD", 60_00), minor("EUR", 50_00), true}}
	release := []string{"release"}
	usual := Need{Persons: 1, People: []string{"bea"}, Why: "every release"}
	for name, test := range map[string]struct {
		rule ApprovalRule
		why  string // "" where it does not apply
	}{
		"always":                       {ApprovalRule{Name: "r", Kinds: release}, "r"},
		"another kind":                 {ApprovalRule{Name: "r", Kinds: []string{"mark"}}, ""},
		"no kind":                      {ApprovalRule{Name: "r"}, ""},
		"a currency of two banks":      {ApprovalRule{Name: "r", Kinds: release, Above: minor("USD", 109_99)}, "r: USD 110.00 is above USD 109.99"},
		"at the amount":                {ApprovalRule{Name: "r", Kinds: release, Above: minor("USD", 110_00)}, ""},
		"a currency of one bank":       {ApprovalRule{Name: "r", Kinds: release, Correspondent: "hudson", Above: minor("USD", 50_00)}, ""},
		"one bank":                     {ApprovalRule{Name: "r", Kinds: release, Correspondent: "hudson"}, "r"},
		"another bank":                 {ApprovalRule{Name: "r", Kinds: release, Correspondent: "khaleej"}, ""},
		"in base":                      {ApprovalRule{Name: "r", Kinds: release, Above: minor("EUR", 189_99), InBase: true}, "r: EUR 190.00 is above"},
		"in base, at the amount":       {ApprovalRule{Name: "r", Kinds: release, Above: minor("EUR", 190_00), InBase: true}, ""},
		"in the currency of the base":  {ApprovalRule{Name: "r", Kinds: release, Above: minor("EUR", 100_00)}, ""},
		"in base at one bank":          {ApprovalRule{Name: "r", Kinds: release, Correspondent: "hudson", Above: minor("EUR", 39_99), InBase: true}, "EUR 40.00"},
		"a currency that nobody is in": {ApprovalRule{Name: "r", Kinds: release, Above: minor("JPY", 1)}, ""},
	} {
		test.rule.Persons = 2
		needs, err := Needs([]ApprovalRule{test.rule}, "release", usual, out)
		if err != nil || len(needs) != 1 && test.why == "" || len(needs) != 2 && test.why != "" {
			t.Errorf("%s: %+v, %v", name, needs, err)
			continue
		}
		if test.why != "" && (!strings.Contains(needs[1].Why, test.why) || needs[1].Persons != 2 || needs[1].People[0] != "bea") {
			t.Errorf("%s: %+v, want %s of the usual people", name, needs[1], test.why)
		}
	}
}

func TestRuleOfAnUnknownValue(t *testing.T) {
	rule := ApprovalRule{Name: "r", Kinds: []string{"release"}, Above: minor("EUR", math.MaxInt64), InBase: true, Roles: []string{"treasurer"}}
	needs, err := Needs([]ApprovalRule{rule}, "release", Need{Persons: 1}, []Outflow{{Correspondent: "rhein", Amount: minor("TRY", 1)}})
	if err != nil || len(needs) != 2 || !strings.Contains(needs[1].Why, "TRY 0.01 has no rate") || needs[1].Roles[0] != "treasurer" {
		t.Errorf("%+v, %v", needs, err)
	}
}

func TestRuleOverflows(t *testing.T) {
	most := Outflow{Amount: minor("EUR", math.MaxInt64)}
	rule := ApprovalRule{Name: "r", Kinds: []string{"release"}, Above: minor("EUR", 1)}
	if _, err := Needs([]ApprovalRule{rule}, "release", Need{}, []Outflow{most, most}); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("got %v", err)
	}
}
