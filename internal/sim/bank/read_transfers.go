package bank

import (
	"fmt"
	"math/big"
	"regexp"
	"strconv"
	"strings"

	"nostro/money"
)

type transferXML struct {
	ID      string     `xml:"GrpHdr>MsgId"`
	Count   string     `xml:"GrpHdr>NbOfTxs"`
	Sum     string     `xml:"GrpHdr>CtrlSum"`
	Total   *amountXML `xml:"GrpHdr>TtlIntrBkSttlmAmt"`
	Date    string     `xml:"GrpHdr>IntrBkSttlmDt"`
	Method  string     `xml:"GrpHdr>SttlmInf>SttlmMtd"`
	Account accountXML `xml:"GrpHdr>SttlmInf>SttlmAcct"`
	From    agentXML   `xml:"GrpHdr>InstgAgt"`
	To      agentXML   `xml:"GrpHdr>InstdAgt"`

	Transactions []transactionXML `xml:"CdtTrfTxInf"`
}

type transactionXML struct {
	InstrID         string     `xml:"PmtId>InstrId"`
	EndToEndID      string     `xml:"PmtId>EndToEndId"`
	UETR            string     `xml:"PmtId>UETR"`
	Amount          amountXML  `xml:"IntrBkSttlmAmt"`
	Date            string     `xml:"IntrBkSttlmDt"`
	From            agentXML   `xml:"InstgAgt"`
	To              agentXML   `xml:"InstdAgt"`
	Debtor          partyXML   `xml:"Dbtr"`
	DebtorAccount   accountXML `xml:"DbtrAcct"`
	Creditor        partyXML   `xml:"Cdtr"`
	CreditorAccount accountXML `xml:"CdtrAcct"`
}

// settledByUs is the settlement method where the instructed agent keeps the account.
const settledByUs = "INDA"

// transfers returns the pay-outs of a pacs.008 or pacs.009.
func (b *Bank) transfers(file, message string, h *headerXML, x transferXML) ([]payOut, *Refusal) {
	f := &fields{}
	o := origin{file: file, message: message, id: f.text("MsgId", x.ID, true, idMax)}
	b.checkHeader(f, h, o.id)
	b.checkAgents(f, x.From.BIC, x.To.BIC)
	if method := strings.TrimSpace(x.Method); method != settledByUs {
		f.refuse("SttlmMtd", "%q, and we settle over the customer's account with us: send %s", method, settledByUs)
	}
	account := f.text("SttlmAcct", x.Account.number(), false, accountMax)
	var list []payOut
	for i, t := range x.Transactions {
		if f.refusal != nil {
			break
		}
		f.place = fmt.Sprintf("transaction %d", i+1)
		b.checkAgents(f, t.From.BIC, t.To.BIC)
		list = append(list, payOut{
			origin: o, number: i + 1, settlementAccount: account,
			instrID:    f.text("InstrId", t.InstrID, false, idMax),
			endToEndID: f.text("EndToEndId", t.EndToEndID, true, idMax),
			uetr:       f.uetr(t.UETR),
			amount:     f.amount("IntrBkSttlmAmt", t.Amount),
			valueDate:  f.date("IntrBkSttlmDt", t.Date, x.Date),
			debtor:     f.party("Dbtr", t.Debtor, t.DebtorAccount),
			creditor:   f.party("Cdtr", t.Creditor, t.CreditorAccount),
		})
	}
	f.place = ""
	f.totals(x, list)
	return list, f.refusal
}

// checkHeader refuses a file for another bank, from another customer, or whose AppHdr names another message.
func (b *Bank) checkHeader(f *fields, h *headerXML, id string) {
	if h == nil {
		return
	}
	if strings.TrimSpace(h.ID) != id {
		f.refuse("BizMsgIdr", "%q is not the MsgId %q", h.ID, id)
	}
	b.checkAgents(f, h.From, h.To)
}

func (b *Bank) checkAgents(f *fields, from, to string) {
	from, to = f.bic("sender's BIC", from), f.bic("receiver's BIC", to)
	if from != "" && !sameBIC(from, b.config.CustomerBIC) {
		f.refuse("sender's BIC", "%s is not our customer %s", from, b.config.CustomerBIC)
	}
	if to != "" && !sameBIC(to, b.config.BIC) {
		f.refuse("receiver's BIC", "%s is not us, %s", to, b.config.BIC)
	}
}

// totals refuses a message whose count or sums are not those of its transactions.
func (f *fields) totals(x transferXML, list []payOut) {
	if f.refusal != nil {
		return
	}
	if count := strings.TrimSpace(x.Count); count != strconv.Itoa(len(list)) || len(list) == 0 {
		f.refuse("NbOfTxs", "%q, and there are %d transactions", count, len(list))
	}
	if sum := strings.TrimSpace(x.Sum); sum != "" && !sameNumber(sum, controlSum(list)) {
		f.refuse("CtrlSum", "%q, and the amounts sum to %s", sum, controlSum(list).FloatString(decimalsMax))
	}
	if x.Total == nil {
		return
	}
	var amounts []money.Amount
	for _, p := range list {
		amounts = append(amounts, p.amount)
	}
	f.total("TtlIntrBkSttlmAmt", *x.Total, amounts)
}

// total refuses a stated total that is not the sum, or that adds up several currencies.
func (f *fields) total(field string, stated amountXML, amounts []money.Amount) {
	total := f.amount(field, stated)
	if f.refusal != nil {
		return
	}
	sum, err := money.Sum(total.Currency(), amounts...)
	if err != nil {
		f.refuse(field, "%v", err)
		return
	}
	if sum != total {
		f.refuse(field, "%s, and the amounts sum to %s", total, sum)
	}
}

// decimalsMax is how many decimals an amount of ISO 20022 has at most.
const decimalsMax = 5

var numberForm = regexp.MustCompile(`^[0-9]{1,18}(\.[0-9]{1,17})?$`)

// controlSum adds the amounts whatever their currencies, as ISO 20022 defines CtrlSum; exactly.
func controlSum(list []payOut) *big.Rat {
	sum := new(big.Rat)
	for _, p := range list {
		unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(p.amount.Currency().Exponent())), nil)
		sum.Add(sum, new(big.Rat).SetFrac(big.NewInt(p.amount.Minor()), unit))
	}
	return sum
}

func sameNumber(text string, want *big.Rat) bool {
	if !numberForm.MatchString(text) {
		return false
	}
	got, ok := new(big.Rat).SetString(text)
	return ok && got.Cmp(want) == 0
}
