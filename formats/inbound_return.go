package formats

import (
	"nostro/calendar"
	"nostro/money"
)

// Return is what a pacs.004 says about one payment that came back, or about a whole message.
type Return struct {
	Number int   // 1, 2, ... within the message
	Line   int   // where it begins
	Offset int64 // the byte where it begins

	Group    bool // the whole original message came back
	ReturnID string
	Originals

	Returned           money.Amount // > 0; no currency where it could not be read: see Problems
	Written            string       // of an amount that cannot be read: currency and text as they stand
	ReturnedInstructed money.Amount // no currency where absent
	Compensation       money.Amount // no currency where absent
	Rate               string       // XchgRate, as written
	ValueDate          calendar.Date
	Priority           string // SttlmPrty
	Times              []DateIn
	ChargeBearer       string
	Reasons            []Reason
	Charges            []Charge
	ClearingRef        string
	FromBIC, ToBIC     string    // instructing and instructed agent of this return
	Parties            []PartyIn // of the return: its agents and its own chain
	Payment            *TransferIn

	Problems []Problem
}

// Resolution is what a camt.029 says about a request to cancel: of one payment, a batch, a whole message,
// or of the case as a whole (Confirmation).
type Resolution struct {
	Number int   // 1, 2, ... within the message
	Line   int   // where it begins
	Offset int64 // the byte where it begins

	Level        Level
	Modification bool   // about a request to modify the payment
	ID           string // CxlStsId and its like
	Case         Case
	Confirmation string // Conf: "CNCL" done, "PECR" partly, "RJCR", "PDCR", ...
	Originals

	Code       string // "ACCR", "RJCR", "PDCR"; of a message also "PACR"
	Reasons    []Reason
	Counts     []StatusCount
	Related    []Settled
	Parties    []PartyIn // assigner and assignee
	Payment    *TransferIn
	Unmodified []string // RjctdMod: why a modification was refused
	Withdrawn  string   // AssgnmtCxlConf: "true", "false" or ""
	Duplicate  Case     // DplctOf: the case that this one repeats
}

// Settled is a payment that settles a resolution.
type Settled struct {
	EndToEndID, TxID, UETR, ClearingChannel string
	Amount                                  money.Amount
	ValueDate                               calendar.Date
	Compensation                            money.Amount
	Charges                                 []Charge
	Parties                                 []PartyIn
	Reason                                  string
}

// CancellationIn is what a camt.056 asks back: one payment, or a whole message.
type CancellationIn struct {
	Number int   // 1, 2, ... within the message
	Line   int   // where it begins
	Offset int64 // the byte where it begins

	Level Level
	Group bool // the whole original message
	ID    string
	Case  Case
	Originals

	Reasons []Reason
	Parties []PartyIn
	Payment *TransferIn
}
