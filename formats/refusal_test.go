package formats

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

const ns053 = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"

// statementWith is a statement of USD with the given balances and entries.
func statementWith(inside string) string {
	return `<Document xmlns="` + ns053 + `"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>S</Id>` +
		`<Acct><Id><Othr><Id>42</Id></Othr></Id><Ccy>USD</Ccy></Acct>` + inside + `</Stmt></BkToCstmrStmt></Document>`
}

func entryWith(amount, direction string) string {
	return statementWith(`<Ntry>` + amount + direction + `<Sts><Cd>BOOK</Cd></Sts></Ntry>`)
}

func balance(code, amount string) string {
	return `<Bal><Tp><CdOrPrtry><Cd>` + code + `</Cd></CdOrPrtry></Tp>` + amount + credit + `</Bal>`
}

const (
	credit  = `<CdtDbtInd>CRDT</CdtDbtInd>`
	oneUSD  = `<Amt Ccy="USD">1.00</Amt>`
	atEntry = "Document/BkToCstmrStmt/Stmt/Ntry"
	atBal   = "Document/BkToCstmrStmt/Stmt/Bal"
)

func returnWith(amount string) string {
	return `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.004.001.09"><PmtRtr><TxInf>` + amount +
		`</TxInf></PmtRtr></Document>`
}

func statusWithHeader(header, namespace string) string {
	return `<E><AppHdr><MsgDefIdr>` + header + `</MsgDefIdr></AppHdr><Document xmlns="urn:` + namespace +
		`"><FIToFIPmtStsRpt/></Document></E>`
}

// refused is a file that Read must refuse, and how.
type refused struct {
	data  string
	class error
	path  string // of the first refusal
	says  string
}

func TestReadRefusesWhatIsNoMessageOfOurs(t *testing.T) {
	deep := strings.Repeat("<a>", depthMax+1) + strings.Repeat("</a>", depthMax+1)
	refuses(t, map[string]refused{
		"nothing":            {"", ErrMalformed, "", "no element"},
		"a BOM and nothing":  {"\xef\xbb\xbf", ErrMalformed, "", "no element"},
		"no XML":             {":20:MT940 is no XML", ErrMalformed, "", "no element"},
		"half a file":        {entryWith(oneUSD, credit)[:200], ErrMalformed, "", "unexpected EOF"},
		"crossed elements":   {"<a><b></a></b>", ErrMalformed, "", "line 1"},
		"unknown entity":     {"<a>&euro;</a>", ErrMalformed, "", "invalid character entity"},
		"document type":      {`<!DOCTYPE a><a/>`, ErrMalformed, "", "document type"},
		"entity declaration": {`<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>`, ErrMalformed, "", "document type"},
		"directive within":   {`<a><!ENTITY x "y"></a>`, ErrMalformed, "", "document type"},
		"too deep":           {deep, ErrMalformed, "", "deeper than 64"},
		"UTF-16":             {"\xff\xfe<\x00a\x00", ErrMalformed, "", "UTF-16"},
		"UTF-16 big endian":  {"\xfe\xff\x00<\x00a", ErrMalformed, "", "UTF-16"},
		"unknown encoding": {`<?xml version="1.0" encoding="EBCDIC-X"?><a/>`, ErrMalformed, "",
			`"EBCDIC-X" is not known`},
		"too many bytes": {strings.Repeat(" ", bytesMax+1), ErrMalformed, "", "ask the bank to split it"},
		"other XML":      {"<html><body/></html>", ErrUnsupported, "html", `root element "html"`},
		"header alone":   {"<E><AppHdr/></E>", ErrUnsupported, "E", "holds no ISO 20022 message"},
		"empty document": {`<Document xmlns="urn:x"/>`, ErrUnsupported, "Document", "unknown message"},
		"pain.001": {`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn/></Document>`,
			ErrUnsupported, "Document/CstmrCdtTrfInitn", "pain.001.001.09"},
		"camt.052": {`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.052.001.08"><BkToCstmrAcctRpt/></Document>`,
			ErrUnsupported, "Document/BkToCstmrAcctRpt", "reads pacs.002, pacs.004 and camt.053"},
		"admi.002": {`<admi.002.001.01 xmlns="urn:iso:std:iso:20022:tech:xsd:admi.002.001.01"/>`,
			ErrUnsupported, "admi.002.001.01", "admi.002"},
		"camt.054 no version": {`<BkToCstmrDbtCdtNtfctn/>`, ErrUnsupported, "BkToCstmrDbtCdtNtfctn", "camt.054"},
		"version 01": {`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.01">` +
			`<BkToCstmrStmtV01/></Document>`,
			ErrUnsupported, "Document/BkToCstmrStmtV01", "camt.053.001.01"},
		"root of another kind": {`<Document xmlns="` + ns053 + `"><PmtRtr/></Document>`, ErrUnsupported,
			"Document/PmtRtr", `root element "PmtRtr"`},
		"two messages": {"<E>" + entryWith(oneUSD, credit) + entryWith(oneUSD, credit) + "</E>",
			ErrUnsupported, "E/Document[2]", "2 messages"},
		"header contradicts": {statusWithHeader("pacs.002.001.10", "pacs.002.001.12"), ErrContradiction,
			"E/AppHdr/MsgDefIdr", "says pacs.002.001.10, the document is pacs.002.001.12"},
	})
}

func TestReadRefusesWhatCannotBeBooked(t *testing.T) {
	refuses(t, map[string]refused{
		"entry without amount":   {entryWith("", credit), ErrUnbookable, atEntry, "Amt is missing"},
		"entry with two amounts": {entryWith(oneUSD+oneUSD, credit), ErrUnbookable, atEntry + "/Amt[2]", "twice"},
		"entry without currency": {entryWith(`<Amt>1.00</Amt>`, credit), ErrUnbookable, atEntry + "/Amt",
			"currency is missing"},
		"entry in no currency": {entryWith(`<Amt Ccy="ZZZ">1.00</Amt>`, credit), ErrUnbookable, atEntry + "/Amt",
			`"ZZZ"`},
		"entry in other currency": {entryWith(`<Amt Ccy="EUR">1.00</Amt>`, credit), ErrUnbookable, atEntry,
			"in EUR, the account in USD"},
		"entry without direction": {entryWith(oneUSD, ""), ErrUnbookable, atEntry, "CdtDbtInd is missing"},
		"entry with two directions": {entryWith(oneUSD, credit+credit), ErrUnbookable, atEntry + "/CdtDbtInd[2]",
			"twice"},
		"entry with bad direction": {entryWith(oneUSD, `<CdtDbtInd>C</CdtDbtInd>`), ErrUnbookable, atEntry +
			"/CdtDbtInd", "neither CRDT nor DBIT"},
		"balance without direction": {statementWith(`<Bal>` + oneUSD + `</Bal>`), ErrUnbookable, atBal,
			"CdtDbtInd is missing"},
		"balance without amount": {statementWith(balance("CLBD", "")), ErrUnbookable, atBal, "Amt is missing"},
		"other balance unreadable": {statementWith(balance("CLAV", `<Amt Ccy="USD">x</Amt>`)), ErrUnbookable, atBal +
			"/Amt", "no decimal"},
		"closing in other currency": {statementWith(balance("CLBD", `<Amt Ccy="EUR">1</Amt>`)), ErrUnbookable, atBal,
			"in EUR"},
		"two opening balances": {statementWith(balance("OPBD", oneUSD) + balance("OPBD", `<Amt Ccy="USD">2</Amt>`)),
			ErrUnbookable, atBal + "[2]", "there twice, USD 1.00 and USD 2.00"},
		"account in no currency": {strings.ReplaceAll(entryWith(oneUSD, credit), "<Ccy>USD", "<Ccy>U$D"), ErrUnbookable,
			"Document/BkToCstmrStmt/Stmt/Acct/Ccy", `"U$D"`},
		"return without amount": {returnWith(""), ErrUnbookable, "Document/PmtRtr/TxInf",
			"RtrdIntrBkSttlmAmt is missing"},
		"return of nothing": {returnWith(`<RtrdIntrBkSttlmAmt Ccy="EUR">0</RtrdIntrBkSttlmAmt>`), ErrUnbookable,
			"Document/PmtRtr/TxInf", "is zero"},
	})
}

func refuses(t *testing.T, files map[string]refused) {
	t.Helper()
	for name, c := range files {
		t.Run(name, func(t *testing.T) {
			in, err := Read([]byte(c.data))
			if !errors.Is(err, c.class) {
				t.Fatalf("want class %q, got %v", c.class, err)
			}
			var refusal *Refusal
			if !errors.As(err, &refusal) || refusal.Path != c.path || refusal.Remedy == "" {
				t.Errorf("want a refusal at %q with a remedy, got %+v", c.path, refusal)
			}
			if !strings.Contains(err.Error(), c.says) {
				t.Errorf("want an error that says %q, got %v", c.says, err)
			}
			if in.Message != "" || in.Statements != nil {
				t.Error("a refused file must give nothing")
			}
		})
	}
}

func TestAmountsOfEntries(t *testing.T) {
	for text, want := range map[string]string{
		"1":                     "USD 1.00",
		"0":                     "USD 0.00",
		"+1.5":                  "USD 1.50",
		".34":                   "USD 0.34",
		"12.":                   "USD 12.00",
		" 7.10\n":               "USD 7.10",
		"000000000000149.87":    "USD 149.87",
		"1.50000":               "USD 1.50",
		"9999999999999999.99":   "USD 9999999999999999.99",
		"99999999999999999.99":  "19 digits",
		"100000000000000000.00": "USD 100000000000000000.00 overflows",
		"1.005":                 "decimals of USD",
		"100.0000000000005":     "decimals of USD",
		"-50.00":                "negative",
		"1e3":                   "no decimal",
		"1,5":                   "no decimal",
		"":                      "no decimal",
		".":                     "no decimal",
		"0x10":                  "no decimal",
	} {
		in, err := Read([]byte(entryWith(fmt.Sprintf(`<Amt Ccy="USD">%s</Amt>`, text), credit)))
		if err == nil {
			if got := in.Statements[0].Entries[0].Amount.String(); got != want {
				t.Errorf("%q became %s, want %s", text, got, want)
			}
			continue
		}
		if strings.HasPrefix(want, "USD ") && !strings.HasSuffix(want, "overflows") || !errors.Is(err, ErrUnbookable) {
			t.Errorf("%q: want %s, got %v", text, want, err)
		}
		if !strings.HasPrefix(want, "USD ") && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: want an error that says %q, got %v", text, want, err)
		}
	}
}

func TestAllRefusalsOfAFileAreListedUpToALimit(t *testing.T) {
	entries := strings.Repeat(`<Ntry>`+credit+`</Ntry>`, refusalsMax+7)
	_, err := Read([]byte(statementWith(entries)))
	if err == nil || strings.Count(err.Error(), "Amt is missing") != refusalsMax {
		t.Errorf("want %d refusals, got %v", refusalsMax, err)
	}
	if !strings.Contains(err.Error(), "and 7 more like these") {
		t.Errorf("the rest is not counted: %v", err)
	}
}

func TestTooManyElements(t *testing.T) {
	p := parser{top: &node{}, elements: elementsMax}
	p.at = p.top
	if err := p.open(startElement("a"), 3); !errors.Is(err, ErrMalformed) || !strings.Contains(err.Error(), "line 3") {
		t.Errorf("want a refusal with its line, got %v", err)
	}
}
