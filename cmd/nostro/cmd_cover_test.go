package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"nostro/calendar"
	"nostro/fx"
	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/money"
)

// halfSettled is a cycle with one deal of which we have paid our side.
func halfSettled(t *testing.T) jobs.CoverView {
	t.Helper()
	eur, usd := money.MustCurrency("EUR"), money.MustCurrency("USD")
	day := calendar.MustDate("2026-11-24")
	deal := jobs.CoverDeal{ID: "T-1", Counterparty: "Rheinbank AG", State: lifecycle.DealConfirmed, Maker: "ann",
		Deal: fx.Deal{Pair: fx.Pair{Base: eur, Quote: usd}, Rate: decimal.RequireFromString("1.1630"), Bought: money.FromMinor(usd, 11630),
			Sold: money.FromMinor(eur, 10000), TradeDate: day, ValueDate: day}}
	gain := fx.Gain{Spread: money.FromMinor(eur, 15), Slippage: money.FromMinor(eur, -3), Residual: money.Zero(eur), Total: money.FromMinor(eur, 12)}
	return jobs.CoverView{Cycle: "C1", Base: eur, Gain: gain, Exposure: []money.Amount{money.FromMinor(eur, 10000)},
		Deals: []jobs.DealView{{CoverDeal: deal, Checker: "bea", Gain: gain, Sides: []jobs.SideView{
			{Side: jobs.SideBought, Correspondent: "hudson", Amount: deal.Bought, Fits: []jobs.Booking{{Statement: 4, Entry: 2, Detail: 1}}},
			{Side: jobs.SideSold, Correspondent: "rhein", Amount: deal.Sold, Booked: &jobs.CoverLeg{Statement: 3, Entry: 1, FoundBy: "reference"}}}}}}
}

func TestCoverShowsWhatIsAtRisk(t *testing.T) {
	var out bytes.Buffer
	s := &session{env: env{Stdout: &out}}
	v := halfSettled(t)
	s.showCover(v)
	flat := strings.Join(strings.Fields(out.String()), " ")
	for _, want := range []string{"conversions left EUR 100.00; open after deals: nothing", "T-1, confirmed by bea", "against mid EUR -0.03",
		"bought USD 116.30 at hudson: not booked; this fits: nostro cover settle T-1 --statement 4 --entry 2 --detail 1",
		"sold EUR 100.00 at rhein: booked, statement 3, entry 1 (reference)",
		"at risk with Rheinbank AG: EUR 100.00 was paid, and USD 116.30 has not come",
		"spread EUR 0.15, slippage EUR -0.03, residual EUR 0.00: EUR 0.12"} {
		if !strings.Contains(flat, want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
	out.Reset()
	v.Deals[0].State, v.Deals[0].Reason, v.Note = lifecycle.DealRefused, "unknown to the bank", "quote: no rate"
	s.showCover(v)
	if text := out.String(); strings.Contains(text, "at risk") || !strings.Contains(text, "refused: unknown to the bank") ||
		!strings.Contains(text, "quote: no rate") {
		t.Errorf("a refused deal:\n%s", text)
	}
}

func TestCoverAsJSON(t *testing.T) {
	v := halfSettled(t)
	data, err := json.Marshal(coverOf([]jobs.CoverView{v}))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"gain":{"currency":"EUR","spread":"0.15","slippage":"-0.03","residual":"0.00","total":"0.12"}`,
		`{"side":"bought","correspondent":"hudson","booked":false}`, `"booked":true,"statement":3,"entry":1,"found_by":"reference"`,
		`"proposed":[]`, `"slippage":"-0.03"`} {
		if !strings.Contains(string(data), want) {
			t.Errorf("%s is not in\n%s", want, data)
		}
	}
	v.Note = "quote: no rate"
	if data, _ := json.Marshal(coverOf([]jobs.CoverView{v})); !strings.Contains(string(data), `"gain":null,"note":"quote: no rate"`) {
		t.Errorf("a gain that is not known: %s", data)
	}
}
