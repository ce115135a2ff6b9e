package formats

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/money"
)

// allBreakings are those of all tables.
func allBreakings() []breaking {
	return slices.Concat(breakings, settlementBreakings, moneyBreakings, textBreakings)
}

func TestEveryRuleCanBeBroken(t *testing.T) {
	for i, b := range allBreakings() {
		t.Run(fmt.Sprintf("%02d %s %s %s", i+1, b.rule, b.profile, b.kind), func(t *testing.T) {
			m, p := messageOf(b.kind), mustProfile(t, b.profile)
			if data, err := WriteTransfers(p, m); data == nil || err != nil {
				t.Fatalf("the message is not good to begin with: %v", err)
			}
			if b.harm != nil {
				b.harm(&m)
			}
			if b.set != nil {
				b.set(&p)
			}
			data, err := WriteTransfers(p, m)
			if data != nil {
				t.Error("bytes were written although the rule is broken")
			}
			wantViolation(t, brokenBy(t, err), b.rule, transferRoots[b.kind]+b.path)
		})
	}
}

func wantViolation(t *testing.T, broken *Violations, rule Rule, path string) {
	t.Helper()
	if len(broken.Broken) != 1 || broken.Broken[0].Rule != rule || broken.Broken[0].Path != path {
		t.Errorf("want %s at %s and nothing else, got\n%v", rule, path, broken)
	}
	for _, v := range broken.Broken {
		if v.Problem == "" || v.Remedy == "" || v.Rule.Source() == "" {
			t.Errorf("violation does not say what is wrong, what to do and by which source: %+v", v)
		}
	}
}

// TestMetalIsNoPayment (UR26 R31): metals stop at the table of currencies, or else at the rule.
func TestMetalIsNoPayment(t *testing.T) {
	for _, code := range []string{"XAG", "XAU", "XPD", "XPT"} {
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

func TestRulesOfTheRecall(t *testing.T) {
	for name, b := range map[string]struct {
		rule Rule
		path string
		harm func(*Recall)
	}{
		"no sender":          {RuleBIC, "/Assgnmt/Assgnr/Agt/FinInstnId/BICFI", func(r *Recall) { r.FromBIC = "" }},
		"no receiver":        {RuleBIC, "/Assgnmt/Assgne/Agt/FinInstnId/BICFI", func(r *Recall) { r.ToBIC = "" }},
		"no id":              {RuleMsgID, "/Assgnmt/Id", func(r *Recall) { r.MsgID = "" }},
		"no time":            {RuleCreatedAt, "/Assgnmt/CreDtTm", func(r *Recall) { r.CreatedAt = time.Time{} }},
		"no case":            {RuleCaseID, recallAt + "/Case/Id", func(r *Recall) { r.CaseID = "" }},
		"long cancellation":  {RuleCaseID, recallAt + "/CxlId", func(r *Recall) { r.ID = strings.Repeat("C", 36) }},
		"of a pain.001":      {RuleOriginal, recallAt + "/OrgnlGrpInf", func(r *Recall) { r.Original.Kind = CustomerInitiation }},
		"of no message":      {RuleOriginal, recallAt + "/OrgnlGrpInf/OrgnlMsgId", func(r *Recall) { r.Original.MsgID = "" }},
		"created in a zone":  {RuleCreatedAt, recallAt + "/OrgnlGrpInf/OrgnlCreDtTm", oddZone},
		"no InstrId":         {RuleInstrID, recallAt + "/OrgnlInstrId", func(r *Recall) { r.Original.InstrID = "" }},
		"no EndToEndId":      {RuleEndToEndID, recallAt + "/OrgnlEndToEndId", func(r *Recall) { r.Original.EndToEndID = "" }},
		"long TxId":          {RuleTxID, recallAt + "/OrgnlTxId", func(r *Recall) { r.Original.TxID = strings.Repeat("1", 36) }},
		"no UETR":            {RuleUETR, recallAt + "/OrgnlUETR", func(r *Recall) { r.Original.UETR = "" }},
		"no amount":          {RuleOriginal, recallAt + "/OrgnlIntrBkSttlmAmt", func(r *Recall) { r.Original.Amount = usd(0) }},
		"no date":            {RuleOriginal, recallAt + "/OrgnlIntrBkSttlmDt", func(r *Recall) { r.Original.ValueDate = calendar.Date{} }},
		"no reason":          {RuleCancelReason, recallReason + "/Rsn/Cd", func(r *Recall) { r.Reason = "" }},
		"no code":            {RuleCode, recallReason + "/Rsn/Cd", func(r *Recall) { r.Reason = "twice" }},
		"NARR without words": {RuleInformation, recallReason + "/AddtlInf", func(r *Recall) { r.Reason, r.Information = "NARR", nil }},
		"three lines":        {RuleInformation, recallReason + "/AddtlInf", func(r *Recall) { r.Information = []string{"a", "b", "c"} }},
		"empty line":         {RuleInformation, recallReason + "/AddtlInf", func(r *Recall) { r.Information = []string{""} }},
		"long line":          {RuleLength, recallReason + "/AddtlInf", func(r *Recall) { r.Information = []string{strings.Repeat("i", 106)} }},
		"no Latin line":      {RuleLatin, recallReason + "/AddtlInf", func(r *Recall) { r.Information = []string{"دفع"} }},
	} {
		t.Run(name, func(t *testing.T) {
			r := recallOfOne()
			b.harm(&r)
			data, err := WriteRecall(mustProfile(t, "cbpr+"), r)
			if data != nil {
				t.Error("bytes were written although the rule is broken")
			}
			wantViolation(t, brokenBy(t, err), b.rule, recallRoot+b.path)
		})
	}
}

func oddZone(r *Recall) { r.Original.CreatedAt = createdAt.In(time.FixedZone("", 1172)) }

// TestEveryRuleHasATest keeps the tables above complete: a rule without a breaking is a rule untested.
func TestEveryRuleHasATest(t *testing.T) {
	tested := map[Rule]bool{ // by a test of their own
		RuleMetal: true, RuleBizSvc: true, RuleKind: true, RuleItemCount: true, RuleItemID: true, RuleMessageCount: true,
		RuleCaseID: true, RuleOriginal: true, RuleCancelReason: true, RuleInformation: true,
	}
	for _, b := range allBreakings() {
		tested[b.rule] = true
	}
	for _, rule := range Rules() {
		if !tested[rule] || rule.Source() == "" || rule.String() == "" {
			t.Errorf("rule %s %s: tested %v, source %q", rule.Number(), rule, tested[rule], rule.Source())
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
