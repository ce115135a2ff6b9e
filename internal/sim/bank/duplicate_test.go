package bank

import (
	"testing"
)

func TestTheSameBytesAgainAreNothingNew(t *testing.T) {
	b := testBank(t, Script{})
	for _, data := range [][]byte{pacs008("M1", payment{n: 1}), camt057("N1", payment{n: 2})} {
		take(t, b, data)
		if err := b.Take("other-name.xml", data); err != nil {
			t.Error(err)
		}
	}
	a := answerOn(t, b, day1())
	take(t, b, pacs008("M1", payment{n: 1}))
	if got := a.statement(t, usd).moved(); got != "-100.00 E1, 100.00 E2" || len(a.statuses) != 0 {
		t.Errorf("moved %s, statuses %+v", got, a.statuses)
	}
	if next := answerOn(t, b, day1().AddDays(1)); next.statement(t, usd).moved() != "" {
		t.Error("booked again")
	}
	if b.Repeated() != 3 || b.Duplicates() != 0 {
		t.Errorf("repeated %d, duplicates %d", b.Repeated(), b.Duplicates())
	}
}

func TestAPaymentInAnotherFileIsRejectedAsDuplicate(t *testing.T) {
	for name, c := range map[string]struct {
		id   string
		p    payment
		code string
	}{
		"same UETR":    {"M2", payment{n: 2, uetr: uetr(1)}, "AM05"},
		"same InstrId": {"M2", payment{n: 2, instr: "I1"}, "AM05"},
		"same MsgId":   {"M1", payment{n: 2}, "DU01"},
		"all the same": {"M1", payment{n: 1, amount: "5"}, "AM05"},
	} {
		t.Run(name, func(t *testing.T) {
			b := testBank(t, Script{Accept: true})
			take(t, b, pacs008("M1", payment{n: 1}))
			take(t, b, pacs008(c.id, c.p))
			a := answerOn(t, b, day1())
			if got := a.statement(t, usd).moved(); got != "-100.00 E1" {
				t.Errorf("moved %s", got)
			}
			if len(a.statuses) != 2 || a.statuses[0].Code != "ACSC" || a.statuses[1].Code != "RJCT" ||
				a.statuses[1].Reason != c.code {
				t.Errorf("statuses %+v", a.statuses)
			}
			if a.kinds[0] != "pacs.002" || a.kinds[1] != "pacs.002" {
				t.Errorf("one report for two messages: %v", a.kinds)
			}
			if b.Duplicates() != 1 {
				t.Errorf("duplicates %d", b.Duplicates())
			}
		})
	}
}

func TestADuplicateInOneFile(t *testing.T) {
	b := testBank(t, Script{})
	take(t, b, pacs008("M1", payment{n: 1}, payment{n: 2, uetr: uetr(1)}, payment{n: 3, e2e: "E1"}))
	a := answerOn(t, b, day1())
	if got := a.statement(t, usd).moved(); got != "-100.00 E1, -100.00 E1" || len(a.statuses) != 1 {
		t.Errorf("an EndToEndId may come twice, a UETR not: moved %s, statuses %+v", got, a.statuses)
	}
}

func TestAnAnnouncementInAnotherFileIsIgnored(t *testing.T) {
	b := testBank(t, Script{})
	take(t, b, camt057("N1", payment{n: 1}, payment{n: 2, uetr: "-"}))
	take(t, b, camt057("N2", payment{n: 1}, payment{n: 3}))
	take(t, b, camt057("N1", payment{n: 2, uetr: "-", amount: "7"}))
	take(t, b, camt057("N3", payment{n: 2, uetr: "-"}))
	if got := answerOn(t, b, day1()).statement(t, usd).moved(); got != "100.00 E1, 100.00 I2, 100.00 E3, 100.00 I2" {
		t.Errorf("moved %s", got)
	}
	if b.Duplicates() != 2 {
		t.Errorf("duplicates %d", b.Duplicates())
	}
}

func TestWhatHasNoAccountIsRejected(t *testing.T) {
	b := testBank(t, Script{})
	withAccount := replace(t, pacs008("M2", payment{n: 2}), "<SttlmMtd>INDA</SttlmMtd>",
		"<SttlmMtd>INDA</SttlmMtd><SttlmAcct><Id><IBAN>CH00999</IBAN></Id></SttlmAcct>")
	take(t, b, pacs008("M1", payment{n: 1, currency: "EUR"}))
	take(t, b, withAccount)
	take(t, b, replace(t, pacs008("M3", payment{n: 3}), "<SttlmMtd>INDA</SttlmMtd>",
		"<SttlmMtd>INDA</SttlmMtd><SttlmAcct><Id><IBAN>"+usdIBAN+"</IBAN></Id></SttlmAcct>"))
	a := answerOn(t, b, day1())
	if len(a.statuses) != 2 || a.statuses[0].Reason != "AM03" || a.statuses[1].Reason != "AC02" {
		t.Errorf("statuses %+v", a.statuses)
	}
	if got := a.statement(t, usd).moved(); got != "-100.00 E3" {
		t.Errorf("moved %s", got)
	}
}
