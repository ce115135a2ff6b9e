package formats

import (
	"nostro/calendar"
	"nostro/money"
)

// TransferIn is one credit transfer that somebody sent or ordered (pacs.008, pacs.009, pain.001), or what
// an answer repeats of one. What a pain.001 says once for a batch stands in each of its transfers.
type TransferIn struct {
	Number int   // 1, 2, ... within the message
	Line   int   // where it begins
	Offset int64 // the byte where it begins

	Batch         *TransferIn // what a pain.001 says once for all transfers of the batch; nil elsewhere
	BatchID       string      // PmtInfId of a pain.001
	PaymentMethod string      // PmtMtd: "TRF", "CHK"
	BatchBooking  string      // "true", "false" or ""
	BatchCount    string      // NbOfTxs and CtrlSum of the batch, as written
	BatchSum      string

	InstrID, EndToEndID, UETR, TxID, ClearingRef string

	Amount           money.Amount  // settled between banks; of a pain.001 the ordered one: see Problems where absent
	Written          string        // of an amount that cannot be read: currency and text as they stand
	ValueDate        calendar.Date // of the settlement; of a pain.001 the requested one
	RequestedOn      calendar.Date
	RequestedAt      string // date and time as written, where the order gives a time
	Instructed       money.Amount
	Equivalent       money.Amount // EqvtAmt: what the order is worth in the currency of the debtor
	TransferCurrency string       // the currency to transfer of an EqvtAmt
	Rate             string       // XchgRate, as written
	Exchange         Exchange     // XchgRateInf
	ChargeBearer     string
	Charges          []Charge

	Payment        PaymentType
	Settlement     Settlement
	Parties        []PartyIn
	ChargesAccount AccountIn
	Purpose        string
	Orders         []Order
	Advices        []Advice
	Remittance
	Dates      []DateIn
	Further    []Further   // what nothing here interprets
	Underlying *TransferIn // the customer transfer that a pacs.009 COV covers; nil where absent

	Problems []Problem
}

// Order is an instruction to an agent.
type Order struct {
	For  string // the element: "InstrForCdtrAgt", "InstrForNxtAgt", "InstrForDbtrAgt"
	Code string
	Text string
}

// Party returns who has the role, zero but for the role where nobody has.
func (t *TransferIn) Party(role Role) PartyIn { return find(t.Parties, role) }

// NoticeIn is a credit that a camt.057 announces. What the message says once for several stands in each.
type NoticeIn struct {
	Number int   // 1, 2, ... within the message
	Line   int   // where it begins
	Offset int64 // the byte where it begins

	Common         *NoticeIn // what the notification says once for all of its items
	NoticeID       string
	ID             string // of the item
	EndToEndID     string
	UETR           string
	Account        AccountIn
	RelatedAccount AccountIn
	Amount         money.Amount // no currency where it could not be read: see Problems
	Written        string       // of an amount that cannot be read: currency and text as they stand
	Total          money.Amount // of the notification
	ValueDate      calendar.Date
	Parties        []PartyIn // "Dbtr", "DbtrAgt", "IntrmyAgt", "AcctOwnr", "AcctSvcr"
	Purpose        string
	Advices        []Advice
	Remittance
	Underlying *TransferIn

	Problems []Problem
}

// Party returns who has the role, zero but for the role where nobody has.
func (n *NoticeIn) Party(role Role) PartyIn { return find(n.Parties, role) }
