package formats

import (
	"bytes"
	"time"

	"pgregory.net/rapid"

	"nostro/money"
)

// writtenAgain reads a message by a plain walk over its XML and writes what it found: the same bytes.
func writtenAgain(t *rapid.T, p Profile, data []byte) {
	top, err := walkXML(data)
	if err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	document, message := top.document()
	p = profileOfBytes(p, data)
	again, err := rewritten(p, top, document, message)
	if err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	if !bytes.Equal(again, data) {
		t.Fatalf("written again it is\n%s\nbefore it was\n%s", again, data)
	}
}

// profileOfBytes is the profile with the outer form that the bytes have.
func profileOfBytes(p Profile, data []byte) Profile {
	p.Compact = bytes.Count(data, []byte("\n")) <= 1
	if bytes.Contains(data, []byte("<Envelope ")) {
		p.Envelope = Envelope{"Envelope", "urn:swift:xsd:envelope"}
	}
	if bytes.Contains(data, []byte("Z</CreD")) || bytes.Contains(data, []byte("Z</OrgnlCreD")) {
		p.DateTimes = ZuluTime
	}
	return p
}

func rewritten(p Profile, top, document *leafTree, message string) ([]byte, error) {
	switch message {
	case MessageNotice:
		return WriteNotice(p, noticeAgain(top, document.at(noticeRoot)))
	case MessageRecall:
		return WriteRecall(p, recallAgain(document.at(recallRoot)))
	case string(CustomerInitiation):
		return WriteTransfers(p, initiationAgain(p, top, document.at("CstmrCdtTrfInitn")))
	}
	return WriteTransfers(p, transfersAgain(p, document.kids[0], message))
}

func instantOf(text string) time.Time {
	if text == "" {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return at
}

func transfersAgain(p Profile, root *leafTree, message string) TransferMessage {
	group := root.at("GrpHdr")
	settlement := group.at("SttlmInf")
	m := TransferMessage{Kind: TransferKind(message), MsgID: group.of("MsgId"), CreatedAt: instantOf(group.of("CreDtTm")),
		FromBIC: group.bic("InstgAgt"), ToBIC: group.bic("InstdAgt"), Method: SettlementMethod(settlement.of("SttlmMtd")),
		SettlementAccount:  settlement.account("SttlmAcct"),
		OurReimbursement:   Agent{settlement.bic("InstgRmbrsmntAgt"), settlement.account("InstgRmbrsmntAgtAcct")},
		TheirReimbursement: Agent{settlement.bic("InstdRmbrsmntAgt"), settlement.account("InstdRmbrsmntAgtAcct")}}
	for _, tx := range root.all("CdtTrfTxInf") {
		t := transferAgain(m.Kind, tx)
		if common := group.date("IntrBkSttlmDt"); !common.IsZero() {
			t.ValueDate = common
		}
		if p.AgentsInTransfer {
			m.FromBIC, m.ToBIC = tx.bic("InstgAgt"), tx.bic("InstdAgt")
		}
		if under := tx.all("UndrlygCstmrCdtTrf"); len(under) > 0 {
			m.Kind = CoverTransfer
			u := transferAgain(CustomerTransfer, under[0])
			u.InstrID, u.UETR, u.Amount = t.EndToEndID, t.UETR, t.Amount
			t.Underlying = &u
		}
		m.Transfers = append(m.Transfers, t)
	}
	return m
}

func transferAgain(kind TransferKind, tx *leafTree) Transfer {
	ids := tx.at("PmtId")
	t := Transfer{InstrID: ids.of("InstrId"), EndToEndID: ids.of("EndToEndId"), TxID: ids.of("TxId"), UETR: ids.of("UETR"),
		Amount: tx.amount("IntrBkSttlmAmt"), ValueDate: tx.date("IntrBkSttlmDt"), Instructed: tx.amount("InstdAmt"),
		Rate: tx.of("XchgRate"), ChargeBearer: tx.of("ChrgBr"), ServiceLevel: tx.of("PmtTpInf", "SvcLvl", "Cd"),
		Purpose: tx.of("Purp", "Cd"), DebtorAccount: tx.account("DbtrAcct"), DebtorAgentBIC: tx.bic("DbtrAgt"),
		CreditorAgentBIC: tx.bic("CdtrAgt"), CreditorAccount: tx.account("CdtrAcct"), Remittance: tx.of("RmtInf", "Ustrd")}
	for n, name := range []string{"IntrmyAgt1", "IntrmyAgt2", "IntrmyAgt3"} {
		t.IntermediaryBICs[n] = tx.bic(name)
	}
	for _, c := range tx.all("ChrgsInf") {
		t.Charges = append(t.Charges, ChargeTaken{c.amount("Amt"), c.bic("Agt")})
	}
	if kind.isInstitution() {
		t.Debtor.BIC, t.Creditor.BIC = tx.bic("Dbtr"), tx.bic("Cdtr")
		return t
	}
	t.Debtor, t.Creditor = tx.party("Dbtr"), tx.party("Cdtr")
	for _, s := range tx.at("RmtInf").all("Strd") {
		t.Structured = append(t.Structured, PaidDocument{Invoice: s.of("RfrdDocInf", "Nb"),
			InvoiceDate: s.date("RfrdDocInf", "RltdDt"), Amount: s.amount("RfrdDocAmt", "RmtdAmt"),
			Reference: s.of("CdtrRefInf", "Ref"), Information: s.of("AddtlRmtInf")})
	}
	return t
}

func initiationAgain(_ Profile, _, root *leafTree) TransferMessage {
	order := root.at("PmtInf")
	m := TransferMessage{Kind: CustomerInitiation, MsgID: root.of("GrpHdr", "MsgId"),
		CreatedAt: instantOf(root.of("GrpHdr", "CreDtTm")), FromBIC: root.of("GrpHdr", "InitgPty", "Id", "OrgId", "AnyBIC"),
		ToBIC: order.bic("DbtrAgt"), SettlementAccount: order.account("DbtrAcct")}
	for _, tx := range order.all("CdtTrfTxInf") {
		t := transferAgain(CustomerInitiation, tx)
		t.Amount, t.Instructed = tx.amount("Amt", "InstdAmt"), money.Amount{}
		t.ValueDate, t.Debtor = order.date("ReqdExctnDt", "Dt"), order.party("Dbtr")
		m.Transfers = append(m.Transfers, t)
	}
	return m
}

func noticeAgain(top, root *leafTree) Notice {
	note := root.at("Ntfctn")
	total := note.amount("TtlAmt")
	n := Notice{MsgID: root.of("GrpHdr", "MsgId"), CreatedAt: instantOf(root.of("GrpHdr", "CreDtTm")),
		FromBIC: root.at("GrpHdr", "MsgSndr").bic("Agt"), ToBIC: note.bic("AcctSvcr"), Account: note.account("Acct"),
		Currency: total.Currency(), ValueDate: note.date("XpctdValDt")}
	if n.FromBIC == "" {
		n.FromBIC = top.kids[0].of("AppHdr", "Fr", "FIId", "FinInstnId", "BICFI")
	}
	for _, i := range note.all("Itm") {
		item := NoticeItem{ID: i.of("Id"), EndToEndID: i.of("EndToEndId"), UETR: i.of("UETR"), Amount: i.amount("Amt"),
			Debtor: i.party("Dbtr", "Pty"), DebtorAgentBIC: i.bic("DbtrAgt")}
		if agent := i.at("Dbtr").bic("Agt"); agent != "" {
			item.Debtor = Party{BIC: agent}
		}
		n.Items = append(n.Items, item)
	}
	return n
}

func recallAgain(root *leafTree) Recall {
	head, tx := root.at("Assgnmt"), root.at("Undrlyg", "TxInf")
	group := tx.at("OrgnlGrpInf")
	r := Recall{MsgID: head.of("Id"), CreatedAt: instantOf(head.of("CreDtTm")), FromBIC: head.at("Assgnr").bic("Agt"),
		ToBIC: head.at("Assgne").bic("Agt"), CaseID: tx.of("Case", "Id"), ID: tx.of("CxlId"),
		Reason: tx.of("CxlRsnInf", "Rsn", "Cd"), Original: Original{Kind: TransferKind(group.of("OrgnlMsgNmId")),
			MsgID: group.of("OrgnlMsgId"), CreatedAt: instantOf(group.of("OrgnlCreDtTm")), InstrID: tx.of("OrgnlInstrId"),
			EndToEndID: tx.of("OrgnlEndToEndId"), TxID: tx.of("OrgnlTxId"), UETR: tx.of("OrgnlUETR"),
			Amount: tx.amount("OrgnlIntrBkSttlmAmt"), ValueDate: tx.date("OrgnlIntrBkSttlmDt")}}
	for _, line := range tx.at("CxlRsnInf").all("AddtlInf") {
		r.Information = append(r.Information, line.text)
	}
	return r
}
