package formats

import (
	"fmt"
	"strings"
	"testing"
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
	{RuleAccount, "cbpr+", p8, tx + "/CdtrAcct/Id/Othr/Id", first(func(t *Transfer) { t.CreditorAccount.Other = "/12345" })},
	{RuleAccount, "cbpr+", p8, tx + "/CdtrAcct/Id/Othr/Id", first(func(t *Transfer) { t.CreditorAccount.Other = "12//345" })},
	{RuleAccount, "batch", p8, tx + "/CdtrAcct/Id/Othr/Id", first(func(t *Transfer) {
		t.CreditorAccount.Other = strings.Repeat("1", 35)
	})},
	{RuleIDCharacters, "batch", p8, tx + "/CdtrAcct/Id/Othr/Id", first(func(t *Transfer) { t.CreditorAccount.Other = "12_3" })},
	{RuleInstrID, "cbpr+", p8, tx + "/PmtId/InstrId", first(func(t *Transfer) { t.InstrID = "" })},
	{RuleInstrID, "cbpr+", p9, tx + "/PmtId/InstrId", first(func(t *Transfer) { t.InstrID = "N1234567890123456" })},
	{RuleInstrID, "batch", p9, tx + "/PmtId/InstrId", first(func(t *Transfer) { t.InstrID = strings.Repeat("N", 36) })},
	{RuleInstrIDSlash, "cbpr+", p8, tx + "/PmtId/InstrId", first(func(t *Transfer) { t.InstrID = "/N1" })},
	{RuleInstrIDSlash, "cbpr+", p8, tx + "/PmtId/InstrId", first(func(t *Transfer) { t.InstrID = "N1/" })},
	{RuleInstrIDSlash, "cbpr+", p8, tx + "/PmtId/InstrId", first(func(t *Transfer) { t.InstrID = "N//1" })},
	{RuleEndToEndID, "batch", p8, tx + "/PmtId/EndToEndId", first(func(t *Transfer) { t.EndToEndID = "" })},
	{RuleEndToEndID, "cbpr+", p8, tx + "/PmtId/EndToEndId", first(func(t *Transfer) { t.EndToEndID = strings.Repeat("E", 36) })},
	{RuleEndToEndIDSlash, "cbpr+", p9, tx + "/PmtId/EndToEndId", first(func(t *Transfer) { t.EndToEndID = "/E2E" })},
	{RuleEndToEndIDSlash, "cbpr+", p9, tx + "/PmtId/EndToEndId", first(func(t *Transfer) { t.EndToEndID = "123456789012345/789" })},
	{RuleUETR, "cbpr+", p8, tx + "/PmtId/UETR", first(func(t *Transfer) { t.UETR = "" })},
	{RuleUETR, "batch", p8, tx + "/PmtId/UETR", first(func(t *Transfer) { t.UETR = strings.ToUpper(t.UETR) })},
	{RuleUETR, "batch", p8, tx + "/PmtId/UETR", first(func(t *Transfer) { t.UETR = "8a562c67-ca16-18ba-b074-65581be6f001" })},
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
	{RuleAmountDigits, "cbpr+", p8, tx + "/IntrBkSttlmAmt", first(func(t *Transfer) { t.Amount = usd(100_000_000_000_000) })},
	{RuleAmountDigits, "batch", p8, tx + "/IntrBkSttlmAmt", first(func(t *Transfer) { t.Amount = usd(1_000_000_000_000_000_000) })},
	{RuleValueDate, "batch", p8, tx + "/IntrBkSttlmDt", first(func(t *Transfer) { t.ValueDate = calendar.Date{} })},
	{RuleChargeBearer, "cbpr+", p8, tx + "/ChrgBr", first(func(t *Transfer) { t.ChargeBearer = "SLEV" })},
	{RuleChargeBearer, "batch", p8, tx + "/ChrgBr", first(func(t *Transfer) { t.ChargeBearer = "OUR" })},
	{RuleChargeBearer, "cbpr+", p9, tx + "/ChrgBr", first(func(t *Transfer) { t.ChargeBearer = "SHAR" })},
	{RulePartyNeeded, "cbpr+", p8, tx + "/Cdtr", first(func(t *Transfer) { t.Creditor = Party{} })},
	{RuleInstitution, "cbpr+", p9, tx + "/Cdtr/FinInstnId/BICFI", first(func(t *Transfer) { t.Creditor = Party{Name: "Bank"} })},
	{RuleAgentNeeded, "batch", p8, tx + "/CdtrAgt/FinInstnId/BICFI", first(func(t *Transfer) { t.CreditorAgentBIC = "" })},
	{RuleAgentNeeded, "cbpr+", p8, tx + "/DbtrAgt/FinInstnId/BICFI", first(func(t *Transfer) { t.DebtorAgentBIC = "" })},
	{RuleTownAndCountry, "cbpr+", p8, tx + "/Cdtr/PstlAdr", first(func(t *Transfer) { t.Creditor.Address.Town = "" })},
	{RuleTownAndCountry, "cbpr+", p8, tx + "/Dbtr/PstlAdr", first(func(t *Transfer) { t.Debtor.Address.Country = "" })},
	{RuleAddressNeedsName, "cbpr+", p8, tx + "/Cdtr/PstlAdr", first(func(t *Transfer) {
		t.Creditor = Party{BIC: "SHOPDEFFXXX", Address: Address{Town: "Ulm", Country: "DE"}}
	})},
	{RuleCountry, "batch", p8, tx + "/Cdtr/PstlAdr/Ctry", first(func(t *Transfer) { t.Creditor.Address.Country = "Germany" })},
	{RuleLength, "cbpr+", p8, tx + "/Cdtr/Nm", first(func(t *Transfer) { t.Creditor.Name = strings.Repeat("ß", 71) })},
	{RuleLength, "batch", p8, tx + "/Cdtr/Nm", first(func(t *Transfer) { t.Creditor.Name = strings.Repeat("ß", 141) })},
	{RuleLength, "cbpr+", p8, tx + "/Cdtr/Nm", first(func(t *Transfer) { t.Creditor.Name = "\u00a0\t" })},
	{RuleLength, "batch", p8, tx + "/Cdtr/PstlAdr/PstCd", first(func(t *Transfer) {
		t.Creditor.Address.PostCode = strings.Repeat("1", 17)
	})},
	{RuleLength, "cbpr+", p9, tx + "/RmtInf/Ustrd", first(func(t *Transfer) { t.Remittance = strings.Repeat("r", 141) })},
	{RuleLatin, "cbpr+", p8, tx + "/Cdtr/Nm", first(func(t *Transfer) { t.Creditor.Name = "株式会社" })},
	{RuleLatin, "cbpr+", p9, tx + "/RmtInf/Ustrd", first(func(t *Transfer) { t.Remittance = "دفع" })},
	{RuleControl, "batch", p8, tx + "/RmtInf/Ustrd", first(func(t *Transfer) { t.Remittance = "a\x00b" })},
	{RuleControl, "batch", p8, tx + "/Cdtr/Nm", first(func(t *Transfer) { t.Creditor.Name = "M\xfcller" })},
}

func TestEveryRuleCanBeBroken(t *testing.T) {
	for i, b := range breakings {
		t.Run(fmt.Sprintf("%02d %s %s %s", i+1, b.rule, b.profile, b.kind), func(t *testing.T) {
			m := messageOf(b.kind)
			b.harm(&m)
			data, err := WriteTransfers(mustProfile(t, b.profile), m)
			if data != nil {
				t.Error("bytes were written although the rule is broken")
			}
			wantViolation(t, brokenBy(t, err), b.rule, transferRoots[b.kind]+b.path)
		})
	}
}

func wantViolation(t *testing.T, broken *Violations, rule Rule, path string) {
	t.Helper()
	for _, v := range broken.Broken {
		if v.Rule == rule && v.Path == path {
			if v.Problem == "" || v.Remedy == "" || rule.Source() == "" {
				t.Errorf("violation does not say what is wrong, what to do and by which source: %+v", v)
			}
			return
		}
	}
	t.Errorf("want %s at %s, got\n%v", rule, path, broken)
}

func TestMetalIsNoPayment(t *testing.T) { // UR26 R31
	gold, err := money.ParseCurrency("XAU")
	if err != nil {
		t.Skipf("SKIPPED: the table of currencies has no gold, so none can arrive here: %v", err)
	}
	m := messageOf(p8)
	m.Transfers[0].Amount = money.FromMinor(gold, 5)
	_, err = WriteTransfers(mustProfile(t, "cbpr+"), m)
	wantViolation(t, brokenBy(t, err), RuleMetal, "FIToFICstmrCdtTrf"+tx+"/IntrBkSttlmAmt")
}

func TestHeaderNeedsBusinessService(t *testing.T) {
	p := mustProfile(t, "cbpr+")
	delete(p.BizSvc, string(p8))
	delete(p.BizSvc, MessageNotice)
	_, err := WriteTransfers(p, messageOf(p8))
	wantViolation(t, brokenBy(t, err), RuleBizSvc, "AppHdr/BizSvc")
	_, err = WriteNotice(p, noticeOfTwo())
	wantViolation(t, brokenBy(t, err), RuleBizSvc, "AppHdr/BizSvc")
}

func TestUnknownKindIsRefused(t *testing.T) {
	_, err := WriteTransfers(mustProfile(t, "batch"), TransferMessage{Kind: "pacs.009.001.09"})
	wantViolation(t, brokenBy(t, err), RuleKind, "Document")
}

func TestRulesOfTheNotice(t *testing.T) {
	for name, b := range map[string]struct {
		rule Rule
		path string
		harm func(*Notice)
	}{
		"no items":        {RuleItemCount, "/Ntfctn/Itm", func(n *Notice) { n.Items = nil }},
		"item without id": {RuleItemID, "/Ntfctn/Itm[1]/Id", func(n *Notice) { n.Items[0].ID = "" }},
		"item id twice":   {RuleUnique, "/Ntfctn/Itm[2]/Id", func(n *Notice) { n.Items[1].ID = n.Items[0].ID }},
		"other currency": {RuleOneCurrency, "/Ntfctn/Itm[1]/Amt", func(n *Notice) {
			n.Items[0].Amount = usd(1)
		}},
		"zero amount":   {RuleAmount, "/Ntfctn/Itm[2]/Amt", func(n *Notice) { n.Items[1].Amount = amountOf("JPY", 0) }},
		"no account":    {RuleAccountNeeded, "/Ntfctn/Acct/Id", func(n *Notice) { n.Account = AccountID{} }},
		"no value date": {RuleValueDate, "/Ntfctn/XpctdValDt", func(n *Notice) { n.ValueDate = calendar.Date{} }},
		"no receiver":   {RuleBIC, "/Ntfctn/AcctSvcr/FinInstnId/BICFI", func(n *Notice) { n.ToBIC = "" }},
		"no sender":     {RuleBIC, "/GrpHdr/MsgSndr/Agt/FinInstnId/BICFI", func(n *Notice) { n.FromBIC = "" }},
		"no message id": {RuleMsgID, "/GrpHdr/MsgId", func(n *Notice) { n.MsgID = "" }},
		"no time":       {RuleCreatedAt, "/GrpHdr/CreDtTm", func(n *Notice) { n.CreatedAt = time.Time{} }},
		"bad UETR":      {RuleUETR, "/Ntfctn/Itm[1]/UETR", func(n *Notice) { n.Items[0].UETR = "x" }},
		"debtor without town": {RuleTownAndCountry, "/Ntfctn/Itm[1]/Dbtr/PstlAdr", func(n *Notice) {
			n.Items[0].Debtor.Address.Town = ""
		}},
		"bad agent": {RuleBIC, "/Ntfctn/Itm[1]/DbtrAgt/FinInstnId/BICFI", func(n *Notice) { n.Items[0].DebtorAgentBIC = "B" }},
	} {
		t.Run(name, func(t *testing.T) {
			n := noticeOfTwo()
			b.harm(&n)
			_, err := WriteNotice(mustProfile(t, "cbpr+"), n)
			wantViolation(t, brokenBy(t, err), b.rule, noticeRoot+b.path)
		})
	}
}

// TestEveryRuleHasATest keeps the tables above complete: a rule without a breaking is a rule untested.
func TestEveryRuleHasATest(t *testing.T) {
	tested := map[Rule]bool{ // by a test of their own
		RuleMetal: true, RuleBizSvc: true, RuleKind: true, RuleItemCount: true, RuleItemID: true,
	}
	for _, b := range breakings {
		tested[b.rule] = true
	}
	for rule, source := range ruleSources {
		if !tested[rule] || source == "" {
			t.Errorf("rule %s: tested %v, source %q", rule, tested[rule], source)
		}
	}
}

func TestAllBrokenRulesAreListed(t *testing.T) {
	m := messageOf(p8)
	m.MsgID, m.Transfers[0].InstrID, m.Transfers[0].UETR = "", "/", "x"
	m.Transfers[0].CreditorAccount = AccountID{IBAN: "DE88370400440532013000"}
	m.Transfers[0].Creditor.Name = "山田太郎"
	_, err := WriteTransfers(mustProfile(t, "cbpr+"), m)
	broken := brokenBy(t, err)
	for _, rule := range []Rule{RuleMsgID, RuleInstrIDSlash, RuleUETR, RuleAccount, RuleLatin} {
		if !broken.Has(rule) {
			t.Errorf("%s is not listed", rule)
		}
	}
	if len(broken.Broken) != 5 || broken.Has(RuleBIC) {
		t.Errorf("want these five and no more, got\n%v", broken)
	}
	text := err.Error()
	if strings.Contains(text, "DE88370400440532013000") || strings.Contains(text, "山田太郎") {
		t.Errorf("account or name stands in the error, which may go to a log:\n%s", text)
	}
	if !strings.Contains(text, "give a Latin form") || !strings.Contains(text, "UR26 R28") {
		t.Errorf("the error names no remedy or no source:\n%s", text)
	}
}

func TestBatchAllowsWhatCbprForbids(t *testing.T) {
	m := batchOf(p8)
	m.Transfers[0].InstrID, m.Transfers[0].UETR, m.Transfers[0].ChargeBearer = "", "", "SLEV"
	m.Transfers[0].Creditor = Party{Name: "株式会社", Address: Address{Town: "東京"}}
	m.Transfers[0].CreditorAccount = AccountID{}
	if _, err := WriteTransfers(mustProfile(t, "batch"), m); err != nil {
		t.Error(err)
	}
	if _, err := WriteTransfers(mustProfile(t, "cbpr+"), m); len(brokenBy(t, err).Broken) < 5 {
		t.Errorf("cbpr+ must refuse it for five reasons, got %v", err)
	}
}
