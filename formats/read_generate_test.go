package formats

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// generated is a camt.053 with so many entries of about 1.1 KB, the same bytes each time. Every hundredth
// entry is a batch of five, every seventh a debit.
type generated struct{ entries int }

const generatedHead = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>GENERATED-1</MsgId><CreDtTm>2026-11-24T18:00:00+01:00</CreDtTm></GrpHdr>
<Stmt><Id>S-1</Id><ElctrncSeqNb>1</ElctrncSeqNb><CreDtTm>2026-11-24T18:00:00+01:00</CreDtTm>
<Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">0.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-24</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">%s</Amt><CdtDbtInd>%s</CdtDbtInd><Dt><Dt>2026-11-24</Dt></Dt></Bal>
`

const generatedFoot = "</Stmt></BkToCstmrStmt></Document>\n"

func (g generated) minor(n int) int64 { return int64(n)*137%999_999 + 1 }

// sum is what the entries come to.
func (g generated) sum() int64 {
	sum := int64(0)
	for n := range g.entries {
		if g.isDebit(n) {
			sum -= g.minor(n)
		} else {
			sum += g.minor(n)
		}
	}
	return sum
}

func (g generated) isDebit(n int) bool { return n%7 == 0 }

func (g generated) details(n int) int {
	if n%100 == 99 {
		return 5
	}
	return 1
}

func decimalText(minor int64) string { return fmt.Sprintf("%d.%02d", minor/100, minor%100) }

// WriteTo writes the file.
func (g generated) WriteTo(w io.Writer) (int64, error) {
	out := bufio.NewWriterSize(w, 1<<20)
	sum, side := g.sum(), "CRDT"
	if sum < 0 {
		sum, side = -sum, "DBIT"
	}
	fmt.Fprintf(out, generatedHead, decimalText(sum), side)
	for n := range g.entries {
		g.entry(out, n)
	}
	out.WriteString(generatedFoot)
	return 0, out.Flush()
}

func (g generated) entry(out *bufio.Writer, n int) {
	side := "CRDT"
	if g.isDebit(n) {
		side = "DBIT"
	}
	fmt.Fprintf(out, `<Ntry><NtryRef>%d</NtryRef><Amt Ccy="EUR">%s</Amt><CdtDbtInd>%s</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>`+
		`<BookgDt><Dt>2026-11-24</Dt></BookgDt><ValDt><Dt>2026-11-%02d</Dt></ValDt><AcctSvcrRef>BANKREF-%012d</AcctSvcrRef>`+
		"<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>XBCT</SubFmlyCd></Fmly></Domn></BkTxCd>\n<NtryDtls>",
		n+1, decimalText(g.minor(n)), side, n%28+1, n)
	count := g.details(n)
	if count > 1 {
		fmt.Fprintf(out, `<Btch><NbOfTxs>%d</NbOfTxs></Btch>`, count)
	}
	for i := range count {
		minor := g.minor(n) / int64(count)
		if i == 0 {
			minor = g.minor(n) - int64(count-1)*minor
		}
		fmt.Fprintf(out, `<TxDtls><Refs><InstrId>N%015d</InstrId><EndToEndId>E2E-%010d-%d</EndToEndId>`+
			`<UETR>8a562c67-ca16-48ba-b074-%012x</UETR></Refs><Amt Ccy="EUR">%s</Amt><CdtDbtInd>%s</CdtDbtInd>`+
			`<RltdPties><Dbtr><Pty><Nm>Café Müller &amp; Söhne %d</Nm><PstlAdr><TwnNm>Hamburg</TwnNm><Ctry>DE</Ctry></PstlAdr></Pty></Dbtr>`+
			`<DbtrAcct><Id><IBAN>GB82WEST12345698765432</IBAN></Id></DbtrAcct><Cdtr><Pty><Nm>Nordlicht Clearing GmbH</Nm></Pty></Cdtr>`+
			`<CdtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></CdtrAcct></RltdPties>`+
			`<RltdAgts><DbtrAgt><FinInstnId><BICFI>EXMPGB2LXXX</BICFI></FinInstnId></DbtrAgt></RltdAgts>`+
			`<RmtInf><Ustrd>Invoice %d of the netting cycle 2026-11-24, thank you very much</Ustrd></RmtInf></TxDtls>`,
			n, n, i, n, decimalText(minor), side, n%1000, n)
	}
	out.WriteString("</NtryDtls></Ntry>\n")
}

// file writes the statement to a temporary file and returns its name and size.
func (g generated) file(t testing.TB) (name string, size int64) {
	t.Helper()
	name = filepath.Join(t.TempDir(), fmt.Sprintf("camt053-%d.xml", g.entries))
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.WriteTo(f); err != nil {
		t.Fatal(err)
	}
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return name, info.Size()
}
