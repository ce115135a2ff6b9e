package config

import (
	"fmt"
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/money"
)

// Further cycles of a day, the strict cut-off, and the cut-off of an account on the clock of its bank.
func TestCutOffs(t *testing.T) {
	day := calendar.MustDate("2026-11-23")
	text := string(edited(t, "  days_before: 1 ", "  earlier: [\"14:30\", \"11:00\"]\n  late: next-cycle\n  days_before: 1 "))
	text = strings.Replace(text, `{currency: USD, other: "4000123400"}`, `{currency: USD, other: "4000123400", cut_off: {time: "17:00", `+
		`zone: America/New_York, days_before: 0, half_days: [{date: "2026-11-27", time: "12:00"}]}}`, 1)
	settings := mustParse(t, []byte(text)).Settings
	if len(settings.EarlierCutOffs) != 2 || settings.EarlierCutOffs[0].At(day).UTC().Format("15:04") != "10:00" ||
		settings.EarlierCutOffs[1].At(day).UTC().Format("15:04") != "13:30" || !settings.LateWaits {
		t.Errorf("earlier %v, late waits %t", settings.EarlierCutOffs, settings.LateWaits)
	}
	for _, a := range settings.Correspondents[0].Accounts {
		if (a.CutOff != nil) != (a.Currency == money.MustCurrency("USD")) {
			t.Errorf("%s: %v", a.Currency, a.CutOff)
		}
		if a.CutOff != nil && (a.CutOff.String() != "17:00 America/New_York" || a.CutOff.Days != 0 || len(a.CutOff.HalfDays()) != 1) {
			t.Errorf("%s: %+v", a.Currency, a.CutOff)
		}
	}
	if plain := mustParse(t, Template()).Settings; plain.LateWaits || plain.EarlierCutOffs != nil {
		t.Errorf("nobody asked for %v, %t", plain.EarlierCutOffs, plain.LateWaits)
	}
}

func TestCutOffsRefuse(t *testing.T) {
	for text, want := range map[string]string{
		`earlier: ["17:00"]`:          "17:00 is not before 16:00",
		`earlier: ["16:00"]`:          "16:00 is not before 16:00",
		`earlier: ["11:00", "11:00"]`: "11:00 is there twice",
		`earlier: ["noon"]`:           `"noon" is no time of day`,
		`late: never`:                 `"never" is not known: use while-open, next-cycle`,
		`earlier: "11:00"`:            "a list is due here",
	} {
		said := fmt.Sprint(problemsOf(t, edited(t, "  days_before: 1 ", "  "+text+"\n  days_before: 1 ")))
		if !strings.Contains(said, want) {
			t.Errorf("%s: %s, want %s", text, said, want)
		}
	}
	said := fmt.Sprint(problemsOf(t, edited(t, `other: "4000123400"}`, `other: "4000123400", cut_off: {time: "5 pm", zone: Local, soon: 1}}`)))
	for _, want := range []string{`"5 pm" is no time of day`, `"Local" is not in the tz database`, "days_before: is missing", "soon: is no key here"} {
		if !strings.Contains(said, want) {
			t.Errorf("%s does not say %s", said, want)
		}
	}
}
