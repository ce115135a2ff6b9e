package config

import (
	"reflect"
	"strings"
	"testing"

	"nostro/jobs"
	"nostro/risk/screening"
)

func TestScreening(t *testing.T) {
	data := limited(t, `screening:
  lists:
    - {name: sdn, format: ofac, from: in/ofac, age_days_max: 3}
    - {name: un, format: un, from: "https://lists.example/un.xml", threshold_bp: 9000, weak_threshold_bp: 9900}
  countries: [KP]
  bics: [EXAMKPPY]
  shrink_percent: 5
  may_decide: [bea]
`)
	got := mustParse(t, data).Settings.Screening
	folder := strings.TrimSuffix(got.Lists[0].Places[0], "/sdn.csv")
	if !strings.HasSuffix(folder, "in/ofac") {
		t.Errorf("folder %q", folder)
	}
	want := jobs.ScreeningSettings{Countries: []string{"KP"}, BICs: []string{"EXAMKPPY"}, MayDecide: []string{"bea"}, ShrinkPercent: 5,
		Lists: []jobs.ScreeningList{
			{Name: "sdn", Format: screening.FormatOFAC, Places: []string{folder + "/sdn.csv", folder + "/alt.csv", folder + "/add.csv"},
				Threshold: screening.Threshold{Strong: 8500, Weak: 9500}, AgeDaysMax: 3},
			{Name: "un", Format: screening.FormatUN, Places: []string{"https://lists.example/un.xml"}, Threshold: screening.Threshold{Strong: 9000, Weak: 9900},
				AgeDaysMax: 2}}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v\nwant\n%+v", got, want)
	}
}

func TestScreeningIsStrict(t *testing.T) {
	const list = "screening: {lists: [{name: a, format: csv, from: in/a.csv%s}]}"
	for text, want := range map[string]string{
		"screening: {}": "screens against nothing",
		"screening: {lists: [{name: \"a b\", format: csv, from: x}]}":                            "a list is named by",
		"screening: {lists: [{name: nostro.yaml, format: csv, from: x}]}":                        "a list is named by",
		"screening: {lists: [{name: a, format: xls, from: x}]}":                                  "\"xls\" is not known",
		"screening: {lists: [{name: a, format: csv, from: \"ftp://h/x\"}]}":                      "lists are fetched from http, https",
		"screening: {lists: [{name: a, format: csv, from: \"https://u:p@h/x\"}]}":                "is shown in logs",
		"screening: {lists: [{name: a, format: csv}]}":                                           "from: is missing",
		"screening: {lists: [{name: a, format: csv, from: x}, {name: a, format: csv, from: y}]}": "is there twice",
		strings.Replace(list, "%s", ", threshold_bp: 85", 1):                                     "from 5000 to 10000",
		strings.Replace(list, "%s", ", weak_threshold_bp: 10001", 1):                             "from 5000 to 10000",
		strings.Replace(list, "%s", ", age_days_max: 0", 1):                                      "from 1 to 365",
		strings.Replace(list, "%s", ", threshold: 0.85", 1):                                      "threshold: is no key here",
		"screening: {countries: [Korea]}":                                                        "is no country of ISO 3166",
		"screening: {bics: [EXAM]}":                                                              "EXAM",
		"screening: {countries: [KP], shrink_percent: 100}":                                      "from 1 to 90",
	} {
		problems := problemsOf(t, limited(t, text))
		if !strings.Contains(problems.Error(), want) {
			t.Errorf("%s:\n%v\ndoes not say %q", text, problems, want)
		}
	}
}
