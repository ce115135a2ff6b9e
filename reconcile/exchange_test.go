package reconcile_test

import (
	"strings"
	"testing"

	"nostro/lifecycle"
	"nostro/money"
	. "nostro/reconcile"
)

// exchanging are the usual rules, where UETR and InstrId may post what was converted within half a per cent.
func exchanging() Rules {
	rules := DefaultRules()
	for n := range rules {
		if rules[n].Name == RuleUETR || rules[n].Name == RuleInstrID {
			rules[n].Exchanges = []Tolerance{{Currency: usd, BasisPoints: 50}}
		}
	}
	return rules
}

// inEUR is a payment of EUR 100.00.
func inEUR(i Instruction) Instruction {
	i.Amount = eurOf(10_000)
	return i
}

func converted(d Detail, x Exchange) Detail {
	d.Exchange = &x
	return d
}

// What the bank books in the currency of the account is compared with what its rate, or the inverse of it, makes of the payment.
func TestExchangeOnTheAccount(t *testing.T) {
	for _, story := range []struct {
		name, amount, rate string
		out                bool
		want               string
	}{
		{"at the rate", "-108.70", "1.0870", true, "pay-out-booked"},
		{"at its inverse", "-108.70", "0.91996", true, "pay-out-booked"},
		{"at the limit", "-109.24", "1.0870", true, "pay-out-booked"},
		{"beyond it", "-109.25", "1.0870", true, "unexplained"},
		{"at the limit, less", "-108.16", "1.0870", true, "pay-out-booked"},
		{"beyond it, less", "-108.15", "1.0870", true, "unexplained"},
		{"a credit", "108.70", "1.087", false, "pay-in-booked"},
		{"a rate that is none", "-108.70", "much", true, "unexplained"},
		{"a rate of nothing", "-108.70", "0", true, "unexplained"},
		{"a negative rate", "-108.70", "-1.087", true, "unexplained"},
		{"a rate in other words", "-108.70", "1e0", true, "unexplained"},
		{"a fraction", "-108.70", "1087/1000", true, "unexplained"},
		{"no rate", "-108.70", "", true, "unexplained"},
		{"a rate that is beyond everything", "-108.70", "999999999999999999999", true, "unexplained"},
		{"the wrong side", "108.70", "1.0870", true, "unexplained"},
	} {
		t.Run(story.name, func(t *testing.T) {
			i := inEUR(payIn("A", "1.00"))
			if story.out {
				i = inEUR(payOut("A", "1.00"))
			}
			s := statement(entry(1, story.amount, converted(named("instr", "A"), Exchange{Source: "EUR", Target: "USD", Rate: story.rate})))
			o, err := exchanging().Match(s, []Instruction{i})
			if err != nil {
				t.Fatal(err)
			}
			if err := sound(s, o); err != nil {
				t.Fatal(err)
			}
			f := o.Findings[0]
			if string(f.Kind) != story.want {
				t.Errorf("%v, want %s", f, story.want)
			}
			if posted := f.Kind != FindingUnexplained; posted && (f.Settled != i.Amount || !f.Settles || !strings.Contains(f.Because(), "EUR 100.00")) {
				t.Errorf("%+v: %s", f, f.Because())
			}
			if f.Kind == FindingUnexplained && o.Breaks[0].Reason != ReasonCurrencyDiffers && o.Breaks[0].Reason != ReasonReturnedUnknown {
				t.Errorf("%+v", o.Breaks)
			}
		})
	}
}

// Without a limit in the rules nothing is posted: a person sees what the rate makes of it, and accepts it or not.
func TestAnExchangeIsSuggested(t *testing.T) {
	s := statement(entry(1, "-108.75", converted(named("instr", "A"), Exchange{Rate: "1.0870"})))
	o, err := DefaultRules().Match(s, []Instruction{inEUR(payOut("A", "1.00"))})
	if err != nil {
		t.Fatal(err)
	}
	if o.Findings[0].Kind != FindingUnexplained || len(o.Suggestions) != 1 || o.Suggestions[0].Instructions[0] != "A" {
		t.Fatalf("%v %+v", o.Findings, o.Suggestions)
	}
	for _, part := range []string{"EUR 100.00 times the rate 1.0870 is USD 108.70", "USD 0.05 are booked beyond that", "currency"} {
		if text := o.Breaks[0].Text + string(o.Breaks[0].Reason); !strings.Contains(text, part) {
			t.Errorf("%q does not say %q", text, part)
		}
	}
}

// What speaks against it leaves it to a person, whatever the rate says.
func TestAnExchangeInDoubt(t *testing.T) {
	for name, change := range map[string]func(*Instruction, *Detail, *Rule){
		"another amount was instructed": func(_ *Instruction, d *Detail, _ *Rule) { d.Exchange.Instructed = eurOf(9_999) },
		"a part is booked already":      func(i *Instruction, _ *Detail, _ *Rule) { i.Booked = eurOf(1) },
		"it is settled":                 func(i *Instruction, _ *Detail, _ *Rule) { i.State = lifecycle.InstructionSettled },
		"it is rejected":                func(i *Instruction, _ *Detail, _ *Rule) { i.State = lifecycle.InstructionRejected },
		"it is a return":                func(_ *Instruction, d *Detail, _ *Rule) { d.ReturnReason = "AC04" },
		"the limit is of another bank":  func(_ *Instruction, _ *Detail, r *Rule) { r.Exchanges[0].Correspondent = "OTHER" },
		"it is of another currency":     func(_ *Instruction, _ *Detail, r *Rule) { r.Exchanges[0].Currency = money.MustCurrency("GBP") },
	} {
		i, d := inEUR(payOut("A", "1.00")), converted(named("instr", "A"), Exchange{Rate: "1.0870"})
		r := Rule{Name: "fx", Keys: []Key{KeyInstrID}, May: MayPost, Exchanges: []Tolerance{{Currency: usd, BasisPoints: 50}}}
		change(&i, &d, &r)
		o, err := (Rules{r}).Match(statement(entry(1, "-108.70", d)), []Instruction{i})
		if err != nil {
			t.Fatal(err)
		}
		if o.Findings[0].Kind != FindingUnexplained {
			t.Errorf("%s: %v", name, o.Findings)
		}
	}
}

func TestARuleForExchangesNeedsOurReference(t *testing.T) {
	limit := []Tolerance{{Currency: usd, BasisPoints: 50}}
	for _, r := range []Rule{
		{Name: "a", Keys: []Key{KeyEndToEndID}, May: MayPost, Exchanges: limit},
		{Name: "a", Keys: []Key{KeyUETR, KeyAmount}, May: MayPost, Exchanges: limit},
		{Name: "a", Keys: []Key{KeyMessage, KeyAmount}, May: MayPost, Exchanges: limit},
	} {
		if err := (Rules{r}).Check(); err == nil || !strings.Contains(err.Error(), "reference that is ours alone") {
			t.Errorf("%v: %v", r.Keys, err)
		}
	}
	if err := (Rules{{Name: "a", Keys: []Key{KeyUETR}, May: MayPost, Exchanges: []Tolerance{{}}}}).Check(); err == nil {
		t.Error("a limit without a currency")
	}
	with := Rules{{Name: "a", Keys: []Key{KeyUETR}, May: MayPost, Exchanges: limit}}
	if without := (Rules{{Name: "a", Keys: []Key{KeyUETR}, May: MayPost}}); with.Digest() == without.Digest() {
		t.Error("the digest does not tell them apart")
	}
}

// A batch whose number of payments is another one than is open is not settled, though the sum is right: it is suggested.
func TestABatchOfAnotherNumber(t *testing.T) {
	a, b := payOut("A", "5.00"), payOut("B", "7.00")
	a.MsgID, b.MsgID = "M", "M"
	for payments, want := range map[int64]FindingKind{0: FindingPayOutBooked, 2: FindingPayOutBooked, 3: FindingUnexplained, 1: FindingUnexplained} {
		e := entry(1, "-12.00", Detail{MsgID: "M"})
		e.Batch = &Batch{Count: payments}
		o, err := Match(statement(e), []Instruction{a, b})
		if err != nil {
			t.Fatal(err)
		}
		if o.Findings[0].Kind != want || (want == FindingUnexplained) != (len(o.Suggestions) == 1) {
			t.Errorf("%d payments: %v, suggested %v", payments, o.Findings, o.Suggestions)
		}
	}
}
