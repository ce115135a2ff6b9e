package fx

import (
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"nostro/calendar"
	"nostro/money"
)

var (
	eur = money.MustCurrency("EUR")
	usd = money.MustCurrency("USD")
	jpy = money.MustCurrency("JPY")
	gbp = money.MustCurrency("GBP")
	chf = money.MustCurrency("CHF")
	kwd = money.MustCurrency("KWD")
	clf = money.MustCurrency("CLF")

	allCurrencies = []money.Currency{eur, usd, jpy, gbp, chf, kwd, clf}
	fixingDay     = calendar.MustDate("2026-11-24")
)

func dec(t testing.TB, text string) decimal.Decimal {
	t.Helper()
	d, err := decimal.NewFromString(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// flat is a rate with no difference between bid and ask.
func flat(t testing.TB, base, quote money.Currency, mid string) Rate {
	return Rate{Pair{base, quote}, dec(t, mid), dec(t, mid), dec(t, mid)}
}

// fixing has the ECB rates of 1999-01-04, a dinar, a unidad, and a pound with bid and ask.
func fixing(t testing.TB) Fixing {
	t.Helper()
	f, err := NewFixing("ECB", fixingDay, "", []Rate{
		flat(t, eur, usd, "1.1789"), flat(t, eur, jpy, "133.73"), flat(t, eur, chf, "1.6168"),
		flat(t, eur, kwd, "0.3621"), flat(t, eur, clf, "0.0275"),
		{Pair{eur, gbp}, dec(t, "0.7101"), dec(t, "0.7111"), dec(t, "0.7121")},
	})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func quote(t testing.TB, f Fixing, from, to money.Currency) Quote {
	t.Helper()
	q, err := f.Quote(from, to)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func amount(t testing.TB, c money.Currency, text string) money.Amount {
	t.Helper()
	a, err := money.Parse(c, text)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func rat(r Ratio) *big.Rat { return new(big.Rat).SetFrac(r.Fraction()) }

// halfEven is the oracle of rounding: it goes through the floor, not through truncation.
func halfEven(x *big.Rat) *big.Int {
	floor, _ := new(big.Int).DivMod(x.Num(), x.Denom(), new(big.Int)) // towards minus infinity
	rest := new(big.Rat).Sub(x, new(big.Rat).SetInt(floor))
	up := new(big.Int).Add(floor, big.NewInt(1))
	switch rest.Cmp(big.NewRat(1, 2)) {
	case -1:
		return floor
	case 1:
		return up
	}
	if new(big.Int).Mod(floor, big.NewInt(2)).Sign() == 0 {
		return floor
	}
	return up
}

// exact is the value of the minor units at the rate, in minor units of the target, not rounded.
func exact(minor int64, from, to money.Currency, rate *big.Rat) *big.Rat {
	x := new(big.Rat).Mul(new(big.Rat).SetInt64(minor), rate)
	scale := new(big.Rat).SetFrac(power(to.Exponent()), power(from.Exponent()))
	return x.Mul(x, scale)
}

func power(n int) *big.Int {
	p := big.NewInt(1)
	for range n {
		p.Mul(p, big.NewInt(10))
	}
	return p
}

// drawRate draws a rate of the pair between 0.001 and 1000, and bid and ask round the mid.
func drawRate(t *rapid.T, base, quote money.Currency) Rate {
	decimals := rapid.Int32Range(3, 6).Draw(t, "decimals")
	bid := rapid.Int64Range(1000, 1_000_000).Draw(t, "bid")
	mid := bid + rapid.Int64Range(0, 300).Draw(t, "mid-bid")
	ask := mid + rapid.Int64Range(0, 300).Draw(t, "ask-mid")
	return Rate{Pair{base, quote},
		decimal.New(bid, -decimals), decimal.New(mid, -decimals), decimal.New(ask, -decimals)}
}

// drawFixing draws rates of every currency against EUR, either way round.
func drawFixing(t *rapid.T) Fixing {
	var rates []Rate
	for _, c := range allCurrencies[1:] {
		if rapid.Bool().Draw(t, "inverse") {
			rates = append(rates, drawRate(t, c, eur))
		} else {
			rates = append(rates, drawRate(t, eur, c))
		}
	}
	f, err := NewFixing("drawn", fixingDay, "", rates)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func drawPair(t *rapid.T) (from, to money.Currency) {
	picked := rapid.Permutation(allCurrencies).Draw(t, "currencies")
	return picked[0], picked[1]
}

func drawQuote(t *rapid.T) Quote {
	from, to := drawPair(t)
	q, err := drawFixing(t).Quote(from, to)
	if err != nil {
		t.Fatal(err)
	}
	return q
}
