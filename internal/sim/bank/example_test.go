package bank_test

import (
	"fmt"
	"strings"
	"time"

	"nostro/calendar"
	"nostro/internal/sim/bank"
	"nostro/money"
)

func config(script bank.Script) bank.Config {
	usd := money.MustCurrency("USD")
	return bank.Config{
		ID: "bank-us", Name: "Bank of Examples", BIC: "EXAMUS33", CustomerBIC: "NOSTDEFF", Script: script,
		Accounts: []bank.Account{{Currency: usd, Number: "4711", Opening: money.FromMinor(usd, 100_000)}},
	}
}

const transfer = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.009.001.08"><FICdtTrf>
<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-24T09:00:00+01:00</CreDtTm><NbOfTxs>1</NbOfTxs>
<SttlmInf><SttlmMtd>INDA</SttlmMtd></SttlmInf></GrpHdr>
<CdtTrfTxInf><PmtId><InstrId>I1</InstrId><EndToEndId>E1</EndToEndId></PmtId>
<IntrBkSttlmAmt Ccy="USD">250.00</IntrBkSttlmAmt><IntrBkSttlmDt>2026-11-24</IntrBkSttlmDt>
<Dbtr><FinInstnId><BICFI>NOSTDEFF</BICFI></FinInstnId></Dbtr>
<Cdtr><FinInstnId><BICFI>PEERGB2L</BICFI></FinInstnId></Cdtr></CdtTrfTxInf></FICdtTrf></Document>`

func ExampleBank() {
	scripts, err := bank.ParseScript([]byte(`
bank-us:
  accept: true
  return:
    - party: PEERGB2L
      currency: USD
      code: AC01
      charges: "10.00"
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	b, err := bank.New(config(scripts["bank-us"]))
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := b.Take("payments.xml", []byte(transfer)); err != nil {
		fmt.Println(err)
		return
	}
	day := calendar.MustDate("2026-11-24")
	for range 2 {
		files, err := b.Answer(day.In(time.UTC).Add(18*time.Hour), day)
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, f := range files {
			fmt.Println(f.Name[:strings.LastIndex(f.Name, "-")])
		}
		fmt.Println(b.Balances())
		day = day.AddDays(1)
	}
	// Output:
	// 20261124-0001-pacs.002
	// 20261124-0002-camt.053
	// [USD 750.00]
	// 20261125-0001-pacs.004
	// 20261125-0002-camt.053
	// [USD 990.00]
}

func ExampleBank_Take() {
	b, err := bank.New(config(bank.Script{}))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(b.Take("payments.xml", []byte(strings.Replace(transfer, "<NbOfTxs>1", "<NbOfTxs>2", 1))))
	// Output:
	// payments.xml: NbOfTxs: "2", and there are 1 transactions
}
