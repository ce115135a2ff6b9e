package jobs

import (
	"time"

	"nostro/intake"
	"nostro/money"
)

// Amendment is one change of what a participant or its account in a currency is, as a second person approved it.
type Amendment struct {
	Number       int64 // 1, 2, 3 ..., given by the store
	Participant  string
	Currency     money.Currency // of the account; zero: the participant itself
	Was, Becomes []intake.Field // all fields, by the names of the store's columns
	Source       Source         // the row of the file that says what it becomes
	Reason, By   string         // By asked
	Approval     int64
	At           time.Time // of the last approval
}

// Changes are the fields that are not as they were.
func (a Amendment) Changes() []FieldChange { return fieldChanges(a.Was, a.Becomes) }

// FieldChange is a field of a record that an amendment changes.
type FieldChange struct{ Field, Was, Becomes string }

// fieldChanges compares fields that stand in the same order.
func fieldChanges(was, becomes []intake.Field) []FieldChange {
	var all []FieldChange
	for n := range min(len(was), len(becomes)) {
		if was[n] != becomes[n] {
			all = append(all, FieldChange{was[n].Name, was[n].Value, becomes[n].Value})
		}
	}
	return all
}

// AmendmentTx is what amendments need. The store lets neither record change in another way.
type AmendmentTx interface {
	// AmendParticipant makes the participant of that id what is given, and keeps what it was. Of the amendment it takes
	// Reason, By, Approval, At and Source.
	AmendParticipant(p intake.Participant, m Amendment) error
	// AmendAccount does the same to the account of that participant and currency.
	AmendAccount(a intake.Account, m Amendment) error
	// Amendments returns all by number.
	Amendments() ([]Amendment, error)
}
