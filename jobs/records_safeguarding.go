package jobs

import (
	"encoding/json"
	"time"

	"nostro/calendar"
)

// SafeguardingRecord is the check of one day as it was made.
type SafeguardingRecord struct {
	Day     calendar.Date
	Number  int // 1, 2 ... of the day, given by the store: the last one counts
	At      time.Time
	By      string
	Content string // a SafeguardingCheck, as JSON
	SHA256  string // of the content
}

// Check reads the content.
func (r SafeguardingRecord) Check() (c SafeguardingCheck, err error) {
	err = json.Unmarshal([]byte(r.Content), &c)
	return c, err
}

// SafeguardingTx is what safeguarding keeps.
type SafeguardingTx interface {
	// AddSafeguardingRecord adds the next one of its day.
	AddSafeguardingRecord(r SafeguardingRecord) error
	// SafeguardingRecords returns all by day and number.
	SafeguardingRecords() ([]SafeguardingRecord, error)
}

// SafeguardingCheck is what participants were owed at the end of a day against what was held for them, and the ledger against
// the statements. Amounts are texts such as "EUR 1.00".
type SafeguardingCheck struct {
	Day        string                 `json:"day"`
	Currencies []SafeguardingCurrency `json:"internal"`
	Base       SafeguardingBase       `json:"in_base"`
	Accounts   []SafeguardingAccount  `json:"external"`
}

// SafeguardingCurrency is the internal check of a currency.
type SafeguardingCurrency struct {
	Currency     string             `json:"currency"`
	Owed         string             `json:"owed_to_participants"` // to those who are owed; what others owe us does not lower it
	OnItsWay     string             `json:"on_its_way"`           // sent, and not booked by the bank: held for the payee still
	Unidentified string             `json:"unidentified"`         // credits that nobody has explained: they may be a participant's
	Requirement  string             `json:"requirement"`          // the three together
	Held         string             `json:"held"`                 // on accounts at correspondents that are not overdrawn
	Difference   string             `json:"difference"`           // held less required: below zero is a shortfall
	Bridge       []SafeguardingItem `json:"because_of"`           // what the difference consists of
}

// SafeguardingItem is a part of a difference.
type SafeguardingItem struct {
	What   string `json:"what"`
	Amount string `json:"amount"`
}

// SafeguardingBase is the internal check of all currencies together, in the base currency.
type SafeguardingBase struct {
	Requirement string   `json:"requirement"`
	Held        string   `json:"held"`
	Difference  string   `json:"difference"`
	Fixing      string   `json:"fixing,omitempty"`       // the rates by which it is valued
	Unvalued    []string `json:"without_rate,omitempty"` // currencies that are not in it
}

// The verdicts of the external check of an account.
const (
	SafeguardingAgrees      = "agrees"
	SafeguardingDiffers     = "differs"
	SafeguardingUnconfirmed = "not confirmed" // there is no proven statement of that day
)

// SafeguardingAccount is the external check of an account at a correspondent.
type SafeguardingAccount struct {
	Correspondent string `json:"correspondent"`
	Currency      string `json:"currency"`
	Ledger        string `json:"ledger"`              // entries with a value date until the day
	Statement     string `json:"statement,omitempty"` // closing balance of the last statement until the day
	StatementID   string `json:"statement_id,omitempty"`
	StatementDay  string `json:"statement_day,omitempty"`
	Timing        string `json:"timing,omitempty"` // booked by the bank on one side of the end of the day, with a value date on the other
	Difference    string `json:"difference"`       // statement less ledger and timing
	Verdict       string `json:"verdict"`
}
