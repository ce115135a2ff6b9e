package config

import (
	"fmt"
	"strings"
	"testing"

	"nostro/risk/limit"
)

func TestLimitsOfSettlementAreRead(t *testing.T) {
	for text, want := range map[string]string{
		`limits: {settlement: {net_debit: {cycle: {EUR: "100.00", JPY: 5000}, day: {USD: "7.00"}, cycle_base: "3.00", day_base: "4.00"}, obligations: 9}}`:                                                 "[EUR 100.00 JPY 5000] [USD 7.00] EUR 3.00 EUR 4.00 9 / 0%",
		`limits: {settlement: {concentration: {of: net_debit, percent: 40, above: {EUR: "1000.00"}}}}`:                                                                                                     "[] []  0  0 0 / 40% net true [EUR 1000.00]",
		`limits: {settlement: {concentration: {of: gross, percent: 1, above: {EUR: "1000.00"}}}}`:                                                                                                          "[] []  0  0 0 / 1% net false [EUR 1000.00]",
		`limits: {on_breach: warn, total: "1.00", settlement: {obligations: 1, participants: [{participant: alfa, net_debit: {cycle: {EUR: "5.00"}}, obligations: 2}, {participant: b, obligations: 3}]}}`: "[] []  0  0 1 / 0% alfa [EUR 5.00] 2 b [] 3",
	} {
		s := mustParse(t, limited(t, text)).Settings.Risk.Settlement
		if got := wordsOfSettlement(s); got != want {
			t.Errorf("%s:\n got %s\nwant %s", text, got, want)
		}
	}
	if !mustParse(t, limited(t, "")).Settings.Risk.Settlement.None() {
		t.Error("nothing is said, and something is limited")
	}
}

func wordsOfSettlement(l limit.Limits) string {
	text := fmt.Sprintf("%v %v %s %s %d / %d%%", l.Cycle, l.Day, l.CycleBase, l.DayBase, l.Obligations, l.Concentration.Percent)
	if l.Concentration.Percent > 0 {
		text += fmt.Sprintf(" net %t %v", l.Concentration.OfNetDebit, l.Concentration.Above)
	}
	for _, id := range []string{"alfa", "b"} {
		if own, has := l.Own[id]; has {
			text += fmt.Sprintf(" %s %v %d", id, own.Cycle, own.Obligations)
		}
	}
	return text
}

func TestLimitsOfSettlementAreStrict(t *testing.T) {
	for text, want := range map[string]string{
		`{}`:                                  "limits.settlement: limits nothing: write net_debit",
		`[]`:                                  "limits.settlement: keys and values are due here",
		`{net_debit: {}}`:                     "limits.settlement.net_debit: caps nothing",
		`{net_debit: {cycle: {EUR: "0.00"}}}`: "limits.settlement.net_debit.cycle.EUR: EUR 0.00 is no limit",
		`{net_debit: {week: {EUR: "1.00"}}, obligations: 1}`: "limits.settlement.net_debit.week: is no key here: use one of cycle, day, cycle_base, day_base",
		`{obligations: 0}`: "limits.settlement.obligations",
		`{net_debit: {cycle_base: "x"}, obligations: 1}`:                                                       "limits.settlement.net_debit.cycle_base",
		`{concentration: {of: all, percent: 40, above: {EUR: "1.00"}}}`:                                        `limits.settlement.concentration.of: "all" is not known: use gross, net_debit`,
		`{concentration: {of: gross, percent: 100, above: {EUR: "1.00"}}, obligations: 1}`:                     "limits.settlement.concentration.percent",
		`{concentration: {of: gross, percent: 40}}`:                                                            "limits.settlement.concentration: measures nothing: write above",
		`{obligations: 1, participants: [{participant: a, obligations: 1}, {participant: a, obligations: 2}]}`: `"a" is there twice`,
		`{obligation: 1, obligations: 1}`:                                                                      "limits.settlement.obligation: is no key here",
	} {
		problems := problemsOf(t, limited(t, "limits: {settlement: "+text+"}"))
		if len(problems) == 0 || !strings.Contains(fmt.Sprint(problems), want) {
			t.Errorf("%s:\n got %v\nwant %s", text, problems, want)
		}
	}
}
