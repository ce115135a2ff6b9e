package jobs_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"nostro/jobs/alarm"
)

// The alarms of aged breaks are those that the list of breaks has, though they are found without the bookings: on each of ten
// days, with an owner of its own, and not of one that is over.
func TestAlarmsOfBreaksAreThoseOfTheList(t *testing.T) {
	h := newInstallation(t)
	h.gives(strangeStatement(1, "100.00").xml())
	h.now = h.now.AddDate(0, 0, 1)
	h.gives(statement{seq: 3, date: "2026-11-26", opening: "105.00"}.xml())
	seen := 0
	for day := range 10 {
		h.now = h.now.AddDate(0, 0, 1)
		aged, err := h.stages.AgedBreaks(h.ctx)
		h.must(err)
		var want []string
		for _, v := range aged {
			if v.Reason != "statement-gap" && v.Reason != "statement-does-not-add-up" {
				want = append(want, fmt.Sprintf("aged-break of break:%d", v.ID))
			}
		}
		got := slices.DeleteFunc(h.alarms(), func(a string) bool { return !strings.HasPrefix(a, "aged-break") })
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("day %d: alarms of %q, the list has %q", day, got, want)
		}
		seen += len(got)
	}
	if seen == 0 {
		t.Fatal("nothing ever aged")
	}
	look, err := h.stages.LookAtAlarms(h.ctx, nil)
	h.must(err)
	n := slices.IndexFunc(look.Open, func(a alarm.Alarm) bool { return a.Kind == "aged-break" })
	if n < 0 || !strings.Contains(look.Open[n].Text, "looks after it") {
		t.Errorf("%+v", look.Open)
	}
}
