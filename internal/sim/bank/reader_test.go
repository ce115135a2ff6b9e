package bank

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"nostro/calendar"
	"nostro/money"
)

// The tests read what the bank wrote by local names, in any layout.
type readAmount struct {
	Currency string `xml:"Ccy,attr"`
	Text     string `xml:",chardata"`
}

type readBalance struct {
	Code      string     `xml:"Tp>CdOrPrtry>Cd"`
	Amount    readAmount `xml:"Amt"`
	Direction string     `xml:"CdtDbtInd"`
}

type readEntry struct {
	Ref         string     `xml:"NtryRef"`
	Amount      readAmount `xml:"Amt"`
	Direction   string     `xml:"CdtDbtInd"`
	Status      string     `xml:"Sts>Cd"`
	ValueDate   string     `xml:"ValDt>Dt"`
	BankRef     string     `xml:"AcctSvcrRef"`
	SubFamily   string     `xml:"BkTxCd>Domn>Fmly>SubFmlyCd"`
	Charges     readAmount `xml:"Chrgs>Rcrd>Amt"`
	Included    string     `xml:"Chrgs>Rcrd>ChrgInclInd"`
	MsgID       string     `xml:"NtryDtls>TxDtls>Refs>MsgId"`
	InstrID     string     `xml:"NtryDtls>TxDtls>Refs>InstrId"`
	EndToEndID  string     `xml:"NtryDtls>TxDtls>Refs>EndToEndId"`
	UETR        string     `xml:"NtryDtls>TxDtls>Refs>UETR"`
	Instructed  readAmount `xml:"NtryDtls>TxDtls>AmtDtls>InstdAmt>Amt"`
	Debtor      string     `xml:"NtryDtls>TxDtls>RltdPties>Dbtr>Pty>Nm"`
	Text        string     `xml:"NtryDtls>TxDtls>RmtInf>Ustrd"`
	Reason      string     `xml:"NtryDtls>TxDtls>RtrInf>Rsn>Cd"`
	CreditorBIC string     `xml:"NtryDtls>TxDtls>RltdPties>Cdtr>Agt>FinInstnId>BICFI"`
}

type readStatement struct {
	ID       string        `xml:"Id"`
	Sequence int           `xml:"ElctrncSeqNb"`
	IBAN     string        `xml:"Acct>Id>IBAN"`
	Number   string        `xml:"Acct>Id>Othr>Id"`
	Currency string        `xml:"Acct>Ccy"`
	BankName string        `xml:"Acct>Svcr>FinInstnId>Nm"`
	Count    int           `xml:"TxsSummry>TtlNtries>NbOfNtries"`
	Balances []readBalance `xml:"Bal"`
	Entries  []readEntry   `xml:"Ntry"`
}

type readStatus struct {
	OriginalMsgID string `xml:"OrgnlGrpInf>OrgnlMsgId"`
	InstrID       string `xml:"OrgnlInstrId"`
	UETR          string `xml:"OrgnlUETR"`
	Code          string `xml:"TxSts"`
	Reason        string `xml:"StsRsnInf>Rsn>Cd"`
	Text          string `xml:"StsRsnInf>AddtlInf"`
	BankRef       string `xml:"AcctSvcrRef"`
}

type readReturn struct {
	ID         string     `xml:"RtrId"`
	UETR       string     `xml:"OrgnlUETR"`
	Original   readAmount `xml:"OrgnlIntrBkSttlmAmt"`
	Returned   readAmount `xml:"RtrdIntrBkSttlmAmt"`
	Date       string     `xml:"IntrBkSttlmDt"`
	Charges    readAmount `xml:"ChrgsInf>Amt"`
	ChainFrom  string     `xml:"RtrChain>Dbtr>Pty>Nm"`
	ChainAgent string     `xml:"RtrChain>Dbtr>Agt>FinInstnId>BICFI"`
	Reason     string     `xml:"RtrRsnInf>Rsn>Cd"`
	Text       string     `xml:"RtrRsnInf>AddtlInf"`
}

// answer is everything of one day, read back.
type answer struct {
	files      []File
	kinds      []string // in the order of the files
	statuses   []readStatus
	returns    []readReturn
	statements []readStatement

	resolutions []readResolution
}

type readDocument struct {
	Statements []readStatement `xml:"BkToCstmrStmt>Stmt"`
	Statuses   []readStatus    `xml:"FIToFIPmtStsRpt>TxInfAndSts"`
	Returns    []readReturn    `xml:"PmtRtr>TxInf"`

	Resolutions []readResolution `xml:"RsltnOfInvstgtn"`
}

func charsets(name string, input io.Reader) (io.Reader, error) {
	if strings.EqualFold(name, "ISO-8859-1") {
		return charmap.ISO8859_1.NewDecoder().Reader(input), nil
	}
	return input, nil
}

func readBack(t prover, f File) readDocument {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(f.Data))
	d.CharsetReader = charsets
	for {
		token, err := d.Token()
		if err != nil {
			t.Fatalf("%s: no Document: %v", f.Name, err)
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "Document" {
			var document readDocument
			if err := d.DecodeElement(&document, &start); err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
			return document
		}
	}
}

func readAll(t prover, files []File) answer {
	t.Helper()
	a := answer{files: files}
	for _, f := range files {
		document := readBack(t, f)
		a.kinds = append(a.kinds, strings.Split(f.Name, "-")[2])
		a.statuses = append(a.statuses, document.Statuses...)
		a.returns = append(a.returns, document.Returns...)
		a.resolutions = append(a.resolutions, document.Resolutions...)
		a.statements = append(a.statements, document.Statements...)
	}
	return a
}

// answerOn closes a day and reads what came.
func answerOn(t prover, b *Bank, d calendar.Date) answer {
	t.Helper()
	files, err := b.Answer(noon(d), d)
	if err != nil {
		t.Fatal(err)
	}
	return readAll(t, files)
}

func take(t testing.TB, b *Bank, data []byte) {
	t.Helper()
	if err := b.Take("sample.xml", data); err != nil {
		t.Fatal(err)
	}
}

func (a answer) statement(t testing.TB, c money.Currency) readStatement {
	t.Helper()
	for _, s := range a.statements {
		if s.Currency == c.Code() {
			return s
		}
	}
	t.Fatalf("no statement in %s", c)
	return readStatement{}
}

// signed returns "-12.00" for a debit of 12.00.
func signed(a readAmount, direction string) string {
	if direction == "DBIT" {
		return "-" + a.Text
	}
	return a.Text
}

func (s readStatement) opening() string { return signed(s.Balances[0].Amount, s.Balances[0].Direction) }
func (s readStatement) closing() string { return signed(s.Balances[1].Amount, s.Balances[1].Direction) }

// moved lists the entries: "-12.00 E1".
func (s readStatement) moved() string {
	var list []string
	for _, e := range s.Entries {
		list = append(list, signed(e.Amount, e.Direction)+" "+e.EndToEndID)
	}
	return strings.Join(list, ", ")
}

// prove fails unless the statement adds up, by the text of its amounts alone.
func (s readStatement) prove(t prover) {
	t.Helper()
	c := money.MustCurrency(s.Currency)
	sum := amount(c, s.opening())
	for _, e := range s.Entries {
		if e.Amount.Currency != s.Currency || e.Status != "BOOK" {
			t.Errorf("statement %s: entry %s is in %s, status %s", s.ID, e.Ref, e.Amount.Currency, e.Status)
		}
		var err error
		if sum, err = sum.Add(amount(c, signed(e.Amount, e.Direction))); err != nil {
			t.Fatal(err)
		}
	}
	if closing := amount(c, s.closing()); sum != closing {
		t.Errorf("statement %s: entries lead to %s, closing says %s", s.ID, sum, closing)
	}
	if s.Balances[0].Code != "OPBD" || s.Balances[1].Code != "CLBD" || s.Count != len(s.Entries) {
		t.Errorf("statement %s: balances %s %s, summary counts %d of %d entries", s.ID, s.Balances[0].Code,
			s.Balances[1].Code, s.Count, len(s.Entries))
	}
}

// prover is what a test and a property have in common.
type prover interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
	Errorf(string, ...any)
}
