package formats

import (
	"strings"
	"time"

	"nostro/calendar"
	"nostro/money"
)

// breaking is one way to break one rule of a transfer message.
type breaking struct {
	rule    Rule
	profile string
	kind    TransferKind
	path    string // that the violation names, below the message's root element
	harm    func(*TransferMessage)
}

const (
	p8 = CustomerTransfer
	p9 = InstitutionTransfer
	tx = "/CdtTrfTxInf[1]"
)

func first(harm func(*Transfer)) func(*TransferMessage) {
	return func(m *TransferMessage) { harm(&m.Transfers[0]) }
}

var breakings = []breaking{
	{RuleTransferCount, "cbpr+", p8, "/GrpHdr/NbOfTxs", func(m *TransferMessage) { *m = batchOf(p8) }},
	{RuleTransferCount, "batch", p9, "/GrpHdr/NbOfTxs", func(m *TransferMessage) { m.Transfers = nil }},
	{RuleTransferCount, "batch", p8, "/GrpHdr/NbOfTxs", func(m *TransferMessage) {
		m.Transfers = make([]Transfer, batchTransfersMax+1)
	}},
	{RuleOneCurrency, "batch", p8, "/GrpHdr/TtlIntrBkSttlmAmt", func(m *TransferMessage) {
		*m = batchOf(p8)
		m.Transfers[1].Amount = amountOf("EUR", 100)
	}},
	{RuleTotalOverflow, "batch", p8, "/GrpHdr/TtlIntrBkSttlmAmt", func(m *TransferMessage) {
		*m = batchOf(p8)
		m.Transfers[0].Amount, m.Transfers[1].Amount = usd(999_999_999_999_999_999), usd(1)
	}},
	{RuleMsgID, "batch", p8, "/GrpHdr/MsgId", func(m *TransferMessage) { m.MsgID = "" }},
	{RuleMsgID, "cbpr+", p8, "/GrpHdr/MsgId", func(m *TransferMessage) { m.MsgID = strings.Repeat("M", 36) }},
	{RuleIDCharacters, "cbpr+", p8, "/GrpHdr/MsgId", func(m *TransferMessage) { m.MsgID = "NOLI_1" }},
	{RuleControl, "batch", p8, "/GrpHdr/MsgId", func(m *TransferMessage) { m.MsgID = "NOLI\n1" }},
	{RuleControl, "batch", p8, "/GrpHdr/MsgId", func(m *TransferMessage) { m.MsgID = " NOLI1" }},
	{RuleCreatedAt, "cbpr+", p8, "/GrpHdr/CreDtTm", func(m *TransferMessage) { m.CreatedAt = time.Time{} }},
	{RuleCreatedAt, "cbpr+", p8, "/GrpHdr/CreDtTm", func(m *TransferMessage) {
		m.CreatedAt = createdAt.In(time.FixedZone("", 15*3600))
	}},
	{RuleCreatedAt, "batch", p8, "/GrpHdr/CreDtTm", func(m *TransferMessage) {
		m.CreatedAt = createdAt.In(time.FixedZone("", 1172)) // Amsterdam until 1937: 19 minutes 32 seconds
	}},
	{RuleBIC, "cbpr+", p8, "/GrpHdr/InstgAgt/FinInstnId/BICFI", func(m *TransferMessage) { m.FromBIC = "" }},
	{RuleBIC, "batch", p9, "/GrpHdr/InstdAgt/FinInstnId/BICFI", func(m *TransferMessage) { m.ToBIC = "exmpus33" }},
	{RuleBIC, "batch", p9, tx + "/DbtrAgt/FinInstnId/BICFI", first(func(t *Transfer) { t.DebtorAgentBIC = "X" })},
	{RuleBIC, "batch", p8, tx + "/Cdtr/Id/OrgId/AnyBIC", first(func(t *Transfer) { t.Creditor.BIC = "X" })},
	{RuleAccountNeeded, "batch", p8, "/GrpHdr/SttlmInf/SttlmAcct/Id", func(m *TransferMessage) {
		m.SettlementAccount = AccountID{}
	}},
	{RuleAccountNeeded, "cbpr+", p8, tx + "/CdtrAcct", first(func(t *Transfer) { t.CreditorAccount = AccountID{} })},
	{RuleAccount, "cbpr+", p8, tx + "/DbtrAcct/Id/IBAN", first(func(t *Transfer) {
		t.DebtorAccount = AccountID{IBAN: "DE88370400440532013000"}
	})},
	{RuleAccount, "cbpr+", p8, tx + "/DbtrAcct/Id", first(func(t *Transfer) {
		t.DebtorAccount = AccountID{IBAN: goodIBAN, Other: "12345"}
	})},
	{RuleAccount, "cbpr+", p8, tx + "/CdtrAcct/Id/Othr/Id",
		first(func(t *Transfer) { t.CreditorAccount.Other = "/12345" })},
	{RuleAccount, "cbpr+", p8, tx + "/CdtrAcct/Id/Othr/Id",
		first(func(t *Transfer) { t.CreditorAccount.Other = "12//345" })},
	{RuleAccount, "batch", p8, tx + "/CdtrAcct/Id/Othr/Id", first(func(t *Transfer) {
		t.CreditorAccount.Other = strings.Repeat("1", 35)
	})},
	{RuleIDCharacters, "batch", p8, tx + "/CdtrAcct/Id/Othr/Id",
		first(func(t *Transfer) { t.CreditorAccount.Other = "12_3" })},
	{RuleInstrID, "cbpr+", p8, tx + "/PmtId/InstrId", first(func(t *Transfer) { t.InstrID = "" })},
	{RuleInstrID, "cbpr+", p9, tx + "/PmtId/InstrId", first(func(t *Transfer) { t.InstrID = "N1234567890123456" })},
	{RuleInstrID, "batch", p9, tx + "/PmtId/InstrId", first(func(t *Transfer) { t.InstrID = strings.Repeat("N", 36) })},
	{RuleInstrIDSlash, "cbpr+", p8, tx + "/PmtId/InstrId", first(func(t *Transfer) { t.InstrID = "/N1" })},
	{RuleInstrIDSlash, "cbpr+", p8, tx + "/PmtId/InstrId", first(func(t *Transfer) { t.InstrID = "N1/" })},
	{RuleInstrIDSlash, "cbpr+", p8, tx + "/PmtId/InstrId", first(func(t *Transfer) { t.InstrID = "N//1" })},
	{RuleEndToEndID, "batch", p8, tx + "/PmtId/EndToEndId", first(func(t *Transfer) { t.EndToEndID = "" })},
	{RuleEndToEndID, "cbpr+", p8, tx + "/PmtId/EndToEndId",
		first(func(t *Transfer) { t.EndToEndID = strings.Repeat("E", 36) })},
	{RuleEndToEndIDSlash, "cbpr+", p9, tx + "/PmtId/EndToEndId", first(func(t *Transfer) { t.EndToEndID = "/E2E" })},
	{RuleEndToEndIDSlash, "cbpr+", p9, tx + "/PmtId/EndToEndId",
		first(func(t *Transfer) { t.EndToEndID = "123456789012345/789" })},
	{RuleUETR, "cbpr+", p8, tx + "/PmtId/UETR", first(func(t *Transfer) { t.UETR = "" })},
	{RuleUETR, "batch", p8, tx + "/PmtId/UETR", first(func(t *Transfer) { t.UETR = strings.ToUpper(t.UETR) })},
	{RuleUETR, "batch", p8, tx + "/PmtId/UETR",
		first(func(t *Transfer) { t.UETR = "8a562c67-ca16-18ba-b074-65581be6f001" })},
	{RuleUnique, "batch", p8, "/CdtTrfTxInf[2]/PmtId/InstrId", func(m *TransferMessage) {
		*m = batchOf(p8)
		m.Transfers[1].InstrID = m.Transfers[0].InstrID
	}},
	{RuleUnique, "batch", p9, "/CdtTrfTxInf[2]/PmtId/UETR", func(m *TransferMessage) {
		*m = batchOf(p9)
		m.Transfers[1].UETR = m.Transfers[0].UETR
	}},
	{RuleAmount, "cbpr+", p8, tx + "/IntrBkSttlmAmt", first(func(t *Transfer) { t.Amount = money.Amount{} })},
	{RuleAmount, "cbpr+", p8, tx + "/IntrBkSttlmAmt", first(func(t *Transfer) { t.Amount = usd(0) })},
	{RuleAmount, "batch", p9, tx + "/IntrBkSttlmAmt", first(func(t *Transfer) { t.Amount = usd(-1) })},
	{RuleAmountDigits, "cbpr+", p8, tx + "/IntrBkSttlmAmt",
		first(func(t *Transfer) { t.Amount = usd(100_000_000_000_000) })},
	{RuleAmountDigits, "batch", p8, tx + "/IntrBkSttlmAmt",
		first(func(t *Transfer) { t.Amount = usd(1_000_000_000_000_000_000) })},
	{RuleValueDate, "batch", p8, tx + "/IntrBkSttlmDt", first(func(t *Transfer) { t.ValueDate = calendar.Date{} })},
	{RuleChargeBearer, "cbpr+", p8, tx + "/ChrgBr", first(func(t *Transfer) { t.ChargeBearer = "SLEV" })},
	{RuleChargeBearer, "batch", p8, tx + "/ChrgBr", first(func(t *Transfer) { t.ChargeBearer = "OUR" })},
	{RuleChargeBearer, "cbpr+", p9, tx + "/ChrgBr", first(func(t *Transfer) { t.ChargeBearer = "SHAR" })},
	{RulePartyNeeded, "cbpr+", p8, tx + "/Cdtr", first(func(t *Transfer) { t.Creditor = Party{} })},
	{RuleInstitution, "cbpr+", p9, tx + "/Cdtr/FinInstnId/BICFI",
		first(func(t *Transfer) { t.Creditor = Party{Name: "Bank"} })},
	{RuleAgentNeeded, "batch", p8, tx + "/CdtrAgt/FinInstnId/BICFI",
		first(func(t *Transfer) { t.CreditorAgentBIC = "" })},
	{RuleAgentNeeded, "cbpr+", p8, tx + "/DbtrAgt/FinInstnId/BICFI",
		first(func(t *Transfer) { t.DebtorAgentBIC = "" })},
	{RuleTownAndCountry, "cbpr+", p8, tx + "/Cdtr/PstlAdr", first(func(t *Transfer) { t.Creditor.Address.Town = "" })},
	{RuleTownAndCountry, "cbpr+", p8, tx + "/Dbtr/PstlAdr", first(func(t *Transfer) { t.Debtor.Address.Country = "" })},
	{RuleAddressNeedsName, "cbpr+", p8, tx + "/Cdtr/PstlAdr", first(func(t *Transfer) {
		t.Creditor = Party{BIC: "SHOPDEFFXXX", Address: Address{Town: "Ulm", Country: "DE"}}
	})},
	{RuleCountry, "batch", p8, tx + "/Cdtr/PstlAdr/Ctry",
		first(func(t *Transfer) { t.Creditor.Address.Country = "Germany" })},
	{RuleLength, "cbpr+", p8, tx + "/Cdtr/Nm", first(func(t *Transfer) { t.Creditor.Name = strings.Repeat("ß", 71) })},
	{RuleLength, "batch", p8, tx + "/Cdtr/Nm", first(func(t *Transfer) { t.Creditor.Name = strings.Repeat("ß", 141) })},
	{RuleLength, "cbpr+", p8, tx + "/Cdtr/Nm", first(func(t *Transfer) { t.Creditor.Name = "\u00a0\t" })},
	{RuleLength, "batch", p8, tx + "/Cdtr/PstlAdr/PstCd", first(func(t *Transfer) {
		t.Creditor.Address.PostCode = strings.Repeat("1", 17)
	})},
	{RuleLength, "cbpr+", p9, tx + "/RmtInf/Ustrd", first(func(t *Transfer) {
		t.Remittance = strings.Repeat("r",
			141)
	})},
	{RuleLatin, "cbpr+", p8, tx + "/Cdtr/Nm", first(func(t *Transfer) { t.Creditor.Name = "株式会社" })},
	{RuleLatin, "cbpr+", p9, tx + "/RmtInf/Ustrd", first(func(t *Transfer) { t.Remittance = "دفع" })},
	{RuleControl, "batch", p8, tx + "/RmtInf/Ustrd", first(func(t *Transfer) { t.Remittance = "a\x00b" })},
	{RuleControl, "batch", p8, tx + "/Cdtr/Nm", first(func(t *Transfer) { t.Creditor.Name = "M\xfcller" })},
}
