package formats

import (
	"cmp"
	"strings"

	"nostro/calendar"
	"nostro/money"
)

// EntryDetail is one transaction behind an entry.
type EntryDetail struct {
	Number int   // 1, 2, ... within the entry
	Line   int   // of the file
	Offset int64 // the byte where it begins

	MsgID, PmtInfID, InstrID, EndToEndID, UETR, TxID  string
	BankRef, ClearingRef                              string
	MandateID, ChequeNumber                           string
	OwnerTxID, ServicerTxID, MarketTxID, ProcessingID string
	OtherRefs                                         []OtherRef

	Amount          money.Amount // signed as an entry; no currency where absent
	Debit           bool         // the side: its own, else that of the entry
	Amounts         []AmountIn
	Available       []Availability
	Code            BankCode
	Charges         []Charge
	Parties         []PartyIn
	Payment         PaymentType
	LocalInstrument string // beside the payment type
	Purpose         string
	Advices         []Advice
	Remittance
	Dates   []DateIn
	Return  ReturnInfo
	Further []Further // what nothing here interprets
	Info    string
}

// OtherRef is a reference of a kind that the bank names.
type OtherRef struct{ Type, Ref string }

// DateIn is a further date of a payment.
type DateIn struct {
	Kind string // "AccptncDtTm", "IntrBkSttlmDt", "TradDt", ...; "own:" and the bank's own
	Text string // as written
}

// Advice is remittance information that was sent apart from the payment.
type Advice struct {
	ID        string
	Locations []AdviceLocation
}

// AdviceLocation is where an advice was sent to.
type AdviceLocation struct {
	Method, Address, Name string
	Postal                *AddressIn
}

// ReturnInfo is why a payment came back.
type ReturnInfo struct {
	Reason
	OriginalCode BankCode
}

// Remittance is what a payment is for.
type Remittance struct {
	Unstructured []string
	Structured   []StructuredRemittance
}

// StructuredRemittance refers to documents that are paid.
type StructuredRemittance struct {
	Reference       string // of the creditor
	ReferenceType   string // "SCOR", "own:QRR"
	ReferenceIssuer string
	Documents       []ReferredDocument
	Amounts         []AmountIn
	Parties         []PartyIn // "Invcr" and "Invcee"
	Further         []Further // what nothing here interprets
	Info            []string
}

// ReferredDocument is an invoice or the like.
type ReferredDocument struct {
	Type, Issuer, Number, Date string
	Lines                      []DocumentLine
}

// DocumentLine is one line of a document that is paid.
type DocumentLine struct {
	IDs         []ReferredDocument
	Description string
	Amounts     []AmountIn
}

// Text returns the unstructured texts with blanks between.
func (r Remittance) Text() string { return strings.Join(r.Unstructured, " ") }

// CreditorRefs returns the structured references of the creditor with blanks between.
func (r Remittance) CreditorRefs() string {
	var refs []string
	for _, s := range r.Structured {
		if s.Reference != "" {
			refs = append(refs, s.Reference)
		}
	}
	return strings.Join(refs, " ")
}

// Party returns who has the role, zero but for the role where nobody has.
func (d *EntryDetail) Party(role Role) PartyIn { return find(d.Parties, role) }

// Instructed returns the amount as it was ordered, unsigned; without a currency where absent.
func (d *EntryDetail) Instructed() money.Amount { return viewOf(d.Amounts, "InstdAmt") }

// SettlementDate returns when banks settled the payment; zero where absent or no date.
func (d *EntryDetail) SettlementDate() calendar.Date {
	for _, date := range d.Dates {
		if date.Kind == "IntrBkSttlmDt" {
			parsed, _ := calendar.ParseDate(date.Text) // no date is the zero date
			return parsed
		}
	}
	return calendar.Date{}
}

// Counterparty names the other side, and its account: the creditor of what we paid, the debtor of what
// we got; the ultimate one where the bank gives only that.
func (d *EntryDetail) Counterparty() (name string, account AccountID) {
	side, ultimate := RoleDebtor, RoleUltimateDebtor
	if d.Debit {
		side, ultimate = RoleCreditor, RoleUltimateCreditor
	}
	party := d.Party(side)
	return cmp.Or(party.DisplayName(), d.Party(ultimate).DisplayName()), party.Account.AccountID
}
