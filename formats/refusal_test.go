package formats

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"nostro/formats/xmltext"
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
	atEntry = "Document/BkToCstmrStmt/Stmt[1]/Ntry[1]"
	atBal   = "Document/BkToCstmrStmt/Stmt[1]/Bal[1]"
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
	deep := strings.Repeat("<a>", xmltext.DefaultDepth+1) + strings.Repeat("</a>", xmltext.DefaultDepth+1)
	long := "<a>" + strings.Repeat("x", xmltext.DefaultTokenBytes+1) + "</a>"
	refuses(t, map[string]refused{
		"nothing":            {"", ErrMalformed, "", "no element"},
		"a BOM and nothing":  {"\xef\xbb\xbf", ErrMalformed, "", "no element"},
		"no XML":             {":20:MT940 is no XML", ErrMalformed, "", "byte 0"},
		"half a file":        {entryWith(oneUSD, credit)[:200], ErrMalformed, "", "the file ends inside"},
		"crossed elements":   {"<a><b></a></b>", ErrMalformed, "", "line 1"},
		"unknown entity":     {"<a>&euro;</a>", ErrMalformed, "", "euro"},
		"document type":      {`<!DOCTYPE a><a/>`, ErrMalformed, "", "document type"},
		"entity declaration": {`<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>`, ErrMalformed, "", "document type"},
		"directive within":   {`<a><!ENTITY x "y"></a>`, ErrMalformed, "", "document type"},
		"too deep":           {deep, ErrMalformed, "", "elements open at once: at most 64"},
		"too long a text":    {long, ErrMalformed, "", "at most 1048576"},
		"attribute twice":    {`<a b="1" b="2"/>`, ErrMalformed, "", "byte"},
		"control character":  {"<a>\x01</a>", ErrMalformed, "", "byte"},
		"unknown encoding": {`<?xml version="1.0" encoding="EBCDIC-X"?><a/>`, ErrMalformed, "",
			`"EBCDIC-X" is not known`},
		"too many bytes": {strings.Repeat(" ", WholeBytesMax+1), ErrMalformed, "", "ask the bank to split it"},
		"other XML":      {"<html><body/></html>", ErrUnsupported, "html", `root element "html"`},
		"header alone":   {"<E><AppHdr/></E>", ErrUnsupported, "E", "holds no ISO 20022 message"},
		"empty document": {`<Document xmlns="urn:x"/>`, ErrUnsupported, "Document", "is empty"},
		"pain.008": {`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.008.001.02"><CstmrDrctDbtInitn/></Document>`,
			ErrUnsupported, "Document/CstmrDrctDbtInitn", "pain.008.001.02"},
		"what is read": {`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.060.001.08"><AcctRptgReq/></Document>`,
			ErrUnsupported, "Document/AcctRptgReq", "read are admi.002, camt.029,"},
		"pacs.028 no version": {`<FIToFIPmtStsReq/>`, ErrUnsupported, "FIToFIPmtStsReq", "pacs.028"},
		"unknown root":        {`<Document xmlns="urn:x"><Strange/></Document>`, ErrUnsupported, "Document/Strange", "Strange"},
		"root of another kind": {`<Document xmlns="` + ns053 + `"><PmtRtr/></Document>`, ErrUnsupported,
			"Document/PmtRtr", `root element "PmtRtr"`},
		"second of another kind": {entryWith(oneUSD, credit) + `<Document xmlns="urn:pain.008.001.02"><X/></Document>`,
			ErrUnsupported, "Document/X", "pain.008"},
		"header contradicts": {statusWithHeader("pacs.002.001.10", "pacs.002.001.12"), ErrContradiction,
			"E/Document/FIToFIPmtStsRpt", "says pacs.002.001.10, the document is pacs.002.001.12"},
	})
}

func TestWhatCannotBeBookedIsAProblem(t *testing.T) {
	unbookable(t, map[string]refused{
		"entry without amount":   {entryWith("", credit), ErrUnbookable, atEntry, "Amt is missing"},
		"entry with two amounts": {entryWith(oneUSD+oneUSD, credit), ErrUnbookable, atEntry + "/Amt", "twice"},
		"entry without currency": {entryWith(`<Amt>1.00</Amt>`, credit), ErrUnbookable, atEntry + "/Amt",
			"currency is missing"},
		"entry in no currency": {entryWith(`<Amt Ccy="ZZZ">1.00</Amt>`, credit), ErrUnbookable, atEntry + "/Amt",
			`"ZZZ"`},
		"entry in other currency": {entryWith(`<Amt Ccy="EUR">1.00</Amt>`, credit), ErrUnbookable, atEntry,
			"in EUR, the account in USD"},
		"entry without direction": {entryWith(oneUSD, ""), ErrUnbookable, atEntry, "CdtDbtInd is missing"},
		"entry with two directions": {entryWith(oneUSD, credit+credit), ErrUnbookable, atEntry + "/CdtDbtInd",
			"twice"},
		"entry with bad direction": {entryWith(oneUSD, `<CdtDbtInd>C</CdtDbtInd>`), ErrUnbookable, atEntry +
			"/CdtDbtInd", "neither CRDT nor DBIT"},
		"balance without direction": {statementWith(`<Bal>` + oneUSD + `</Bal>`), ErrUnbookable, atBal,
			"CdtDbtInd is missing"},
		"balance without amount": {statementWith(balance("CLBD", "")), ErrUnbookable, atBal, "Amt is missing"},
		"other balance unreadable": {statementWith(balance("CLAV", `<Amt Ccy="USD">x</Amt>`)), ErrUnbookable, atBal +
			"/Amt", "no decimal"},
		"closing in other currency": {statementWith(balance("CLBD", `<Amt Ccy="EUR">1</Amt>`)), ErrUnbookable, "Document/BkToCstmrStmt/Stmt[1]",
			"in EUR"},
		"two opening balances": {statementWith(balance("OPBD", oneUSD) + balance("OPBD", `<Amt Ccy="USD">2</Amt>`)),
			ErrUnbookable, "Document/BkToCstmrStmt/Stmt[1]/Bal[2]", "there twice, USD 1.00 and USD 2.00"},
		"account in no currency": {strings.ReplaceAll(entryWith(oneUSD, credit), "<Ccy>USD", "<Ccy>U$D"), ErrUnbookable,
			"Document/BkToCstmrStmt/Stmt[1]/Acct/Ccy", `"U$D"`},
		"entry without status": {statementWith(`<Ntry>` + oneUSD + credit + `</Ntry>`), ErrUnbookable, atEntry,
			"Sts is missing"},
		"statement without account": {strings.ReplaceAll(statementWith(""), "<Othr><Id>42</Id></Othr>", ""),
			ErrUnbookable, "Document/BkToCstmrStmt/Stmt[1]", "account is not named"},
		"transfer without amount": {`<FIToFICstmrCdtTrf><CdtTrfTxInf/></FIToFICstmrCdtTrf>`, ErrUnbookable,
			"FIToFICstmrCdtTrf/CdtTrfTxInf[1]", "amount is missing"},
		"transfer with two amounts": {`<FICdtTrf><CdtTrfTxInf><IntrBkSttlmAmt Ccy="USD">1</IntrBkSttlmAmt>` +
			`<IntrBkSttlmAmt Ccy="USD">2</IntrBkSttlmAmt></CdtTrfTxInf></FICdtTrf>`, ErrUnbookable,
			"FICdtTrf/CdtTrfTxInf[1]/IntrBkSttlmAmt", "twice"},
		"notice without amount": {`<NtfctnToRcv><Ntfctn><Itm/></Ntfctn></NtfctnToRcv>`, ErrUnbookable,
			"NtfctnToRcv/Ntfctn/Itm[1]", "Amt is missing"},
		"return of a message without amount": {`<PmtRtr><GrpHdr><GrpRtr>true</GrpRtr></GrpHdr></PmtRtr>`,
			ErrUnbookable, "PmtRtr", "TtlRtrdIntrBkSttlmAmt is missing"},
		"return without amount": {returnWith(""), ErrUnbookable, "Document/PmtRtr/TxInf[1]",
			"RtrdIntrBkSttlmAmt is missing"},
		"return of nothing": {returnWith(`<RtrdIntrBkSttlmAmt Ccy="EUR">0</RtrdIntrBkSttlmAmt>`), ErrUnbookable,
			"Document/PmtRtr/TxInf[1]", "is zero"},
	})
}

// unbookable checks that the rest of a file is read, and that all of it is refused where it would be booked.
func unbookable(t *testing.T, files map[string]refused) {
	t.Helper()
	for name, c := range files {
		t.Run(name, func(t *testing.T) {
			in, err := Read([]byte(c.data))
			if err != nil {
				t.Fatal(err)
			}
			err = in.Bookable()
			if !errors.Is(err, c.class) || !strings.Contains(err.Error(), c.says) {
				t.Fatalf("want class %q that says %q, got %v", c.class, c.says, err)
			}
			if refusal := refusalOf(t, err); refusal.Path != c.path || refusal.Remedy == "" || refusal.Line != 1 {
				t.Errorf("want a problem at %q with a remedy, got %+v", c.path, refusal)
			}
		})
	}
}

func refuses(t *testing.T, files map[string]refused) {
	t.Helper()
	for name, c := range files {
		t.Run(name, func(t *testing.T) {
			in, err := Read([]byte(c.data))
			if !errors.Is(err, c.class) {
				t.Fatalf("want class %q, got %v", c.class, err)
			}
			if refusal := refusalOf(t, err); refusal.Path != c.path || refusal.Remedy == "" {
				t.Errorf("want a refusal at %q with a remedy, got %+v", c.path, refusal)
			}
			if !strings.Contains(err.Error(), c.says) {
				t.Errorf("want an error that says %q, got %v", c.says, err)
			}
			if in.Documents != nil {
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
		in := mustRead(t, entryWith(fmt.Sprintf(`<Amt Ccy="USD">%s</Amt>`, text), credit))
		err := in.Bookable()
		if err == nil {
			if got := onlyStatement(t, in).Entries[0].Amount.String(); got != want {
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

func TestAllProblemsOfAFileAreListedUpToALimit(t *testing.T) {
	entries := strings.Repeat(`<Ntry>`+credit+`<Sts>BOOK</Sts></Ntry>`, refusalsMax+7)
	err := mustRead(t, statementWith(entries)).Bookable()
	if err == nil || strings.Count(err.Error(), "Amt is missing") != refusalsMax {
		t.Errorf("want %d refusals, got %v", refusalsMax, err)
	}
	if !strings.Contains(err.Error(), "and 7 more like these") {
		t.Errorf("the rest is not counted: %v", err)
	}
}
