package ledger_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nostro/calendar"
	"nostro/ledger"
	"nostro/money"
)

func posting(account ledger.Account, c money.Currency, minor int64) ledger.Posting {
	return ledger.Posting{Account: account, Amount: money.FromMinor(c, minor)}
}

func sample() ledger.Entry {
	return ledger.Entry{Key: "k", Kind: ledger.KindPayOut, ValueDate: day, Evidence: ev, Memo: "m",
		Postings: []ledger.Posting{posting("participant:A", eur, 5), posting("transit:B", eur, -5)}}
}

func TestValidateRefuses(t *testing.T) {
	for _, tt := range []struct {
		reason string
		spoil  func(*ledger.Entry)
	}{
		{"kind is not one", func(e *ledger.Entry) { e.Kind = "payment" }},
		{"kind is not one", func(e *ledger.Entry) { e.Kind = "" }},
		{"key is empty", func(e *ledger.Entry) { e.Key = "" }},
		{"key is over 200", func(e *ledger.Entry) { e.Key = strings.Repeat("ä", 201) }},
		{"key is over 200 characters or not plain", func(e *ledger.Entry) { e.Key = "a\x00b" }},
		{"key is over 200 characters or not plain", func(e *ledger.Entry) { e.Key = "\xff" }},
		{"reversed key", func(e *ledger.Entry) { e.Reverses = strings.Repeat("k", 201) }},
		{"place of evidence", func(e *ledger.Entry) { e.Evidence.Place = strings.Repeat("p", 201) }},
		{"memo is over", func(e *ledger.Entry) { e.Memo = strings.Repeat("m", 1001) }},
		{"SHA-256", func(e *ledger.Entry) { e.Evidence.SHA256 = strings.Repeat("AB", 32) }},
		{"SHA-256", func(e *ledger.Entry) { e.Evidence.SHA256 = strings.Repeat("ab", 31) }},
		{"SHA-256", func(e *ledger.Entry) { e.Evidence.SHA256 = strings.Repeat("xy", 32) }},
		{"value date is missing", func(e *ledger.Entry) { e.ValueDate = calendar.Date{} }},
		{"does not name the entry", func(e *ledger.Entry) { e.Kind = ledger.KindReversal }},
		{"only a reversal", func(e *ledger.Entry) { e.Reverses = "other" }},
		{"reverses itself", func(e *ledger.Entry) { e.Kind, e.Reverses = ledger.KindReversal, e.Key }},
		{"has 0 postings", func(e *ledger.Entry) { e.Postings = nil }},
		{"has 1 postings", func(e *ledger.Entry) { e.Postings = e.Postings[:1] }},
		{"EUR does not balance: debits exceed credits by 1 minor units", func(e *ledger.Entry) {
			e.Postings[0] = posting("participant:A", eur, 6)
		}},
		{"EUR does not balance: debits exceed credits by 5 minor units; USD does not balance", func(e *ledger.Entry) {
			e.Postings[1] = posting("transit:B", usd, -5)
		}},
		{"posting 3: transit:C has no amount", func(e *ledger.Entry) {
			e.Postings = append(e.Postings, posting("transit:C", eur, 0))
		}},
		{"no currency", func(e *ledger.Entry) {
			e.Postings[0] = posting("participant:A", money.Currency{}, 5)
			e.Postings[1] = posting("transit:B", money.Currency{}, -5)
		}},
		{"posting 1: account", func(e *ledger.Entry) { e.Postings[0].Account = "cash" }},
		{"posting 2: account", func(e *ledger.Entry) { e.Postings[1].Account = "transit:" }},
		{"posting 2: participant:A EUR is posted twice", func(e *ledger.Entry) {
			e.Postings[1].Account = "participant:A"
		}},
	} {
		e := sample()
		tt.spoil(&e)
		if err := e.Validate(); !errors.Is(err, ledger.ErrInvalid) || !strings.Contains(err.Error(), tt.reason) {
			t.Errorf("error %v, want ErrInvalid that says %q", err, tt.reason)
		}
	}
}

func TestValidateTellsEveryProblem(t *testing.T) {
	err := ledger.Entry{}.Validate()
	for _, reason := range []string{"kind", "key is empty", "value date", "0 postings"} {
		if err == nil || !strings.Contains(err.Error(), reason) {
			t.Errorf("error %v does not say %q", err, reason)
		}
	}
}

func TestValidateTakes(t *testing.T) {
	longest := sample()
	longest.Key, longest.Evidence = strings.Repeat("ä", 200), ledger.Evidence{}
	for name, e := range map[string]ledger.Entry{"sample": sample(), "longest key, no evidence": longest} {
		if err := e.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Sums of 64 bits would wrap to zero here, or overflow though the whole balances.
func TestBalanceIsSafeFromOverflow(t *testing.T) {
	wraps := sample()
	wraps.Postings = []ledger.Posting{posting("transit:A", eur, math.MaxInt64),
		posting("transit:B", eur, math.MaxInt64), posting("transit:C", eur, 2)}
	if err := wraps.Validate(); !errors.Is(err, ledger.ErrInvalid) {
		t.Errorf("a sum that wraps to zero is taken: %v", err)
	}
	balances := sample()
	balances.Postings = []ledger.Posting{posting("transit:A", eur, math.MaxInt64),
		posting("transit:B", eur, math.MaxInt64), posting("transit:C", eur, -math.MaxInt64),
		posting("transit:D", eur, -math.MaxInt64)}
	if err := balances.Validate(); err != nil {
		t.Errorf("large amounts that balance: %v", err)
	}
}

func TestEveryEventBalances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := entries(math.MaxInt64/4).Draw(t, "entry")
		if err := e.Validate(); err != nil {
			t.Fatal(err)
		}
		sums := map[money.Currency]int64{}
		for _, p := range e.Postings {
			sums[p.Amount.Currency()] += p.Amount.Minor()
			if p.Amount.IsZero() {
				t.Fatalf("posting of zero in %+v", e)
			}
		}
		for c, sum := range sums {
			if sum != 0 {
				t.Fatalf("%s sums to %d in %+v", c, sum, e)
			}
		}
	})
}

func TestReverse(t *testing.T) {
	e := sample()
	r, err := ledger.Reverse(e, ledger.ReversalKey(e.Key))
	if err != nil {
		t.Fatal(err)
	}
	want := block("credit participant:A EUR 0.05", "debit  transit:B EUR 0.05")
	if journal(r) != want || r.Key != "reversal:k" || r.Reverses != "k" || r.Kind != ledger.KindReversal ||
		r.ValueDate != e.ValueDate || r.Evidence != e.Evidence {
		t.Errorf("reversal is %+v", r)
	}
	if e.Postings[0].Amount.Minor() != 5 {
		t.Error("the reversed entry was changed")
	}
}

func TestReverseRefuses(t *testing.T) {
	if _, err := ledger.Reverse(ledger.Entry{}, "x"); !errors.Is(err, ledger.ErrInvalid) {
		t.Errorf("entry that is not valid: %v", err)
	}
	if _, err := ledger.Reverse(sample(), "k"); err == nil || !strings.Contains(err.Error(), "key of its own") {
		t.Errorf("its own key: %v", err)
	}
	if _, err := ledger.Reverse(sample(), ""); !errors.Is(err, ledger.ErrInvalid) {
		t.Errorf("no key: %v", err)
	}
	least := sample()
	least.Postings = []ledger.Posting{posting("transit:A", eur, math.MinInt64), posting("transit:B", eur, math.MaxInt64),
		posting("transit:C", eur, 1)}
	if _, err := ledger.Reverse(least, "r"); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("an amount without an opposite: %v", err)
	}
}
