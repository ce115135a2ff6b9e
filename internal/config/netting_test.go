package config

import (
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/netting"
)

func nettingOf(t *testing.T, text string) (netting.Terms, string) {
	t.Helper()
	r := &reader{getenv: func(string) string { return "" }}
	terms := r.root([]byte(text)).netting()
	var told []string
	for _, p := range r.problems.sorted() {
		told = append(told, p.Error())
	}
	return terms, strings.Join(told, "\n")
}

func TestNettingAgreements(t *testing.T) {
	if terms, told := nettingOf(t, "house: x"); !terms.IsZero() || told != "" {
		t.Errorf("without a section: %+v, %s", terms, told)
	}
	terms, told := nettingOf(t, `
netting:
  default: gross
  agreements:
    - {name: pair, model: bilateral, participants: [A, B], currencies: [EUR], from: "2026-01-01", until: "2026-12-31"}
    - {name: core, model: multilateral, participants: [A, B, C]}
`)
	if told != "" || terms.Default != netting.Gross || len(terms.Agreements) != 2 {
		t.Fatalf("%+v, %s", terms, told)
	}
	if a := terms.Agreements[0]; a.Model != netting.Bilateral || a.Name != "pair" || a.Until != calendar.MustDate("2026-12-31") ||
		len(a.Currencies) != 1 || len(a.Participants) != 2 {
		t.Errorf("%+v", a)
	}
	if terms, told := nettingOf(t, "netting: {default: refuse}"); !terms.Refuse || told != "" {
		t.Errorf("%+v, %s", terms, told)
	}
}

func TestNettingRefusals(t *testing.T) {
	for text, want := range map[string]string{
		"netting: {agreements: []}":       "netting.default: is missing",
		"netting: {default: net}":         `"net" is not known`,
		"netting: {default: gross, x: 1}": "x: is no key here",
		"netting: {default: gross, agreements: [{name: a, model: gross, participants: [A]}]}":                                                                             "at least two",
		"netting: {default: gross, agreements: [{name: a, model: gross, participants: [A, A]}]}":                                                                          "twice",
		"netting: {default: gross, agreements: [{name: a b, model: gross, participants: [A, B]}]}":                                                                        "is no name",
		"netting: {default: gross, agreements: [{name: a, model: odd, participants: [A, B]}]}":                                                                            `"odd" is not known`,
		"netting: {default: gross, agreements: [{name: a, model: gross, participants: [A, B], currencies: [EU]}]}":                                                        "EU",
		"netting: {default: gross, agreements: [{name: a, model: gross, participants: [A, B], from: today}]}":                                                             "today",
		"netting: {default: gross, agreements: [{name: a, model: gross, participants: [A, B], from: \"2026-02-01\", until: \"2026-01-01\"}]}":                             "ends before it begins",
		"netting: {default: gross, agreements: [{name: a, model: gross, participants: [A, B]}, {name: a, model: gross, participants: [A, C]}]}":                           "give each agreement a name",
		"netting: {default: gross, agreements: [{name: a, model: gross, participants: [A, B, C]}, {name: b, model: bilateral, participants: [A, B], currencies: [EUR]}]}": "never counts",
	} {
		if _, told := nettingOf(t, text); !strings.Contains(told, want) {
			t.Errorf("%s\n  told %q, want %q", text, told, want)
		}
	}
}
