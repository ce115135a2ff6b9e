package config

import (
	"strings"
	"testing"
)

// refusals are single changes to the template, each with the one problem that must be told.
var refusals = []struct{ name, old, new, want string }{
	{"unknown key", "town: London", "town: London, county: Kent", "house.address.county: is no key here: use one of"},
	{"unknown key at the top", "approvers:", "colour: red\napprovers:", "colour: is no key here"},
	{"unknown key of an endpoint", "verify: size", "verify: size\n      passive: true",
		"endpoint.passive: is no key here"},
	{"house name", "name: Example Payments Ltd", `name: ""`, "house.name: is empty"},
	{"house BIC", "EXMPGB2LXXX", "EXMPGB2", `house.bic: BIC "EXMPGB2"`},
	{"lower-case BIC", "RHBKDEFFXXX", "rhbkdeffxxx", `correspondents[0].bic: BIC "rhbkdeffxxx"`},
	{"base", "base: EUR", "base: EURO", `house.base: currency "EURO"`},
	{"withdrawn currency", "base: EUR", "base: HRK", "use EUR"},
	{"country", "country: GB", "country: Great Britain", "house.address.country: "},
	{"cut-off time", `"16:00"`, `"25:00"`, `cut_off.time: cut-off "25:00" is no time of day`},
	{"cut-off zone", "Europe/Brussels ", "CEST ", `cut_off.zone: cut-off zone "CEST" is not in the tz database`},
	{"cut-off in the machine's zone", "Europe/Brussels ", "Local ", "cut_off.zone"},
	{"days before", "days_before: 1", "days_before: 11",
		`cut_off.days_before: "11": write a whole number of business days from 0 to 10`},
	{"days before below zero", "days_before: 1", "days_before: -1", "cut_off.days_before"},
	{"calendar", "name: TARGET", "name: NYSE", `calendar.name: "NYSE" is not known: use Bucharest, Copenhagen, Fed`},
	{"holiday", `"2026-12-24"`, `"24.12.2026"`, `calendar.holidays[0]: "24.12.2026" is no date`},
	{"holiday that never is", `"2026-12-24"`, `"2026-02-30"`, "calendar.holidays[0]"},
	{"calendars joined by an unknown one", "name: TARGET ", "name: TARGET+SIFMA ", `"SIFMA" is not known`},
	{"working day that is none", "  holidays: ", "  working_days: [\"soon\"]\n  holidays: ", `calendar.working_days[0]: "soon" is no date`},
	{"half day without a date", "days_before: 1 ", "days_before: 1\n  half_days: [{time: \"12:00\"}] ", "cut_off.half_days[0].date: is missing"},
	{"half day that is longer", "days_before: 1 ", "days_before: 1\n  half_days: [{date: \"2026-12-31\", time: \"17:00\"}] ",
		"is not before the usual 16:00"},
	{"currency of a calendar twice", "approvers:", "calendars: [{currency: TRY}, {currency: TRY}]\napprovers:",
		"calendars[1].currency: TRY is there twice"},
	{"weekend of a calendar", "approvers:", "calendars: [{currency: TRY, weekend: sunday}]\napprovers:",
		`calendars[0].weekend: "sunday" is not known: use saturday-sunday, friday-saturday`},
	{"weekend of a known calendar", "approvers:", "calendars: [{currency: KWD, based_on: Kuwait, weekend: friday-saturday}]\napprovers:",
		"calendars[0]: give either based_on or weekend"},
	{"half a bound", "approvers:", "calendars: [{currency: TRY, known_from: \"2026-01-01\"}]\napprovers:",
		"give both known_from and known_until"},
	{"tier without a list", "approvers:", "tiers: [{name: gold, spread_bp: 5}]\napprovers:", "tiers[0].participants: is missing"},
	{"tier of all others", "approvers:", "tiers: [{name: standard, spread_bp: 5, participants: [a]}]\napprovers:", "is the tier of all others"},
	{"participant in two tiers", "approvers:",
		"tiers: [{name: a, spread_bp: 5, participants: [x]}, {name: b, spread_bp: 6, participants: [x]}]\napprovers:",
		`tiers[1].participants[0]: "x" is in tier a already`},
	{"spread of a tier", "approvers:", "tiers: [{name: a, spread_bp: 1001, participants: [x]}]\napprovers:", "tiers[0].spread_bp"},
	{"source of rates", "source: ECB", "source: FED", `rates.source: "FED" is not known: use ECB, CNB or the name of one of rates.feeds`},
	{"age", "age_days_max: 1", "age_days_max: 0", `rates.age_days_max: "0": write a whole number of business days from 1`},
	{"spread in the wrong unit", "spread_bp: 15", "spread_bp: 1001", "rates.spread_bp"},
	{"spread below zero", "spread_bp: 15", "spread_bp: -1", "rates.spread_bp"},
	{"pivot", "pivot: EUR", "pivot: eur", `rates.pivot: currency "eur"`},
	{"approver twice", "[bea, carol]", "[bea, carol, Bea]", `approvers[2]: "Bea" is there twice`},
	{"approver without a name", "[bea, carol]", `[bea, ""]`, "approvers[1]: is empty"},
	{"approvers that are no list", "[bea, carol]", "bea", "approvers: a list is due here"},
	{"correspondent id", "id: rhein", "id: Rhein", `correspondents[0].id: "Rhein": use up to 20 small letters`},
	{"profile", "profile: cbpr+", "profile: sepa", `correspondents[0].profile: profile "sepa" is not known`},
	{"IBAN digits", "DE89370400440532013000", "DE89370400440532013001", "correspondents[0].accounts[0].iban: IBAN"},
	{"IBAN with blanks", "DE89370400440532013000", "DE89 3704 0044 0532 0130 00",
		"correspondents[0].accounts[0].iban: IBAN"},
	{"account currency", "currency: USD", "currency: usd", `correspondents[0].accounts[1].currency: currency "usd"`},
	{"both numbers", `other: "4000123400"`, `other: "4000123400", iban: DE89370400440532013000`,
		"correspondents[0].accounts[1]: give either iban or other"},
	{"neither number", `, other: "4000123400"`, "", "correspondents[0].accounts[1]: give either iban or other"},
	{"long number", `"4000123400"`, `"` + strings.Repeat("1", 35) + `"`, "accounts[1].other: "},
	{"foreign characters in a number", `"4000123400"`, `"4000_123400"`, "is no account number"},
	{"slashes in a number", `"4000123400"`, `"//4000123400"`, "has a slash first or twice"},
	{"IBAN as another number", `"4000123400"`, "GB00AAAA1", "begins like an IBAN: write it as iban"},
	{"currency routed twice", "currency: USD", "currency: EUR", "accounts[1].currency: EUR is routed to rhein already"},
	{"address without port", "ftp.rheinbank.example:21", "ftp.rheinbank.example", "correspondents[0].endpoint.address: "},
	{"address without host", "ftp.rheinbank.example:21", `":21"`, "is not host:port"},
	{"address as URL", "ftp.rheinbank.example:21", "ftp://ftp.rheinbank.example:21", "is not host:port"},
	{"port", "example:21", "example:65536", "is not host:port"},
	{"port zero", "example:21", "example:0", "is not host:port"},
	{"verify", "verify: size", "verify: hash", `endpoint.verify: "hash" is not known: use size, readback, none`},
	{"after fetch", "after_fetch: delete", "after_fetch: archive",
		`"archive" is not known: use delete, keep or move:FOLDER`},
	{"move nowhere", "after_fetch: delete", `after_fetch: "move:"`, "names no folder"},
	{"move on the spot", "after_fetch: delete", "after_fetch: move:/out/", "moves to in_folder or out_folder"},
	{"one folder for both", "in_folder: /out ", "in_folder: /in/ ", "is out_folder too"},
	{"deadline without unit", "deadline: 30s", "deadline: 30", `endpoint.deadline: "30" is no time`},
	{"deadline below zero", "deadline: 30s", "deadline: -30s", "endpoint.deadline"},
	{"deadline too long", "deadline: 30s", "deadline: 11m", "endpoint.deadline"},
	{"both passwords", "verify: size", "verify: size\n      password_file: secret",
		"correspondents[0].endpoint: give either password_env"},
	{"no password", "password_env: NOSTRO_RHEIN_PASSWORD", "", "correspondents[0].endpoint: give either password_env"},
	{"service of an unknown message", "notify: true", "notify: true\n    biz_svc: {pacs.002.001.10: swift.cbprplus.02}",
		`correspondents[0].biz_svc.pacs.002.001.10: no message "pacs.002.001.10" is written`},
	{"service with blanks", "notify: true", "notify: true\n    biz_svc: {pacs.008.001.08: of our own}", "is no service"},
	{"services that are no mapping", "notify: true", "notify: true\n    biz_svc: swift.cbprplus.02",
		"keys and values are due here"},
	{"key file", "key_file: nostro.key", "key_file: lost.key", "lost.key is not there: restore it from your backup"},
	{"key file that is a folder", "key_file: nostro.key", "key_file: in", "key_file: "},
	{"an answer that is neither", "notify: true", "notify: yes", `notify: "yes" is neither: write true or false`},
}

// Every bad value is one problem that names its line, its key and what to do.
func TestBadValues(t *testing.T) {
	for _, tt := range refusals {
		t.Run(tt.name, func(t *testing.T) {
			problems := problemsOf(t, edited(t, tt.old, tt.new))
			if len(problems) != 1 {
				t.Fatalf("%d problems, want one:\n%v", len(problems), problems)
			}
			text := problems[0].Error()
			if !strings.Contains(text, tt.want) {
				t.Errorf("told %q, want %q", text, tt.want)
			}
			if problems[0].Line == 0 || problems[0].Key == "" {
				t.Errorf("%q does not name its line and key", text)
			}
		})
	}
}

// The line is the one on which the value stands.
func TestProblemsNameTheirLine(t *testing.T) {
	for _, change := range [][2]string{{"pivot: EUR", "pivot: EURO"}, {"currency: USD", "currency: US"},
		{"deadline: 30s", "deadline: soon"}, {"[bea, carol]", "[\n  bea,\n  007,\n  carol]"}} {
		data := edited(t, change[0], change[1])
		at := change[1]
		if strings.Contains(at, "007") {
			at = "007"
		}
		if got, want := problemsOf(t, data)[0].Line, lineOfText(t, data, at); got != want {
			t.Errorf("%q is told for line %d, it stands on line %d", change[1], got, want)
		}
	}
}

// Each key of the template that is not marked "may be left out" is missed when its line is gone.
func TestMissingValues(t *testing.T) {
	lines := strings.SplitAfter(string(Template()), "\n")
	missed := 0
	for n, line := range lines {
		key, _, isKey := strings.Cut(strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "- ")), ":")
		value := strings.TrimSpace(strings.SplitN(strings.SplitN(line, "#", 2)[0]+":", ":", 2)[1])
		if !isKey || strings.HasPrefix(strings.TrimSpace(line), "#") || value == ":" || strings.Contains(line, "{currency") ||
			strings.HasPrefix(strings.TrimSpace(line), "- ") {
			continue
		}
		data := strings.Join(lines[:n], "") + strings.Join(lines[n+1:], "")
		if strings.Contains(line, "may be left out") {
			mustParse(t, []byte(data))
			continue
		}
		missed++
		if text := problemsOf(t, []byte(data)).Error(); !strings.Contains(text, key) {
			t.Errorf("without %s: told %q", key, text)
		}
	}
	if missed < 20 {
		t.Errorf("only %d keys were taken away", missed)
	}
}

// A section that is not there is one problem, not one for each of its keys.
func TestMissingSectionIsOneProblem(t *testing.T) {
	for _, section := range []string{"house", "cut_off", "calendar", "rates"} {
		problems := problemsOf(t, edited(t, "\n"+section+":", "\nx_"+section+":"))
		text := problems.Error()
		if len(problems) != 2 || !strings.Contains(text, section+": is missing") || !strings.Contains(text,
			"x_"+section+": is no key") {
			t.Errorf("%s: %d problems:\n%s", section, len(problems), text)
		}
	}
	problems := problemsOf(t, edited(t, "    accounts:", "    accounts: []\n    x_accounts:"))
	if text := problems.Error(); !strings.Contains(text, "correspondents[0].accounts: is empty: name at least one") {
		t.Errorf("no account: %s", text)
	}
}

// All bad values are told at once, in the order of the file.
func TestAllProblemsAtOnce(t *testing.T) {
	data := Template()
	for _, change := range [][2]string{{"EXMPGB2LXXX", "X"}, {"16:00", "4 pm"}, {"name: TARGET", "name: moon"},
		{"spread_bp: 15", "spread_bp: 15 %"}, {"nostro.key", "no.key"}, {"cbpr+  ", "none   "}, {"NOSTRO_RHEIN", "N-R"},
		{"takes_at_once: true ", "takes_at_once: no "}, {"currency: USD", "currency: XXX"}, {"user: nostro", "usr: nostro"}} {
		if !strings.Contains(string(data), change[0]) {
			t.Fatalf("the template has no %q", change[0])
		}
		data = []byte(strings.Replace(string(data), change[0], change[1], 1))
	}
	problems := problemsOf(t, data)
	for _, key := range []string{"house.bic", "cut_off.time", "calendar.name", "rates.spread_bp", "key_file", "].profile",
		"password_env", "takes_at_once", "accounts[1].currency", "endpoint.user", "endpoint.usr"} {
		if !strings.Contains(problems.Error(), key+": ") {
			t.Errorf("%s is not told:\n%v", key, problems)
		}
	}
	if len(problems) != 11 {
		t.Errorf("%d problems, want 11:\n%v", len(problems), problems)
	}
	for n := 1; n < len(problems); n++ {
		if problems[n-1].Line > problems[n].Line {
			t.Errorf("line %d is told after line %d", problems[n].Line, problems[n-1].Line)
		}
	}
}

const secondBank = `
  - id: hudson
    name: Hudson Trust Company
    bic: HDTCUS33XXX
    profile: batch
    notify: false
    accounts:
      - {currency: JPY, other: "8830042225"}
    endpoint: {address: "127.0.0.1:2121", user: nostro, password_file: hudson.secret, out_folder: /inbound,
               in_folder: /outbound, verify: readback, after_fetch: "move:/outbound/done",
               takes_at_once: false}
`

// Two correspondents may share neither an id nor a currency.
func TestCorrespondentsDoNotOverlap(t *testing.T) {
	both := string(Template()) + secondBank
	if c := mustParse(t, []byte(both)); c.Settings.Correspondents[0].ID != "hudson" {
		t.Errorf("the correspondents are not sorted: %v first", c.Settings.Correspondents[0].ID)
	}
	text := problemsOf(t, []byte(strings.Replace(both, "id: hudson", "id: rhein", 1))).Error()
	if !strings.Contains(text, `correspondents[1].id: "rhein" is there twice: give each its own`) {
		t.Error(text)
	}
	text = problemsOf(t, []byte(strings.Replace(both, "currency: JPY", "currency: USD", 1))).Error()
	if !strings.Contains(text, "correspondents[1].accounts[0].currency: USD is routed to rhein already") {
		t.Error(text)
	}
}

// The password itself, put where its variable's name belongs, does not come out in the error.
func TestPasswordInTheWrongPlaceIsNotShown(t *testing.T) {
	text := problemsOf(t, edited(t, "NOSTRO_RHEIN_PASSWORD", "hunter2-is-secret!")).Error()
	if strings.Contains(text, "hunter2") || !strings.Contains(text, "never the password itself") {
		t.Error(text)
	}
}
