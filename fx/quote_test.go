package fx

import (
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nostro/money"
)

func TestQuote(t *testing.T) {
	f := fixing(t)
	for _, test := range []struct {
		from, to            money.Currency
		bid, mid, ask, text string
		derivation          string
	}{
		{eur, usd, "11789/10000", "11789/10000", "11789/10000", "1.1789",
			"rates of ECB, fixed on 2026-11-24; direct EUR/USD 1.1789"},
		{usd, eur, "10000/11789", "10000/11789", "10000/11789", "0.8482483671",
			"rates of ECB, fixed on 2026-11-24; USD/EUR is the inverse of EUR/USD 1.1789"},
		{usd, jpy, "1337300/11789", "1337300/11789", "1337300/11789", "113.43625414",
			"rates of ECB, fixed on 2026-11-24; USD/EUR is the inverse of EUR/USD 1.1789; " +
				"direct EUR/JPY 133.73; USD/JPY is the cross through EUR: first x second"},
		{eur, gbp, "7101/10000", "7111/10000", "7121/10000", "0.7111",
			"rates of ECB, fixed on 2026-11-24; direct EUR/GBP 0.7111 (bid 0.7101, ask 0.7121)"},
		{gbp, eur, "10000/7121", "10000/7111", "10000/7101", "1.406271973",
			"rates of ECB, fixed on 2026-11-24; GBP/EUR is the inverse of EUR/GBP 0.7111 (bid 0.7101, ask 0.7121)"},
		{gbp, chf, "16168/7121", "16168/7111", "16168/7101", "2.2736605259", ""},
		{usd, kwd, "3621/11789", "3621/11789", "3621/11789", "0.3071507337", ""},
	} {
		q := quote(t, f, test.from, test.to)
		name := Pair{test.from, test.to}.String()
		if q.From != test.from || q.To != test.to || q.Source != "ECB" || q.Date != fixingDay {
			t.Errorf("%s is %+v", name, q)
		}
		if q.Bid.String() != test.bid || q.Mid.String() != test.mid || q.Ask.String() != test.ask {
			t.Errorf("%s is bid %s, mid %s, ask %s", name, q.Bid, q.Mid, q.Ask)
		}
		if q.MidText() != test.text {
			t.Errorf("%s has the text %s, want %s", name, q.MidText(), test.text)
		}
		if words := strings.Join(q.Derivation, "; "); test.derivation != "" && words != test.derivation {
			t.Errorf("%s is derived: %s", name, words)
		}
	}
}

func TestQuotePrefersTheRateOfThePair(t *testing.T) {
	f := fixing(t)
	f.Rates = append(f.Rates, flat(t, jpy, usd, "0.009"))
	if q := quote(t, f, jpy, usd); q.MidText() != "0.009" {
		t.Errorf("direct: %s", q.MidText())
	}
	if q := quote(t, f, usd, jpy); q.Mid.String() != "1000/9" {
		t.Errorf("inverse before cross: %s", q.Mid)
	}
	f.Rates = append(f.Rates, flat(t, usd, jpy, "111"))
	if q := quote(t, f, usd, jpy); q.MidText() != "111" {
		t.Errorf("direct before inverse: %s", q.MidText())
	}
}

func TestQuoteRefusals(t *testing.T) {
	only := func(rates ...Rate) Fixing { return Fixing{Source: "ECB", Date: fixingDay, Rates: rates} }
	eurusd := flat(t, eur, usd, "1.1")
	for _, test := range []struct {
		name     string
		fixing   Fixing
		from, to money.Currency
		class    error
		want     string
	}{
		{"direct missing", only(eurusd), eur, jpy, ErrNoRate,
			"quote EUR/JPY: no rate in ECB of 2026-11-24: load rates that have EUR/JPY or JPY/EUR"},
		{"inverse missing", only(eurusd), jpy, eur, ErrNoRate, "JPY/EUR or EUR/JPY"},
		{"second leg missing", only(eurusd), usd, jpy, ErrNoRate, "load rates that have EUR/JPY or JPY/EUR"},
		{"first leg missing", only(eurusd), jpy, usd, ErrNoRate, "load rates that have EUR/JPY or JPY/EUR"},
		{"both legs missing", only(), jpy, usd, ErrNoRate, "EUR/JPY or JPY/EUR, and EUR/USD or USD/EUR"},
		{"same currency", only(eurusd), usd, usd, ErrNoRate, "two different"},
		{"no currency", only(eurusd), usd, money.Currency{}, ErrNoRate, "two different"},
		{"no currency from", only(eurusd), money.Currency{}, usd, ErrNoRate, "two different"},
		{"direct bad", only(flat(t, eur, usd, "0")), eur, usd, ErrBadRate, "EUR/USD"},
		{"inverse bad", only(flat(t, eur, usd, "0")), usd, eur, ErrBadRate, "not above zero"},
		{"first leg bad", only(flat(t, eur, usd, "0"), flat(t, eur, jpy, "1")), usd, jpy, ErrBadRate, "EUR/USD"},
		{"second leg bad", only(flat(t, eur, usd, "1"), flat(t, eur, jpy, "0")), usd, jpy, ErrBadRate, "EUR/JPY"},
		{"twice", only(eurusd, eurusd), eur, usd, ErrBadRate, "comes twice"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := test.fixing.Quote(test.from, test.to)
			wantError(t, err, test.class, test.want)
		})
	}
}

// There and back again is never a gain, and at mid it is exactly nothing.
func TestInverseCoherence(t *testing.T) {
	one := big.NewRat(1, 1)
	rapid.Check(t, func(t *rapid.T) {
		f := drawFixing(t)
		from, to := drawPair(t)
		there, err := f.Quote(from, to)
		back, errBack := f.Quote(to, from)
		if err != nil || errBack != nil {
			t.Fatal(err, errBack)
		}
		product := func(a, b Ratio) *big.Rat { return new(big.Rat).Mul(rat(a), rat(b)) }
		if product(there.Mid, back.Mid).Cmp(one) != 0 || product(there.Bid, back.Ask).Cmp(one) != 0 {
			t.Fatalf("%v and %v are not inverse", there, back)
		}
		if product(there.Bid, back.Bid).Cmp(one) > 0 {
			t.Fatalf("selling there and back gains: %v, %v", there, back)
		}
		if there.Bid.cmp(there.Mid) > 0 || there.Mid.cmp(there.Ask) > 0 {
			t.Fatalf("bid, mid and ask do not rise: %v", there)
		}
	})
}

// From a to b to c is the same as from a to c, at mid, and no better at bid.
func TestCrossCoherence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawFixing(t)
		three := rapid.Permutation(allCurrencies).Draw(t, "currencies")[:3]
		first, err1 := f.Quote(three[0], three[1])
		second, err2 := f.Quote(three[1], three[2])
		whole, err3 := f.Quote(three[0], three[2])
		if err1 != nil || err2 != nil || err3 != nil {
			t.Fatal(err1, err2, err3)
		}
		if first.Mid.times(second.Mid).cmp(whole.Mid) != 0 {
			t.Fatalf("mid %s x %s is not %s", first.Mid, second.Mid, whole.Mid)
		}
		if first.Bid.times(second.Bid).cmp(whole.Bid) > 0 {
			t.Fatalf("bid %s x %s beats %s", first.Bid, second.Bid, whole.Bid)
		}
	})
}
