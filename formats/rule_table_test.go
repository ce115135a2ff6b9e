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
	set     func(*Profile) // what the correspondent agreed otherwise; nil for nothing
}

const (
	p8  = CustomerTransfer
	p9  = InstitutionTransfer
	cov = CoverTransfer
	pai = CustomerInitiation
	tx  = "/CdtTrfTxInf[1]"
	ptx = "/PmtInf/CdtTrfTxInf[1]"
)

func first(harm func(*Transfer)) func(*TransferMessage) {
	return func(m *TransferMessage) { harm(&m.Transfers[0]) }
}

var breakings = []breaking{
	{RuleTransferCount, "cbpr+", p8, "/GrpHdr/NbOfTxs", func(m *TransferMessage) { *m = batchOf(p8) }, nil},
	{RuleTransferCount, "batch", p9, "/GrpHdr/NbOfTxs", func(m *TransferMessage) { m.Transfers = nil }, nil},
	{RuleTransferCount, "batch", p8, "/GrpHdr/NbOfTxs", func(m *TransferMessage) {
		manyOf(m, batchTransfersMax+1)
	}, nil},
	{RuleOneCurrency, "batch", p8, "/GrpHdr/TtlIntrBkSttlmAmt", func(m *TransferMessage) {
		*m = batchOf(p8)
		m.Transfers[1].Amount = amountOf("EUR", 100)
	}, nil},
	{RuleTotalOverflow, "batch", p8, "/GrpHdr/TtlIntrBkSttlmAmt", func(m *TransferMessage) {
		*m = batchOf(p8)
		m.Transfers[0].Amount, m.Transfers[1].Amount = usd(999_999_999_999_999_999), usd(1)
	}, nil},
	{RuleMsgID, "batch", p8, "/GrpHdr/MsgId", func(m *TransferMessage) { m.MsgID = "" }, nil},
	{RuleMsgID, "cbpr+", p8, "/GrpHdr/MsgId", func(m *TransferMessage) { m.MsgID = strings.Repeat("M", 36) }, nil},
	{RuleIDCharacters, "cbpr+", p8, "/GrpHdr/MsgId", func(m *TransferMessage) { m.MsgID = "NOLI_1" }, nil},
	{RuleControl, "batch", p8, "/GrpHdr/MsgId", func(m *TransferMessage) { m.MsgID = "NOLI\n1" }, nil},
	{RuleControl, "batch", p8, "/GrpHdr/MsgId", func(m *TransferMessage) { m.MsgID = " NOLI1" }, nil},
	{RuleCreatedAt, "cbpr+", p8, "/GrpHdr/CreDtTm", func(m *TransferMessage) { m.CreatedAt = time.Time{} }, nil},
	{RuleCreatedAt, "cbpr+", p8, "/GrpHdr/CreDtTm", func(m *TransferMessage) {
		m.CreatedAt = createdAt.In(time.FixedZone("", 15*3600))
	}, nil},
	{RuleCreatedAt, "batch", p8, "/GrpHdr/CreDtTm", func(m *TransferMessage) {
		m.CreatedAt = createdAt.In(time.FixedZone("", 1172)) // Amsterdam until 1937: 19 minutes 32 seconds
	}, nil},
	{RuleBIC, "cbpr+", p8, "/GrpHdr/InstgAgt/FinInstnId/BICFI", func(m *TransferMessage) { m.FromBIC = "" }, nil},
	{RuleBIC, "batch", p9, "/GrpHdr/InstdAgt/FinInstnId/BICFI", func(m *TransferMessage) { m.ToBIC = "exmpus33" }, nil},
	{RuleBIC, "batch", p9, tx + "/DbtrAgt/FinInstnId/BICFI", first(func(t *Transfer) { t.DebtorAgentBIC = "X" }), nil},
	{RuleBIC, "batch", p8, tx + "/Cdtr/Id/OrgId/AnyBIC", first(func(t *Transfer) { t.Creditor.BIC = "X" }), nil},
	{RuleAccountNeeded, "batch", p8, "/GrpHdr/SttlmInf/SttlmAcct/Id", func(m *TransferMessage) {
		m.SettlementAccount = AccountID{}
	}, nil},
	{RuleAccountNeeded, "cbpr+", p8, tx + "/CdtrAcct", first(func(t *Transfer) { t.CreditorAccount = AccountID{} }), nil},
	{RuleAccount, "cbpr+", p8, tx + "/DbtrAcct/Id/IBAN", first(func(t *Transfer) {
		t.DebtorAccount = AccountID{IBAN: "DE88370400440532013000"}
	}), nil},
	{RuleAccount, "cbpr+", p8, tx + "/DbtrAcct/Id", first(func(t *Transfer) {
		t.DebtorAccount = AccountID{IBAN: goodIBAN, Other: "12345"}
	}), nil},
	{RuleAccount, "cbpr+", p8, tx + "/CdtrAcct/Id/Othr/Id",
		first(func(t *Transfer) { t.CreditorAccount.Other = "/12345" }), nil},
	{RuleAccount, "cbpr+", p8, tx + "/CdtrAcct/Id/Othr/Id",
		first(func(t *Transfer) { t.CreditorAccount.Other = "12//345" }), nil},
	{RuleAccount, "batch", p8, tx + "/CdtrAcct/Id/Othr/Id", first(func(t *Transfer) {
		t.CreditorAccount.Other = strings.Repeat("1", 35)
	}), nil},
	{RuleIDCharacters, "batch", p8, tx + "/CdtrAcct/Id/Othr/Id",
		first(func(t *Transfer) { t.CreditorAccount.Other = "12_3" }), nil},
	{RuleInstrID, "cbpr+", p8, tx + "/PmtId/InstrId", first(func(t *Transfer) { t.InstrID = "" }), nil},
	{RuleInstrID, "cbpr+", p9, tx + "/PmtId/InstrId", first(func(t *Transfer) { t.InstrID = "N1234567890123456" }), nil},
	{RuleInstrID, "batch", p9, tx + "/PmtId/InstrId", first(func(t *Transfer) { t.InstrID = strings.Repeat("N", 36) }), nil},
	{RuleInstrIDSlash, "cbpr+", p8, tx + "/PmtId/InstrId", first(func(t *Transfer) { t.InstrID = "/N1" }), nil},
	{RuleInstrIDSlash, "cbpr+", p8, tx + "/PmtId/InstrId", first(func(t *Transfer) { t.InstrID = "N1/" }), nil},
	{RuleInstrIDSlash, "cbpr+", p8, tx + "/PmtId/InstrId", first(func(t *Transfer) { t.InstrID = "N//1" }), nil},
	{RuleEndToEndID, "batch", p8, tx + "/PmtId/EndToEndId", first(func(t *Transfer) { t.EndToEndID = "" }), nil},
	{RuleEndToEndID, "cbpr+", p8, tx + "/PmtId/EndToEndId",
		first(func(t *Transfer) { t.EndToEndID = strings.Repeat("E", 36) }), nil},
	{RuleEndToEndIDSlash, "cbpr+", p9, tx + "/PmtId/EndToEndId", first(func(t *Transfer) { t.EndToEndID = "/E2E" }), nil},
	{RuleEndToEndIDSlash, "cbpr+", p9, tx + "/PmtId/EndToEndId",
		first(func(t *Transfer) { t.EndToEndID = "123456789012345/789" }), nil},
	{RuleUETR, "cbpr+", p8, tx + "/PmtId/UETR", first(func(t *Transfer) { t.UETR = "" }), nil},
	{RuleUETR, "batch", p8, tx + "/PmtId/UETR", first(func(t *Transfer) { t.UETR = strings.ToUpper(t.UETR) }), nil},
	{RuleUETR, "batch", p8, tx + "/PmtId/UETR",
		first(func(t *Transfer) { t.UETR = "8a562c67-ca16-18ba-b074-65581be6f001" }), nil},
	{RuleUnique, "batch", p8, "/CdtTrfTxInf[2]/PmtId/InstrId", func(m *TransferMessage) {
		*m = batchOf(p8)
		m.Transfers[1].InstrID = m.Transfers[0].InstrID
	}, nil},
	{RuleUnique, "batch", p9, "/CdtTrfTxInf[2]/PmtId/UETR", func(m *TransferMessage) {
		*m = batchOf(p9)
		m.Transfers[1].UETR = m.Transfers[0].UETR
	}, nil},
	{RuleAmount, "cbpr+", p8, tx + "/IntrBkSttlmAmt", first(func(t *Transfer) { t.Amount = money.Amount{} }), nil},
	{RuleAmount, "cbpr+", p8, tx + "/IntrBkSttlmAmt", first(func(t *Transfer) { t.Amount = usd(0) }), nil},
	{RuleAmount, "batch", p9, tx + "/IntrBkSttlmAmt", first(func(t *Transfer) { t.Amount = usd(-1) }), nil},
	{RuleAmountDigits, "cbpr+", p8, tx + "/IntrBkSttlmAmt",
		first(func(t *Transfer) { t.Amount = usd(100_000_000_000_000) }), nil},
	{RuleAmountDigits, "batch", p8, tx + "/IntrBkSttlmAmt",
		first(func(t *Transfer) { t.Amount = usd(1_000_000_000_000_000_000) }), nil},
	{RuleValueDate, "batch", p8, tx + "/IntrBkSttlmDt", first(func(t *Transfer) { t.ValueDate = calendar.Date{} }), nil},
	{RuleChargeBearer, "cbpr+", p8, tx + "/ChrgBr", first(func(t *Transfer) { t.ChargeBearer = "SLEV" }), nil},
	{RuleChargeBearer, "batch", p8, tx + "/ChrgBr", first(func(t *Transfer) { t.ChargeBearer = "OUR" }), nil},
	{RuleChargeBearer, "cbpr+", p9, tx + "/ChrgBr", first(func(t *Transfer) { t.ChargeBearer = "SHAR" }), nil},
	{RulePartyNeeded, "cbpr+", p8, tx + "/Cdtr", first(func(t *Transfer) { t.Creditor = Party{} }), nil},
	{RuleInstitution, "cbpr+", p9, tx + "/Cdtr/FinInstnId/BICFI",
		first(func(t *Transfer) { t.Creditor = Party{Name: "Bank"} }), nil},
	{RuleAgentNeeded, "batch", p8, tx + "/CdtrAgt/FinInstnId/BICFI",
		first(func(t *Transfer) { t.CreditorAgentBIC = "" }), nil},
	{RuleAgentNeeded, "cbpr+", p8, tx + "/DbtrAgt/FinInstnId/BICFI",
		first(func(t *Transfer) { t.DebtorAgentBIC = "" }), nil},
	{RuleTownAndCountry, "cbpr+", p8, tx + "/Cdtr/PstlAdr", first(func(t *Transfer) { t.Creditor.Address.Town = "" }), nil},
	{RuleTownAndCountry, "cbpr+", p8, tx + "/Dbtr/PstlAdr", first(func(t *Transfer) { t.Debtor.Address.Country = "" }), nil},
	{RuleAddressNeedsName, "cbpr+", p8, tx + "/Cdtr/PstlAdr", first(func(t *Transfer) {
		t.Creditor = Party{BIC: "SHOPDEFFXXX", Address: Address{Town: "Ulm", Country: "DE"}}
	}), nil},
	{RuleCountry, "batch", p8, tx + "/Cdtr/PstlAdr/Ctry",
		first(func(t *Transfer) { t.Creditor.Address.Country = "Germany" }), nil},
	{RuleLength, "cbpr+", p8, tx + "/Cdtr/Nm", first(func(t *Transfer) { t.Creditor.Name = strings.Repeat("ß", 71) }), nil},
	{RuleLength, "batch", p8, tx + "/Cdtr/Nm", first(func(t *Transfer) { t.Creditor.Name = strings.Repeat("ß", 141) }), nil},
	{RuleLength, "cbpr+", p8, tx + "/Cdtr/Nm", first(func(t *Transfer) { t.Creditor.Name = "\u00a0\t" }), nil},
	{RuleLength, "batch", p8, tx + "/Cdtr/PstlAdr/PstCd", first(func(t *Transfer) {
		t.Creditor.Address.PostCode = strings.Repeat("1", 17)
	}), nil},
	{RuleLength, "cbpr+", p9, tx + "/RmtInf/Ustrd", first(func(t *Transfer) {
		t.Remittance = strings.Repeat("r",
			141)
	}), nil},
	{RuleLatin, "cbpr+", p8, tx + "/Cdtr/Nm", first(func(t *Transfer) { t.Creditor.Name = "株式会社" }), nil},
	{RuleLatin, "cbpr+", p9, tx + "/RmtInf/Ustrd", first(func(t *Transfer) { t.Remittance = "دفع" }), nil},
	{RuleControl, "batch", p8, tx + "/RmtInf/Ustrd", first(func(t *Transfer) { t.Remittance = "a\x00b" }), nil},
	{RuleControl, "batch", p8, tx + "/Cdtr/Nm", first(func(t *Transfer) { t.Creditor.Name = "M\xfcller" }), nil},
}
