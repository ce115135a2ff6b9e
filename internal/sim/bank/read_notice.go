package bank

import (
	"fmt"

	"nostro/money"
)

type noticeXML struct {
	ID     string        `xml:"GrpHdr>MsgId"`
	Sender choiceXML     `xml:"GrpHdr>MsgSndr"`
	Notice []receivedXML `xml:"Ntfctn"`
}

type receivedXML struct {
	ID       string     `xml:"Id"`
	Account  accountXML `xml:"Acct"`
	Servicer agentXML   `xml:"AcctSvcr"`
	Total    *amountXML `xml:"TtlAmt"`
	Date     string     `xml:"XpctdValDt"`
	Debtor   choiceXML  `xml:"Dbtr"`
	Items    []itemXML  `xml:"Itm"`
}

type itemXML struct {
	ID         string    `xml:"Id"`
	EndToEndID string    `xml:"EndToEndId"`
	UETR       string    `xml:"UETR"`
	Amount     amountXML `xml:"Amt"`
	Date       string    `xml:"XpctdValDt"`
	Debtor     choiceXML `xml:"Dbtr"`
}

// choiceXML is a party that is a customer or an agent.
type choiceXML struct {
	Party partyXML `xml:"Pty"`
	Agent agentXML `xml:"Agt"`
}

func (f *fields) choice(field string, c choiceXML) party {
	c.Party.agentXML = c.Agent
	return f.party(field, c.Party, accountXML{})
}

// notice returns the pay-ins of a camt.057. There is no message with which to reject one item, so a notice
// about an account that we do not have is refused as a whole.
func (b *Bank) notice(file string, h *headerXML, x noticeXML) ([]payIn, *Refusal) {
	f := &fields{}
	o := origin{file: file, message: noticeToReceive, id: f.text("MsgId", x.ID, true, idMax)}
	b.checkHeader(f, h, o.id)
	if len(x.Notice) != 1 || len(x.Notice[0].Items) == 0 {
		f.refuse("Ntfctn", "expected one, with one item or more")
		return nil, f.refusal
	}
	n := x.Notice[0]
	f.text("Ntfctn Id", n.ID, true, idMax)
	b.checkAgents(f, f.choice("MsgSndr", x.Sender).bic, n.Servicer.BIC)
	var list []payIn
	var amounts []money.Amount
	for i, item := range n.Items {
		f.place = fmt.Sprintf("item %d", i+1)
		p := f.item(n, item)
		p.origin, p.number = o, i+1
		b.checkItemAccount(f, n.Account.number(), p.amount)
		list, amounts = append(list, p), append(amounts, p.amount)
	}
	f.place = ""
	if n.Total != nil && f.refusal == nil {
		f.total("TtlAmt", *n.Total, amounts)
	}
	return list, f.refusal
}

// item reads one pay-in. Without an EndToEndId it is known by the item's id.
func (f *fields) item(n receivedXML, x itemXML) payIn {
	p := payIn{
		id:         f.text("Id", x.ID, true, idMax),
		endToEndID: f.text("EndToEndId", x.EndToEndID, false, idMax),
		uetr:       f.uetr(x.UETR),
		amount:     f.amount("Amt", x.Amount),
		valueDate:  f.date("XpctdValDt", x.Date, n.Date),
		debtor:     f.choice("Dbtr", x.Debtor),
	}
	if p.endToEndID == "" {
		p.endToEndID = p.id
	}
	if p.debtor == (party{}) {
		p.debtor = f.choice("Dbtr", n.Debtor)
	}
	return p
}

func (b *Bank) checkItemAccount(f *fields, number string, a money.Amount) {
	i := b.books.find(a.Currency())
	switch {
	case f.refusal != nil:
	case i < 0:
		f.refuse("Amt", "we keep no account in %s", a.Currency())
	case number != "" && number != b.books.accounts[i].Number:
		f.refuse("Acct", "%s is not the account in %s, which is %s", number, a.Currency(), b.books.accounts[i].Number)
	}
}
