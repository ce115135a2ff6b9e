package formats

import (
	"nostro/calendar"
	"nostro/money"
)

// Inbound is what one bank message says. Texts are trimmed and otherwise as the bank wrote them.
type Inbound struct {
	Message         string // "camt.053.001.08"; "camt.053" where the file does not tell the version
	Kind            string // "camt.053", "pacs.002" or "pacs.004"
	MsgID           string // of the group header
	CreatedAt       string // as written: with an offset, with Z, or with neither
	FromBIC, ToBIC  string // of the business header, else instructing and instructed agent
	BizSvc          string
	HeaderCreatedAt string // CreDt of the business header, as written
	Statements      []Statement
	Statuses        []Status
	Returns         []Return
	Warnings        []string // optional values that could not be read, each with its path and line
	Unread          []string // paths of elements that were not understood, each once, sorted
}

// Statement is one account statement of a camt.053.
type Statement struct {
	ID               string
	Sequence         int64 // ElctrncSeqNb; 0 where absent
	LegalSequence    int64 // LglSeqNb; 0 where absent
	CreatedAt        string
	From, To         string // the period, as written
	Copy             string // CpyDplctInd: "CODU", "COPY" or "DUPL" where this is not the original
	Page             int64  // of a statement in several messages; 0 where the bank does not number pages
	LastPage         bool   // true too where pages are not numbered
	Account          AccountID
	AccountOwner     string
	Currency         money.Currency
	Opening, Closing Balance // OPBD, else PRCD; and CLBD
	OtherBalances    []Balance
	Entries          []StatementEntry
}

// Balance is one balance; credit is positive.
type Balance struct {
	Present bool
	Amount  money.Amount
	Date    calendar.Date // zero where absent
	Code    string        // "OPBD", "PRCD", "CLBD", "ITBD", ... or the bank's own
}

// StatementEntry is one booking on the account. Credit is positive, debit negative, as the direction of
// this booking says; Reversal tells that it takes back an earlier one, and does not change the sign.
type StatementEntry struct {
	Number                 int // 1, 2, ... in the order of the file
	Line                   int // of the file
	Ref, BankRef           string
	Amount                 money.Amount
	Reversal               bool
	Status                 string // "BOOK", "PDNG", "INFO", "FUTR"; "" where absent: then it is not booked
	BookingDate, ValueDate calendar.Date
	BankCode               string // domain/family/subfamily such as "PMNT/RCDT/XBCT"
	ProprietaryCode        string // the bank's own code
	ProprietaryIssuer      string // whose code it is
	Charges                []Charge
	Batches                []Batch
	Details                []EntryDetail
	Info                   string
}

// Charge is what an agent took (positive) or gave back (negative).
type Charge struct {
	Amount   money.Amount
	Included string // "true": inside the entry's amount; "false": booked apart; "": the bank does not say
	AgentBIC string
}

// Batch sums up the transactions that were booked as one entry.
type Batch struct {
	MsgID, PmtInfID string
	Count           int64        // 0 where absent
	Total           money.Amount // signed as an entry; no currency where absent
}

// EntryDetail is one transaction behind an entry.
type EntryDetail struct {
	Number int // 1, 2, ... within the entry

	MsgID, PmtInfID, InstrID, EndToEndID, UETR, TxID string
	BankRef, ClearingRef                             string

	Amount     money.Amount // signed as an entry; no currency where absent
	Instructed money.Amount // as ordered, unsigned; no currency where absent

	Counterparty        string
	CounterpartyAccount AccountID
	Remittance          string // unstructured
	CreditorRef         string // structured
	ReturnReason        string // see codeset.ReturnReasons
	ReturnText          string
	Charges             []Charge
	Info                string
}

// Status is what a pacs.002 says about one payment, or about a whole message.
type Status struct {
	Group           bool   // about the whole original message
	OriginalMessage string // "pacs.008.001.08"
	OriginalMsgID   string

	OriginalInstrID, OriginalEndToEndID, OriginalTxID, OriginalUETR string

	Code                 string // see codeset.Statuses
	Reasons              []Reason
	SettlementDate       calendar.Date
	BankRef, ClearingRef string
	FromBIC, ToBIC       string // instructing and instructed agent of this status
}

// Reason says why. Code is one of ISO's external codes (see package codeset), or proprietary.
type Reason struct {
	Code        string
	Proprietary bool
	Text        string
}

// Return is what a pacs.004 says about one payment that came back, or about a whole message.
type Return struct {
	Group           bool // the whole original message came back
	ReturnID        string
	OriginalMessage string // "pacs.008.001.08"
	OriginalMsgID   string

	OriginalInstrID, OriginalEndToEndID, OriginalTxID, OriginalUETR string

	Returned           money.Amount // > 0
	Original           money.Amount // no currency where absent
	ReturnedInstructed money.Amount // no currency where absent
	ValueDate          calendar.Date
	ChargeBearer       string
	Reasons            []Reason
	Charges            []Charge
	ClearingRef        string
	FromBIC, ToBIC     string // instructing and instructed agent of this return
}
