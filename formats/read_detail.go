package formats

import "nostro/money"

// detail reads TxDtls of an entry with the given signed amount.
func (r *reader) detail(at *node, number int, entry money.Amount) EntryDetail {
	refs := at.child("Refs")
	d := EntryDetail{
		Number:      number,
		MsgID:       refs.value("MsgId"),
		InstrID:     refs.value("InstrId"),
		EndToEndID:  refs.value("EndToEndId"),
		UETR:        r.uetr(refs.child("UETR")),
		TxID:        refs.value("TxId"),
		BankRef:     refs.value("AcctSvcrRef"),
		PmtInfID:    refs.value("PmtInfId"),
		ClearingRef: refs.value("ClrSysRef"),
		Amount:      r.detailAmount(at, entry),
		Instructed:  r.optionalAmount(at.find("AmtDtls", "InstdAmt", "Amt")),
		Remittance:  joined(at.child("RmtInf"), "Ustrd"),
		CreditorRef: creditorReferences(at.child("RmtInf")),
		Charges:     r.charges(at),
		Info:        at.value("AddtlTxInf"),
	}
	d.ReturnReason, d.ReturnText = returnReason(at.child("RtrInf"))
	debitSide := d.Amount.Sign() < 0 || d.Amount.IsZero() && entry.Sign() < 0
	d.Counterparty, d.CounterpartyAccount = counterparty(at, debitSide)
	return d
}

// detailAmount reads the signed amount of one transaction: Amt, or (version .02 has none) TxAmt of
// AmtDtls where it is in the currency of the entry. Without CdtDbtInd it goes the way of the entry.
func (r *reader) detailAmount(at *node, entry money.Amount) money.Amount {
	amount := r.optionalAmount(at.child("Amt"))
	if at.child("Amt") == nil {
		amount = r.optionalAmount(at.find("AmtDtls", "TxAmt", "Amt"))
		if amount.Currency() != entry.Currency() {
			return money.Amount{}
		}
	}
	return r.optionalSign(at.child("CdtDbtInd"), amount, entry)
}

// counterparty names the other side: the creditor of what we paid, the debtor of what we got. A party
// stands bare until version .06 and as Pty or Agt since .07.
func counterparty(at *node, debitSide bool) (name string, number AccountID) {
	side := "Dbtr"
	if debitSide {
		side = "Cdtr"
	}
	parties := at.child("RltdPties")
	party := parties.child(side)
	name = party.first([]string{"Nm"}, []string{"Pty", "Nm"},
		[]string{"Agt", "FinInstnId", "Nm"}, []string{"Agt", "FinInstnId", "BICFI"},
		[]string{"Pty", "Id", "OrgId", "AnyBIC"})
	if name == "" {
		name = parties.first([]string{"Ultmt" + side, "Nm"}, []string{"Ultmt" + side, "Pty", "Nm"})
	}
	return name, account(parties.find(side+"Acct", "Id"))
}

func creditorReferences(remittance *node) string {
	text := ""
	for _, structured := range remittance.all("Strd") {
		if ref := structured.value("CdtrRefInf", "Ref"); ref != "" && text != "" {
			text += " " + ref
		} else {
			text += ref
		}
	}
	return text
}

// returnReason reads RtrInf: why a payment came back.
func returnReason(at *node) (code, text string) {
	code, _ = codeOrOwn(at.child("Rsn"))
	return code, joined(at, "AddtlInf")
}
