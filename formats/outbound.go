package formats

import (
	"strings"
	"time"

	"nostro/calendar"
	"nostro/money"
)

// TransferKind is the message that carries a transfer, by the message's identifier. A cover shares that of
// the plain institution transfer and is told apart by its business service alone, so it has a mark.
type TransferKind string

// The kinds of transfer.
const (
	// CustomerTransfer pays a customer, serially or, with SettledByCover, with a cover beside it.
	CustomerTransfer TransferKind = "pacs.008.001.08"
	// InstitutionTransfer pays a bank (CORE).
	InstitutionTransfer TransferKind = "pacs.009.001.08"
	// CoverTransfer moves the money of a customer transfer, which it repeats (COV).
	CoverTransfer TransferKind = "pacs.009.001.08.COV"
	// CustomerInitiation orders a bank to pay, as its customer does.
	CustomerInitiation TransferKind = "pain.001.001.09"
)

// Message returns the identifier of the message: "pacs.009.001.08" for CoverTransfer too.
func (k TransferKind) Message() string { return strings.TrimSuffix(string(k), ".COV") }

// isInstitution tells whether debtor and creditor are banks.
func (k TransferKind) isInstitution() bool { return k == InstitutionTransfer || k == CoverTransfer }

// The identifiers of the messages that carry a Notice and a Recall.
const (
	MessageNotice = "camt.057.001.06"
	MessageRecall = "camt.056.001.08"
)

// SettlementMethod tells over which account the banks settle.
type SettlementMethod string

// The methods of correspondent banking (ISO 20022 SettlementMethod1Code without CLRG).
const (
	SettledByReceiver SettlementMethod = "INDA" // the receiver debits our account with it; the zero value too
	SettledBySender   SettlementMethod = "INGA" // we credit its account with us
	SettledByCover    SettlementMethod = "COVE" // the money comes by a CoverTransfer, through reimbursement agents
)

// TransferMessage is one message of transfers from us (FromBIC) to a correspondent (ToBIC).
type TransferMessage struct {
	Kind           TransferKind
	MsgID          string
	CreatedAt      time.Time // written with its offset, to the second
	FromBIC, ToBIC string
	Method         SettlementMethod // a pain.001 has none
	// SettlementAccount is the account over which the banks settle, or which a pain.001 debits; none with
	// SettledByCover.
	SettlementAccount AccountID
	// The reimbursement agents of SettledByCover: ours, theirs, and one between them.
	OurReimbursement, TheirReimbursement, ThirdReimbursement Agent
	Transfers                                                []Transfer
}

// method returns the settlement method that is written.
func (m *TransferMessage) method() SettlementMethod {
	if m.Method == "" {
		return SettledByReceiver
	}
	return m.Method
}

// Notice tells a correspondent which pay-ins we expect on one account on one value date.
type Notice struct {
	MsgID          string
	CreatedAt      time.Time // written with its offset, to the second
	FromBIC, ToBIC string
	Account        AccountID
	Currency       money.Currency
	ValueDate      calendar.Date
	Items          []NoticeItem
}

// NoticeItem is one expected pay-in; its amount is in the currency of the notice.
type NoticeItem struct {
	ID             string // at most 35 characters
	EndToEndID     string // optional
	UETR           string // optional: the UETR of the credit that is expected
	Amount         money.Amount
	Debtor         Party // optional
	DebtorAgentBIC string
}
