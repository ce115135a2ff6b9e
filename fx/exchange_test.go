package fx

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nostro/money"
)

func ratioText(t testing.TB, text string) Ratio {
	t.Helper()
	return ratioOf(dec(t, text))
}

func TestMessageRate(t *testing.T) {
	third := ratioOfInts(1, 3)
	for _, tt := range []struct {
		name     string
		from, to money.Amount
		client   Ratio
		want     string
	}{
		{"the client rate", amount(t, eur, "100.00"), amount(t, usd, "117.30"), ratioText(t, "1.1730055"), "1.1730055"},
		{"owed to us", amount(t, eur, "-100.00"), amount(t, usd, "-118.48"), ratioText(t, "1.1847945"), "1.1847945"},
		{"rounded to ten decimals", amount(t, usd, "300.00"), amount(t, eur, "100.00"), third, "0.3333333333"},
		{"too coarse at ten decimals, but the amounts make one", money.FromMinor(usd, 300_000_000_000_000_000),
			money.FromMinor(eur, 100_000_000_000_000_000), third, ""},
		{"the rate of the amounts", money.FromMinor(eur, 1_000_000_000_000), money.FromMinor(usd, 1_163_400_000_001),
			ratioText(t, "1.163400000001"), ""},
		{"a half minor unit", amount(t, eur, "0.01"), amount(t, usd, "0.00"), ratioText(t, "0.5"), ""},
		{"a half that another rounds up", money.FromMinor(eur, 1), money.FromMinor(usd, 2), ratioText(t, "1.5"), "2"},
		{"yen", amount(t, eur, "100.00"), amount(t, jpy, "13373"), ratioText(t, "133.73"), "133.73"},
		{"dinar to yen", amount(t, kwd, "1.000"), amount(t, jpy, "369"), ratioText(t, "369.3178679923"), "369.31786799"},
		{"nothing", amount(t, eur, "0.00"), amount(t, usd, "0.00"), third, ""},
		{"signs differ", amount(t, eur, "1.00"), amount(t, usd, "-1.00"), third, ""},
		{"one currency", amount(t, eur, "1.00"), amount(t, eur, "1.00"), third, ""},
		{"no client rate, but the amounts make one", amount(t, eur, "1.00"), amount(t, usd, "1.00"), Ratio{}, "1"},
		{"the least amount", money.FromMinor(eur, math.MinInt64), money.FromMinor(usd, math.MinInt64/2), ratioText(t, "0.5"), "0.5"},
		{"a rate too small for ten decimals", money.FromMinor(jpy, math.MaxInt64), money.FromMinor(eur, 1),
			ratioOfInts(1, math.MaxInt64), ""},
	} {
		got, found := MessageRate(tt.from, tt.to, tt.client.Text())
		if got != tt.want || found != (tt.want != "") {
			t.Errorf("%s: %q %t, want %q", tt.name, got, found, tt.want)
		}
	}
}

// Whatever rate a message states, it fits ISO 20022 and the receiver's check holds, however he rounds a half.
// For amounts below a thousand million units there always is one, and it is the client rate, unless the product lies
// exactly between two minor units.
func TestMessageRateHoldsForTheReceiver(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuote(t)
		c, err := Convert(money.FromMinor(q.From, rapid.Int64Range(-1e15, 1e15).Draw(t, "minor")), q, rapid.IntRange(0, 300).Draw(t, "bp"))
		if err != nil || c.To.IsZero() {
			return
		}
		text, found := MessageRate(c.From, c.To, c.ClientRateText)
		if !found {
			return
		}
		digits := strings.TrimLeft(strings.Replace(text, ".", "", 1), "0")
		_, decimals, _ := strings.Cut(text, ".")
		if len(digits) > 11 || len(decimals) > 10 {
			t.Fatalf("%s has %d digits, %d decimals", text, len(digits), len(decimals))
		}
		rate, _ := new(big.Rat).SetString(text)
		product := exact(c.From.Minor(), q.From, q.To, rate)
		if got := halfEven(product); !got.IsInt64() || got.Int64() != c.To.Minor() {
			t.Fatalf("%s x %s is %s, not %s", c.From, text, got, c.To)
		}
	})
}

func TestMessageRateIsTheClientRateForUsualAmounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q, err := drawFixing(t).Quote(eur, usd)
		if err != nil {
			t.Fatal(err)
		}
		c, err := Convert(money.FromMinor(eur, rapid.Int64Range(1, 1e9).Draw(t, "minor")), q, rapid.IntRange(0, 300).Draw(t, "bp"))
		if err != nil {
			t.Fatal(err)
		}
		limit := big.NewRat(10, 1) // from here on a rate has fewer than ten decimals
		text, found := MessageRate(c.From, c.To, c.ClientRateText)
		product := exact(c.From.Minor(), q.From, q.To, rat(c.ClientRate))
		nearHalf := new(big.Rat).Sub(product, new(big.Rat).SetInt64(c.To.Minor()))
		nearHalf.Abs(nearHalf)
		if rat(c.ClientRate).Cmp(limit) < 0 && !c.To.IsZero() && nearHalf.Cmp(big.NewRat(39, 100)) < 0 && (!found || text != c.ClientRateText) {
			t.Fatalf("%s to %s: rate %q, client rate %s", c.From, c.To, text, c.ClientRateText)
		}
	})
}
