package xmltext

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// statementHead and statementFoot stand around the entries of a generated statement.
const (
	statementHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>STMT-1</MsgId>` +
		`<CreDtTm>2026-03-02T06:00:00+01:00</CreDtTm></GrpHdr><Stmt><Id>1</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN>` +
		`</Id><Ccy>EUR</Ccy></Acct>`
	statementFoot = `</Stmt></BkToCstmrStmt></Document>` + "\n"
)

// entry returns the n-th entry of a generated statement, about 1.1 KB in one line.
func entry(n int) string {
	return fmt.Sprintf(`<Ntry><NtryRef>%[1]d</NtryRef><Amt Ccy="EUR">%[2]d.%02[3]d</Amt><CdtDbtInd>CRDT</CdtDbtInd>`+
		`<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-02</Dt></BookgDt><ValDt><Dt>2026-03-02</Dt></ValDt>`+
		`<AcctSvcrRef>REF%012[1]d</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd>`+
		`</Fmly></Domn></BkTxCd><NtryDtls><TxDtls><Refs><InstrId>INSTR%08[1]d</InstrId><EndToEndId>E2E-%010[1]d</EndToEndId>`+
		`<UETR>eb6305c9-1f7f-49de-aed0-%012[1]x</UETR></Refs><Amt Ccy="EUR">%[2]d.%02[3]d</Amt><CdtDbtInd>CRDT</CdtDbtInd>`+
		`<AmtDtls><InstdAmt><Amt Ccy="EUR">%[2]d.%02[3]d</Amt></InstdAmt></AmtDtls><RltdPties><Dbtr><Pty>`+
		`<Nm>Müller &amp; Söhne %[1]d GmbH</Nm><PstlAdr><TwnNm>Köln</TwnNm><Ctry>DE</Ctry></PstlAdr></Pty></Dbtr>`+
		`<DbtrAcct><Id><IBAN>DE%020[1]d</IBAN></Id></DbtrAcct></RltdPties><RltdAgts><DbtrAgt><FinInstnId>`+
		`<BICFI>COBADEFFXXX</BICFI></FinInstnId></DbtrAgt></RltdAgts><RmtInf><Ustrd>Invoice %[1]d of February</Ustrd>`+
		`</RmtInf></TxDtls></NtryDtls></Ntry>`, n, n*7919%1_000_000, n%100)
}

// statement returns a statement of at least so many bytes.
func statement(size int) []byte {
	var w bytes.Buffer
	w.WriteString(statementHead)
	for n := 0; w.Len() < size; n++ {
		w.WriteString(entry(n))
	}
	w.WriteString(statementFoot)
	return w.Bytes()
}

// indented writes a statement with one tag a line, as most banks do.
func indented(compact []byte) []byte {
	var w bytes.Buffer
	depth := 0
	rest := string(compact[bytes.Index(compact, []byte("<Document")):])
	for rest != "" {
		tag, text, _ := strings.Cut(rest, ">")
		text, _, _ = strings.Cut(text, "<")
		rest = rest[len(tag)+1+len(text):]
		closing := strings.HasPrefix(tag, "</")
		if closing {
			depth--
		}
		if !closing || w.Bytes()[w.Len()-1] == '>' {
			fmt.Fprintf(&w, "\n%s", strings.Repeat("  ", depth))
		}
		fmt.Fprintf(&w, "%s>%s", tag, strings.TrimSpace(text))
		if !closing {
			depth++
		}
	}
	return w.Bytes()
}

// prefixed writes a statement with a prefix on every tag.
func prefixed(compact []byte) []byte {
	p := bytes.ReplaceAll(compact[bytes.Index(compact, []byte("<Document")):], []byte("<"), []byte("<ns0:"))
	p = bytes.ReplaceAll(p, []byte("<ns0:/"), []byte("</ns0:"))
	return bytes.Replace(p, []byte("xmlns="), []byte("xmlns:ns0="), 1)
}

// repeat reads a head, then the same bytes so many times, then a foot.
func repeat(head, body []byte, times int, foot []byte) io.Reader {
	readers := []io.Reader{bytes.NewReader(head)}
	for range times {
		readers = append(readers, bytes.NewReader(body))
	}
	return io.MultiReader(append(readers, bytes.NewReader(foot))...)
}
