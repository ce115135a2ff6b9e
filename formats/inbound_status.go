package formats

import (
	"nostro/calendar"
	"nostro/money"
)

// Level tells what an answer is about.
type Level string

// The levels, from the whole down.
const (
	LevelMessage Level = "message" // the whole original message
	LevelBatch   Level = "batch"   // one payment information block (PmtInf) of a pain.001
	LevelPayment Level = "payment"
)

// Originals name the message, the batch or the payment that an answer is about.
type Originals struct {
	OriginalMessage   string // "pacs.008.001.08"
	OriginalMsgID     string
	OriginalCreatedAt string
	OriginalPmtInfID  string
	OriginalCount     string // transactions, as written
	OriginalSum       string // control sum, as written

	OriginalInstrID, OriginalEndToEndID, OriginalTxID, OriginalUETR, OriginalClearingRef string

	OriginalAmount    money.Amount // settled between banks, or instructed by a customer
	OriginalValueDate calendar.Date
	OriginalValueAt   string // date and time as written, where the bank gives a time
}

// Status is what a pacs.002 or a pain.002 says about one payment, a batch of them or a whole message; or
// what an admi.002 says: that a message was rejected, with the code "RJCT".
type Status struct {
	Number int   // 1, 2, ... within the message
	Line   int   // where it begins
	Offset int64 // the byte where it begins

	Level Level
	Group bool // about the whole original message
	ID    string
	Originals

	Code                 string // see codeset.Statuses
	Reasons              []Reason
	Counts               []StatusCount
	SettlementDate       calendar.Date // FctvIntrBkSttlmDt
	SettlementAt         string        // date and time as written, where the bank gives a time
	AcceptedAt           string
	ProcessedAt          string // PrcgDt; RjctnDtTm of an admi.002
	BankRef, ClearingRef string
	FromBIC, ToBIC       string // instructing and instructed agent of this status
	Charges              []Charge
	Parties              []PartyIn
	Payment              *TransferIn // what the bank repeats of the payment; nil where absent
	Further              []Further   // what nothing here interprets
	ErrorAt              string      // ErrLctn of an admi.002
	Data                 string      // AddtlData of an admi.002
}

// StatusCount is how many transactions have a status.
type StatusCount struct{ Code, Count, Sum string }

// Reason says why. Code is one of ISO's external codes (see package codeset), or proprietary.
type Reason struct {
	Code        string
	Proprietary bool
	Text        string
	Originator  *PartyIn // nil where absent
}

// IsZero tells whether no reason is given.
func (r Reason) IsZero() bool { return r == Reason{} }
