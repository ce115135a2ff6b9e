package report

import (
	"encoding/json"
	"fmt"
	"time"

	"nostro/calendar"
	"nostro/money"
)

// Amount is an exact sum of money that reads and writes JSON as {"currency":"USD","amount":"-1234.50"}; the
// zero value, which has no currency, is null.
type Amount struct{ money.Amount }

type amountJSON struct {
	Currency string `json:"currency"`
	Amount   string `json:"amount"`
}

// MarshalJSON writes the decimal as a string, so that no reader turns it into a float.
func (a Amount) MarshalJSON() ([]byte, error) {
	if a.None() {
		return []byte("null"), nil
	}
	return json.Marshal(amountJSON{a.Currency().Code(), a.Decimal()})
}

// UnmarshalJSON reads what MarshalJSON writes; an unknown currency or an inexact decimal is an error.
func (a *Amount) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*a = Amount{}
		return nil
	}
	var form amountJSON
	if err := json.Unmarshal(data, &form); err != nil {
		return fmt.Errorf("amount %s: %w", data, err)
	}
	currency, err := money.ParseCurrency(form.Currency)
	if err != nil {
		return err
	}
	a.Amount, err = money.Parse(currency, form.Amount)
	return err
}

// None tells whether there is no amount at all, which differs from an amount of nothing.
func (a Amount) None() bool { return a.Currency().IsZero() }

// Instant is a point in time as the house's clocks show it and in UTC. Both are "" where there is none.
type Instant struct {
	Local string `json:"local"` // 2026-11-24 16:00:00 CET
	UTC   string `json:"utc"`   // 2026-11-24T15:00:00Z
}

// Minute returns the local time without its seconds: "2026-11-24 16:00 CET".
func (i Instant) Minute() string {
	if len(i.Local) < len("2006-01-02 15:04:05") {
		return i.Local
	}
	return i.Local[:16] + i.Local[19:]
}

func instant(t time.Time, zone *time.Location) Instant {
	if t.IsZero() {
		return Instant{}
	}
	return Instant{t.In(zone).Format("2006-01-02 15:04:05 MST"), t.UTC().Format(time.RFC3339)}
}

// everyDay is the calendar on which each day counts.
var everyDay = calendar.New("every day")

// days counts the dates from one instant to a later one, on the calendar of the zone.
func days(from, to time.Time, zone *time.Location) int {
	return everyDay.BusinessDaysBetween(calendar.DateOf(from.In(zone)), calendar.DateOf(to.In(zone)))
}

// negated turns a credit balance into what people call a sum of it. The least int64 has no opposite.
func negated(a money.Amount) (Amount, error) {
	n, err := a.Neg()
	return Amount{n}, err
}
