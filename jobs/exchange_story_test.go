package jobs_test

import (
	"strings"
	"testing"

	"nostro/jobs"
	"nostro/reconcile"
)

// exchanging lets the usual rules post what was converted within half a per cent of the rate of the bank.
func exchanging(s *setup) {
	rules := reconcile.DefaultRules()
	for n := range rules {
		if rules[n].Name == reconcile.RuleUETR || rules[n].Name == reconcile.RuleInstrID {
			rules[n].Exchanges = []reconcile.Tolerance{{Currency: eur, BasisPoints: 50}}
		}
	}
	s.settings.Matching = rules
}

// paidInPounds is a house that has sent GBP 100.00 to brixton at rhein, where it has an account in EUR too.
func paidInPounds(t *testing.T, changes ...func(*setup)) *installation {
	t.Helper()
	h := poundsWithoutRates(t, changes...)
	h.rates("2026-11-23", "USD 1.1634", "GBP 0.8600")
	return h
}

func poundsWithoutRates(t *testing.T, changes ...func(*setup)) *installation {
	t.Helper()
	h := newInstallation(t, append(changes, silentPayIns)...)
	h.people()
	h.owes("O-1 alfa brixton GBP 100.00")
	h.run()
	h.approve()
	h.send()
	return h
}

// The bank books on the account in EUR what was to leave that in GBP, and says at what rate: it is settled, and the two currencies
// stand against each other in our position.
func TestAPaymentThatIsConvertedOnTheAccount(t *testing.T) {
	t.Parallel()
	for name, exchange := range map[string]string{"the rate": "GBP 100.00 at 1.17", "its inverse": "GBP 100.00 at 0.8547", "no amount": " at 1.17"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := paidInPounds(t, exchanging)
			b := h.payment("brixton")
			paid := byName(b, "-117.00")
			paid.exchange = exchange
			h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{paid}}.xml())
			h.same("state", []string{string(h.payment("brixton").State)}, "settled")
			h.same("books", h.balances("transit", "suspense", "fx:position"), "fx:position EUR 117.00", "fx:position GBP -100.00")
			h.same("breaks", h.breaks())

			h.undo(b.ID, "it was another one")
			h.same("undone", append(h.balances("transit", "suspense", "fx:position"), string(h.payment("brixton").State)),
				"suspense:rhein EUR 117.00", "transit:rhein GBP -100.00", "sent")
			h.agree(h.stages.MatchBreak(h.ctx, 1, []string{b.ID}, "it was, after all"))
			h.same("by hand", append(h.balances("transit", "suspense", "fx:position"), string(h.payment("brixton").State)),
				"fx:position EUR 117.00", "fx:position GBP -100.00", "settled")
		})
	}
}

// A pay-in that arrives converted is one, too.
func TestAPayInThatIsConvertedOnTheAccount(t *testing.T) {
	t.Parallel()
	h := paidInPounds(t, exchanging)
	a := h.payment("alfa")
	in := byName(a, "116.50")
	in.exchange = "GBP 100.00 at 1.17"
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{in}}.xml())
	h.same("state", []string{string(h.payment("alfa").State)}, "settled")
	h.same("books", h.balances("participant:alfa", "suspense", "fx:position"), "fx:position EUR -116.50", "fx:position GBP 100.00")
}

// Without a limit in the rules, too far off the rate, or without a rate, a person decides, and sees the figures.
func TestAConversionThatAPersonDecides(t *testing.T) {
	t.Parallel()
	for _, story := range []struct {
		name, amount, exchange string
		change                 func(*setup)
		says                   string
		ways                   int
	}{
		{"no limit", "-117.00", "GBP 100.00 at 1.17", func(*setup) {}, "GBP 100.00 times the rate 1.17 is EUR 117.00: EUR 0.00 are booked beyond that", 1},
		{"too far off", "-118.00", "GBP 100.00 at 1.17", exchanging, "EUR 1.00 are booked beyond that", 1},
		{"another amount", "-117.00", "GBP 99.00 at 1.17", exchanging, "The bank says that GBP 99.00 were instructed", 0},
		{"no rate", "-117.00", "", exchanging, "The bank states no rate", 0},
	} {
		t.Run(story.name, func(t *testing.T) {
			t.Parallel()
			h := paidInPounds(t, story.change)
			b := h.payment("brixton")
			paid := byName(b, story.amount)
			paid.exchange = story.exchange
			h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{paid}}.xml())
			h.same("breaks", h.breaks(), "currency-differs brixton EUR "+story.amount+" open")
			v := h.breakView(1)
			h.says(v.Text, story.says)
			if len(v.Ways) != story.ways {
				t.Errorf("suggested %+v", v.Ways)
			}
			_, err := h.stages.MatchBreak(h.ctx, 1, []string{b.ID, h.payment("alfa").ID}, "both")
			h.refused(err, nil, "a booking is one whole payment")
			_, err = h.stages.MatchBreak(h.ctx, 1, []string{h.payment("alfa").ID}, "the other")
			h.refused(err, nil, "a booking is one whole payment")
			if story.ways == 0 {
				h.agree(h.stages.MatchBreak(h.ctx, 1, []string{b.ID}, "the bank rang"))
			} else {
				h.agree(h.stages.AcceptSuggestion(h.ctx, 1, 1, ""))
			}
			h.same("accepted", append(h.balances("transit", "suspense"), string(h.payment("brixton").State)), "settled")
			_, err = h.stages.MatchBreak(h.ctx, 1, []string{b.ID}, "again")
			h.refused(err, nil, "is resolved")
		})
	}
}

// The number of payments that the bank gives for a batch is another one than is open: a person decides, though the sum is right.
func TestABatchOfAnotherNumberOfPayments(t *testing.T) {
	t.Parallel()
	h := batched(t)
	h.hudsonGives("1.xml", batchPaper(1, "5000.00", booked{amount: "-12.00", batch: h.payment("alfa").MsgID, payments: "3"}))
	v := h.breakView(1)
	if len(v.Ways) != 1 || len(v.Ways[0].Instructions) != 2 {
		t.Fatalf("%+v", v)
	}
	h.says(v.Ways[0].Why, "though the bank says that it is 3 payments")
	h.agree(h.stages.AcceptSuggestion(h.ctx, 1, 1, ""))
	h.same("payments", h.payments(), "alfa out USD 5.00 settled", "brixton out USD 7.00 settled", "cascade in USD 21.00 planned",
		"harbour out USD 9.00 sent")
	h.holds()
}

// backInEuros is what comes back on the account in EUR of the payment in GBP, as a return.
func backInEuros(i jobs.Instruction, amount, rate string) string {
	back := returnedEntry(i, amount, "")
	back.exchange = "GBP 100.00 at " + rate
	return statement{seq: 2, date: "2026-11-25", opening: "883.00", entries: []booked{back}}.xml()
}

// outInEuros is a house whose payment of GBP 100.00 was booked as EUR 117.00.
func outInEuros(t *testing.T) (*installation, jobs.Instruction) {
	t.Helper()
	h := paidInPounds(t, exchanging)
	b := h.payment("brixton")
	paid := byName(b, "-117.00")
	paid.exchange = "GBP 100.00 at 1.17"
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{paid}}.xml())
	return h, b
}

// An exchanged payment that comes back whole, at another rate, is owed again as it was; what the two rates are apart stays in our
// position, in the currency of the account.
func TestAnExchangedPaymentComesBack(t *testing.T) {
	t.Parallel()
	h, b := outInEuros(t)
	h.gives(backInEuros(b, "115.50", "1.155"))
	h.same("state", []string{string(h.payment("brixton").State), h.payment("brixton").Returned.String()}, "returned", "GBP 100.00")
	h.same("books", h.balances("participant:brixton", "transit", "suspense", "fx:position"), "fx:position EUR 1.50", "participant:brixton GBP -100.00")
	h.same("breaks", h.breaks())
	h.postsNothing()

	h.undo(h.standing("brixton"), "it is something else")
	h.same("undone", append(h.balances("participant:brixton", "suspense", "fx:position"), string(h.payment("brixton").State)),
		"fx:position EUR 117.00", "fx:position GBP -100.00", "suspense:rhein EUR -115.50", "settled")
	h.postsNothing()
	h.agree(h.stages.MatchBreak(h.ctx, 1, []string{b.ID}, "it is, after all"))
	h.same("by hand", append(h.balances("suspense", "fx:position"), string(h.payment("brixton").State)), "fx:position EUR 1.50", "returned")
	h.postsNothing()
}

// Too far off its rate a person decides, who sees the figures, and may accept it.
func TestAnExchangedReturnThatAPersonDecides(t *testing.T) {
	t.Parallel()
	h, b := outInEuros(t)
	h.gives(backInEuros(b, "105.50", "1.155"))
	h.same("breaks", h.breaks(), "currency-differs brixton EUR 105.50 open")
	v := h.breakView(1)
	h.says(v.Text, "GBP 100.00 times the rate 1.155 is EUR 115.50: EUR -10.00 are booked beyond that")
	if len(v.Ways) != 1 {
		t.Fatalf("%+v", v.Ways)
	}
	_, err := h.stages.MatchBreak(h.ctx, 1, []string{h.payment("alfa").ID, b.ID}, "both")
	h.refused(err, nil, "or all of one that came back")
	h.agree(h.stages.AcceptSuggestion(h.ctx, 1, 1, ""))
	h.same("accepted", append(h.balances("participant:brixton", "suspense", "fx:position"), string(h.payment("brixton").State)),
		"fx:position EUR 11.50", "participant:brixton GBP -100.00", "returned")
	h.postsNothing()
}

// A house that has no rates could not value the trade: nothing is posted, and a person is told what to do first.
func TestAConversionThatNobodyCanValue(t *testing.T) {
	t.Parallel()
	h := poundsWithoutRates(t, exchanging)
	b := h.payment("brixton")
	paid := byName(b, "-117.00")
	paid.exchange = "GBP 100.00 at 1.17"
	taken := h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{paid}}.xml())
	h.says(strings.Join(taken.Notes, "\n"), "what was converted is not posted", "nostro rates FILE")
	h.same("breaks", h.breaks(), "currency-differs brixton EUR -117.00 open")
	_, err := h.stages.MatchBreak(h.ctx, 1, []string{b.ID}, "the bank rang")
	h.refused(err, jobs.ErrNeedsPerson, "a trade that nobody can value", "nostro rates FILE")
	h.rates("2026-11-23", "USD 1.1634", "GBP 0.8600")
	h.agree(h.stages.AcceptSuggestion(h.ctx, 1, 1, ""))
	h.same("state", []string{string(h.payment("brixton").State)}, "settled")
}
