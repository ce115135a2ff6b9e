package config

import (
	"fmt"
	"strings"
	"testing"

	"nostro/jobs"
)

// named is the template with lines about names of files.
func named(t testing.TB, lines string) []byte {
	t.Helper()
	return edited(t, "    # file_name: ", lines+"\n    # file_name: ")
}

func TestFileNamesAreRead(t *testing.T) {
	whole := `"{house}-{date}-{correspondent}-{cycle}-{sequence}-{message}.xml"`
	pattern := strings.Trim(whole, `"`)
	for _, c := range []struct {
		lines string
		want  jobs.FileNames
	}{
		{"", jobs.FileNames{}},
		{"    file_name: " + whole, jobs.FileNames{Pattern: pattern, Max: 95}},
		{"    file_name: " + whole + "\n    file_case: upper\n    file_name_max: 120", jobs.FileNames{Pattern: pattern, Case: "upper", Max: 115}},
		{"    file_case: lower", jobs.FileNames{Case: "lower"}},
		{`    file_name: "P_{sequence}_{cycle}"` + "\n    file_name_max: 40", jobs.FileNames{Pattern: "P_{sequence}_{cycle}", Max: 35}},
	} {
		if got := mustParse(t, named(t, c.lines)).Settings.Correspondents[0].FileNames; got != c.want {
			t.Errorf("%s: %+v, want %+v", c.lines, got, c.want)
		}
	}
}

func TestFileNamesThatAreRefused(t *testing.T) {
	for pattern, want := range map[string]string{
		"{cycle}.xml":                                   "has no {sequence}, and would give two files one name: put it in",
		"{date}-{sequence}.xml":                         "has no {cycle}, and would give two files one name",
		"{cycle}-{sequence}-{cycle}":                    "has {cycle} twice: remove one",
		"{cycle}{sequence}":                             "goes on at once after {cycle}",
		"{cycle}-{sequence}{date}":                      "goes on at once after {sequence}",
		"{cycle}0-{sequence}":                           "goes on at once after {cycle}",
		"{cycle}-{sequence}-{currency}":                 `has "{currency}": use {house}, {correspondent}`,
		"{cycle}-{sequence}-{Date}":                     `has "{Date}": use`,
		"{cycle}-{sequence}-{":                          `has "{": use`,
		"{cycle}-{sequence}-}":                          `has "}": outside of placeholders`,
		"{cycle}/{sequence}":                            `has "/": outside of placeholders use letters, digits`,
		"{cycle} {sequence}":                            `has " ": outside of placeholders`,
		"{cycle}-{sequence}-ä":                          "outside of placeholders",
		".{cycle}-{sequence}":                           "begins with a dot or a hyphen",
		"-{cycle}-{sequence}":                           "begins with a dot or a hyphen",
		"nostro-probe-{cycle}-{sequence}":               "begins as the probes of nostro ping do",
		"X{cycle}-{sequence}.part":                      "ends as half an upload does",
		"{house}-{cycle}_{sequence}":                    "",
		"{house}-{sequence}-{cycle}":                    "may give a name that a file has which was named without a pattern",
		"{house}-{cycle}-{date}-{sequence}":             "may give a name that a file has which was named without a pattern",
		"{cycle}-{sequence}-" + strings.Repeat("x", 70): "100 is the most: write a shorter one",
	} {
		data := named(t, fmt.Sprintf("    file_name: %q", pattern))
		if want == "" {
			mustParse(t, data)
			continue
		}
		line := fmt.Sprintf("line %d: correspondents[0].file_name: ", lineOfText(t, data, "    file_name: "))
		if problems := problemsOf(t, data); len(problems) != 1 || !strings.HasPrefix(problems.Error(), line) ||
			!strings.Contains(problems.Error(), want) {
			t.Errorf("%s: %v, want %q", pattern, problems, want)
		}
	}
}

func TestFileNameOptionsThatAreRefused(t *testing.T) {
	for lines, want := range map[string]string{
		"    file_case: title":   `correspondents[0].file_case: "title" is not known: use upper, lower`,
		"    file_name_max: 201": "correspondents[0].file_name_max: \"201\": write a whole number of characters from 20 to 200",
		"    file_name_max: 40":  "names of 58 characters may come out, 5 more while they go up, and 40 is the most",
	} {
		if problems := problemsOf(t, named(t, lines)); !strings.Contains(problems.Error(), want) {
			t.Errorf("%s: %v, want %q", lines, problems, want)
		}
	}
}

// What an endpoint adds to a name counts.
func TestSuffixesCount(t *testing.T) {
	for _, c := range []struct {
		endpoint Endpoint
		want     int
	}{
		{Endpoint{Finish: "none"}, 0},
		{Endpoint{Finish: "rename"}, 5},
		{Endpoint{Finish: "trigger:.ok"}, 5},
		{Endpoint{Finish: "trigger:.finished"}, 9},
		{Endpoint{Finish: "rename", OpenPGP: &OpenPGP{Out: "sign", Suffix: ".pgp"}}, 9},
		{Endpoint{Finish: "none", OpenPGP: &OpenPGP{Out: "clear", Suffix: ".pgp"}}, 0},
	} {
		if got := suffixes(c.endpoint); got != c.want {
			t.Errorf("%+v: %d, want %d", c.endpoint, got, c.want)
		}
	}
}

// Two correspondents whose patterns could give one name are refused at the second; the same pattern is fine for both.
func TestFileNamesOfTwoCorrespondents(t *testing.T) {
	second := `  - id: hudson
    name: Hudson Trust
    bic: HDTCUS33XXX
    profile: batch
    notify: true
    file_name: %q
    accounts: [{currency: CAD, other: "1"}]
    endpoint: {address: "h.example:21", user: u, password_env: P, out_folder: /a, in_folder: /b, verify: size, after_fetch: keep, takes_at_once: true}

# anomalies: `
	with := func(first, other string) []byte {
		data := string(named(t, fmt.Sprintf("    file_name: %q", first)))
		return []byte(strings.Replace(data, "# anomalies: ", fmt.Sprintf(second, other), 1))
	}
	mustParse(t, with("A_{cycle}_{sequence}", "A_{cycle}_{sequence}"))
	mustParse(t, with("A_{correspondent}_{cycle}_{sequence}", "A_{correspondent}_{sequence}_{cycle}"))
	problems := problemsOf(t, with("A_{cycle}_{date}_{sequence}", "a_{cycle}_{sequence}_{date}"))
	if len(problems) != 1 || problems[0].Key != "correspondents[1].file_name" ||
		!strings.Contains(problems.Error(), "may give a name that a file for rhein has: put {correspondent} before {cycle}") {
		t.Errorf("%v", problems)
	}
}
