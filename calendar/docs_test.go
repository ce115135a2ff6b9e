package calendar_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"nostro/calendar"
)

// The page names the source of each calendar, what it was compared with and how far it is known, as the program does.
func TestThePageNamesEverySource(t *testing.T) {
	page, err := os.ReadFile("../docs/calendars.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range calendar.Abouts() {
		if row := pageRow(a); !strings.Contains(string(page), row) {
			t.Errorf("docs/calendars.md lacks the row\n%s", row)
		}
	}
}

func pageRow(a calendar.About) string {
	first, last := a.Calendar().Known()
	published := a.Calendar().Published().String()
	if published == "" {
		published = "by rule"
	}
	unknown := a.Unknown
	if unknown == "" {
		unknown = "-"
	}
	return fmt.Sprintf("| %s | %s | %s | %s | %d-%d | %s | %s | %s |", a.Name, a.Currency, a.Zone, a.Source, first.Year(), last.Year(),
		published, a.Checked, unknown)
}
