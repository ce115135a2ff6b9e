package jobs_test

import (
	"strings"
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/money"
)

func paysOut(p jobs.PayOutSettings) func(*setup) {
	return func(s *setup) { s.settings.PayOuts = p }
}

// heldAre wants these files held, each as "AMOUNT: REASON...".
func (h *installation) heldAre(want ...string) {
	h.t.Helper()
	held, err := h.stages.HeldFiles(h.ctx)
	h.must(err)
	if len(held) != len(want) {
		h.t.Fatalf("held: %+v, want %d", held, len(want))
	}
	for n, w := range want {
		if got := held[n].Amount.String() + ": " + held[n].Reason; !strings.HasPrefix(got, w) {
			h.t.Errorf("held: %s\nwant: %s", got, w)
		}
	}
}

// Pay-outs wait until the pay-ins of the cycle are booked on a proven statement; then they go, and the cycle settles.
func TestGateOpensWhenPayInsAreBooked(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, paysOut(jobs.PayOutSettings{Policy: jobs.GateCycle}))
	h.approved("O-1 alfa brixton EUR 100.00", "O-2 cascade harbour USD 50.00")
	sent := h.send()
	h.ends(sent, jobs.OutcomeNeedsPerson)
	h.says(strings.Join(sent.Notes, "\n"), "is held: waits for 2 pay-ins that no proven statement has booked", "EUR 100.00 of alfa at rhein")
	h.heldAre("USD 50.00: waits for 2 pay-ins", "EUR 100.00: waits for 2 pay-ins")
	h.same("transit", h.balances("transit"))
	h.answer("2026-11-24") // the notices of pay-ins have gone, and the money comes
	h.takes()
	h.heldAre()
	h.ends(h.send(), jobs.OutcomeDone)
	if h.state() != lifecycle.CycleSent {
		t.Fatalf("the cycle is %s", h.state())
	}
	h.answer("2026-11-25")
	h.at("2026-11-25T18:30:00Z")
	h.takes()
	if h.state() != lifecycle.CycleSettled {
		t.Errorf("the cycle is %s", h.state())
	}
}

// Payment versus payment: what a participant receives waits for what it pays in, and for nothing of others. Files are
// parted so that none of them has to be sent in part.
func TestGateOfEachParticipant(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, paysOut(jobs.PayOutSettings{Currencies: map[money.Currency]jobs.GatePolicy{eur: jobs.GateOfParticipant}}))
	h.approved("O-1 alfa brixton EUR 100.00", "O-2 alfa harbour EUR 40.00", "O-3 brixton harbour GBP 30.00")
	h.send()
	h.heldAre("EUR 100.00: waits for 1 pay-in that no proven statement has booked: GBP 30.00 of brixton at rhein")
	h.same("transit", h.balances("transit"), "transit:rhein EUR -40.00", "transit:rhein GBP -30.00")
	h.answer("2026-11-24")
	h.takes()
	h.heldAre()
	h.ends(h.send(), jobs.OutcomeDone)
}

// A pay-in that never comes keeps the gate shut, and says so each time.
func TestGateStaysShut(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, silentPayIns, paysOut(jobs.PayOutSettings{Correspondents: map[string]jobs.GatePolicy{"rhein": jobs.GateCycle}}))
	h.approved("O-1 alfa brixton EUR 100.00")
	h.send()
	h.at("2026-11-30T12:00:00Z")
	h.ends(h.send(), jobs.OutcomeNeedsPerson)
	h.heldAre("EUR 100.00: waits for 1 pay-in")
	h.same("transit", h.balances("transit"))
	if h.state() != lifecycle.CycleApproved {
		t.Errorf("the cycle is %s", h.state())
	}
}

// What a pay-in lacks and is written off does not come any more: no pay-out waits for it, and none is let go because of it. Once the
// write-off is undone, it is waited for again.
func TestNothingWaitsForWhatIsWrittenOff(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, silentPayIns, paysOut(jobs.PayOutSettings{Policy: jobs.GateCycle, Funding: jobs.FundingPayIns}))
	h.approved("O-1 alfa brixton EUR 100.00")
	comes := func() string {
		t.Helper()
		f, err := h.stages.Funding(h.ctx, valueDate)
		h.must(err)
		for _, n := range f.Nostros {
			if n.Correspondent == "rhein" && n.Balance.Currency() == eur {
				return n.Comes.String()
			}
		}
		return "nothing"
	}
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(h.payment("alfa"), "99.50")}}.xml())
	h.heldAre("EUR 100.00: waits for 1 pay-in")
	h.same("comes", []string{comes()}, "EUR 0.50")
	h.alone("1.00")
	h.done(h.stages.WriteOffBreak(h.ctx, 1, "not worth a letter"))
	h.heldAre()
	h.same("comes", []string{comes()}, "EUR 0.00")
	h.done(h.stages.ReopenBreak(h.ctx, 1, "alfa will pay"))
	h.heldAre("EUR 100.00: waits for 1 pay-in")
	h.same("comes", []string{comes()}, "EUR 0.50")
	h.done(h.stages.WriteOffBreak(h.ctx, 1, "it will not"))
	h.ends(h.send(), jobs.OutcomeDone)
	h.holds()
}

// Pay-outs beyond what is there wait in the order of their files; smaller ones go; and all go once the nostro is funded.
func TestPayOutsWaitForFunds(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, paysOut(jobs.PayOutSettings{Funding: jobs.FundingBalance}))
	h.approved("O-1 alfa brixton EUR 100.00", "O-2 alfa harbour EUR 40.00")
	h.ends(h.send(), jobs.OutcomeNeedsPerson)
	h.heldAre("EUR 40.00: waits for funds: EUR 40.00 is needed at rhein, EUR 0.00 is there", "EUR 100.00: waits for funds")
	f, err := h.stages.Funding(h.ctx, valueDate)
	h.must(err)
	for _, n := range f.Nostros {
		if n.Balance.Currency() == eur && (n.Goes != amount(eur, "140.00") || n.Comes != amount(eur, "140.00") || n.ToFund.Sign() != 0 || n.There.Sign() != 0) {
			t.Errorf("%+v", n)
		}
	}
	if f.Missing() || len(f.Held) != 2 || f.By.Format("15:04") != "15:00" {
		t.Errorf("%+v", f)
	}
	h.answer("2026-11-24") // the first statement: the account holds more than is needed
	h.takes()
	h.heldAre()
	h.ends(h.send(), jobs.OutcomeDone)
}

// What is missing is told where pay-ins do not come.
func TestFundingTellsWhatIsMissing(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, paysOut(jobs.PayOutSettings{Funding: jobs.FundingPayIns}))
	h.rates("2026-11-23", "USD 1.1634", "GBP 0.87945")
	h.approved("O-1 alfa cascade EUR 100.00") // cascade is paid in USD, and no USD comes
	h.send()
	h.heldAre("USD 116.17: waits for funds: USD 116.17 is needed at hudson, USD 0.00 is there")
	f, err := h.stages.Funding(h.ctx, valueDate)
	h.must(err)
	if !f.Missing() || f.Nostros[0].ToFund != amount(usd, "116.17") {
		t.Errorf("%+v", f.Nostros)
	}
}
