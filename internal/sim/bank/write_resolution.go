package bank

const resolutionName = "camt.029.001.09"

// resolution writes a camt.029 for one answer. The case is the one of the request.
func (d *day) resolution(a resolution) message {
	c, r := d.bank.config, a.recall
	id := d.bank.derive("Q", d.date.String(), r.caseID)
	assignment := el("Assgnmt",
		leaf("Id", id),
		el("Assgnr", agent("Agt", c.BIC)),
		el("Assgne", agent("Agt", c.CustomerBIC)),
		leaf("CreDtTm", dateTime(d.at)),
	)
	transaction := el("TxInfAndSts",
		leaf("CxlStsId", d.bank.derive("U", d.date.String(), r.caseID)),
		el("OrgnlGrpInf", leaf("OrgnlMsgId", r.messageID), leaf("OrgnlMsgNmId", r.message)),
		leaf("OrgnlInstrId", r.instrID),
		leaf("OrgnlEndToEndId", r.endToEnd),
		leaf("OrgnlUETR", r.uetr),
		leaf("TxCxlSts", a.status),
		why("CxlStsRsnInf", a.reason),
	)
	return message{name: resolutionName, id: id, body: el("RsltnOfInvstgtn", assignment,
		el("RslvdCase", leaf("Id", r.caseID), el("Cretr", agent("Agt", c.CustomerBIC))),
		el("Sts", leaf("Conf", a.confirmation)),
		el("CxlDtls", transaction))}
}
