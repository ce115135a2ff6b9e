package reconcile_test

import (
	"strings"
	"testing"

	. "nostro/reconcile"
)

// ourID is as long as the identifiers that this house derives.
const ourID = "NABCDEFGHIJKLO2I"

// A payer writes our reference by hand, and systems on the way cut and adorn it.
func TestMangledReferencesAreUnderstood(t *testing.T) {
	for how, d := range map[string]Detail{
		"lower case and blanks":    {Text: "nabc defg hijk lo2i"},
		"hyphens and a prefix":     {Text: "REF: NABC-DEFG-HIJK-LO2I"},
		"zero and one":             {EndToEndID: "NABCDEFGH1JKL021"},
		"in a sentence":            {Text: "invoice 17 / (nabcdefghijklo2i), thank you"},
		"cut after ten characters": {EndToEndID: "NABCDEFGHI"},
		"cut and in small letters": {InstrID: "nabcdefghijkl"},
	} {
		o, got := match(t, statement(entry(1, "5.00", d)), payIn(ourID, "5.00"), payIn("NZZZZZZZZZZZZZZZ", "5.00"))
		expect(t, got, "1/1 pay-in-booked "+ourID+" 5.00 settles by "+RuleMangled)
		if !o.Findings[0].Settles {
			t.Errorf("%s: not settled", how)
		}
	}
	for how, d := range map[string]Detail{
		"nine characters":         {EndToEndID: "NABCDEFGH"},
		"the end alone":           {EndToEndID: "GHIJKLO2I"},
		"one letter wrong":        {EndToEndID: "NABCDEFGHXJKLO2I"},
		"cut short in a sentence": {Text: "payment NABCDEFGHIJKL of May"},
	} {
		o, _ := match(t, statement(entry(1, "6.00", d)), payIn(ourID, "6.01"))
		if o.Findings[0].Kind != FindingUnexplained || len(o.Suggestions) != 0 {
			t.Errorf("%s: %v, suggestions %v", how, render(o), o.Suggestions)
		}
	}
}

// What is left of a reference is not enough where the amount is another one: a person sees what it may be.
func TestMangledReferenceOfAnotherAmountIsSuggested(t *testing.T) {
	o, got := match(t, statement(entry(1, "4.00", Detail{Text: "ref " + strings.ToLower(ourID)})), payIn(ourID, "5.00"))
	expect(t, got, "1/1 unexplained - 4.00 by none", "1/1 break unknown-at-us - 4.00")
	if len(o.Suggestions) != 1 || o.Suggestions[0].Rule != RuleMangledName || o.Suggestions[0].Instructions[0] != ourID {
		t.Errorf("%+v", o.Suggestions)
	}
}

// Two payers' references in one text: nobody is credited by chance.
func TestTwoReferencesInOneText(t *testing.T) {
	other := payIn("NBBBBBBBBBBBBBBB", "5.00")
	other.Participant = "ACME"
	o, _ := match(t, statement(entry(1, "5.00", Detail{Text: ourID + " and " + other.ID})), payIn(ourID, "5.00"), other)
	if o.Findings[0].Kind != FindingUnexplained {
		t.Errorf("%v", render(o))
	}
	// but of one participant, or of another amount, it can be told
	other.Amount = dollars("7.00")
	_, got := match(t, statement(entry(1, "7.00", Detail{Text: ourID + " and " + other.ID})), payIn(ourID, "5.00"), other)
	expect(t, got, "1/1 pay-in-booked "+other.ID+" 7.00 settles by "+RuleMangled)
}

// A pay-out is never found by what is left of a reference.
func TestMangledReferencesAreForPayIns(t *testing.T) {
	o, _ := match(t, statement(entry(1, "-5.00", Detail{Text: ourID})), payOut(ourID, "5.00"))
	if o.Findings[0].Kind != FindingUnexplained {
		t.Errorf("%v", render(o))
	}
}

// The EndToEndId of a cover payment is our InstrId, whatever the EndToEndId of the payment was.
func TestCoverPayment(t *testing.T) {
	i := payOut("N1", "5.00")
	i.EndToEndID = "INVOICE 17"
	_, got := match(t, statement(entry(1, "-5.00", Detail{EndToEndID: "N1"})), i)
	expect(t, got, "1/1 pay-out-booked N1 -5.00 settles by "+RuleCover)
	_, got = match(t, statement(entry(1, "-5.01", Detail{EndToEndID: "N1"})), i)
	if !strings.Contains(got[0], "unexplained") {
		t.Errorf("another amount is booked: %v", got)
	}
}

// What the bank charges for a payment may stand beside it.
func TestChargeBeside(t *testing.T) {
	rules := append(Rules{{Name: "fee", Keys: []Key{KeyInstrID}, Events: []Event{EventCharge}, May: MayPost,
		Tolerances: []Tolerance{{Currency: usd, Amount: dollars("2.00")}}}}, DefaultRules()...)
	for name, test := range map[string]struct {
		fee  string
		want string
	}{
		"before or after the booking": {"-2.00", "2/1 charge A -2.00 by fee"},
		"too much for a charge":       {"-2.01", "2/1 unexplained A -2.01 by InstrId"},
		"a credit":                    {"2.00", "2/1 returned A 2.00 by InstrId"},
	} {
		for _, order := range [][]string{{"-9.00", test.fee}, {test.fee, "-9.00"}} {
			s := statement(entry(1, order[0], named("instr", "A")), entry(2, order[1], named("instr", "A")))
			o, err := rules.Match(s, []Instruction{payOut("A", "9.00")})
			if err != nil {
				t.Fatal(err)
			}
			if err := sound(s, o); err != nil {
				t.Fatal(err)
			}
			want := test.want
			if order[0] == test.fee {
				want = "1" + want[1:]
			}
			if got := render(o); got[0] != want && got[1] != want {
				t.Errorf("%s: got %v, want %s", name, got, want)
			}
		}
	}
}

func TestARuleForChargesSaysHowMuch(t *testing.T) {
	tolerance := []Tolerance{{Currency: usd, BasisPoints: 1}}
	for _, r := range []Rule{
		{Name: "a", Keys: []Key{KeyInstrID}, Events: []Event{EventCharge}, May: MayPost},
		{Name: "a", Keys: []Key{KeyInstrID, KeyAmount}, Events: []Event{EventCharge}, May: MayPost, Tolerances: tolerance},
		{Name: "a", Keys: []Key{KeyInstrID}, Events: []Event{EventCharge, EventReturn}, May: MayPost, Tolerances: tolerance},
	} {
		if err := (Rules{r}).Check(); err == nil || !strings.Contains(err.Error(), "how much a charge may be") {
			t.Errorf("%+v: %v", r, err)
		}
	}
	if err := (Rules{{Name: "a", Keys: []Key{KeyMangled}, May: MayPost}}).Check(); err == nil {
		t.Error("what is left of a reference may post without the amount")
	}
}
