package formats

import (
	"strings"

	"nostro/calendar"
	"nostro/money"
)

// The rules of settlement, money and remittance; see rule_table_test.go for the others.

func covered(harm func(*TransferMessage)) func(*TransferMessage) {
	return func(m *TransferMessage) {
		*m = coveredMessage()
		harm(m)
	}
}

// charged makes a transfer that settles less than was instructed, or more, and harms it.
func charged(bearer string, instructed int64, charges ...int64) func(*TransferMessage) {
	return first(func(t *Transfer) {
		t.ChargeBearer, t.Amount, t.Instructed = bearer, usd(10000), usd(instructed)
		for _, c := range charges {
			t.Charges = append(t.Charges, ChargeTaken{usd(c), theirBIC})
		}
	})
}

func lines(all ...string) (out [addressLinesMax]string) {
	copy(out[:], all)
	return out
}

var settlementBreakings = []breaking{
	{RuleMethod, "cbpr+", p8, "/GrpHdr/SttlmInf/SttlmMtd", func(m *TransferMessage) { m.Method = "CLRG" }, nil},
	{RuleMethod, "batch", p9, "/GrpHdr/SttlmInf/SttlmMtd", func(m *TransferMessage) { m.Method = "COVE" }, nil},
	{RuleMethod, "cbpr+", cov, "/GrpHdr/SttlmInf/SttlmMtd", func(m *TransferMessage) { m.Method = "COVE" }, nil},
	{RuleReimbursement, "cbpr+", p8, "/GrpHdr/SttlmInf",
		func(m *TransferMessage) { m.OurReimbursement.BIC = theirBIC }, nil},
	{RuleReimbursement, "cbpr+", p8, "/GrpHdr/SttlmInf", covered(func(m *TransferMessage) {
		m.OurReimbursement, m.TheirReimbursement = Agent{}, Agent{}
	}), nil},
	{RuleReimbursement, "batch", p8, "/GrpHdr/SttlmInf", covered(func(m *TransferMessage) {
		m.ThirdReimbursement, m.TheirReimbursement = Agent{BIC: theirBIC}, Agent{}
	}), nil},
	{RuleBIC, "cbpr+", p8, "/GrpHdr/SttlmInf/InstdRmbrsmntAgt/FinInstnId/BICFI",
		covered(func(m *TransferMessage) { m.TheirReimbursement.BIC = "" }), nil},
	{RuleAccount, "cbpr+", p8, "/GrpHdr/SttlmInf/InstdRmbrsmntAgtAcct/Id/Othr/Id",
		covered(func(m *TransferMessage) { m.TheirReimbursement.Account.Other = "//1" }), nil},
	{RuleAccountNotAllowed, "cbpr+", p8, "/GrpHdr/SttlmInf/SttlmAcct",
		covered(func(m *TransferMessage) { m.SettlementAccount.Other = "1" }), nil},
	{RuleUnderlyingNeeded, "cbpr+", cov, tx + "/UndrlygCstmrCdtTrf",
		first(func(t *Transfer) { t.Underlying = nil }), nil},
	{RuleUnderlyingNeeded, "cbpr+", p9, tx + "/UndrlygCstmrCdtTrf",
		first(func(t *Transfer) { t.Underlying = &Transfer{} }), nil},
	{RuleCover, "cbpr+", cov, tx + "/PmtId/EndToEndId", first(func(t *Transfer) { t.EndToEndID = "OTHER" }), nil},
	{RuleCover, "batch", cov, tx + "/PmtId/UETR",
		first(func(t *Transfer) { t.UETR = "8a562c67-ca16-48ba-b074-65581be6ffff" }), nil},
	{RuleCover, "cbpr+", cov, tx + "/IntrBkSttlmAmt", first(func(t *Transfer) { t.Amount = usd(1) }), nil},
	{RuleAgentNeeded, "cbpr+", cov, tx + "/UndrlygCstmrCdtTrf/DbtrAgt/FinInstnId/BICFI",
		first(func(t *Transfer) { t.Underlying.DebtorAgentBIC = "" }), nil},
	{RuleTownAndCountry, "cbpr+", cov, tx + "/UndrlygCstmrCdtTrf/Cdtr/PstlAdr",
		first(func(t *Transfer) { t.Underlying.Creditor.Address.Town = "" }), nil},
	{RuleLength, "cbpr+", cov, tx + "/UndrlygCstmrCdtTrf/RmtInf/Ustrd",
		first(func(t *Transfer) { t.Underlying.Remittance = strings.Repeat("x", 141) }), nil},
	{RuleAgentOrder, "cbpr+", p8, tx + "/IntrmyAgt2/FinInstnId/BICFI",
		first(func(t *Transfer) { t.IntermediaryBICs[1] = theirBIC }), nil},
	{RuleBIC, "batch", p9, tx + "/IntrmyAgt1/FinInstnId/BICFI",
		first(func(t *Transfer) { t.IntermediaryBICs[0] = "bad" }), nil},
	{RuleNoPlace, "batch", pai, "/GrpHdr/SttlmInf", func(m *TransferMessage) { m.Method = "INDA" }, nil},
	{RuleNoPlace, "batch", pai, ptx + "/PmtId/TxId", first(func(t *Transfer) { t.TxID = "1" }), nil},
	{RuleNoPlace, "batch", pai, ptx + "/XchgRateInf", first(func(t *Transfer) { t.Rate = "1.1" }), nil},
	{RuleNoPlace, "batch", pai, ptx + "/ChrgsInf", first(func(t *Transfer) { t.Charges = make([]ChargeTaken, 1) }), nil},
	{RuleNoPlace, "batch", p9, tx + "/InstdAmt", first(func(t *Transfer) { t.Instructed = usd(1) }), nil},
	{RuleNoPlace, "batch", p9, tx + "/RmtInf/Strd",
		first(func(t *Transfer) { t.Structured = make([]PaidDocument, 1) }), nil},
	{RuleOneDebtor, "cbpr+", pai, ptx + "/DbtrAcct", first(func(t *Transfer) { t.DebtorAccount.Other = "1" }), nil},
	{RuleOneDebtor, "cbpr+", pai, ptx + "/DbtrAgt", first(func(t *Transfer) { t.DebtorAgentBIC = ourBIC }), nil},
	{RuleOneDebtor, "batch", pai, "/PmtInf", func(m *TransferMessage) {
		*m = batchOf(pai)
		m.Transfers[1].Debtor.Name = "Another"
	}, nil},
	{RuleOneDebtor, "batch", pai, "/PmtInf", func(m *TransferMessage) {
		*m = batchOf(pai)
		m.Transfers[1].ValueDate = calendar.MustDate("2026-11-30")
	}, nil},
	{RuleValueDate, "cbpr+", pai, "/PmtInf/ReqdExctnDt/Dt", first(func(t *Transfer) { t.ValueDate = calendar.Date{} }), nil},
	{RulePartyNeeded, "cbpr+", pai, "/PmtInf/Dbtr", first(func(t *Transfer) { t.Debtor = Party{} }), nil},
	{RuleAccountNeeded, "cbpr+", pai, "/PmtInf/DbtrAcct/Id", func(m *TransferMessage) {
		m.SettlementAccount, m.Transfers[0].DebtorAccount = AccountID{}, AccountID{}
	}, nil},
	{RuleAgentNeeded, "batch", pai, ptx + "/CdtrAgt/FinInstnId/BICFI",
		first(func(t *Transfer) { t.CreditorAgentBIC = "" }), nil},
	{RuleBIC, "batch", pai, "/GrpHdr/InitgPty/Id/OrgId/AnyBIC", func(m *TransferMessage) { m.FromBIC = "" }, nil},
	{RuleTotalOverflow, "batch", pai, "/GrpHdr/CtrlSum", func(m *TransferMessage) {
		*m = batchOf(pai)
		m.Transfers[0].Amount, m.Transfers[1].Amount = usd(999_999_999_999_999_999), usd(1)
	}, nil},
}

var moneyBreakings = []breaking{
	{RuleDecimals, "cbpr+", p9, tx + "/IntrBkSttlmAmt", nil, func(p *Profile) { p.Decimals = map[string]int{"KWD": 2} }},
	{RuleInstructed, "cbpr+", p8, tx + "/InstdAmt", first(func(t *Transfer) { t.Instructed = usd(0) }), nil},
	{RuleAmountDigits, "cbpr+", p8, tx + "/InstdAmt", first(func(t *Transfer) {
		t.Instructed, t.Rate = amountOf("EUR", 100_000_000_000_000), "1.1"
	}), nil},
	{RuleRateNeeded, "cbpr+", p8, tx + "/XchgRate", first(func(t *Transfer) { t.Instructed = amountOf("EUR", 1) }), nil},
	{RuleRateNeeded, "batch", p8, tx + "/XchgRate", first(func(t *Transfer) { t.Rate = "1.1" }), nil},
	{RuleRate, "cbpr+", p8, tx + "/XchgRate", rated("1.08345678901"), nil},
	{RuleRate, "cbpr+", p8, tx + "/XchgRate", rated("12.3456789012"), nil},
	{RuleRate, "batch", p8, tx + "/XchgRate", rated("0.000"), nil},
	{RuleRate, "batch", p8, tx + "/XchgRate", rated("1e3"), nil},
	{RuleRate, "batch", p8, tx + "/XchgRate", rated(".5"), nil},
	{RuleRate, "batch", p8, tx + "/XchgRate", rated("-1"), nil},
	{RuleCharge, "batch", p8, tx + "/ChrgsInf/Agt/FinInstnId/BICFI", first(func(t *Transfer) {
		t.Charges = []ChargeTaken{{Amount: usd(1)}}
	}), nil},
	{RuleCharge, "cbpr+", p8, tx + "/ChrgsInf/Amt", charged("SHAR", 9900, -100), nil},
	{RuleChargesDebt, "cbpr+", p8, tx + "/ChrgsInf", charged("DEBT", 9000, 500, 500), nil},
	{RuleChargesDebt, "cbpr+", p8, tx + "/ChrgsInf", charged("DEBT", 9000), nil},
	{RuleChargesDebt, "cbpr+", p8, tx + "/ChrgsInf", charged("DEBT", 9000, 0), nil},
	{RuleChargesDebt, "cbpr+", p8, tx + "/ChrgsInf", charged("DEBT", 10000, 500), nil},
	{RuleChargesShared, "cbpr+", p8, tx + "/ChrgsInf", charged("SHAR", 10500), nil},
	{RuleChargesSum, "cbpr+", p8, tx + "/ChrgsInf", charged("SHAR", 10500, 499), nil},
	{RuleChargesSum, "cbpr+", p8, tx + "/ChrgsInf", charged("SHAR", 9000, 100), nil},
	{RuleChargesSum, "cbpr+", p8, tx + "/ChrgsInf", charged("CRED", 10500), nil},
	{RuleChargesSum, "cbpr+", p8, tx + "/ChrgsInf", charged("CRED", 10500, 300, 300), nil},
	{RuleChargesSum, "cbpr+", p8, tx + "/ChrgsInf", charged("DEBT", 9000, 500), nil},
	{RuleChargesSum, "cbpr+", p8, tx + "/ChrgsInf", charged("DEBT", 10500), nil},
}

func rated(rate string) func(*TransferMessage) {
	return first(func(t *Transfer) { t.Instructed, t.Rate = amountOf("EUR", 100), rate })
}

var textBreakings = []breaking{
	{RuleTxID, "cbpr+", p8, tx + "/PmtId/TxId", first(func(t *Transfer) { t.TxID = strings.Repeat("T", 36) }), nil},
	{RuleCode, "cbpr+", p8, tx + "/Purp/Cd", first(func(t *Transfer) { t.Purpose = "salary" }), nil},
	{RuleCode, "batch", p8, tx + "/PmtTpInf/SvcLvl/Cd", first(func(t *Transfer) { t.ServiceLevel = "SEPA2" }), nil},
	{RuleServiceLevel, "cbpr+", p8, tx + "/PmtTpInf/SvcLvl/Cd", first(func(t *Transfer) { t.ServiceLevel = "G004" }), nil},
	{RuleServiceLevel, "cbpr+", cov, tx + "/PmtTpInf/SvcLvl/Cd", first(func(t *Transfer) { t.ServiceLevel = "G004" }), nil},
	{RuleServiceLevel, "cbpr+", p9, tx + "/PmtTpInf/SvcLvl/Cd", first(func(t *Transfer) { t.ServiceLevel = "G001" }), nil},
	{RuleAddressLines, "cbpr+", p8, tx + "/Cdtr/PstlAdr/AdrLine", first(func(t *Transfer) {
		t.Creditor.Address.Lines = lines("a", "b", "c")
	}), nil},
	{RuleAddressLines, "batch", p8, tx + "/Cdtr/PstlAdr/AdrLine", first(func(t *Transfer) {
		t.Creditor.Address.Lines = lines("", "b")
	}), nil},
	{RuleAddressLines, "cbpr+", p8, tx + "/Cdtr/PstlAdr/AdrLine", first(func(t *Transfer) {
		t.Creditor.Address.Lines = lines("a")
	}), func(p *Profile) { p.Addresses = StructuredAddress }},
	{RuleAddressRepeats, "cbpr+", p8, tx + "/Cdtr/PstlAdr/AdrLine", first(func(t *Transfer) {
		t.Creditor.Address.Lines = lines("90-001 ŁÓDŹ")
	}), nil},
	{RuleTownAndCountry, "cbpr+", p8, tx + "/Cdtr/PstlAdr", first(func(t *Transfer) {
		t.Creditor.Address = Address{Lines: lines("ul. Piotrkowska 1", "90-001 Łódź")}
	}), nil},
	{RuleLength, "batch", p8, tx + "/Cdtr/PstlAdr/AdrLine", first(func(t *Transfer) {
		t.Creditor.Address.Lines = lines(strings.Repeat("l", 71))
	}), nil},
	{RuleLength, "cbpr+", p8, tx + "/RmtInf/Ustrd", nil, func(p *Profile) { p.RemittanceLength = 20 }},
	{RuleMsgID, "cbpr+", p8, "/GrpHdr/MsgId", nil, func(p *Profile) { p.MsgIDLength = 16 }},
	{RuleEndToEndID, "cbpr+", p8, tx + "/PmtId/EndToEndId", nil, func(p *Profile) { p.EndToEndIDLength = 16 }},
	{RuleRemittanceBoth, "cbpr+", p8, tx + "/RmtInf", structured(PaidDocument{Reference: "RF18539007547034"}, true), nil},
	{RuleStructured, "batch", p8, tx + "/RmtInf/Strd", structured(PaidDocument{Invoice: "1"}, false),
		func(p *Profile) { p.StructuredRemittance = false }},
	{RuleStructured, "batch", p8, tx + "/RmtInf/Strd", structured(PaidDocument{}, false), nil},
	{RuleStructured, "batch", p8, tx + "/RmtInf/Strd",
		structured(PaidDocument{InvoiceDate: calendar.MustDate("2026-11-01")}, false), nil},
	{RuleStructured, "batch", p8, tx + "/RmtInf/Strd/RfrdDocAmt/RmtdAmt",
		structured(PaidDocument{Invoice: "1", Amount: money.Zero(money.MustCurrency("USD"))}, false), nil},
	{RuleLength, "cbpr+", p8, tx + "/RmtInf/Strd/RfrdDocInf/Nb",
		structured(PaidDocument{Invoice: strings.Repeat("1", 36)}, false), nil},
	{RuleStructuredSize, "cbpr+", p8, tx + "/RmtInf/Strd", first(func(t *Transfer) {
		t.Remittance = ""
		for range 65 {
			t.Structured = append(t.Structured, PaidDocument{Information: strings.Repeat("i", 140)})
		}
	}), nil},
}

func structured(r PaidDocument, beside bool) func(*TransferMessage) {
	return first(func(t *Transfer) {
		if !beside {
			t.Remittance = ""
		}
		t.Structured = []PaidDocument{r}
	})
}
