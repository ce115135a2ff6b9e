package anomaly

import (
	"fmt"
	"time"

	"nostro/calendar"
	"nostro/money"
	"nostro/risk"
)

// Rules are what is looked for, as data: nostro.yaml can be read into it. A rule with no points is off.
type Rules struct {
	HoldFrom int // points from which a payment is held

	Amount       int   // points of an amount far from the payee's own history; five times as far counts double
	AmountTenths int64 // how far: tenths of its usual distance from the median
	HistoryMin   int   // earlier payments without which nobody can tell, at least risk.HistoryMin

	FirstAccount int // points of an account that was never paid

	Velocity      int // points of too many, or too much, in a window
	VelocityDays  int // the window, up to the day of the payment
	VelocityCount int // more payments than this; 0: any number
	VelocityTimes int // more than this many times the median of what was paid in a window; 0: any amount

	Round      int // points of a round amount
	RoundZeros int // zeros at the end of the whole units that make it round

	Again     int // points of one that looks like an earlier one under another id
	AgainDays int // value dates so far apart still look like it

	OutOfHours int // points of one that was made outside of the hours, or on no business day
	HoursFrom  int // the first hour of the day that is usual, 0 to 23
	HoursTo    int // the first that is not any more
}

// farTimes is how many times as far as unusual an amount counts double.
const farTimes = 5

// Default are rules for a house that has not decided its own. A payment that looks sent again, one of too many and an
// amount very far away are held for that alone; of the others it takes two.
func Default() Rules {
	return Rules{HoldFrom: 50, Amount: 30, AmountTenths: 80, HistoryMin: risk.HistoryMin, FirstAccount: 25, Velocity: 50, VelocityDays: 3,
		VelocityCount: 6, VelocityTimes: 8, Round: 10, RoundZeros: 4, Again: 50, AgainDays: 3, OutOfHours: 15, HoursFrom: 6, HoursTo: 20}
}

// Payment is one that is looked at, or one that was made before.
type Payment struct {
	ID      string
	Payer   string // who caused it; "" where several did
	Payee   string
	Account string // into which it goes
	Amount  money.Amount
	Day     calendar.Date // its value date
	MadeAt  time.Time     // in the zone of the house; zero where that is not known
}

// Finding is one rule that spoke: its points, and why in words.
type Finding struct {
	Rule   string
	Points int
	Why    string
}

// Verdict is what the rules say of one payment.
type Verdict struct {
	Payment  Payment
	Score    int
	Findings []Finding // in the order of the rules
	Held     bool      // the score has reached the threshold
}

func (v *Verdict) add(rule string, points int, format string, args ...any) {
	if points > 0 {
		v.Score += points
		v.Findings = append(v.Findings, Finding{rule, points, fmt.Sprintf(format, args...)})
	}
}
