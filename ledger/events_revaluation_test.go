package ledger_test

import (
	"errors"
	"math"
	"testing"

	"nostro/calendar"
	"nostro/ledger"
	"nostro/money"
)

func revaluation(unrealised money.Amount) ledger.Revaluation {
	return ledger.Revaluation{Date: day, Currency: usd, Number: 1, Unrealised: unrealised, Evidence: ev, Memo: "long"}
}

func TestRevaluedIsAnOverlayInTheBaseCurrency(t *testing.T) {
	for _, tt := range []struct{ unrealised, want string }{
		{"EUR 12.34", block("debit  fx:revaluation EUR 12.34", "credit fx:unrealised EUR 12.34")},
		{"EUR -0.01", block("credit fx:revaluation EUR 0.01", "debit  fx:unrealised EUR 0.01")},
		{"JPY 7", block("debit  fx:revaluation JPY 7", "credit fx:unrealised JPY 7")},
	} {
		e, err := ledger.Revalued(revaluation(amount(t, tt.unrealised)))
		if err != nil {
			t.Fatal(err)
		}
		if got := journal(e); got != tt.want || e.Kind != ledger.KindRevaluation || e.Key != "revaluation:2026-11-24:USD" ||
			e.ValueDate != day || e.Evidence != ev || e.Memo != "long" {
			t.Errorf("%s: %+v\n%s\nwant\n%s", tt.unrealised, e, got, tt.want)
		}
	}
}

func TestRevaluedRefuses(t *testing.T) {
	gain := amount(t, "EUR 1.00")
	for name, tt := range map[string]struct {
		r    ledger.Revaluation
		want error
	}{
		"nothing":               {revaluation(money.Zero(eur)), ledger.ErrNothing},
		"the base currency":     {ledger.Revaluation{Date: day, Currency: eur, Number: 1, Unrealised: gain}, ledger.ErrInvalid},
		"no currency":           {ledger.Revaluation{Date: day, Number: 1, Unrealised: gain}, ledger.ErrInvalid},
		"no date":               {ledger.Revaluation{Currency: usd, Number: 1, Unrealised: gain}, ledger.ErrInvalid},
		"number 0":              {ledger.Revaluation{Date: day, Currency: usd, Unrealised: gain}, ledger.ErrInvalid},
		"what has no opposite":  {revaluation(money.FromMinor(eur, math.MinInt64)), money.ErrOverflow},
		"a gain in no currency": {ledger.Revaluation{Date: day, Currency: usd, Number: 1}, ledger.ErrNothing},
	} {
		if e, err := ledger.Revalued(tt.r); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, %v, want %v", name, e, err, tt.want)
		}
	}
}

func TestKeysOfCorrectionsAreCounted(t *testing.T) {
	for number, want := range map[int]string{1: "revaluation:2026-11-24:USD", 2: "revaluation:2026-11-24:USD:2"} {
		if got := ledger.RevaluationKey(day, usd, number); got != want {
			t.Errorf("number %d: %s, want %s", number, got, want)
		}
		date, currency, n, err := ledger.ParseRevaluationKey(want)
		if err != nil || date != day || currency != usd || n != number {
			t.Errorf("%s is read as %s, %s, %d, %v", want, date, currency, n, err)
		}
	}
}

func TestOtherKeysAreNoneOfRevaluations(t *testing.T) {
	for _, key := range []string{"", "revaluation", "revaluation:2026-11-24", "revaluation:2026-11-24:XXQ", "revaluation:2026-11-31:USD",
		"revaluation:2026-11-24:USD:1", "revaluation:2026-11-24:USD:x", "revaluation:2026-11-24:USD:2:3", "netting:2026-11-24:USD"} {
		if date, currency, n, err := ledger.ParseRevaluationKey(key); !errors.Is(err, ledger.ErrInvalid) {
			t.Errorf("%q is read as %s, %s, %d, %v", key, date, currency, n, err)
		}
	}
}

func TestReverseOnALaterDay(t *testing.T) {
	e, err := ledger.Revalued(revaluation(amount(t, "EUR 12.34")))
	if err != nil {
		t.Fatal(err)
	}
	next := day.AddDays(1)
	r, err := ledger.ReverseOn(e, ledger.ReversalKey(e.Key), next)
	if err != nil || r.ValueDate != next || r.Reverses != e.Key || r.Kind != ledger.KindReversal ||
		journal(r) != block("credit fx:revaluation EUR 12.34", "debit  fx:unrealised EUR 12.34") {
		t.Errorf("%+v, %v", r, err)
	}
	for _, on := range []calendar.Date{day.AddDays(-1), {}} {
		if r, err := ledger.ReverseOn(e, "k", on); !errors.Is(err, ledger.ErrInvalid) {
			t.Errorf("on %q: %v, %v", on, r, err)
		}
	}
	if _, err := ledger.ReverseOn(e, e.Key, next); err == nil {
		t.Error("it was reversed under its own key")
	}
}
