package bank

import (
	"fmt"

	"nostro/calendar"
)

// recall is one transaction of a camt.056 that waits for an answer.
type recall struct {
	assignment, caseID, id                      string
	message, messageID, instrID, endToEnd, uetr string // of the original, as the request names it
	asked                                       bool   // a PDCR went out
}

// paid is a pay-out that was booked.
type paid struct {
	payOut payOut
	back   bool // it was sent back, or will be
}

// resolution is the answer to a recall.
type resolution struct {
	recall       recall
	date         calendar.Date
	confirmation string // CNCL, RJCR or PDCR
	status       string // ACCR, RJCR or PDCR
	reason       reason
}

// Codes of ISO 20022 in a camt.029: ExternalInvestigationExecutionConfirmation1Code, CancellationIndividualStatus1Code and
// ExternalPaymentCancellationRejection1Code; and of what comes back.
const (
	confirmCancelled  = "CNCL"
	recallAccepted    = "ACCR"
	recallRejected    = "RJCR"
	recallPending     = "PDCR"
	reasonNeverCame   = "NOOR" // original transaction not received
	reasonBackAlready = "ARDT" // already returned
	reasonAsking      = "PTNA" // passed to the next agent
	returnedOnRecall  = "FOCR" // following cancellation request
	cancelledUnbooked = "DS02" // order cancelled
)

type recallXML struct {
	ID           string      `xml:"Assgnmt>Id"`
	From         choiceXML   `xml:"Assgnmt>Assgnr"`
	To           choiceXML   `xml:"Assgnmt>Assgne"`
	Transactions []cancelXML `xml:"Undrlyg>TxInf"`
}

type cancelXML struct {
	ID         string `xml:"CxlId"`
	Case       string `xml:"Case>Id"`
	MessageID  string `xml:"OrgnlGrpInf>OrgnlMsgId"`
	Message    string `xml:"OrgnlGrpInf>OrgnlMsgNmId"`
	InstrID    string `xml:"OrgnlInstrId"`
	EndToEndID string `xml:"OrgnlEndToEndId"`
	UETR       string `xml:"OrgnlUETR"`
	Reason     string `xml:"CxlRsnInf>Rsn>Cd"`
}

// recalls returns what a camt.056 asks back. A request without a case or a reason, or which names no payment, is refused.
func (b *Bank) recalls(h *headerXML, x recallXML) ([]recall, *Refusal) {
	f := &fields{}
	assignment := f.text("Assgnmt Id", x.ID, true, idMax)
	b.checkHeader(f, h, assignment)
	b.checkAgents(f, f.choice("Assgnr", x.From).bic, f.choice("Assgne", x.To).bic)
	if len(x.Transactions) == 0 {
		f.refuse("TxInf", "there is none: a whole message is not cancelled here")
	}
	var list []recall
	for i, t := range x.Transactions {
		f.place = fmt.Sprintf("transaction %d", i+1)
		f.form("Rsn", f.text("Rsn", t.Reason, true, len("DUPL")), codeForm, "four capital letters or digits")
		r := recall{assignment: assignment, caseID: f.text("Case Id", t.Case, true, idMax), id: f.text("CxlId", t.ID, false, idMax),
			message: f.text("OrgnlMsgNmId", t.Message, true, idMax), messageID: f.text("OrgnlMsgId", t.MessageID, true, idMax),
			instrID: f.text("OrgnlInstrId", t.InstrID, false, idMax), endToEnd: f.text("OrgnlEndToEndId", t.EndToEndID, false, idMax),
			uetr: f.uetr(t.UETR)}
		if r.instrID == "" && r.uetr == "" {
			f.refuse("OrgnlUETR", "neither it nor OrgnlInstrId names a payment")
		}
		list = append(list, r)
	}
	return list, f.refusal
}

func (b *Bank) takeRecalls(list []recall) {
	for _, r := range list {
		if _, again := b.again("case "+r.caseID, true); again {
			b.count.duplicates++
			continue
		}
		b.books.recalls = append(b.books.recalls, r)
	}
}

// names tells whether the recall is about the payment.
func (r recall) names(p payOut) bool {
	if r.uetr != "" && p.uetr != "" {
		return r.uetr == p.uetr
	}
	return r.instrID != "" && r.instrID == p.instrID
}
