package config

import (
	"fmt"
	"strings"
	"testing"

	"nostro/risk/anomaly"
)

func TestAnomaliesAreRead(t *testing.T) {
	if mustParse(t, Template()).Settings.Anomalies != nil {
		t.Error("nothing is said, and something is looked for")
	}
	want := anomaly.Default()
	if got := mustParse(t, limited(t, "anomalies: {}")).Settings.Anomalies; *got != want {
		t.Errorf("%+v, want the usual", got)
	}
	want.HoldFrom, want.Amount, want.AmountTenths, want.HistoryMin, want.FirstAccount = 60, 5, 120, 8, 0
	want.VelocityDays, want.VelocityCount, want.RoundZeros, want.AgainDays, want.HoursFrom, want.HoursTo = 2, 9, 3, 1, 7, 19
	got := mustParse(t, limited(t, `anomalies:
  hold_from: 60
  amount: {points: 5, times: 12, history: 8}
  first_account: {points: 0}
  velocity: {days: 2, count: 9}
  round: {zeros: 3}
  again: {days: 1}
  out_of_hours: {from: 7, to: 19}
`)).Settings.Anomalies
	if *got != want {
		t.Errorf("\n got %+v\nwant %+v", *got, want)
	}
}

func TestAnomaliesAreStrict(t *testing.T) {
	for text, want := range map[string]string{
		"{hold_from: 0}":                     "anomalies.hold_from",
		"{colour: red}":                      "anomalies.colour: is no key here",
		"{amount: {history: 4}}":             "anomalies.amount.history",
		"{amount: {times: 0}}":               "anomalies.amount.times",
		"{round: {zeros: 0}}":                "anomalies.round.zeros",
		"{velocity: {days: 0}}":              "anomalies.velocity.days",
		"{again: {colour: red}}":             "anomalies.again.colour: is no key here",
		"{out_of_hours: {from: 20, to: 20}}": "from 20 to 20 is no time of the day",
	} {
		problems := problemsOf(t, limited(t, "anomalies: "+text))
		if len(problems) != 1 || !strings.Contains(fmt.Sprint(problems[0].Error()), want) {
			t.Errorf("%s:\n got %v\nwant %s", text, problems, want)
		}
	}
}
