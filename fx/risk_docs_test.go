package fx

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/money"
)

var exampleRow = regexp.MustCompile(`(?m)^\| (2026-\d\d-\d\d) \| (\d\.\d{4}) \| (\d{3}\.\d\d) \| ([-0-9,.]*) *\|$`)

// The worked example of docs/fx-risk.md, figure by figure.
func TestTheWorkedExampleOfValueAtRisk(t *testing.T) {
	page, err := os.ReadFile("../docs/fx-risk.md")
	if err != nil {
		t.Fatal(err)
	}
	var fixings []Fixing
	var results []string
	for _, row := range exampleRow.FindAllStringSubmatch(string(page), -1) {
		f, err := NewFixing("ECB", calendar.MustDate(row[1]), "", []Rate{flat(t, eur, usd, row[2]), flat(t, eur, jpy, row[3])})
		if err != nil {
			t.Fatal(err)
		}
		fixings, results = append(fixings, f), append(results, strings.ReplaceAll(row[4], ",", ""))
	}
	if len(fixings) != 21 {
		t.Fatalf("the page has %d fixings", len(fixings))
	}
	var positions []Valued
	for _, text := range []string{"USD -405341.83", "JPY 32741633"} {
		v, err := Value(parsed(t, text), eur, fixings[20])
		if err != nil {
			t.Fatal(err)
		}
		positions = append(positions, v)
	}
	same(t, "values", positions[0].Value.Grouped()+" "+positions[1].Value.Grouped(), "-360,143.78 184,918.29")
	scenarios, err := scenariosOf(positions, eur, fixings)
	if err != nil {
		t.Fatal(err)
	}
	for n, s := range scenarios {
		same(t, s.day.String(), money.FromMinor(eur, s.result.Int64()).Decimal(), strings.TrimSpace(results[n+1]))
	}
	a, err := ValueAtRisk(positions, eur, fixings, 20, 9500)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "value at risk", a.Loss.String()+" "+a.Day.String(), "EUR 2848.89 2026-11-20")
	if a.Rank != 2 || !strings.Contains(string(page), "**EUR "+a.Loss.Grouped()+"**") {
		t.Errorf("rank %d; the page does not say %s", a.Rank, a.Loss.Grouped())
	}
	worst, err := ValueAtRisk(positions, eur, fixings, 20, 9999)
	if err != nil || worst.Loss.Grouped() != "3,424.52" {
		t.Errorf("%+v, %v", worst, err)
	}
}
