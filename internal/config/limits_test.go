package config

import (
	"fmt"
	"strings"
	"testing"

	"nostro/jobs"
)

// limited is the template with more before its approvers.
func limited(t testing.TB, text string) []byte { return edited(t, "approvers:", text+"\napprovers:") }

func TestLimitsAreRead(t *testing.T) {
	for text, want := range map[string]string{
		"": "block false, [], total  0, 250 days at 9900",
		"limits: {on_breach: block, total: \"2500000.00\", currencies: {USD: \"1000000.00\", JPY: 50000000, KWD: \"0.001\"}}": "block true, [JPY 50000000 KWD 0.001 USD 1000000.00], total EUR 2500000.00, 250 days at 9900",
		"limits: {on_breach: warn, total: \"0.01\"}":               "block false, [], total EUR 0.01, 250 days at 9900",
		"limits: {on_breach: warn, currencies: {CLF: \"0.0001\"}}": "block false, [CLF 0.0001], total  0, 250 days at 9900",
		"value_at_risk: {days: 500, confidence: \"97.5\"}":         "block false, [], total  0, 500 days at 9750",
		"value_at_risk: {confidence: 95}":                          "block false, [], total  0, 250 days at 9500",
		"value_at_risk: {confidence: \"99.99\"}":                   "block false, [], total  0, 250 days at 9999",
		"value_at_risk: {days: 20}":                                "block false, [], total  0, 20 days at 9900",
	} {
		c := mustParse(t, limited(t, text))
		if got := wordsOfRisk(c.Settings.Risk); got != want {
			t.Errorf("%s:\n got %s\nwant %s", text, got, want)
		}
	}
}

func wordsOfRisk(r jobs.RiskSettings) string {
	return fmt.Sprintf("block %t, %v, total %s, %d days at %d", r.Block, r.Limits.Currencies, r.Limits.Total, r.AtRiskDays, r.ConfidenceBP)
}

func TestLimitsAreStrict(t *testing.T) {
	for text, want := range map[string]string{
		"limits: {total: \"1.00\"}":                                     "limits.on_breach: is missing",
		"limits: {on_breach: stop, total: \"1.00\"}":                    `limits.on_breach: "stop" is not known: use block, warn`,
		"limits: {on_breach: warn}":                                     "limits: limits nothing: write total, or currencies",
		"limits: {on_breach: warn, currencies: {}}":                     "limits: limits nothing",
		"limits: {on_breach: warn, total: \"1.005\"}":                   `limits.total: amount "1.005" has more than the 2 decimals of EUR`,
		"limits: {on_breach: warn, total: 1.5}":                         "limits.total: 1.5 without quotes",
		"limits: {on_breach: warn, total: \"-1.00\"}":                   "limits.total: EUR -1.00 is no limit: write one above zero",
		"limits: {on_breach: warn, total: \"0\"}":                       "limits.total: EUR 0.00 is no limit",
		"limits: {on_breach: warn, total: \"99999999999999999999\"}":    "limits.total: amount",
		"limits: {on_breach: warn, total: \"\"}":                        "limits.total: is empty",
		"limits: {on_breach: warn, currencies: {USX: \"1.00\"}}":        `limits.currencies.USX: currency "USX"`,
		"limits: {on_breach: warn, currencies: {JPY: \"1.5\"}}":         `limits.currencies.JPY: amount "1.5" has more than the 0 decimals of JPY`,
		"limits: {on_breach: warn, currencies: [USD]}":                  "limits.currencies: keys and values are due here",
		"limits: {on_breach: warn, total: \"1.00\", in_base: \"1.00\"}": "limits.in_base: is no key here: use one of settlement, on_breach, currencies, total",
		"limits: [USD]":                                                    "limits: keys and values are due here",
		"value_at_risk: {days: 19}":                                        `value_at_risk.days: "19": write a whole number of days from 20 to 2500`,
		"value_at_risk: {days: 2501}":                                      "value_at_risk.days",
		"value_at_risk: {confidence: \"89.99\"}":                           `value_at_risk.confidence: "89.99": write per cent from "90" to "99.99"`,
		"value_at_risk: {confidence: \"100\"}":                             `value_at_risk.confidence: "100"`,
		"value_at_risk: {confidence: \"99.999\"}":                          `value_at_risk.confidence: "99.999"`,
		"value_at_risk: {confidence: \"99.\"}":                             `value_at_risk.confidence: "99."`,
		"value_at_risk: {confidence: \".99\"}":                             `value_at_risk.confidence: ".99"`,
		"value_at_risk: {confidence: \"9x\"}":                              `value_at_risk.confidence: "9x"`,
		"value_at_risk: {confidence: \"" + strings.Repeat("9", 40) + "\"}": "value_at_risk.confidence",
		"value_at_risk: {window: 250}":                                     "value_at_risk.window: is no key here: use one of days, confidence",
		"value_at_risk: 250":                                               "value_at_risk: keys and values are due here",
	} {
		problems := problemsOf(t, limited(t, text))
		if len(problems) != 1 || !strings.Contains(problems[0].Error(), want) {
			t.Errorf("%s:\n got %v\nwant %s", text, problems, want)
		}
	}
}

// What the template shows as a comment is good once it is none.
func TestTheExampleOfLimitsIsGood(t *testing.T) {
	text := string(Template())
	from := strings.Index(text, "# limits:")
	to := strings.Index(text, "\n\napprovers:")
	if from < 0 || to < from {
		t.Fatal("the template shows no limits")
	}
	example := strings.ReplaceAll("\n"+text[from:to], "\n# ", "\n")
	if got := wordsOfRisk(mustParse(t, []byte(text[:from]+example+text[to:])).Settings.Risk); got !=
		"block true, [JPY 50000000 USD 1000000.00], total EUR 2500000.00, 250 days at 9900" {
		t.Errorf("the example is read as %s", got)
	}
}
