package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/money"
)

// Safeguarding is what was kept of the daily checks: what participants are owed against what is held for them, and the ledger
// against the statements.
type Safeguarding struct {
	Due  string            `json:"due,omitempty"` // the last business day where it was not checked
	Days []SafeguardingDay `json:"days"`          // the record that counts of each day, the last day first
}

// SafeguardingDay is the record that counts of a day.
type SafeguardingDay struct {
	Day        string                `json:"day"`
	Record     int                   `json:"record"` // how often it was made and found something else
	Made       Instant               `json:"made"`
	By         string                `json:"made_by"`
	SHA256     string                `json:"sha256"`
	Broken     string                `json:"broken,omitempty"` // why what was kept cannot be read; then there is nothing else
	Currencies []Safeguarded         `json:"internal"`
	Base       SafeguardedBase       `json:"in_base"`
	Accounts   []SafeguardingAccount `json:"external"`
}

// Safeguarded is the internal check of one currency: Owed + OnItsWay + Unidentified = Required; Held - Required = Difference,
// which is the sum of Because.
type Safeguarded struct {
	Currency     string            `json:"currency"`
	Owed         Amount            `json:"owed_to_participants"`
	OnItsWay     Amount            `json:"on_its_way"`
	Unidentified Amount            `json:"unidentified"`
	Required     Amount            `json:"required"`
	Held         Amount            `json:"held"`
	Difference   Amount            `json:"difference"` // below zero is a shortfall
	Because      []SafeguardedPart `json:"because_of"`
}

// SafeguardedPart is a part of a difference.
type SafeguardedPart struct {
	What   string `json:"what"`
	Amount Amount `json:"amount"`
}

// SafeguardedBase is the internal check of all currencies that have a rate, in the base currency.
type SafeguardedBase struct {
	Required   Amount   `json:"required"`
	Held       Amount   `json:"held"`
	Difference Amount   `json:"difference"`
	Fixing     string   `json:"fixing"`
	Unvalued   []string `json:"without_rate"` // currencies that are not in it
}

// SafeguardingAccount is the external check of one account.
type SafeguardingAccount struct {
	Correspondent string `json:"correspondent"`
	Currency      string `json:"currency"`
	Ledger        Amount `json:"ledger"`
	Statement     Amount `json:"statement"` // closing balance of the last one until the day; null where none ever came
	StatementID   string `json:"statement_id"`
	StatementDay  string `json:"statement_day"`
	Timing        Amount `json:"timing"`
	Difference    Amount `json:"difference"`
	Verdict       string `json:"verdict"`
}

// SafeguardingOf shows what was kept, none where nothing was; due is the day that waits for its check, zone is that of the house.
func SafeguardingOf(records []jobs.SafeguardingRecord, due calendar.Date, zone *time.Location) *Safeguarding {
	if len(records) == 0 {
		return nil
	}
	s := &Safeguarding{}
	if !due.IsZero() {
		s.Due = due.String()
	}
	for n, r := range records { // by day and number
		if n+1 == len(records) || records[n+1].Day != r.Day {
			s.Days = append(s.Days, safeguardingDay(r, zone))
		}
	}
	slices.Reverse(s.Days)
	return s
}

func safeguardingDay(r jobs.SafeguardingRecord, zone *time.Location) SafeguardingDay {
	d := SafeguardingDay{Day: r.Day.String(), Record: r.Number, Made: instant(r.At, zone), By: r.By, SHA256: r.SHA256,
		Currencies: []Safeguarded{}, Accounts: []SafeguardingAccount{}}
	c, err := r.Check()
	if err != nil {
		d.Broken = err.Error()
		return d
	}
	t := texts{}
	for _, one := range c.Currencies {
		d.Currencies = append(d.Currencies, Safeguarded{one.Currency, t.amount(one.Owed), t.amount(one.OnItsWay), t.amount(one.Unidentified),
			t.amount(one.Requirement), t.amount(one.Held), t.amount(one.Difference), mapped(one.Bridge, func(i jobs.SafeguardingItem) SafeguardedPart {
				return SafeguardedPart{i.What, t.amount(i.Amount)}
			})})
	}
	d.Base = SafeguardedBase{t.amount(c.Base.Requirement), t.amount(c.Base.Held), t.amount(c.Base.Difference), c.Base.Fixing, mapped(c.Base.Unvalued, same[string])}
	for _, a := range c.Accounts {
		d.Accounts = append(d.Accounts, SafeguardingAccount{a.Correspondent, a.Currency, t.amount(a.Ledger), t.amount(a.Statement), a.StatementID,
			a.StatementDay, t.amount(a.Timing), t.amount(a.Difference), a.Verdict})
	}
	if t.err != nil {
		d.Broken = t.err.Error()
	}
	return d
}

// texts reads amounts such as "EUR 1.00", "" for none, and keeps the first error.
type texts struct{ err error }

func (t *texts) amount(text string) Amount {
	if text == "" {
		return Amount{}
	}
	code, digits, _ := strings.Cut(text, " ")
	currency, err := money.ParseCurrency(code)
	var a money.Amount
	if err == nil {
		a, err = money.Parse(currency, digits)
	}
	if err != nil && t.err == nil {
		t.err = fmt.Errorf("amount %q: %w", text, err)
	}
	return Amount{a}
}

// on leaves only one day.
func (s *Safeguarding) on(day string) *Safeguarding {
	if s == nil {
		return nil
	}
	days := keep(append([]SafeguardingDay{}, s.Days...), func(d SafeguardingDay) bool { return d.Day == day })
	if len(days) == 0 {
		return nil
	}
	return &Safeguarding{Days: days}
}
