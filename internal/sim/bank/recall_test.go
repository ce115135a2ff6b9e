package bank

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

type readResolution struct {
	Case         string `xml:"RslvdCase>Id"`
	Confirmation string `xml:"Sts>Conf"`
	InstrID      string `xml:"CxlDtls>TxInfAndSts>OrgnlInstrId"`
	Status       string `xml:"CxlDtls>TxInfAndSts>TxCxlSts"`
	Reason       string `xml:"CxlDtls>TxInfAndSts>CxlStsRsnInf>Rsn>Cd"`
	Text         string `xml:"CxlDtls>TxInfAndSts>CxlStsRsnInf>AddtlInf"`
}

func (r readResolution) String() string {
	return strings.TrimSpace(fmt.Sprintf("%s %s %s %s %s %s", r.Case, r.InstrID, r.Confirmation, r.Status, r.Reason, r.Text))
}

// camt056 asks for a payment back, inside an envelope with AppHdr.
func camt056(id string, p payment) []byte {
	p = p.filled()
	document := sampleDocument(cancellationRequest, "FIToFIPmtCxlReq", fmt.Sprintf(`<Assgnmt><Id>%s</Id><Assgnr>%s</Assgnr><Assgne>%s</Assgne>
<CreDtTm>2026-11-24T09:30:00+01:00</CreDtTm></Assgnmt><Undrlyg><TxInf><CxlId>X%s</CxlId><Case><Id>C%s</Id><Cretr>%s</Cretr></Case>
<OrgnlGrpInf><OrgnlMsgId>M1</OrgnlMsgId><OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId></OrgnlGrpInf><OrgnlInstrId>%s</OrgnlInstrId>
<OrgnlEndToEndId>%s</OrgnlEndToEndId><OrgnlUETR>%s</OrgnlUETR><OrgnlIntrBkSttlmAmt Ccy="%s">%s</OrgnlIntrBkSttlmAmt>
<OrgnlIntrBkSttlmDt>%s</OrgnlIntrBkSttlmDt><CxlRsnInf><Rsn><Cd>DUPL</Cd></Rsn></CxlRsnInf></TxInf></Undrlyg>`,
		id, sampleBIC("Agt", ourBIC), sampleBIC("Agt", bankBIC), id, id, sampleBIC("Agt", ourBIC), p.instr, p.e2e, p.uetr, p.currency, p.amount, p.date))
	return sampleEnvelope(cancellationRequest, id, document)
}

// day tells what a day brought: the files, the answers to recalls, what moved, and what was announced to come back.
func recallDay(t *testing.T, b *Bank, n int) string {
	t.Helper()
	a := answerOn(t, b, day1().AddDays(n))
	parts := []string{}
	for _, r := range a.resolutions {
		parts = append(parts, r.String())
	}
	for _, s := range a.statuses {
		parts = append(parts, s.InstrID+" "+s.Code+" "+s.Reason)
	}
	for _, r := range a.returns {
		parts = append(parts, "returns "+r.Returned.Text+" "+r.Reason)
	}
	if moved := a.statement(t, usd).moved(); moved != "" {
		parts = append(parts, moved)
	}
	return strings.Join(parts, "; ")
}

// Each answer of the script, from the recall of a booked payment to the money or the end of it.
func TestRecallsAreAnsweredAsTheScriptSays(t *testing.T) {
	who := Rule{Party: "Acme & Söhne", Currency: usd}
	with := func(change func(*Rule)) []Rule {
		r := who
		change(&r)
		return []Rule{{Party: "Somebody Else", Code: "CUST", Answer: RefuseRecall}, r}
	}
	for name, c := range map[string]struct {
		rules []Rule
		want  []string
	}{
		"no rule":  {nil, []string{"CR1 I1 CNCL ACCR", "returns 100.00 FOCR; 100.00 E1", ""}},
		"agree":    {with(func(r *Rule) { r.Answer, r.Charges = AgreeToRecall, amount(usd, "4") }), []string{"CR1 I1 CNCL ACCR", "returns 96.00 FOCR; 96.00 E1", ""}},
		"credit":   {with(func(r *Rule) { r.Answer = CreditOnRecall }), []string{"CR1 I1 CNCL ACCR", "100.00 E1", ""}},
		"ask":      {with(func(r *Rule) { r.Answer = AskAboutRecall }), []string{"CR1 I1 PDCR PDCR PTNA", "CR1 I1 CNCL ACCR", "returns 100.00 FOCR; 100.00 E1"}},
		"refuse":   {with(func(r *Rule) { r.Answer, r.Code, r.Text = RefuseRecall, "CUST", "no" }), []string{"CR1 I1 RJCR RJCR CUST no", "", ""}},
		"ignore":   {with(func(r *Rule) { r.Answer = IgnoreRecall }), []string{"", "", ""}},
		"of other": {[]Rule{{Currency: jpy, Answer: IgnoreRecall}}, []string{"CR1 I1 CNCL ACCR", "returns 100.00 FOCR; 100.00 E1", ""}},
	} {
		t.Run(name, func(t *testing.T) {
			b := testBank(t, Script{Recall: c.rules})
			take(t, b, pacs008("M1", payment{n: 1}))
			if got := recallDay(t, b, 0); got != "-100.00 E1" {
				t.Fatalf("the payment: %s", got)
			}
			take(t, b, camt056("R1", payment{n: 1}))
			var got []string
			for n := range c.want {
				got = append(got, recallDay(t, b, n+1))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// What is not booked yet is cancelled, what came back already and what never came is refused.
func TestRecallsOfWhatIsNotOurMoneyAnyMore(t *testing.T) {
	b := testBank(t, Script{Return: []Rule{{Party: "Back", Currency: usd, Code: "AC01"}}})
	take(t, b, pacs008("M1", payment{n: 1, date: "2026-11-27"}, payment{n: 2, name: "Back"}, payment{n: 3}))
	take(t, b, camt056("R4", payment{n: 3})) // before its day: it is never booked
	take(t, b, camt056("R9", payment{n: 9}))
	if got := recallDay(t, b, 0); got != "CR4 I3 CNCL ACCR; CR9 I9 RJCR RJCR NOOR; I3 RJCT DS02; -100.00 E2" {
		t.Errorf("one that never came: %s", got)
	}
	take(t, b, camt056("R1", payment{n: 1}))
	take(t, b, camt056("R2", payment{n: 2}))
	if got := recallDay(t, b, 1); got != "CR1 I1 CNCL ACCR; CR2 I2 RJCR RJCR ARDT; I1 RJCT DS02; returns 100.00 AC01; 100.00 E2" {
		t.Errorf("got %s", got)
	}
	take(t, b, camt056("R3", payment{n: 2}))
	if got := recallDay(t, b, 2) + recallDay(t, b, 3); got != "CR3 I2 RJCR RJCR ARDT" || b.Waiting() != 0 {
		t.Errorf("got %s, %d wait", got, b.Waiting())
	}
}

// A recall that waits to be sent back is refused the second time, a case that came before is ignored, and a payment is
// found by either name.
func TestARecallTwice(t *testing.T) {
	b := testBank(t, Script{})
	take(t, b, pacs008("M1", payment{n: 1}))
	recallDay(t, b, 0)
	take(t, b, camt056("R1", payment{n: 1}))
	take(t, b, replace(t, camt056("R1", payment{n: 1}), "DUPL", "CUST"))
	take(t, b, replace(t, camt056("R2", payment{n: 1}), "<OrgnlUETR>"+uetr(1)+"</OrgnlUETR>", ""))
	if got := recallDay(t, b, 1); got != "CR1 I1 CNCL ACCR; CR2 I1 RJCR RJCR ARDT" || b.Duplicates() != 1 {
		t.Errorf("got %s, %d duplicates", got, b.Duplicates())
	}
	if got := recallDay(t, b, 2); got != "returns 100.00 FOCR; 100.00 E1" {
		t.Errorf("got %s", got)
	}
}

// A day that fails leaves no trace: the recall is answered on the next one, as if the day had not been tried.
func TestARecallOfADayThatFails(t *testing.T) {
	b := testBank(t, Script{Unexpected: []Credit{{Amount: amount(kwd, "999999999999999.999"), From: "A", On: day1().AddDays(1)},
		{Amount: amount(kwd, "1"), From: "B", On: day1().AddDays(1)}}})
	take(t, b, pacs008("M1", payment{n: 1}))
	recallDay(t, b, 0)
	take(t, b, camt056("R1", payment{n: 1}))
	if _, err := b.Answer(noon(day1().AddDays(1)), day1().AddDays(1)); err == nil {
		t.Fatal("a balance of more than 18 digits was booked")
	}
	b.config.Script.Unexpected[1].On = day1().AddDays(9)
	if got := recallDay(t, b, 1); got != "CR1 I1 CNCL ACCR" {
		t.Errorf("got %s", got)
	}
}

func refusedRecalls() []refusedFile {
	ask := camt056("R1", payment{n: 1})
	swapped := func(old, now string) []byte { return []byte(strings.ReplaceAll(string(ask), old, now)) }
	return []refusedFile{
		{"no case", ask, "<Case><Id>CR1</Id>", "<Case><Id></Id>", `transaction 1: Case Id: "" is not`},
		{"no reason", ask, "<Cd>DUPL</Cd>", "", "transaction 1: Rsn"},
		{"reason in words", ask, "<Cd>DUPL</Cd>", "<Cd>dupl</Cd>", "four capital letters"},
		{"no payment", swapped("<OrgnlUETR>"+uetr(1)+"</OrgnlUETR>", ""), "<OrgnlInstrId>I1</OrgnlInstrId>", "", "names a payment"},
		{"no message", ask, "<OrgnlMsgId>M1", "<OrgnlMsgId>", "OrgnlMsgId"},
		{"whole message", swapped("TxInf>", "Other>"), "", "", "there is none"},
		{"recall of another customer", swapped("<Assgnr><Agt><FinInstnId><BICFI>"+ourBIC, "<Assgnr><Agt><FinInstnId><BICFI>OTHRGB2L"), "", "", "is not our customer"},
		{"header of another recall", ask, "<h:BizMsgIdr>R1", "<h:BizMsgIdr>R2", "is not the MsgId"},
		{"other version of a recall", swapped("camt.056.001.08", "camt.056.001.11"), "", "", "is not taken"},
	}
}
