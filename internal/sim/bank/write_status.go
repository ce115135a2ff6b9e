package bank

const statusReportName = "pacs.002.001.10"

// statusReport writes a pacs.002 about pay-outs of one message.
func (d *day) statusReport(group []status) message {
	o := group[0].payOut.origin
	id := d.bank.derive("S", d.date.String(), o.file)
	var list []element
	for _, s := range group {
		list = append(list, d.transactionStatus(s))
	}
	head := el("GrpHdr", leaf("MsgId", id), leaf("CreDtTm", dateTime(d.at)))
	return message{name: statusReportName, id: id, body: all("FIToFIPmtStsRpt", []element{head}, list...)}
}

func (d *day) transactionStatus(s status) element {
	p := s.payOut
	settled := ""
	if s.code == statusSettled {
		settled = d.date.String()
	}
	return el("TxInfAndSts",
		leaf("StsId", d.bank.derive("T", d.date.String(), p.origin.place(p.number))),
		original(p),
		leaf("OrgnlInstrId", p.instrID),
		leaf("OrgnlEndToEndId", p.endToEndID),
		leaf("OrgnlUETR", p.uetr),
		leaf("TxSts", s.code),
		why("StsRsnInf", s.reason),
		el("FctvIntrBkSttlmDt", leaf("Dt", settled)),
		leaf("AcctSvcrRef", s.bankRef),
		agent("InstgAgt", d.bank.config.BIC),
		agent("InstdAgt", d.bank.config.CustomerBIC),
	)
}

// original names the message that brought a pay-out.
func original(p payOut) element {
	return el("OrgnlGrpInf", leaf("OrgnlMsgId", p.origin.id), leaf("OrgnlMsgNmId", p.origin.message))
}
