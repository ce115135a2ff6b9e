package bank

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"nostro/money"
)

// replace changes the first occurrence, which must be there.
func replace(t testing.TB, data []byte, old, now string) []byte {
	t.Helper()
	if !bytes.Contains(data, []byte(old)) {
		t.Fatalf("the sample has no %q", old)
	}
	return bytes.Replace(data, []byte(old), []byte(now), 1)
}

// refusedFile is a sample with one thing changed, and what the refusal says.
type refusedFile struct {
	name     string
	data     []byte
	old, now string
	want     string
}

func TestUnreadableFilesAreRefusedWithTheReason(t *testing.T) {
	for _, c := range slices.Concat(refusedForms(), refusedTransfers(), refusedNotices(), refusedRecalls()) {
		t.Run(c.name, func(t *testing.T) {
			data := c.data
			if c.old != "" {
				data = replace(t, data, c.old, c.now)
			}
			refusedWith(t, data, c.want)
		})
	}
}

func refusedForms() []refusedFile {
	customer := pacs008("M1", payment{n: 1}, payment{n: 2})
	institution := pacs009("M1", payment{n: 1, bic: "PEERGB2L"})
	return []refusedFile{
		{"empty", nil, "", "", "0 elements Document"},
		{"not XML", []byte("id,payer\n1,2"), "", "", "0 elements Document"},
		{"cut off", customer[:len(customer)-20], "", "", "not readable as XML"},
		{"cut off in the envelope", institution[:len(institution)-4], "", "", "not readable as XML"},
		{"two documents", append(bytes.Clone(customer), customer[39:]...), "", "", "2 elements Document"},
		{"document type", customer, "<Document", "<!DOCTYPE a><Document", "document type"},
		{"entity", customer, ">M1<", ">&x;<", "entity"},
		{"encoding", customer, "UTF-8", "UTF-16", "encoding"},
		{"foreign", customer, namespace, "urn:other:", "not of ISO 20022"},
		{"other message", customer, "pacs.008.001.08", "pain.001.001.09", `"pain.001.001.09" is not taken`},
		{"other version", customer, "pacs.008.001.08", "pacs.008.001.12", "is not taken"},
		{"other content", customer, "pacs.008.001.08", "pacs.009.001.08", "does not hold what its namespace says"},
		{"header of another message", institution, "<h:MsgDefIdr>pacs.009", "<h:MsgDefIdr>pacs.008", "AppHdr says"},
		{"header of another id", institution, "<h:BizMsgIdr>M1", "<h:BizMsgIdr>M2", "is not the MsgId"},
		{"header twice", institution, "</h:AppHdr>", `</h:AppHdr><AppHdr/>`, "more than one AppHdr"},
		{"for another bank", institution, "<h:BICFI>" + bankBIC, "<h:BICFI>OTHRGB2L", "is not us"},
		{"from another customer", customer, ourBIC, "OTHRGB2L", "is not our customer"},
		{"bad BIC", customer, bankBIC, "GENB", "not a BIC"},
	}
}

func refusedTransfers() []refusedFile {
	customer := pacs008("M1", payment{n: 1}, payment{n: 2})
	return []refusedFile{
		{"no MsgId", customer, ">M1<", "><", `MsgId: "" is not 1 to 35`},
		{"long MsgId", customer, ">M1<", ">" + strings.Repeat("M", 36) + "<", "is not 1 to 35"},
		{"count", customer, "<NbOfTxs>2", "<NbOfTxs>3", "there are 2 transactions"},
		{"no transaction", pacs008("M1"), "", "", "there are 0 transactions"},
		{"control sum", customer, "</NbOfTxs>", "</NbOfTxs><CtrlSum>200.01</CtrlSum>", "sum to 200.00000"},
		{"control sum in words", customer, "</NbOfTxs>", "</NbOfTxs><CtrlSum>2e2</CtrlSum>", "sum to 200.00000"},
		{"total", customer, "</NbOfTxs>", `</NbOfTxs><TtlIntrBkSttlmAmt Ccy="USD">1</TtlIntrBkSttlmAmt>`,
			"sum to USD 200.00"},
		{"total of another currency", customer, "</NbOfTxs>",
			`</NbOfTxs><TtlIntrBkSttlmAmt Ccy="EUR">200</TtlIntrBkSttlmAmt>`, money.ErrMixedCurrency.Error()},
		{"settled elsewhere", customer, "INDA", "INGA", "SttlmMtd"},
		{"too many digits", customer, ">100.00<", ">100.005<", "transaction 1: IntrBkSttlmAmt"},
		{"too large", customer, ">100.00<", ">10000000000000000.00<", "at most 18 digits"},
		{"nothing", customer, ">100.00<", ">0<", "more than zero"},
		{"less than nothing", customer, ">100.00<", ">-1<", "more than zero"},
		{"no amount", customer, ">100.00<", "><", "IntrBkSttlmAmt"},
		{"no currency", customer, ` Ccy="USD"`, "", "IntrBkSttlmAmt"},
		{"unknown currency", customer, `"USD"`, `"USX"`, `"USX"`},
		{"no date", customer, "<IntrBkSttlmDt>2026-11-24</IntrBkSttlmDt>", "", "IntrBkSttlmDt: it is missing"},
		{"bad date", customer, ">2026-11-24<", ">2026-11-31<", "IntrBkSttlmDt"},
		{"no EndToEndId", customer, ">E2<", "><", "transaction 2: EndToEndId"},
		{"bad UETR", customer, "-4000-", "-1000-", "UUID of version 4"},
		{"control character", customer, "Acme", "Ac\nme", "printable"},
	}
}

func refusedNotices() []refusedFile {
	announced := camt057("N1", payment{n: 1}, payment{n: 2})
	return []refusedFile{
		{"two notifications", announced, "</Ntfctn>", "</Ntfctn><Ntfctn><Id>N2</Id></Ntfctn>", "expected one"},
		{"no item", camt057("N1"), "", "", "one item or more"},
		{"no item id", announced, "<Itm><Id>I2", "<Itm><Id>", "item 2: Id"},
		{"announced elsewhere", announced, "<AcctSvcr><FinInstnId><BICFI>" + bankBIC,
			"<AcctSvcr><FinInstnId><BICFI>OTHRGB2L", "is not us"},
		{"account that we lack", announced, `"USD"`, `"EUR"`, "no account in EUR"},
		{"account of another", announced, "<AcctSvcr>", "<Acct><Id><Othr><Id>JP-7</Id></Othr></Id></Acct><AcctSvcr>",
			"is not the account in USD"},
		{"announced total", announced, "<Itm>", `<TtlAmt Ccy="USD">1</TtlAmt><Itm>`, "sum to USD 200.00"},
		{"announced nothing", announced, ">100.00<", ">0<", "item 1: Amt"},
	}
}

func refusedWith(t *testing.T, data []byte, want string) {
	t.Helper()
	b := testBank(t, Script{})
	for range 2 { // it is not remembered as taken
		err := b.Take("out/file.xml", data)
		var refusal *Refusal
		if !errors.As(err, &refusal) || refusal.File != "out/file.xml" {
			t.Fatalf("error %v", err)
		}
		if !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "out/file.xml: ") {
			t.Errorf("error %q does not say %q", err, want)
		}
	}
	if b.Waiting() != 0 || b.Repeated() != 0 {
		t.Error("part of a refused file was taken")
	}
}

func TestAFileThatIsTooLargeIsRefused(t *testing.T) {
	refusedWith(t, make([]byte, fileBytesMax+1), "are more than")
}

func TestTotalsThatAreRightAreTaken(t *testing.T) {
	b := testBank(t, Script{})
	mixed := pacs008("M1", payment{n: 1}, payment{n: 2, currency: "JPY", amount: "7"})
	take(t, b, replace(t, mixed, "</NbOfTxs>", "</NbOfTxs><CtrlSum>107.0</CtrlSum>"))
	take(t, b, replace(t, pacs008("M2", payment{n: 3}), "</NbOfTxs>",
		`</NbOfTxs><CtrlSum>100</CtrlSum><TtlIntrBkSttlmAmt Ccy="USD">100</TtlIntrBkSttlmAmt>
<IntrBkSttlmDt>2026-11-24</IntrBkSttlmDt>`))
	take(t, b, replace(t, camt057("N1", payment{n: 4}), "<Itm>", `<TtlAmt Ccy="USD">100.0</TtlAmt><Itm>`))
	if b.Waiting() != 4 {
		t.Errorf("waiting %d", b.Waiting())
	}
}

func TestDatesAndDebtorsOfTheWholeMessageCount(t *testing.T) {
	b := testBank(t, Script{MissingPayIn: []Rule{{Party: "DBTRGB2L", Currency: usd}}})
	data := replace(t, pacs008("M1", payment{n: 1}), "<IntrBkSttlmDt>2026-11-24</IntrBkSttlmDt>", "")
	take(t, b, replace(t, data, "</NbOfTxs>", "</NbOfTxs><IntrBkSttlmDt>2026-11-24</IntrBkSttlmDt>"))
	data = replace(t, camt057("N1", payment{n: 2}), "<Dbtr><Pty><Nm>Acme &amp; Söhne</Nm></Pty></Dbtr>", "")
	take(t, b, replace(t, data, "<Itm>", "<Dbtr>"+sampleBIC("Agt", "DBTRGB2LXXX")+"</Dbtr><Itm>"))
	if got := answerOn(t, b, day1()).statement(t, usd).moved(); got != "-100.00 E1" || b.Waiting() != 1 {
		t.Errorf("moved %s, waiting %d", got, b.Waiting())
	}
}
