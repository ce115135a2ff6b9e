package jobs_test

import (
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/jobs"
)

// dated is a row for each value date.
func dated(dates ...string) string {
	rows := obligationsCSV()
	for n, date := range dates {
		row := strings.TrimPrefix(obligationsCSV("W-"+string(rune('1'+n))+" alfa brixton EUR 5.00"), obligationsCSV())
		rows += strings.Replace(row, date24.String(), date, 1)
	}
	return rows
}

// Whoever imports is told which cycle takes it and when the cut-off is, and what comes too late for its value date.
func TestImportTellsTheCutOff(t *testing.T) {
	t.Parallel()
	for _, story := range []struct {
		name, now string
		open      string // value date of a cycle that is open
		dates     []string
		want      []string
	}{
		{"in time", "2026-11-23T13:50:00Z", "", []string{"2026-11-24"},
			[]string{"1 obligation for 2026-11-24: a cycle of 2026-11-24, cut-off 2026-11-23 16:00 CET, in 1 h 10 min"}},
		{"a minute before", "2026-11-23T14:58:30Z", "", []string{"2026-11-24"}, []string{"cut-off 2026-11-23 16:00 CET, in 1 min"}},
		{"at the cut-off it is late", "2026-11-23T15:00:00Z", "", []string{"2026-11-24"},
			[]string{"1 obligation for 2026-11-24: late, the cut-off was 2026-11-23 16:00 CET: a cycle of 2026-11-25, " +
				"cut-off 2026-11-24 16:00 CET, in 1 d 0 h"}},
		{"a cycle that is open and not closed yet", "2026-11-23T15:30:00Z", "2026-11-24", []string{"2026-11-24"},
			[]string{"cycle 2026-11-24-1, cut-off 2026-11-23 16:00 CET, which has passed: it takes them as long as it is not closed"}},
		{"a cycle that is open for much later", "2026-11-23T13:50:00Z", "2026-12-14", []string{"2026-11-24"},
			[]string{"1 obligation for 2026-11-24: a cycle of 2026-11-24, cut-off 2026-11-23 16:00 CET, in 1 h 10 min"}},
		{"before a weekend", "2026-11-27T16:00:00Z", "", []string{"2026-11-28", "2026-11-30", "2026-12-14"}, []string{
			"1 obligation for 2026-11-28: no business day of calendar TARGET: a cycle of 2026-12-01, cut-off 2026-11-30 16:00 CET, in 2 d 23 h",
			"1 obligation for 2026-11-30: late, the cut-off was 2026-11-27 16:00 CET: a cycle of 2026-12-01",
			"1 obligation for 2026-12-14: a cycle of 2026-12-14, cut-off 2026-12-11 16:00 CET, in 13 d 23 h"}},
		{"many value dates", "2026-11-23T10:00:00Z", "", []string{"2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-30",
			"2026-12-01", "2026-12-02"}, []string{"1 obligation for 2026-11-30", "and 2 value dates more: "}},
	} {
		t.Run(story.name, func(t *testing.T) {
			t.Parallel()
			h := newInstallation(t)
			h.people()
			h.at(story.now)
			if story.open != "" {
				h.done(h.stages.Open(h.ctx, calendar.MustDate(story.open)))
			}
			result, err := h.stages.Import(h.ctx, []jobs.NamedFile{{Name: "o.csv", Data: []byte(dated(story.dates...))}}, false)
			h.must(err)
			h.says(strings.Join(result.Result.Notes, "\n"), story.want...)
		})
	}
}

// What was known already, or refused, goes into no cycle; a calendar that ends names no business day.
func TestImportOfNothingNewTellsNoCutOff(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	file := []jobs.NamedFile{{Name: "o.csv", Data: []byte(dated("2026-11-24"))}}
	for _, want := range []int{1, 0} {
		result, err := h.stages.Import(h.ctx, file, false)
		h.must(err)
		if len(result.Result.Notes) != want {
			t.Errorf("%q, want %d notes", result.Result.Notes, want)
		}
	}
	h.stages.Settings.Calendar = calendar.New("closed", func(calendar.Date) string { return "closed" })
	again := []jobs.NamedFile{{Name: "p.csv", Data: []byte(strings.ReplaceAll(dated("2026-11-24"), "W-1", "V-1"))}}
	result, err := h.stages.Import(h.ctx, again, false)
	h.must(err)
	h.says(strings.Join(result.Result.Notes, "\n"), "calendar closed knows no business day from then on")
}
