package config

import (
	"reflect"
	"strings"
	"testing"

	"nostro/jobs"
	"nostro/money"
	"nostro/reconcile"
)

func TestBreaksAreRead(t *testing.T) {
	if mustParse(t, Template()).Settings.Breaks != nil {
		t.Error("nothing is said, and something counts")
	}
	want := jobs.DefaultBreaks()
	if got := mustParse(t, limited(t, "breaks: {}")).Settings.Breaks; !reflect.DeepEqual(*got, want) {
		t.Errorf("%+v, want the usual", got)
	}
	eur := money.MustCurrency("EUR")
	want = jobs.BreakSettings{AloneUpTo: money.FromMinor(eur, 500), Buckets: []int{1, 3}, AlarmAfter: 4,
		Alarms: []jobs.BreakAlarm{{Reason: reconcile.ReasonStatementGap, After: 0},
			{Correspondent: "rhein", Above: money.FromMinor(eur, 10000000), After: 1}},
		Owners: []jobs.BreakOwner{{Reason: reconcile.ReasonLate, Owner: "carol"}, {Owner: "bea"}}}
	got := mustParse(t, limited(t, `breaks:
  alone_up_to: "5.00"
  alarm_after: 4
  buckets: [1, 3]
  alarms:
    - {reason: statement-gap, after: 0}
    - {correspondent: rhein, above: "100000.00", after: 1}
  owners:
    - {reason: late, owner: carol}
    - {owner: bea}
`)).Settings.Breaks
	if !reflect.DeepEqual(*got, want) {
		t.Errorf("\n got %+v\nwant %+v", *got, want)
	}
}

func TestBreaksAreStrict(t *testing.T) {
	for text, want := range map[string]string{
		`{alone_up_to: "0.00"}`:                          "is no limit",
		`{alone_up_to: "1.005"}`:                         "breaks.alone_up_to",
		"{colour: red}":                                  "breaks.colour: is no key here",
		"{alarm_after: -1}":                              "breaks.alarm_after",
		"{buckets: []}":                                  "buckets is empty",
		"{buckets: [2, 1]}":                              "1 does not rise",
		"{buckets: [x]}":                                 "whole number of business days",
		"{alarms: [{reason: boredom, after: 1}]}":        `"boredom" is not known`,
		"{alarms: [{correspondent: nowhere, after: 1}]}": `"nowhere" is not in nostro.yaml`,
		"{alarms: [{reason: late}]}":                     "breaks.alarms[0].after: is missing",
		"{owners: [{reason: late}]}":                     "breaks.owners[0].owner: is missing",
		"{owners: [{owner: bea, colour: red}]}":          "colour: is no key here",
	} {
		problems := problemsOf(t, limited(t, "breaks: "+text))
		if len(problems) != 1 || !strings.Contains(problems[0].Error(), want) {
			t.Errorf("%s:\n got %v\nwant %s", text, problems, want)
		}
	}
}
