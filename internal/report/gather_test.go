package report

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"nostro/jobs"
	"nostro/money"
)

var compareAmounts = cmp.Comparer(func(a, b Amount) bool { return a == b })

// What the store gives back is what the records were: nothing is read from the wrong place or in another order.
func TestGatherReadsAll(t *testing.T) {
	s := sampleStore(t)
	for _, cycle := range []string{sampleCycle, ""} {
		in := sampleInput(t)
		in.Cycle = cycle
		got, err := Gather(context.Background(), s, in)
		if err != nil {
			t.Fatal(err)
		}
		want := sampleRecords(t)
		if cycle == "" {
			want.cycles = want.all
		}
		if diff := cmp.Diff(pictureOf(t, want, in), got, compareAmounts); diff != "" {
			t.Errorf("cycle %q: -records +store\n%s", cycle, diff)
		}
	}
}

func TestGatherRefuses(t *testing.T) {
	s := newStore(t)
	in := sampleInput(t)
	if _, err := Gather(context.Background(), s, in); !errors.Is(err, jobs.ErrUnknownID) {
		t.Errorf("a cycle that is not there gives %v, not ErrUnknownID", err)
	}
	for name, broken := range map[string]Input{"zone": {AsOf: in.AsOf}, "instant": {Zone: time.UTC}} {
		if _, err := Gather(context.Background(), s, broken); err == nil {
			t.Errorf("no %s is taken", name)
		}
	}
}

func TestGatherOfNothing(t *testing.T) {
	in := Input{House: "Empty", AsOf: clock("2026-11-27T08:30:00Z"), Zone: time.UTC}
	p, err := Gather(context.Background(), newStore(t), in)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Cycles)+len(p.Journal)+len(p.Nostros)+p.Headline.OpenBreaks != 0 || p.CoverNote != "" {
		t.Errorf("an empty store shows %+v", p)
	}
	writeAll(t, p)
}

func TestHeadline(t *testing.T) {
	h := samplePicture(t).Headline
	want := Headline{
		Due: []Tally{{"JPY", 0, amount(jpy, "0"), 1, amount(jpy, "5000000")}},
		Settled: []Tally{{"EUR", 2, amount(eur, "80036.88"), 1, amount(eur, "46499.50")},
			{"USD", 1, amount(usd, "32654.33"), 2, amount(usd, "35911.07")}},
		Failed:      []Tally{},
		Transit:     []Held{},
		Suspense:    []Held{{"BRAVO", amount(usd, "1875.40")}},
		OpenBreaks:  2,
		Quarantined: 1,
		Breaches:    2,
	}
	if diff := cmp.Diff(want, h, compareAmounts); diff != "" {
		t.Error(diff)
	}
}

func amount(c money.Currency, text string) Amount { return Amount{parse(c, text)} }

// Of an instruction that is booked in part, the rest is due.
func TestDueIsTheRest(t *testing.T) {
	r := sampleRecords(t)
	for n := range r.instructions {
		if r.instructions[n].Amount.Currency() == jpy {
			r.instructions[n].Booked = parse(jpy, "4999000")
		}
	}
	if got := pictureOf(t, r, sampleInput(t)).Headline.Due[0].In; got != amount(jpy, "1000") {
		t.Errorf("%s is due, want JPY 1,000", people(got))
	}
}
