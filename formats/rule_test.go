package formats

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/money"
)

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

// TestMetalIsNoPayment (UR26 R31): metals stop at the table of currencies, or else at the rule.
func TestMetalIsNoPayment(t *testing.T) {
	for _, code := range metals {
		metal, err := money.ParseCurrency(code)
		if err != nil {
			continue // money takes no metals: none can arrive here
		}
		m := messageOf(p8)
		m.Transfers[0].Amount = money.FromMinor(metal, 5)
		_, err = WriteTransfers(mustProfile(t, "cbpr+"), m)
		wantViolation(t, brokenBy(t, err), RuleMetal, "FIToFICstmrCdtTrf"+tx+"/IntrBkSttlmAmt")
	}
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
		"bad agent": {RuleBIC, "/Ntfctn/Itm[1]/DbtrAgt/FinInstnId/BICFI",
			func(n *Notice) { n.Items[0].DebtorAgentBIC = "B" }},
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
