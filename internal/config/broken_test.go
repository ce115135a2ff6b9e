package config

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// jobsOf is the template with jobs, alarms or calendars before its commented ones.
func with(t *testing.T, text string) []byte {
	t.Helper()
	return edited(t, "\n# jobs:", "\n"+text+"\n# jobs:")
}

// What goes wrong by hand, as a whole file: each with the line that is told and how its words begin.
func TestBrokenFiles(t *testing.T) {
	at := func(data []byte, text string) string { return fmt.Sprintf("line %d: ", lineOfText(t, data, text)) }
	for name, broken := range map[string]struct {
		data  []byte
		lines []string // "text|words": the line that has the text, and what is told of it
	}{
		"a tab":              {edited(t, "  time: \"16:00\"", "\ttime: \"16:00\""), []string{"\ttime|a tab stands before the first word"}},
		"a tab after blanks": {edited(t, "  time: \"16:00\"", " \ttime: \"16:00\""), []string{" \ttime|a tab stands"}},
		"a key twice":        {edited(t, "house:", "house: {}\nhouse:"), []string{"house:  |mapping key \"house\" already defined"}},
		"a bracket":          {edited(t, "house:", "house: [\n"), nil},
		"two documents":      {edited(t, "house:", "---\nhouse:"), []string{"---|a second document begins"}},
		"a list at the top":  {[]byte("- a\n- b\n"), []string{"- a|keys and values are due here"}},
		"a list for a number": {edited(t, "days_before: 1", "days_before: [1]"),
			[]string{"days_before: [1]|cut_off.days_before: "}},
		"nothing":            {edited(t, "zone: Europe/Brussels", "zone:"), []string{"  zone:|cut_off.zone: is empty"}},
		"true for a name":    {edited(t, "name: Rheinbank AG", "name: true"), []string{"name: true|correspondents[0].name: true without quotes"}},
		"a merge":            {edited(t, "house:", "zz: &z {a: 1}\nhouse:"), []string{"zz: &z|an anchor"}},
		"a number too large": {edited(t, "spread_bp: 15", "spread_bp: 99999999999999999999"), []string{"spread_bp: 9|rates.spread_bp: "}},
		"half a point":       {edited(t, "spread_bp: 15", "spread_bp: 1.5"), []string{"spread_bp: 1.5|rates.spread_bp: "}},
		"bounds backwards": {with(t, `calendars: [{currency: TRY, known_from: "2026-12-31", known_until: "2026-01-01"}]`),
			[]string{"calendars: [{c|calendars[0].known_until: 2026-01-01 lies before known_from, 2026-12-31"}},
		"one bound": {with(t, `calendars: [{currency: TRY, known_from: "2026-01-01"}]`), []string{"calendars: [{c|calendars[0]: give both"}},
		"a half day that is later": {edited(t, "# half_days: [{date: \"2026-12-31\", time: \"12:00\"}]", "half_days: [{date: \"2026-12-31\", time: \"18:00\"}]"),
			[]string{"half_days|cut_off.half_days[0].time: cut-off 18:00 on the half day 2026-12-31 is not before the usual 16:00"}},
		"a job with every mistake": {with(t, `jobs:
  - {name: a, work: dance, at: "0 16 1 * 1", zone: Mars}
  - {name: a, work: check, at: "61 * * * *", zone: UTC, catch_up: maybe, attempts: 0, shift: never, calendar: {name: X}, day_of_month: middle}`),
			[]string{"dance|jobs[0].work: \"dance\" is no work", "dance|jobs[0].zone: zone \"Mars\" is not in the tz database",
				"dance|jobs[0].at: schedule \"0 16 1 * 1\": a day of month and a day of week together mean either, not both: leave one as *",
				"maybe|jobs[1].name: \"a\" is there twice", "maybe|jobs[1].at: schedule \"61 * * * *\": end of range",
				"maybe|jobs[1].day_of_month: \"middle\"", "maybe|jobs[1].shift: \"never\"", "maybe|jobs[1].calendar.name: \"X\"", "maybe|jobs[1].catch_up: \"maybe\"", "maybe|jobs[1].attempts: \"0\""}},
		"metrics and log": {with(t, "metrics: {listen: \"9464\"}\nlog: {format: yaml, level: loud}"),
			[]string{"metrics: {l|metrics.listen: \"9464\" is not host:port: write it as 127.0.0.1:9464", "yaml|log.format: ", "yaml|log.level: "}},
		"a secret in the clear": {edited(t, "password_env: NOSTRO_RHEIN_PASSWORD", "password: secret"),
			[]string{"endpoint:  |correspondents[0].endpoint: give either password_env or password_file", "password: secret|correspondents[0].endpoint.password: is no key here"}},
		"a correspondent of an id alone": {edited(t, "correspondents:  ", "correspondents:\n  - {id: other}\n#"),
			[]string{"{id: other}|correspondents[0].name: is missing", "{id: other}|correspondents[0].bic: is missing",
				"{id: other}|correspondents[0].profile: is missing", "{id: other}|correspondents[0].notify: is missing",
				"{id: other}|correspondents[0].accounts: is missing", "{id: other}|correspondents[0].endpoint: is missing"}},
		"nobody to escalate to": {with(t, "alarms: {escalate: [boss]}"), []string{"escalate: [b|alarms.escalate[0]: \"boss\" is not known"}},
		"a key at the top":      {with(t, "jbos: []"), []string{"jbos: |jbos: is no key here: use one of house, cut_off"}},
	} {
		t.Run(name, func(t *testing.T) {
			problems := problemsOf(t, broken.data)
			if broken.lines != nil && len(problems) != len(broken.lines) {
				t.Errorf("%d problems, want %d:\n%v", len(problems), len(broken.lines), problems)
			}
			for _, line := range broken.lines {
				where, words, _ := strings.Cut(line, "|")
				if want := at(broken.data, where) + words; !strings.Contains(problems.Error(), want) {
					t.Errorf("%q is not told:\n%v", want, problems)
				}
			}
			for _, p := range problems {
				if p.Line == 0 || strings.HasSuffix(p.Text, ": no schedule") {
					t.Errorf("%+v", p)
				}
			}
		})
	}
}

// What is wrong in ten places, and the secrets that are missing, are told in one go.
func TestEverythingAtOnce(t *testing.T) {
	text := string(Template())
	for _, change := range [][2]string{{"days_before: 1", "days_before: eleven"}, {"name: TARGET ", "name: Narnia "}, {"spread_bp: 15", "spread_bp: -1"},
		{"bic: RHBKDEFFXXX", "bic: RHBK"}, {"iban: DE89370400440532013000", "iban: DE00370400440532013000"}, {"verify: size", "verify: taste"},
		{"direct: false", "dircet: false"}, {"deadline: 30s", "deadline: soon"}, {"pivot: EUR", "pivot: EURO"}, {"country: GB", "country: Britain"}} {
		if !strings.Contains(text, change[0]) {
			t.Fatalf("the template has no %q", change[0])
		}
		text = strings.Replace(text, change[0], change[1], 1)
	}
	file := filepath.Join(newHouse(t), FileName)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	problems, err := Check(file, noEnv)
	if err != nil || len(problems) != 11 {
		t.Errorf("%d problems, want 10 and a missing secret, %v:\n%v", len(problems), err, problems)
	}
	for _, p := range problems {
		if p.Line == 0 || p.Key == "" || len(p.Text) < 10 {
			t.Errorf("%+v", p)
		}
	}
}

// The same file is told in the same words each time.
func TestProblemsAreToldInOneOrder(t *testing.T) {
	data := edited(t, "direct: false", "dircet: false")
	first := problemsOf(t, data).Error()
	for range 20 {
		if again := problemsOf(t, data).Error(); again != first {
			t.Fatalf("first\n%s\nthen\n%s", first, again)
		}
	}
}
