package jobs

import (
	"time"

	"nostro/calendar"
	"nostro/fx"
	"nostro/ledger"
)

// FXTx is what revaluation and the figures of risk need.
type FXTx interface {
	// EntriesOn calls visit with every entry that has a posting on one of the accounts, in the order of posting, with
	// its number and booking time. The entries are whole.
	EntriesOn(accounts []ledger.Account, visit func(number int64, at time.Time, e ledger.Entry) error) error
	// FixingsUntil returns the last fixings of the source on or before the date, at most so many, by date.
	FixingsUntil(source string, onOrBefore calendar.Date, most int) ([]fx.Fixing, error)
}
