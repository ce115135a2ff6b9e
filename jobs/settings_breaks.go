package jobs

import (
	"nostro/money"
	"nostro/reconcile"
)

// BreakSettings is how breaks are worked on; DefaultBreaks where nostro.yaml says nothing.
type BreakSettings struct {
	AloneUpTo  money.Amount // in the base currency: what one person may give up, match or close alone; the zero value: nothing
	Buckets    []int        // business days at which a bucket of ageing ends, rising; beyond the last is one more
	AlarmAfter int          // business days after which an open break alarms
	Alarms     []BreakAlarm // stricter or laxer, the first that fits counts
	Owners     []BreakOwner // who looks after a break that nobody was given, the first that fits counts
}

// BreakAlarm is after how many business days a break alarms: of that reason (any where ""), at that correspondent (any
// where ""), and of at least that much in the base currency (any where the zero value).
type BreakAlarm struct {
	Reason        reconcile.Reason
	Correspondent string
	Above         money.Amount
	After         int
}

// BreakOwner is who looks after breaks of a reason at a correspondent, either any where "".
type BreakOwner struct {
	Reason        reconcile.Reason
	Correspondent string
	Owner         string
}

// DefaultBreaks needs a second person for everything, and alarms after two business days.
func DefaultBreaks() BreakSettings {
	return BreakSettings{Buckets: []int{0, 1, 2, 5, 10}, AlarmAfter: 2}
}

// breaks are the settings in force.
func (s Settings) breaks() BreakSettings {
	if s.Breaks == nil {
		return DefaultBreaks()
	}
	return *s.Breaks
}

// owner is who looks after a break that nobody was given, "" for nobody.
func (s BreakSettings) owner(b Break) string {
	for _, o := range s.Owners {
		if fits(o.Reason, o.Correspondent, b) {
			return o.Owner
		}
	}
	return ""
}

// alarmAfter is after how many business days a break of that value in the base currency alarms. A value that nobody knows
// is above every limit.
func (s BreakSettings) alarmAfter(b Break, value money.Amount, valued bool) int {
	for _, a := range s.Alarms {
		large := a.Above == (money.Amount{}) || !valued || value.Minor() >= a.Above.Minor()
		if fits(a.Reason, a.Correspondent, b) && large {
			return a.After
		}
	}
	return s.AlarmAfter
}

func fits(reason reconcile.Reason, correspondent string, b Break) bool {
	return (reason == "" || reason == b.Reason) && (correspondent == "" || correspondent == b.Correspondent)
}

// bucket is the place in Buckets of an age: that of the first end that is not below it.
func (s BreakSettings) bucket(age int) int {
	for n, end := range s.Buckets {
		if age <= end {
			return n
		}
	}
	return len(s.Buckets)
}
