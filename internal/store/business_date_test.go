package store_test

import (
	"testing"

	"nostro/jobs"
)

// The business date of the world: set behind the clock once, and back.
var (
	dayBehind  = jobs.BusinessDay{Number: 1, Day: day, By: "mia", Reason: "the power was off", At: at}
	dayFollows = jobs.BusinessDay{Number: 2, By: "mia", Reason: "worked off", At: at.Add(1)}
)

func TestBusinessDatesComeBackExactly(t *testing.T) {
	s, _ := world(t)
	same(t, "all", get(t, s, jobs.Tx.BusinessDays), []jobs.BusinessDay{dayBehind, dayFollows})
	same(t, "in force", *find(t, s, jobs.Tx.BusinessDay), dayFollows)
	empty, _ := open(t)
	same(t, "none", find(t, empty, jobs.Tx.BusinessDay), (*jobs.BusinessDay)(nil))
}

func TestBusinessDatesNeverGoBack(t *testing.T) {
	s, _ := world(t)
	for want, b := range map[string]jobs.BusinessDay{
		"never goes back": {Day: day.AddDays(-1), By: "mia", Reason: "x", At: at},
		"CHECK":           {Day: day, By: "", Reason: "x", At: at},
		"CHECK ":          {Day: day, By: "mia", Reason: "", At: at},
	} {
		refused(t, s, want[:5], func(tx jobs.Tx) error { return tx.AddBusinessDay(b) })
	}
	update(t, s, func(tx jobs.Tx) error {
		return tx.AddBusinessDay(jobs.BusinessDay{Day: day, By: "mia", Reason: "the same again", At: at})
	})
}
