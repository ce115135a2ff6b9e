package report

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"nostro/intake"
	"nostro/jobs"
	"nostro/money"
	"nostro/netting"
)

func TestEfficiency(t *testing.T) {
	for _, c := range []struct {
		gross, net int64
		want       int
	}{
		{0, 0, 0}, {100, 0, 10_000}, {100, 100, 0}, {3, 1, 6667}, {20_000, 19_999, 0}, {20_000, 19_997, 2},
		{math.MaxInt64, 1, 10_000}, {math.MaxInt64, math.MaxInt64 - 1, 0},
	} {
		if got := efficiency(c.gross, c.net); got != c.want {
			t.Errorf("gross %d, net %d: %d basis points, want %d", c.gross, c.net, got, c.want)
		}
	}
}

// What the report adds up from stored positions is what netting says of the obligations.
func TestNettingAgreesWithNetting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var input []netting.Obligation
		r := &records{}
		for n := range rapid.IntRange(1, 30).Draw(t, "obligations") {
			payer := rapid.IntRange(0, 4).Draw(t, "payer")
			payee := (payer + rapid.IntRange(1, 4).Draw(t, "step")) % 5
			c := rapid.SampledFrom([]money.Currency{eur, jpy, kwd}).Draw(t, "currency")
			o := netting.Obligation{ID: fmt.Sprint("O", n), Seq: int64(n + 1), Payer: fmt.Sprint("P", payer),
				Payee: fmt.Sprint("P", payee), ValueDate: valueDay,
				Amount: money.FromMinor(c, rapid.Int64Range(1, 1e12).Draw(t, "minor"))}
			input = append(input, o)
			r.obligations = append(r.obligations, jobs.Obligation{Obligation: intake.Obligation{ID: o.ID, Payer: o.Payer,
				Payee: o.Payee, Amount: o.Amount}})
		}
		result, err := netting.Net(input)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range result.Positions {
			r.positions = append(r.positions, jobs.Position{Participant: p.Participant, Net: p.Net})
		}
		var picture Picture
		if err := (&gatherer{records: r}).setNetting(&picture); err != nil {
			t.Fatal(err)
		}
		for n, total := range result.Totals {
			want := NettingRow{total.Currency.Code(), total.Count, Amount{total.Gross}, Amount{total.Net}, total.EfficiencyBP}
			if picture.Netting[n] != want {
				t.Fatalf("got %+v, want %+v", picture.Netting[n], want)
			}
		}
	})
}

// Sums that do not fit are told, never wrapped round.
func TestTotalsOverflow(t *testing.T) {
	huge := money.FromMinor(eur, math.MaxInt64)
	o := jobs.Obligation{Obligation: intake.Obligation{Amount: huge}}
	p := jobs.Position{Net: huge}
	i := jobs.Instruction{Amount: huge}
	in := sampleInput(t)
	in.Cycle = ""
	for name, r := range map[string]*records{
		"gross":        {obligations: []jobs.Obligation{o, o}, positions: []jobs.Position{p}},
		"net":          {positions: []jobs.Position{p, p}},
		"waiting":      {waiting: []jobs.Obligation{o, o}},
		"instructions": {instructions: []jobs.Instruction{i, i}},
	} {
		if _, err := newGatherer(r, in).picture(); !errors.Is(err, money.ErrOverflow) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A cycle that has taken obligations and was not netted yet has no net to show.
func TestNothingNettedYet(t *testing.T) {
	r := sampleRecords(t)
	r.positions = nil
	if p := pictureOf(t, r, sampleInput(t)); len(p.Netting) != 0 {
		t.Errorf("got %+v", p.Netting)
	}
}

func TestExposureWithoutRates(t *testing.T) {
	r := sampleRecords(t)
	delete(r.fixings, sampleCycle)
	p := pictureOf(t, r, sampleInput(t))
	if len(p.Exposure) != 3 || len(p.Cover) != 0 || p.CoverNote == "" {
		t.Errorf("exposure %v, cover %v, note %q", p.Exposure, p.Cover, p.CoverNote)
	}
	writeAll(t, p)
}
