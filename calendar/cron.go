package calendar

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

// ErrNotASchedule marks an expression that no due instants can be computed from; test with errors.Is.
var ErrNotASchedule = errors.New("no schedule")

// cronFields reads the five fields of crontab(5), nothing more: descriptors such as @every count from the start of
// the process, so they have no due instants.
var cronFields = cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow)

// anyDay is the bit by which robfig/cron marks a field that is * and so says nothing.
const anyDay = 1 << 63

// parseCron reads "30 16 * * 1-5": minute, hour, day of month, month, day of week. It refuses what runs at other times
// than a reader expects: a zone inside the expression, descriptors, a day of month together with a day of week (cron
// joins them by OR), and days that never come.
func parseCron(expression string) (*cron.SpecSchedule, error) {
	refuse := func(why string) (*cron.SpecSchedule, error) {
		return nil, fmt.Errorf("schedule %q: %s: %w", expression, why, ErrNotASchedule)
	}
	if strings.ContainsAny(expression, "=@") {
		return refuse("a zone has a field of its own, and @ forms have no fixed instants: write five fields, as in 30 16 * * 1-5")
	}
	parsed, err := cronFields.Parse(expression)
	if err != nil {
		return refuse(err.Error() + ": write five fields, as in 30 16 * * 1-5")
	}
	spec, ok := parsed.(*cron.SpecSchedule)
	if !ok {
		return refuse("it has no fixed instants: write five fields, as in 30 16 * * 1-5")
	}
	spec.Location = time.UTC
	if spec.Dom&anyDay == 0 && spec.Dow&anyDay == 0 {
		return refuse("a day of month and a day of week together mean either, not both: leave one as *")
	}
	if !everComes(spec) {
		return refuse("no such day ever comes: check day of month and month")
	}
	return spec, nil
}

// everComes tells whether the days of the expression exist; from 2000, a leap year, every day of a year is near.
func everComes(spec *cron.SpecSchedule) bool {
	return !spec.Next(time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)).IsZero()
}

// timesOn returns the times of day of the expression on the date, as instants of UTC: what the wall clock shows.
func timesOn(spec *cron.SpecSchedule, d Date) []time.Time {
	var shown []time.Time
	midnight := d.utc()
	for t := spec.Next(midnight.Add(-time.Second)); !t.IsZero() && DateOf(t) == d; t = spec.Next(t) {
		shown = append(shown, t)
	}
	return shown
}
