package bank

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/money"
)

// The bank, the customer and the accounts of the tests.
const (
	bankBIC = "GENBCHZZ"
	ourBIC  = "NOSTDEFF"
	usdIBAN = "CH9300762011623852957"
)

var (
	usd = money.MustCurrency("USD")
	jpy = money.MustCurrency("JPY")
	kwd = money.MustCurrency("KWD")
	eur = money.MustCurrency("EUR")
)

func day1() calendar.Date { return calendar.MustDate("2026-11-24") }

func noon(d calendar.Date) time.Time { return d.In(time.FixedZone("", 3600)).Add(12 * time.Hour) }

func amount(c money.Currency, text string) money.Amount {
	a, err := money.Parse(c, text)
	if err != nil {
		panic(err)
	}
	return a
}

func testConfig(s Script) Config {
	return Config{
		ID: "gen", Name: "Banque Générale Zürich", BIC: bankBIC, CustomerBIC: ourBIC, Script: s,
		Accounts: []Account{
			{Currency: usd, Number: usdIBAN, IBAN: true, Opening: amount(usd, "1000.00")},
			{Currency: jpy, Number: "JP-7", Opening: amount(jpy, "-5")},
			{Currency: kwd, Number: "KW/9"},
		},
	}
}

func testBank(t testing.TB, s Script) *Bank {
	t.Helper()
	b, err := New(testConfig(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func uetr(n int) string { return fmt.Sprintf("00000000-0000-4000-8000-%012x", n) }

// payment is one transaction or item of a sample; what is left empty gets a value from its number.
type payment struct {
	n                      int
	instr, e2e, uetr       string
	amount, currency, date string
	name, bic, account     string
}

func (p payment) filled() payment {
	set := func(field *string, value string) {
		if *field == "" {
			*field = value
		}
	}
	set(&p.instr, fmt.Sprintf("I%d", p.n))
	set(&p.e2e, fmt.Sprintf("E%d", p.n))
	set(&p.uetr, uetr(p.n))
	set(&p.amount, "100.00")
	set(&p.currency, "USD")
	set(&p.date, "2026-11-24")
	set(&p.name, "Acme & Söhne")
	set(&p.account, "ACC-1")
	return p
}

const sampleAgent = "<FinInstnId><BICFI>%s</BICFI></FinInstnId>"

func sampleBIC(element, bic string) string {
	return fmt.Sprintf("<%s>"+sampleAgent+"</%s>", element, bic, element)
}

func escape(text string) string { return strings.ReplaceAll(text, "&", "&amp;") }

// pacs008 is a customer transfer, bare, with the transactions.
func pacs008(id string, list ...payment) []byte {
	var b strings.Builder
	for _, p := range list {
		p = p.filled()
		fmt.Fprintf(&b, `<CdtTrfTxInf><PmtId><InstrId>%s</InstrId><EndToEndId>%s</EndToEndId><UETR>%s</UETR></PmtId>
<IntrBkSttlmAmt Ccy="%s">%s</IntrBkSttlmAmt><IntrBkSttlmDt>%s</IntrBkSttlmDt><ChrgBr>SHAR</ChrgBr>
<Dbtr><Nm>Nostro Pool</Nm></Dbtr>%s%s<Cdtr><Nm>%s</Nm></Cdtr>
<CdtrAcct><Id><Othr><Id>%s</Id></Othr></Id></CdtrAcct></CdtTrfTxInf>
`, p.instr, p.e2e, p.uetr, p.currency, p.amount, p.date, sampleBIC("DbtrAgt", ourBIC), sampleBIC("CdtrAgt", "BANKUS33"),
			escape(p.name), p.account)
	}
	return sampleDocument("pacs.008.001.08", "FIToFICstmrCdtTrf", sampleHead(id, len(list))+b.String())
}

// pacs009 is an institution transfer inside an envelope with AppHdr.
func pacs009(id string, list ...payment) []byte {
	var b strings.Builder
	for _, p := range list {
		p = p.filled()
		fmt.Fprintf(&b, `<CdtTrfTxInf><PmtId><InstrId>%s</InstrId><EndToEndId>%s</EndToEndId><UETR>%s</UETR></PmtId>
<IntrBkSttlmAmt Ccy="%s">%s</IntrBkSttlmAmt><IntrBkSttlmDt>%s</IntrBkSttlmDt>%s%s</CdtTrfTxInf>
`, p.instr, p.e2e, p.uetr, p.currency, p.amount, p.date, sampleBIC("Dbtr", ourBIC), sampleBIC("Cdtr", p.bic))
	}
	document := sampleDocument("pacs.009.001.08", "FICdtTrf", sampleHead(id, len(list))+b.String())
	return sampleEnvelope("pacs.009.001.08", id, document)
}

func sampleHead(id string, count int) string {
	return fmt.Sprintf(`<GrpHdr><MsgId>%s</MsgId><CreDtTm>2026-11-24T09:00:00+01:00</CreDtTm><NbOfTxs>%d</NbOfTxs>
<SttlmInf><SttlmMtd>INDA</SttlmMtd></SttlmInf>%s%s</GrpHdr>
`, id, count, sampleBIC("InstgAgt", ourBIC), sampleBIC("InstdAgt", bankBIC))
}

func sampleDocument(message, root, inside string) []byte {
	return fmt.Appendf(nil, `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:%s"><%s>%s</%s></Document>
`, message, root, inside, root)
}

func sampleEnvelope(message, id string, document []byte) []byte {
	_, inside, _ := strings.Cut(string(document), "\n")
	return fmt.Appendf(nil, `<?xml version="1.0" encoding="UTF-8"?>
<W><h:AppHdr xmlns:h="urn:iso:std:iso:20022:tech:xsd:head.001.001.02">
<h:Fr><h:FIId>%s</h:FIId></h:Fr><h:To><h:FIId>%s</h:FIId></h:To>
<h:BizMsgIdr>%s</h:BizMsgIdr><h:MsgDefIdr>%s</h:MsgDefIdr><h:CreDt>2026-11-24T09:00:00+01:00</h:CreDt></h:AppHdr>%s</W>
`, prefixed(ourBIC), prefixed(bankBIC), id, message, inside)
}

func prefixed(bic string) string {
	return "<h:FinInstnId><h:BICFI>" + bic + "</h:BICFI></h:FinInstnId>"
}

// camt057 announces pay-ins in one currency; an item with a UETR of "-" has neither UETR nor EndToEndId.
func camt057(id string, list ...payment) []byte {
	var b strings.Builder
	for _, p := range list {
		p = p.filled()
		refs := fmt.Sprintf("<EndToEndId>%s</EndToEndId><UETR>%s</UETR>", p.e2e, p.uetr)
		if p.uetr == "-" {
			refs = ""
		}
		fmt.Fprintf(&b, `<Itm><Id>%s</Id>%s<Amt Ccy="%s">%s</Amt><XpctdValDt>%s</XpctdValDt>
<Dbtr><Pty><Nm>%s</Nm></Pty></Dbtr></Itm>
`, p.instr, refs, p.currency, p.amount, p.date, escape(p.name))
	}
	return sampleDocument("camt.057.001.06", "NtfctnToRcv", fmt.Sprintf(
		`<GrpHdr><MsgId>%s</MsgId><CreDtTm>2026-11-24T09:00:00+01:00</CreDtTm><MsgSndr>%s</MsgSndr></GrpHdr>
<Ntfctn><Id>%s</Id>%s%s</Ntfctn>`,
		id, sampleBIC("Agt", ourBIC), id, sampleBIC("AcctSvcr", bankBIC), b.String()))
}
