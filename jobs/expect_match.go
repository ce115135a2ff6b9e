package jobs

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"time"

	"nostro/calendar"
	"nostro/formats/csvstatement"
	"nostro/lifecycle"
)

// Expectation is a file that a correspondent gives on every business day of a calendar, and by when.
type Expectation struct {
	Name     string
	Kind     string // of a message in it, such as camt.053; or "" and
	Pattern  string // its name, with * and ? as in a shell
	By       calendar.CutOff
	Calendar calendar.Calendar
	Since    calendar.Date // the first day on which it is expected
}

// What says in words which file is meant.
func (e Expectation) What() string {
	if e.Kind != "" {
		return "a " + e.Kind
	}
	return "a file named " + e.Pattern
}

// ActedOn returns the kinds of messages that change something here, such as camt.053; no other is ever read.
func ActedOn() []string { return slices.Clone(actedOn) }

// twins are the kinds of what is no message of ISO 20022 and is read as one.
var twins = map[string]string{"MT940": "camt.053", "MT950": "camt.053", "MT942": "camt.052", csvstatement.Message: "camt.053"}

// meets tells whether the file is one that the expectation means. By kind it must have been read: a file that
// nobody can read is none.
func (e Expectation) meets(f FileIn) bool {
	if e.Kind != "" {
		return f.State == lifecycle.FileInRead && slices.ContainsFunc(strings.Split(f.Message, ", "), func(message string) bool {
			return message == e.Kind || strings.HasPrefix(message, e.Kind+".") || twins[message] == e.Kind
		})
	}
	matched, err := path.Match(e.Pattern, f.Name)
	return err == nil && matched
}

// expectedDay is one day of an expectation: files that come from after the day before it until its own end are
// its own.
type expectedDay struct {
	ExpectedFile
	from, until time.Time
	known       bool  // it stands in the books already
	stored      int64 // the file in that they name for it, 0 for none
}

// days are the business days from the first one to today, by the wall clock of the expectation.
func (e Expectation) days(correspondent string, now time.Time) []expectedDay {
	zone := e.By.Zone()
	var days []expectedDay
	from := e.Since.In(zone)
	for d := e.Since; !d.After(calendar.DateOf(now.In(zone))); d = d.AddDays(1) {
		if !e.Calendar.IsBusinessDay(d) {
			continue
		}
		end := d.AddDays(1).In(zone)
		days = append(days, expectedDay{from: from, until: end,
			ExpectedFile: ExpectedFile{Correspondent: correspondent, Expectation: e.Name, Day: d, DueAt: e.By.At(d)}})
		from = end
	}
	return days
}

// settle gives each day its file: first one of its own time, then, to the oldest day that still waits, one of
// those that later days have left over. What stands in the books stays as it is.
func (e Expectation) settle(days []expectedDay, files []FileIn) {
	used := map[int64]bool{}
	for _, d := range days {
		used[d.FileIn] = true
	}
	files = slices.DeleteFunc(slices.Clone(files), func(f FileIn) bool { return used[f.ID] || !e.meets(f) })
	slices.SortStableFunc(files, func(a, b FileIn) int { return cmp.Or(a.FetchedAt.Compare(b.FetchedAt), cmp.Compare(a.ID, b.ID)) })
	own := func(d *expectedDay, f FileIn) bool { return !f.FetchedAt.Before(d.from) && f.FetchedAt.Before(d.until) }
	late := func(d *expectedDay, f FileIn) bool { return !f.FetchedAt.Before(d.until) }
	for _, fits := range []func(*expectedDay, FileIn) bool{own, late} {
		for n := range days {
			d := &days[n]
			at := slices.IndexFunc(files, func(f FileIn) bool { return fits(d, f) })
			if d.FileIn != 0 || at < 0 {
				continue
			}
			d.FileIn, d.CameAt = files[at].ID, files[at].FetchedAt
			files = slices.Delete(files, at, at+1)
		}
	}
}
