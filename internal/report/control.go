package report

import (
	"time"

	"nostro/jobs"
	"nostro/reconcile"
)

// Control is the three-way control: our files, the banks' statements and our ledger side by side.
type Control struct {
	Known      Instant      `json:"known"`             // what came to be known later is not in it
	Statements int          `json:"statements_proven"` // of the whole house
	Days       []ControlDay `json:"days"`              // by correspondent, currency and day
}

// ControlDay is one value date of an account: a credit of the account is positive.
type ControlDay struct {
	Correspondent string   `json:"correspondent"`
	Currency      string   `json:"currency"`
	Day           string   `json:"day"`
	Files         Amount   `json:"files"`
	Bank          Amount   `json:"bank"`
	Ledger        Amount   `json:"ledger"`
	Agrees        bool     `json:"agrees"` // item by item
	FilesBank     []Unlike `json:"bank_less_files"`
	BankLedger    []Unlike `json:"ledger_less_bank"`
}

// Unlike is an item of which two sides tell different amounts on a day.
type Unlike struct {
	Item   string `json:"item"`   // an instruction, or an entry of a statement
	Amount Amount `json:"amount"` // by how much the second side is higher
	Why    string `json:"why"`
	Text   string `json:"text"`
	Break  int64  `json:"break,omitempty"` // the open break about it
}

// ControlOf shows the control as it was known at the instant; zone is that of the house.
func ControlOf(c jobs.Controlled, known time.Time, zone *time.Location) *Control {
	unlikes := func(all []reconcile.Unlike) []Unlike {
		return mapped(all, func(u reconcile.Unlike) Unlike {
			return Unlike{u.Item, Amount{u.Amount}, string(u.Why), u.Text, c.BreakOf(u.Item)}
		})
	}
	return &Control{instant(known, zone), c.Statements, mapped(c.Days, func(d reconcile.ControlDay) ControlDay {
		return ControlDay{d.Correspondent, d.Currency.Code(), d.Day.String(), Amount{d.Files}, Amount{d.Bank}, Amount{d.Ledger}, d.Agrees(),
			unlikes(d.FilesBank), unlikes(d.BankLedger)}
	})}
}

// on leaves only the value date of a cycle.
func (c *Control) on(valueDate string) *Control {
	if c == nil {
		return nil
	}
	days := keep(append([]ControlDay{}, c.Days...), func(d ControlDay) bool { return d.Day == valueDate })
	return &Control{c.Known, c.Statements, days}
}

// Differing counts the days of accounts on which the three sides do not tell the same.
func (c *Control) Differing() (n int) {
	for _, d := range c.Days {
		n += count(!d.Agrees)
	}
	return n
}
