package bank

import "nostro/money"

const paymentReturnName = "pacs.004.001.09"

func (b *Bank) returnMsgID(p payOut) string { return b.derive("R", p.origin.place(p.number)) }

// paymentReturn writes a pacs.004 for one return. It is settled over the account that we hold at the bank
// (INGA: with the instructing agent), and its chain goes the other way than the payment did.
func (d *day) paymentReturn(r returned) message {
	c, p := d.bank.config, r.payOut
	id := d.bank.returnMsgID(p)
	account := d.books.accounts[d.books.find(p.amount.Currency())].Account
	head := el("GrpHdr",
		leaf("MsgId", id),
		leaf("CreDtTm", dateTime(d.at)),
		leaf("NbOfTxs", "1"),
		el("SttlmInf", leaf("SttlmMtd", "INGA"), el("SttlmAcct", accountID(account))),
	)
	transaction := el("TxInf",
		leaf("RtrId", d.bank.derive("X", p.origin.place(p.number))),
		original(p),
		leaf("OrgnlInstrId", p.instrID),
		leaf("OrgnlEndToEndId", p.endToEndID),
		leaf("OrgnlUETR", p.uetr),
		sum("OrgnlIntrBkSttlmAmt", p.amount),
		leaf("OrgnlIntrBkSttlmDt", p.valueDate.String()),
		sum("RtrdIntrBkSttlmAmt", r.amount),
		leaf("IntrBkSttlmDt", d.date.String()),
		sum("RtrdInstdAmt", p.amount),
		leaf("ChrgBr", "SHAR"),
		chargesOf(r.charges, c.BIC),
		agent("InstgAgt", c.BIC),
		agent("InstdAgt", c.CustomerBIC),
		chain(p),
		why("RtrRsnInf", r.reason),
	)
	return message{name: paymentReturnName, id: id, body: el("PmtRtr", head, transaction)}
}

func chargesOf(a money.Amount, bic string) element {
	if a.IsZero() {
		return element{}
	}
	return el("ChrgsInf", sum("Amt", a), agent("Agt", bic))
}

// chain returns RtrChain, which must have both parties, and none where the payment did not name them.
func chain(p payOut) element {
	from, to := choice("Dbtr", p.creditor), choice("Cdtr", p.debtor)
	if from.name == "" || to.name == "" {
		return element{}
	}
	return el("RtrChain", from, to)
}
