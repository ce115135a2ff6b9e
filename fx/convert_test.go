package fx

import (
	"errors"
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nostro/money"
)

// The wanted values were computed apart, with exact fractions.
func TestConvert(t *testing.T) {
	f := fixing(t)
	for _, test := range []struct {
		from                      money.Currency
		position                  string
		to                        money.Currency
		spreadBP                  int
		want, mid, spread, residu string
	}{
		{eur, "100.00", usd, 0, "117.89", "117.89", "0.00", "0.00"},
		{eur, "100.00", usd, 50, "117.30", "117.89", "0.59", "0.00"},
		{eur, "-100.00", usd, 50, "-118.48", "-117.89", "0.59", "0.00"},
		{eur, "100.00", jpy, 0, "13373", "13373", "0", "0"},
		{usd, "1000.00", eur, 0, "848.25", "848.25", "0.00", "0.00"},
		{usd, "100.00", jpy, 25, "11315", "11344", "28", "1"},
		{usd, "-100.00", jpy, 25, "-11372", "-11344", "28", "0"},
		{jpy, "1000000", kwd, 10, "2704.987", "2707.695", "2.708", "0.000"},
		{kwd, "1.000", jpy, 0, "369", "369", "0", "0"},
		{kwd, "-12.345", clf, 100, "-0.9469", "-0.9376", "0.0094", "-0.0001"},
		{clf, "1.0000", eur, 0, "36.36", "36.36", "0.00", "0.00"},
		{eur, "500.00", gbp, 20, "354.34", "355.55", "1.21", "0.00"},
		{eur, "-500.00", gbp, 20, "-356.76", "-355.55", "1.21", "0.00"},
		{gbp, "250.00", eur, 0, "351.07", "351.57", "0.49", "0.01"},
		{eur, "0.01", clf, 0, "0.0003", "0.0003", "0.0000", "0.0000"},
		{usd, "0.01", kwd, 30, "0.003", "0.003", "0.000", "0.000"},
		{jpy, "1", eur, 0, "0.01", "0.01", "0.00", "0.00"},
		{eur, "0.01", jpy, 0, "1", "1", "0", "0"},
		{eur, "0.00", jpy, 30, "0", "0", "0", "0"},
	} {
		position := amount(t, test.from, test.position)
		got, err := Convert(position, quote(t, f, test.from, test.to), test.spreadBP)
		if err != nil {
			t.Fatal(err)
		}
		want := Conversion{From: position, To: amount(t, test.to, test.want), Mid: amount(t, test.to, test.mid),
			Spread: amount(t, test.to, test.spread), Residual: amount(t, test.to, test.residu)}
		if got.From != want.From || got.To != want.To || got.Mid != want.Mid ||
			got.Spread != want.Spread || got.Residual != want.Residual {
			t.Errorf("%s to %s, %d bp:\n got %v\nwant %v", position, test.to, test.spreadBP, got, want)
		}
	}
}

func TestConvertRoundsHalfToEven(t *testing.T) {
	half := Fixing{Source: "test", Date: fixingDay, Rates: []Rate{flat(t, eur, usd, "0.5"), flat(t, eur, gbp, "1.005")}}
	for _, test := range []struct {
		to       money.Currency
		position int64
		want     int64
	}{
		{usd, 1, 0}, {usd, 3, 2}, {usd, 5, 2}, {usd, 7, 4}, {usd, -1, 0}, {usd, -3, -2}, {usd, -5, -2},
		{gbp, 100, 100}, {gbp, 300, 302}, {gbp, 500, 502}, {gbp, -300, -302},
	} {
		got, err := Convert(money.FromMinor(eur, test.position), quote(t, half, eur, test.to), 0)
		if err != nil || got.To.Minor() != test.want {
			t.Errorf("%d is %d (%v), want %d", test.position, got.To.Minor(), err, test.want)
		}
	}
}

// A rate that is rounded first, or a product that is rounded twice, gives other minor units.
func TestConvertRoundsOnce(t *testing.T) {
	f := Fixing{Source: "test", Date: fixingDay,
		Rates: []Rate{flat(t, eur, usd, "3"), flat(t, eur, jpy, "0.499999999999999")}}
	got, err := Convert(money.FromMinor(usd, 300_000_000_000_000_001), quote(t, f, usd, eur), 0)
	if err != nil || got.To.Minor() != 100_000_000_000_000_000 {
		t.Errorf("a third of 3e15.01 is %v, %v", got.To, err)
	}
	got, err = Convert(money.FromMinor(eur, 100), quote(t, f, eur, jpy), 0)
	if err != nil || got.To.Minor() != 0 {
		t.Errorf("just under a half is %v, %v", got.To, err)
	}
}

func TestConvertTellsItsRates(t *testing.T) {
	got, err := Convert(amount(t, gbp, "-10.00"), quote(t, fixing(t), gbp, chf), 35)
	if err != nil {
		t.Fatal(err)
	}
	if got.ClientRateText != "2.2848314322" || got.MidText != "2.2736605259" {
		t.Errorf("client rate %s, mid %s", got.ClientRateText, got.MidText)
	}
	want := "rates of ECB, fixed on 2026-11-24\n" +
		"GBP/EUR is the inverse of EUR/GBP 0.7111 (bid 0.7101, ask 0.7121)\n" +
		"direct EUR/CHF 1.6168\n" +
		"GBP/CHF is the cross through EUR: first x second\n" +
		"client rate 2.2848314322 = ask 2.2768624137 x (1 + 35/10000), exactly 450683/197250"
	if words := strings.Join(got.Derivation, "\n"); words != want {
		t.Errorf("derivation:\n%s", words)
	}
}

func TestConvertRefusals(t *testing.T) {
	good := quote(t, fixing(t), eur, usd)
	changed := func(change func(*Quote)) Quote { q := good; change(&q); return q }
	hundred := amount(t, eur, "100.00")
	for _, test := range []struct {
		name     string
		position money.Amount
		quote    Quote
		spreadBP int
		class    error
		want     string
	}{
		{"empty quote", hundred, Quote{}, 0, ErrBadConversion, "quote is empty"},
		{"no mid", hundred, changed(func(q *Quote) { q.Mid = Ratio{} }), 0, ErrBadConversion, "quote is empty"},
		{"no ask", hundred, changed(func(q *Quote) { q.Ask = Ratio{} }), 0, ErrBadConversion, "quote is empty"},
		{"one currency", hundred, changed(func(q *Quote) { q.To = eur }), 0, ErrBadConversion, "quote is empty"},
		{"no target", hundred, changed(func(q *Quote) { q.To = money.Currency{} }), 0, ErrBadConversion, "quote is empty"},
		{"bid of zero", hundred, changed(func(q *Quote) { q.Bid = ratioOfInts(0, 1) }), 0, ErrBadConversion, "do not rise"},
		{"bid above mid", hundred, changed(func(q *Quote) { q.Bid = ratioOfInts(9, 1) }), 0, ErrBadConversion, "do not rise"},
		{"ask below mid", hundred, changed(func(q *Quote) { q.Ask = ratioOfInts(1, 1) }), 0, ErrBadConversion, "do not rise"},
		{"other currency", amount(t, jpy, "100"), good, 0, ErrBadConversion, "the quote is EUR/USD, take one from JPY"},
		{"no currency", money.Amount{}, good, 0, ErrBadConversion, "the quote is EUR/USD"},
		{"negative spread", hundred, good, -1, ErrBadConversion, "-1 basis points is outside 0 to 9999"},
		{"spread of all", hundred, good, SpreadBPMax + 1, ErrBadConversion, "outside 0 to 9999"},
		{"too much", money.FromMinor(eur, math.MaxInt64), good, 0, money.ErrOverflow, "split the position"},
		{"too little", money.FromMinor(eur, math.MinInt64), good, 0, money.ErrOverflow, "split the position"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := Convert(test.position, test.quote, test.spreadBP)
			wantError(t, err, test.class, test.want)
			if got.To != (money.Amount{}) || got.Derivation != nil {
				t.Fatalf("an error came with %v", got)
			}
		})
	}
}

// The least position has no opposite, yet it converts where the results fit.
func TestConvertLeastPosition(t *testing.T) {
	f := Fixing{Source: "test", Date: fixingDay, Rates: []Rate{flat(t, eur, usd, "0.5")}}
	got, err := Convert(money.FromMinor(eur, math.MinInt64), quote(t, f, eur, usd), 0)
	if err != nil || got.To.Minor() != math.MinInt64/2 {
		t.Fatalf("%v, %v", got.To, err)
	}
}

func clientOracle(q Quote, position int64, spreadBP int) *big.Rat {
	if position < 0 {
		return new(big.Rat).Mul(rat(q.Ask), big.NewRat(int64(10000+spreadBP), 10000))
	}
	return new(big.Rat).Mul(rat(q.Bid), big.NewRat(int64(10000-spreadBP), 10000))
}

func TestConvertAgreesWithExactFractions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuote(t)
		minor := rapid.Int64().Draw(t, "minor")
		spreadBP := rapid.IntRange(0, SpreadBPMax).Draw(t, "spread")
		client := clientOracle(q, minor, spreadBP)
		gap := new(big.Rat).Sub(rat(q.Mid), client)
		size := new(big.Rat).Abs(exact(minor, q.From, q.To, gap))
		want := []*big.Int{halfEven(exact(minor, q.From, q.To, client)), halfEven(exact(minor, q.From, q.To, rat(q.Mid))),
			halfEven(size)}
		got, err := Convert(money.FromMinor(q.From, minor), q, spreadBP)
		if err != nil {
			wantOverflow(t, err, want)
			return
		}
		for i, a := range []money.Amount{got.To, got.Mid, got.Spread} {
			if a.Currency() != q.To || want[i].Cmp(big.NewInt(a.Minor())) != 0 {
				t.Fatalf("amount %d is %s, want %s minor units of %s", i, a, want[i], q.To)
			}
		}
	})
}

// wantOverflow checks that an error is due: one of the amounts does not fit.
func wantOverflow(t *rapid.T, err error, amounts []*big.Int) {
	if !errors.Is(err, money.ErrOverflow) {
		t.Fatal(err)
	}
	for _, a := range amounts {
		if !a.IsInt64() {
			return
		}
	}
	t.Fatalf("all of %v fit, but: %v", amounts, err)
}

func TestConvertIdentities(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuote(t)
		minor := rapid.Int64Range(-1e8, 1e8).Draw(t, "minor")
		spreadBP := rapid.IntRange(0, 500).Draw(t, "spread")
		got, err := Convert(money.FromMinor(q.From, minor), q, spreadBP)
		if err != nil {
			t.Fatal(err)
		}
		to, mid, spread, residual := got.To.Minor(), got.Mid.Minor(), got.Spread.Minor(), got.Residual.Minor()
		if to != mid-spread-residual {
			t.Fatalf("To %d is not Mid %d - Spread %d - Residual %d", to, mid, spread, residual)
		}
		if spread < 0 || residual < -1 || residual > 1 {
			t.Fatalf("spread %d, residual %d", spread, residual)
		}
		if to > mid {
			t.Fatalf("the participant gets %d, more than mid %d", to, mid)
		}
		// The participant gains at most the half minor unit of one rounding.
		gain := new(big.Rat).Sub(new(big.Rat).SetInt64(to), exact(minor, q.From, q.To, clientOracle(q, minor, spreadBP)))
		if gain.Cmp(big.NewRat(1, 2)) > 0 {
			t.Fatalf("rounding gave the participant %s", gain)
		}
		if minor == 0 && (to != 0 || mid != 0 || spread != 0) {
			t.Fatalf("nothing became %v", got)
		}
	})
}

// More spread never gets the participant more, and a greater position never less.
func TestConvertIsMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuote(t)
		minor := rapid.Int64Range(-1e8, 1e8).Draw(t, "minor")
		more := minor + rapid.Int64Range(0, 1e8).Draw(t, "more")
		spreadBP := rapid.IntRange(0, 500).Draw(t, "spread")
		base, err1 := Convert(money.FromMinor(q.From, minor), q, spreadBP)
		wider, err2 := Convert(money.FromMinor(q.From, minor), q, spreadBP+7)
		greater, err3 := Convert(money.FromMinor(q.From, more), q, spreadBP)
		if err := errors.Join(err1, err2, err3); err != nil {
			t.Fatal(err)
		}
		if wider.To.Minor() > base.To.Minor() || greater.To.Minor() < base.To.Minor() {
			t.Fatalf("%s, wider %s, greater %s", base.To, wider.To, greater.To)
		}
	})
}
