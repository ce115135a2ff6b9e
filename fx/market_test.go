package fx

import (
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/money"
)

func TestMarketPair(t *testing.T) {
	for _, want := range strings.Fields("EUR/USD EUR/GBP GBP/USD AUD/NZD AUD/USD NZD/USD USD/CAD USD/CHF USD/JPY EUR/JPY CHF/JPY " +
		"CAD/CHF USD/CNY USD/TRY EUR/HUF USD/KRW JPY/KRW HKD/JPY NOK/SEK CZK/HUF") {
		pair, err := ParsePair(want)
		if err != nil {
			t.Fatal(err)
		}
		for _, got := range []Pair{MarketPair(pair.Base, pair.Quote), MarketPair(pair.Quote, pair.Base)} {
			if got.String() != want {
				t.Errorf("the market quotes %s, not %s", want, got)
			}
		}
	}
}

func TestParsePairRefuses(t *testing.T) {
	for _, text := range []string{"", "EURUSD", "EUR/", "EUR/EUR", "eur/usd", "EUR/USD/JPY", "EUR/XYZ", strings.Repeat("x", 999)} {
		if p, err := ParsePair(text); err == nil || len(err.Error()) > 200 {
			t.Errorf("%.20q: %v, %v", text, p, err)
		}
	}
}

// fixingOfText is a fixing of rates such as "EUR/USD 1.1".
func fixingOfText(t *testing.T, rates ...string) Fixing {
	t.Helper()
	var all []Rate
	for _, text := range rates {
		words := strings.Fields(text)
		pair, err := ParsePair(words[0])
		if err != nil {
			t.Fatal(err)
		}
		value, reason := parseRate(words[1])
		if reason != "" {
			t.Fatal(reason)
		}
		all = append(all, Rate{Pair: pair, Bid: value, Mid: value, Ask: value})
	}
	f, err := NewFixing("DESK", calendar.MustDate("2026-11-24"), "", all)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestCoherence(t *testing.T) {
	for _, tt := range []struct {
		rates string
		loops int
		bad   string
	}{
		{"EUR/USD 1.1|EUR/GBP 0.8|EUR/JPY 180", 0, ""},
		{"EUR/USD 1.25|USD/EUR 0.8", 1, ""},
		{"EUR/USD 1.25|USD/EUR 0.8008", 1, ""},
		{"EUR/USD 1.25|USD/EUR 0.80081", 1, "EUR/USD 1.25, USD/EUR 0.80081 make 1.0010125 where 1 is due"},
		{"EUR/USD 1.25|EUR/GBP 0.8|GBP/USD 1.5625", 1, ""},
		{"EUR/USD 1.25|EUR/GBP 0.8|GBP/USD 1.6", 1, "EUR/GBP 0.8, GBP/USD 1.6, EUR/USD 1.25 make 1.024 where 1 is due"},
		{"EUR/USD 1.25|GBP/EUR 1.25|USD/GBP 0.64|USD/EUR 0.8", 2, ""},
		{"EUR/USD 1|EUR/GBP 1|EUR/JPY 1|GBP/USD 1|GBP/JPY 1|USD/JPY 1", 4, ""},
	} {
		loops, bad := fixingOfText(t, strings.Split(tt.rates, "|")...).Coherence(10)
		if loops != tt.loops || len(bad) > 1 || (len(bad) == 1) != (tt.bad != "") {
			t.Errorf("%s: %d loops, bad %v", tt.rates, loops, bad)
			continue
		}
		if len(bad) == 1 && !strings.Contains(bad[0].Words, tt.bad) {
			t.Errorf("%s: %s, want %s", tt.rates, bad[0].Words, tt.bad)
		}
	}
}

func TestMoved(t *testing.T) {
	rate := func(text string) Rate { return fixingOfText(t, "EUR/USD "+text).Rates[0] }
	for _, tt := range []struct {
		before, after string
		bp            int64
		tooFar        bool
	}{
		{"1.00", "1.05", 500, false}, {"1.00", "1.05000001", 500, true}, {"1.00", "0.95", -500, false},
		{"1.00", "0.94", -600, true}, {"1.10", "1.10", 0, false}, {"1", "100", 990000, true},
	} {
		if bp, tooFar := Moved(rate(tt.before), rate(tt.after), 500); bp != tt.bp || tooFar != tt.tooFar {
			t.Errorf("%s to %s: %d bp, too far %v", tt.before, tt.after, bp, tooFar)
		}
	}
	for bp, want := range map[int64]string{0: "0.00 %", 5: "0.05 %", -125: "-1.25 %", 990000: "9900.00 %"} {
		if got := PercentText(bp); got != want {
			t.Errorf("%d bp is %q, want %q", bp, got, want)
		}
	}
}

// A cross goes through the pivot of the fixing, and says so.
func TestQuoteThroughAnotherPivot(t *testing.T) {
	f := fixingOfText(t, "USD/JPY 150", "GBP/USD 1.25")
	gbp, jpy := money.MustCurrency("GBP"), money.MustCurrency("JPY")
	if _, err := f.Quote(gbp, jpy); err == nil {
		t.Error("there is a cross through EUR, without a rate of EUR")
	}
	if lacking := f.Lacking(gbp, jpy); len(lacking) != 2 || lacking[0].String() != "EUR/GBP" {
		t.Errorf("lacking %v", lacking)
	}
	f.Pivot = money.MustCurrency("USD")
	q, err := f.Quote(gbp, jpy)
	if err != nil || q.MidText() != "187.5" || !strings.Contains(strings.Join(q.Derivation, "; "), "cross through USD") {
		t.Errorf("%v, %v", q, err)
	}
	legs, err := f.Legs(gbp, jpy)
	if err != nil || len(legs) != 2 || legs[0].Pair.String() != "GBP/USD" || legs[1].Pair.String() != "USD/JPY" {
		t.Errorf("legs %v, %v", legs, err)
	}
	if lacking := f.Lacking(gbp, jpy); lacking != nil {
		t.Errorf("lacking %v", lacking)
	}
}

func TestWithSaysWhereTheRateIsFrom(t *testing.T) {
	f, earlier := fixingOfText(t, "EUR/USD 1.1"), fixingOfText(t, "EUR/GBP 0.8")
	earlier.Date, earlier.RawSHA256 = calendar.MustDate("2026-11-20"), strings.Repeat("ab", 32)
	g := f.With(earlier.Rates[0], earlier)
	q, err := g.Quote(money.MustCurrency("USD"), money.MustCurrency("GBP"))
	if words := strings.Join(q.Derivation, "; "); err != nil || !strings.Contains(words, "EUR/GBP 0.8, fixed on 2026-11-20, from file abababababab") {
		t.Errorf("%s, %v", words, err)
	}
	if len(f.Rates) != 1 || f.Remarks != nil {
		t.Errorf("the fixing itself has changed: %+v", f)
	}
}
