package formats

import (
	"strings"
	"testing"

	"nostro/money"
)

// What real banks send and naive readers stumble over: each story is one of them. Where a story is about
// money, what would be booked is checked, not only that nothing fails.

func entryOf(inside string) string {
	return statementWith(`<Ntry>` + inside + `</Ntry>`)
}

func booked(amount, side string) string {
	return `<Amt Ccy="USD">` + amount + `</Amt><CdtDbtInd>` + side + `</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>`
}

func txDtls(inside string) string { return `<TxDtls>` + inside + `</TxDtls>` }

func details(inside ...string) string { return `<NtryDtls>` + strings.Join(inside, "") + `</NtryDtls>` }

// firstEntry reads the only statement of a file that can be booked, and returns its first entry.
func firstEntry(t *testing.T, data string) StatementEntry {
	t.Helper()
	in := mustRead(t, data)
	if err := in.Bookable(); err != nil {
		t.Fatal(err)
	}
	return onlyStatement(t, in).Entries[0]
}

func TestAnomalyBatchTotalIsNotTheAmountOfEachLine(t *testing.T) {
	e := firstEntry(t, entryOf(booked("30", "CRDT")+details(
		`<Btch><NbOfTxs>2</NbOfTxs><TtlAmt Ccy="USD">30</TtlAmt></Btch>`,
		txDtls(`<Amt Ccy="USD">10</Amt>`), txDtls(`<Amt Ccy="USD">20</Amt>`))))
	if e.Amount != usd(3000) || e.Details[0].Amount != usd(1000) || e.Details[1].Amount != usd(2000) ||
		e.Batches[0].Total != usd(3000) {
		t.Errorf("got %s", dump(e))
	}
}

func TestAnomalyBatchCountsWhatIsNotDelivered(t *testing.T) {
	e := firstEntry(t, entryOf(booked("30", "DBIT")+details(`<Btch><NbOfTxs>17</NbOfTxs></Btch>`)+
		details(txDtls(""), txDtls(""))+details(txDtls(""))))
	if e.Batches[0].Count != 17 || len(e.Details) != 3 || e.Details[2].Number != 3 {
		t.Errorf("got %s", dump(e))
	}
}

func TestAnomalyDetailsDoNotSumToTheEntry(t *testing.T) {
	e := firstEntry(t, entryOf(booked("1526", "DBIT")+details(txDtls(`<Amt Ccy="USD">1500</Amt><CdtDbtInd>DBIT</CdtDbtInd>`),
		txDtls(`<Amt Ccy="USD">5</Amt><CdtDbtInd>CRDT</CdtDbtInd>`))))
	if e.Amount != usd(-152600) || e.Details[0].Amount != usd(-150000) || e.Details[1].Amount != usd(500) {
		t.Errorf("got %s", dump(e))
	}
}

func TestAnomalyForeignAmountInTheDetail(t *testing.T) {
	e := firstEntry(t, entryOf(booked("25", "DBIT")+details(txDtls(`<Amt Ccy="EUR">29.06</Amt>`+
		`<AmtDtls><InstdAmt><Amt Ccy="EUR">29.06</Amt></InstdAmt><TxAmt><Amt Ccy="USD">25</Amt>`+
		`<CcyXchg><SrcCcy>EUR</SrcCcy><TrgtCcy>USD</TrgtCcy><XchgRate>.86</XchgRate></CcyXchg></TxAmt></AmtDtls>`))))
	d := e.Details[0]
	if e.Amount != usd(-2500) || d.Amount != amountOf("EUR", -2906) || d.Instructed() != amountOf("EUR", 2906) ||
		d.Amounts[1].Amount != usd(2500) || d.Amounts[1].Exchange.Rate != ".86" {
		t.Errorf("got %s", dump(e))
	}
}

func TestAnomalyAdviceWithoutBalanceAndCurrency(t *testing.T) {
	in := mustRead(t, `<BkToCstmrDbtCdtNtfctn><Ntfctn><Acct><Id><IBAN>X</IBAN></Id></Acct><Ntry>`+
		booked("1", "CRDT")+`</Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn>`)
	s := onlyStatement(t, in)
	if in.Bookable() != nil || s.Currency.Code() != "USD" || s.Opening.Present || s.Closing.Present {
		t.Errorf("got %s", dump(in))
	}
}

func TestAnomalySeveralAccountsAndCurrenciesInOneFile(t *testing.T) {
	stmt := func(currency string) string {
		return `<Stmt><Id>S</Id><Acct><Id><IBAN>SAME</IBAN></Id><Ccy>` + currency + `</Ccy></Acct>` +
			`<Ntry>` + strings.ReplaceAll(booked("1", "CRDT"), "USD", currency) + `</Ntry></Stmt>`
	}
	in := mustRead(t, `<BkToCstmrStmt>`+stmt("EUR")+stmt("USD")+stmt("JPY")+`</BkToCstmrStmt>`)
	statements := onlyDocument(t, in).Statements
	if err := in.Bookable(); err != nil || len(statements) != 3 {
		t.Fatal(len(statements), err)
	}
	for i, code := range []string{"EUR", "USD", "JPY"} {
		s := statements[i]
		if s.Number != i+1 || s.Currency.Code() != code || s.Entries[0].Amount.Currency() != s.Currency ||
			s.Entries[0].Number != 1 {
			t.Errorf("got %s", dump(s))
		}
	}
}

func TestAnomalySeveralDocumentsInOneFile(t *testing.T) {
	header := func(id string) string {
		return `<AppHdr><BizMsgIdr>` + id + `</BizMsgIdr><MsgDefIdr>camt.053.001.08</MsgDefIdr></AppHdr>`
	}
	declaration := `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
	for name, data := range map[string]string{
		"one after the other": declaration + statementWith("") + "\n" + declaration + statementWith(""),
		"with headers":        header("A") + statementWith("") + header("B") + statementWith(""),
		"in an envelope":      `<E>` + header("A") + statementWith("") + header("B") + statementWith("") + `</E>`,
		"one header":          `<E>` + header("A") + statementWith("") + statementWith("") + `</E>`,
	} {
		in := mustRead(t, data)
		if len(in.Documents) != 2 || in.Documents[1].Number != 2 || len(in.Documents[1].Statements) != 1 {
			t.Fatalf("%s: got %s", name, dump(in))
		}
		got := in.Documents[0].Header.ID + in.Documents[1].Header.ID
		want := map[string]string{"with headers": "AB", "in an envelope": "AB", "one header": "A"}[name]
		if got != want || len(in.Warnings) > 0 {
			t.Errorf("%s: headers %q, want %q; %v", name, got, want, in.Warnings)
		}
	}
}

func TestAnomalyStatementWithoutEntries(t *testing.T) {
	in := mustRead(t, statementWith(balance("OPBD", oneUSD)+balance("CLBD", oneUSD)))
	s := onlyStatement(t, in)
	if in.Bookable() != nil || len(s.Entries) != 0 || s.Opening.Amount != usd(100) || s.Closing.Amount != usd(100) {
		t.Errorf("got %s", dump(s))
	}
}

func TestAnomalyOtherBalancesNeitherOpenNorClose(t *testing.T) {
	in := mustRead(t, statementWith(balance("PRCD", oneUSD)+balance("INFO", `<Amt Ccy="USD">9</Amt>`)+
		balance("ITBD", `<Amt Ccy="USD">8</Amt>`)+balance("XXXX", `<Amt Ccy="EUR">7</Amt>`)))
	s := onlyStatement(t, in)
	if in.Bookable() != nil || s.Opening.Code != "PRCD" || s.Opening.Amount != usd(100) || s.Closing.Present ||
		len(s.Balances) != 4 {
		t.Errorf("got %s", dump(s))
	}
}

func TestAnomalyNegativeBalance(t *testing.T) {
	data := statementWith(strings.ReplaceAll(balance("CLBD", oneUSD), "CRDT", "DBIT"))
	if s := onlyStatement(t, mustRead(t, data)); s.Closing.Amount != usd(-100) {
		t.Errorf("got %s", s.Closing.Amount)
	}
}

func TestAnomalyReversalDoesNotFlipTheSign(t *testing.T) {
	e := firstEntry(t, entryOf(booked("1", "CRDT")+`<RvslInd>true</RvslInd>`))
	if !e.Reversal || e.Amount != usd(100) {
		t.Errorf("got %s", dump(e))
	}
}

func TestAnomalyZeroAmountHasASide(t *testing.T) {
	e := firstEntry(t, entryOf(booked("0.00", "DBIT")+details(txDtls(`<RltdPties><Cdtr><Nm>Shop</Nm></Cdtr></RltdPties>`))))
	name, _ := e.Details[0].Counterparty()
	if !e.Debit || !e.Amount.IsZero() || e.Amount.Currency().Code() != "USD" || name != "Shop" {
		t.Errorf("got %s", dump(e))
	}
}

func TestAnomalyEqualIdsAreAllKept(t *testing.T) {
	one := `<Ntry><NtryRef>SAME</NtryRef>` + booked("1", "CRDT") + `<AcctSvcrRef>SAME</AcctSvcrRef></Ntry>`
	s := onlyStatement(t, mustRead(t, statementWith(one+one+one)))
	if len(s.Entries) != 3 || s.Entries[2].Number != 3 || s.Entries[2].Offset <= s.Entries[1].Offset {
		t.Errorf("got %s", dump(s))
	}
}

func TestAnomalyEndToEndIdMissing(t *testing.T) {
	e := firstEntry(t, entryOf(booked("1", "CRDT")+details(txDtls(`<Refs><EndToEndId></EndToEndId></Refs>`),
		txDtls(`<Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>`))))
	if e.Details[0].EndToEndID != "" || e.Details[1].EndToEndID != "NOTPROVIDED" {
		t.Errorf("got %s", dump(e))
	}
}

func TestAnomalyReturnsInAStatement(t *testing.T) {
	e := firstEntry(t, entryOf(booked("1", "CRDT")+details(txDtls(`<RtrInf><Rsn><Prtry>E433</Prtry></Rsn>`+
		`<AddtlInf>no</AddtlInf><AddtlInf>such account</AddtlInf></RtrInf>`))))
	if r := e.Details[0].Return; r.Code != "E433" || !r.Proprietary || r.Text != "no such account" {
		t.Errorf("got %+v", r)
	}
}

func TestAnomalyCurrenciesWithoutTwoDecimals(t *testing.T) {
	for code, want := range map[string]int64{"JPY": 500, "XOF": 500, "XAF": 500, "KWD": 500000, "USD": 50000, "CLF": 5000000} {
		in := mustRead(t, strings.ReplaceAll(entryOf(booked("500", "CRDT")), "USD", code))
		e := onlyStatement(t, in).Entries[0]
		if e.Amount != money.FromMinor(money.MustCurrency(code), want) || in.Bookable() != nil {
			t.Errorf("%s: got %v, %v", code, e.Amount, in.Bookable())
		}
	}
}
