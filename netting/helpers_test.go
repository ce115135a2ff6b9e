package netting

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nostro/calendar"
	"nostro/money"
)

var (
	eur = money.MustCurrency("EUR")
	usd = money.MustCurrency("USD")
	jpy = money.MustCurrency("JPY")
	kwd = money.MustCurrency("KWD")

	valueDate = calendar.MustDate("2026-11-24")
)

func owed(id string, seq int64, payer, payee string, c money.Currency, minor int64) Obligation {
	return Obligation{ID: id, Seq: seq, Payer: payer, Payee: payee,
		Amount: money.FromMinor(c, minor), ValueDate: valueDate}
}

// story is a ring in EUR that leaves little to pay, one way in USD, a pair that cancels out in JPY, and one
// obligation in KWD.
func story() []Obligation {
	return []Obligation{
		owed("O-1", 1, "alpha", "bravo", eur, 10000),
		owed("O-2", 2, "bravo", "carol", eur, 8000),
		owed("O-3", 3, "carol", "alpha", eur, 7550),
		owed("O-4", 4, "alpha", "carol", usd, 250000),
		owed("O-5", 5, "alpha", "bravo", jpy, 900),
		owed("O-6", 6, "bravo", "alpha", jpy, 900),
		owed("O-7", 7, "delta", "alpha", kwd, 1005),
		owed("O-8", 8, "alpha", "carol", eur, 5),
	}
}

func mustNet(t interface{ Fatal(...any) }, obligations []Obligation) Result {
	r, err := Net(obligations)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func wantError(t *testing.T, err, class error, text string) {
	t.Helper()
	if !errors.Is(err, class) || !strings.Contains(err.Error(), text) {
		t.Fatalf("error is %v, want %v with %q", err, class, text)
	}
}

// drawObligations draws obligations between a few participants in a few currencies.
func drawObligations(t *rapid.T) []Obligation {
	names := []string{"a", "b", "c", "d", "e"}
	obligations := make([]Obligation, rapid.IntRange(0, 40).Draw(t, "count"))
	for i := range obligations {
		payer := rapid.IntRange(0, len(names)-1).Draw(t, "payer")
		payee := (payer + rapid.IntRange(1, len(names)-1).Draw(t, "payee")) % len(names)
		obligations[i] = owed(fmt.Sprintf("O-%d", i), rapid.Int64Range(0, 50).Draw(t, "seq"), names[payer], names[payee],
			rapid.SampledFrom([]money.Currency{eur, usd, jpy}).Draw(t, "currency"),
			rapid.Int64Range(1, 1e9).Draw(t, "minor"))
	}
	return obligations
}
