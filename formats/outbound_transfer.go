package formats

import (
	"nostro/calendar"
	"nostro/money"
)

// Transfer is one pay-out.
type Transfer struct {
	InstrID    string // ours; at most 16 characters for cbpr+, else 35
	EndToEndID string // at most 35 characters; "NOTPROVIDED" where the debtor gave none (UR26 R29)
	TxID       string // optional; a pain.001 has none
	UETR       string // UUID version 4 in lower case
	// Amount is what is settled between the banks; in a pain.001, what the bank is told to pay.
	Amount    money.Amount
	ValueDate calendar.Date // settlement date; in a pain.001, the requested execution date
	// Instructed is what the debtor ordered; none stands for Amount. Rate is the plain decimal that leads
	// from it to Amount where the currencies differ, at most 11 digits with 10 decimals.
	Instructed money.Amount
	Rate       string
	// ChargeBearer is DEBT, SHAR, CRED or SLEV; "" stands for SHAR. A pacs.009 has none.
	ChargeBearer string
	// Charges are what was taken on the way (or prepaid, with DEBT). With CRED, none means that nothing was
	// taken, which is written as a charge of zero (UR26 R26).
	Charges []ChargeTaken
	// ServiceLevel is a code such as G001 (tracked customer transfer), Purpose one such as SALA; optional.
	ServiceLevel, Purpose string

	Debtor           Party
	DebtorAccount    AccountID
	DebtorAgentBIC   string
	IntermediaryBICs [intermediariesMax]string // in the order of the chain
	CreditorAgentBIC string
	Creditor         Party
	CreditorAccount  AccountID

	Remittance string         // at most 140 characters
	Structured []PaidDocument // instead of Remittance, where the profile allows both not at once
	// Underlying is the transfer of the pacs.008 that a cover pays for; CoverTransfer alone has it.
	Underlying *Transfer
}

// intermediariesMax is how many intermediary agents ISO 20022 knows.
const intermediariesMax = 3

// ChargeTaken is what one agent took.
type ChargeTaken struct {
	Amount   money.Amount // zero or more
	AgentBIC string
}

// PaidDocument names what is paid, in a form that a program can match: a commercial invoice, a
// creditor's reference (ISO 11649), or both.
type PaidDocument struct {
	Invoice     string        // number, at most 35 characters
	InvoiceDate calendar.Date // optional
	Amount      money.Amount  // of the invoice that is paid; optional
	Reference   string        // at most 35 characters
	Information string        // at most 140 characters
}

// bearer returns the charge bearer that is written.
func (t *Transfer) bearer() string {
	if t.ChargeBearer == "" {
		return "SHAR"
	}
	return t.ChargeBearer
}

// instructed returns what the debtor ordered.
func (t *Transfer) instructed() money.Amount {
	if t.Instructed == (money.Amount{}) {
		return t.Amount
	}
	return t.Instructed
}
