package config

import (
	"fmt"
	"strings"
	"testing"
)

// staffed is the template with people, and more, before its approvers.
func staffed(t testing.TB, text string) []byte {
	t.Helper()
	return limited(t, `people:
  - {id: ann, roles: [administrator]}
  - {id: bea, roles: [approver, treasurer]}
  - {id: carol, roles: [approver]}
  - {id: dan}
`+text)
}

func TestApprovalIsRead(t *testing.T) {
	c := mustParse(t, staffed(t, `approval:
  digest: required
  guard_config: true
  expires_after: {business_days: 2}
  rules:
    - {name: large, persons: 1, above: "1000000.00"}
    - {name: dollars, persons: 1, above: "0.01", currency: USD, correspondent: rhein, roles: [treasurer, approver]}
    - {name: files, persons: 1, for: [mark, resend]}
`)).Settings
	if got, want := fmt.Sprint(c.People), "[{ann [administrator]} {bea [approver treasurer]} {carol [approver]} {dan []}]"; got != want {
		t.Errorf("people %s, want %s", got, want)
	}
	want := "{[{large [release] 1 []  EUR 1000000.00 true} {dollars [release] 1 [treasurer approver] rhein USD 0.01 false} " +
		"{files [mark resend] 1 []   0 false}] 0 2 true true}"
	if got := fmt.Sprint(c.Approval); got != want {
		t.Errorf("approval\n got %s\nwant %s", got, want)
	}
}

// Where people are named, the role makes approvers of those who have it.
func TestApproversByRole(t *testing.T) {
	text := strings.Replace(string(staffed(t, "")), "\napprovers: [bea, carol]", "\n", 1)
	if got := fmt.Sprint(mustParse(t, []byte(text)).Settings.Approvers); got != "[bea carol]" {
		t.Errorf("approvers %s", got)
	}
	problems := problemsOf(t, []byte(strings.ReplaceAll(text, "approver", "clerk")))
	if !strings.Contains(problems.Error(), "nobody has the role approver") {
		t.Errorf("got %v", problems)
	}
}

func TestApprovalIsStrict(t *testing.T) {
	rule := func(text string) string { return "approval: {rules: [" + text + "]}" }
	for text, want := range map[string]string{
		rule("{persons: 1}"):                                      "approval.rules[0].name: is missing",
		rule("{name: a}"):                                         "approval.rules[0].persons: is missing",
		rule("{name: a, persons: 0}"):                             "approval.rules[0].persons",
		rule("{name: a, persons: 3}"):                             "asks for 3 persons, and 2 may approve: nothing",
		rule("{name: a, persons: 1, roles: [boss]}"):              `"boss" is the role of nobody in people`,
		rule("{name: a, persons: 1, for: [lunch]}"):               `"lunch" is not known: use release, mark`,
		rule("{name: a, persons: 1, currency: USD}"):              "is the currency of above: write that too",
		rule("{name: a, persons: 1, above: \"1.005\"}"):           "more than the 2 decimals of EUR",
		rule("{name: a, persons: 1, above: \"0\"}"):               "is no limit",
		rule("{name: a, persons: 1, correspondent: nowhere}"):     `correspondent "nowhere" is not in nostro.yaml`,
		rule("{name: a, persons: 1, colour: red}"):                "approval.rules[0].colour: is no key here",
		"approval: {expires_after: {hours: 1, business_days: 1}}": "write hours or business_days, one of them",
		"approval: {expires_after: {}}":                           "write hours or business_days, one of them",
		"approval: {expires_after: {hours: 0}}":                   "approval.expires_after.hours",
		"approval: {digest: maybe}":                               `"maybe" is not known`,
		"approval: {guard_config: perhaps}":                       "write true or false",
		"approval: {colour: red}":                                 "approval.colour: is no key here",
	} {
		problems := problemsOf(t, staffed(t, text))
		if len(problems) != 1 || !strings.Contains(problems[0].Error(), want) {
			t.Errorf("%s:\n got %v\nwant %s", text, problems, want)
		}
	}
	for text, want := range map[string]string{
		"people: [{id: bea}, {id: carol}, {id: BEA}]": `people[2].id: "BEA" is there twice`,
		"people: [{id: bea}]":                         `approvers[1]: "carol" is none of people`,
		"people: [{name: bea}]":                       "people[0].id: is missing",
	} {
		if problems := problemsOf(t, limited(t, text)); !strings.Contains(problems.Error(), want) {
			t.Errorf("%s:\n got %v\nwant %s", text, problems, want)
		}
	}
}

// What the template shows as a comment is good once it is none.
func TestTheExampleOfApprovalIsGood(t *testing.T) {
	text := string(Template())
	from, to := strings.Index(text, "# people:"), strings.Index(text, "\n\nkey_file:")
	if from < 0 || to < from {
		t.Fatal("the template shows no people")
	}
	example := strings.ReplaceAll("\n"+text[from:to], "\n# ", "\n")
	c := mustParse(t, []byte(text[:from]+example+text[to:])).Settings
	if len(c.People) != 3 || len(c.Approval.Rules) != 4 || c.Approval.ExpiresHours != 24 || !c.Approval.GuardConfig {
		t.Errorf("the example is read as %+v %+v", c.People, c.Approval)
	}
}

// The same rules in another order, with other quotes, blanks and comments, are the same text; and it is read again as
// what it was.
func TestGuardedSectionsHaveOneForm(t *testing.T) {
	one := staffed(t, "limits: {on_breach: block, total: \"1.00\", currencies: {USD: \"5.00\", JPY: 7}}\napproval: {expires_after: {hours: 3}}")
	two := staffed(t, "approval:\n  expires_after:   # a comment\n    hours: 3\nlimits:\n  total: '1.00'\n  currencies:\n    JPY: 7\n    \"USD\": \"5.00\"\n  on_breach: block")
	a, b := mustParse(t, one), mustParse(t, two)
	if a.Guarded != b.Guarded || !strings.Contains(a.Guarded, "limits:") {
		t.Errorf("they differ:\n%s\n%s", a.Guarded, b.Guarded)
	}
	larger := []byte(strings.Replace(string(one), `total: "1.00"`, `total: "9.00"`, 1))
	c, err := parseInForce(larger, newHouse(t), noEnv, a.Guarded)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := wordsOfRisk(c.Settings.Risk), wordsOfRisk(a.Settings.Risk); got != want {
		t.Errorf("in force is %s, want %s", got, want)
	}
	if c.Guarded == a.Guarded || c.Guarded != mustParse(t, larger).Guarded {
		t.Errorf("what is written is not told: %s", c.Guarded)
	}
	if fmt.Sprint(c.Settings.People, c.Settings.Approval, c.Settings.Approvers) != fmt.Sprint(a.Settings.People, a.Settings.Approval, a.Settings.Approvers) {
		t.Errorf("people or rules are not those in force: %+v", c.Settings.People)
	}
}
