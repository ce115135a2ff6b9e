package fx

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nostro/money"
)

func flow(t testing.TB, origin string, part Part, amount, worth string) Flow {
	return Flow{origin, part, change(t, amount, worth)}
}

// dollarAt is a fixing with one rate.
func dollarAt(t testing.TB, mid string) Fixing {
	t.Helper()
	f, err := NewFixing("ECB", fixingDay, "", []Rate{flat(t, eur, usd, mid)})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// A customer's 1000 EUR become 1098.00 USD at 1.1000 less 2.00 of spread, we buy 1098 USD for 1000 EUR, and between
// both the dollar gains a tenth.
func TestTheChangeIsExplained(t *testing.T) {
	b := NewBook(eur)
	sold := []Flow{flow(t, "c1", PartExchange, "EUR 1000.00", "EUR 1000.00"), flow(t, "c1", PartExchange, "USD -1100.00", "EUR -1000.00"),
		flow(t, "c1", PartSpread, "USD 2.00", "EUR 1.82")}
	if err := b.Add(sold); err != nil {
		t.Fatal(err)
	}
	same(t, "day 1", words(value(t, b, dollarAt(t, "1.1"))), "opening 0.00, spread 1.82, slippage 0.00, revaluation 0.00, residual 0.00, closing 1.82; "+
		"USD -1098.00 cost -998.18 value -998.18 unrealised 0.00")
	same(t, "day 2", words(value(t, b, dollarAt(t, "1"))), "opening 1.82, spread 0.00, slippage 0.00, revaluation -99.82, residual 0.00, closing -98.00; "+
		"USD -1098.00 cost -998.18 value -1098.00 unrealised -99.82")
	bought := []Flow{flow(t, "deal", PartTrade, "USD 1098.00", "EUR 1098.00"), flow(t, "deal", PartTrade, "EUR -1099.00", "EUR -1099.00")}
	if err := b.Add(bought); err != nil {
		t.Fatal(err)
	}
	v := value(t, b, dollarAt(t, "1"))
	same(t, "day 3", words(v), "opening -98.00, spread 0.00, slippage -1.00, revaluation 0.00, residual 0.00, closing -99.00; "+
		"USD 0.00 cost 0.00 value 0.00 unrealised 0.00")
	same(t, "realised", v.Realised.String(), "EUR -99.82")
	same(t, "flat", fmt.Sprint(b.Flat()), "true")
	origins, err := ExplainOrigins(append(sold, bought...), eur, dollarAt(t, "1"))
	if err != nil || len(origins) != 2 {
		t.Fatalf("%v, %v", origins, err)
	}
	same(t, "cycle", origins[0].Origin+" "+linesOf(origins[0].Explained), "c1 opening 0.00, spread 1.82, slippage 0.00, revaluation -99.82, residual 0.00, closing -98.00")
	same(t, "deal", origins[1].Origin+" "+linesOf(origins[1].Explained), "deal opening 0.00, spread 0.00, slippage -1.00, revaluation 0.00, residual 0.00, closing -1.00")
}

func same(t testing.TB, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n got %s\nwant %s", what, got, want)
	}
}

func value(t testing.TB, b *Book, f Fixing) Valuation {
	t.Helper()
	v, err := b.Value(f)
	if err != nil {
		t.Fatal(err)
	}
	if err := v.Check(); err != nil {
		t.Fatal(err)
	}
	return v
}

func linesOf(e Explained) string {
	return fmt.Sprintf("opening %s, spread %s, slippage %s, revaluation %s, residual %s, closing %s", e.Opening.Decimal(), e.Spread.Decimal(),
		e.Slippage.Decimal(), e.Revaluation.Decimal(), e.Residual.Decimal(), e.Closing.Decimal())
}

func words(v Valuation) string {
	text := linesOf(v.Explained)
	for _, r := range v.Rows {
		text += fmt.Sprintf("; %s cost %s value %s unrealised %s", r.Position, r.Cost.Decimal(), r.Value.Decimal(), r.Unrealised.Decimal())
	}
	return text
}

func TestAnExplanationThatDoesNotAddUp(t *testing.T) {
	e := Explained{parsed(t, "EUR 0.00"), parsed(t, "EUR 1.00"), parsed(t, "EUR 0.00"), parsed(t, "EUR 0.00"), parsed(t, "EUR 0.00"), parsed(t, "EUR 1.01")}
	if err := e.Check(); err == nil || !strings.Contains(err.Error(), "sum to EUR 1.00, and the value changed by EUR 1.01") {
		t.Error(err)
	}
	e.Slippage = parsed(t, "USD 0.01")
	if err := e.Check(); !errors.Is(err, money.ErrMixedCurrency) {
		t.Error(err)
	}
}

func TestBooksRefuse(t *testing.T) {
	for name, tt := range map[string]struct {
		flow Flow
		want error
	}{
		"an unknown part":                    {flow(t, "o", "gift", "USD 1.00", "EUR 1.00"), ErrBadConversion},
		"a worth in another currency":        {flow(t, "o", PartTrade, "USD 1.00", "USD 1.00"), money.ErrMixedCurrency},
		"base currency worth something else": {flow(t, "o", PartTrade, "EUR 1.00", "EUR 2.00"), ErrBadConversion},
	} {
		if err := NewBook(eur).Add([]Flow{tt.flow}); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Every missing rate is told, and after they came the book goes on as if it had not been asked.
func TestMissingRatesAreToldAtOnce(t *testing.T) {
	b := NewBook(eur)
	flows := []Flow{flow(t, "o", PartTrade, "USD 1.10", "EUR 1.00"), flow(t, "o", PartTrade, "SEK 11.00", "EUR 1.00"), flow(t, "o", PartTrade, "NOK 11.00", "EUR 1.00")}
	if err := b.Add(flows); err != nil {
		t.Fatal(err)
	}
	_, err := b.Value(dollarAt(t, "1.1"))
	if !errors.Is(err, ErrNoRate) || !strings.Contains(err.Error(), "SEK") || !strings.Contains(err.Error(), "NOK") || strings.Contains(err.Error(), "USD") {
		t.Errorf("%v", err)
	}
	f, err := NewFixing("ECB", fixingDay, "", []Rate{flat(t, eur, usd, "1.1"), flat(t, eur, money.MustCurrency("SEK"), "11"),
		flat(t, eur, money.MustCurrency("NOK"), "11")})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "after", linesOf(value(t, b, f).Explained), "opening 0.00, spread 0.00, slippage 3.00, revaluation 0.00, residual 0.00, closing 3.00")
}

// drawFlows draws the flows of a conversion or a trade at the rates of a fixing.
func drawFlows(t *rapid.T, f Fixing) []Flow {
	from, to := drawPair(t)
	position := money.FromMinor(from, rapid.Int64Range(-1_000_000, 1_000_000).Draw(t, "minor"))
	q, err := f.Quote(from, to)
	if err != nil {
		t.Fatal(err)
	}
	c, err := Convert(position, q, rapid.IntRange(0, 500).Draw(t, "spread"))
	if err != nil {
		t.Fatal(err)
	}
	mid, err := c.Mid.Neg()
	if err != nil {
		t.Fatal(err)
	}
	part := rapid.SampledFrom([]Part{PartExchange, PartTrade}).Draw(t, "part")
	var flows []Flow
	for _, p := range []struct {
		part   Part
		amount money.Amount
	}{{part, c.From}, {part, mid}, {PartSpread, c.Spread}, {PartRounding, c.Residual}} {
		v, err := Value(p.amount, eur, f)
		if err != nil {
			t.Fatal(err)
		}
		flows = append(flows, Flow{"o", p.part, Change{p.amount, v.Value}})
	}
	return flows
}

// Whatever comes and however rates move: the parts are the change; the sum of all changes is what was earned, what
// was realised and what is unrealised; and the revaluation is, but for rounding, positions times moves of rates.
func TestDailyChangesSumToRealisedAndUnrealised(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := NewBook(eur)
		total, earned, held := int64(0), int64(0), map[money.Currency]int64{}
		before := Fixing{}
		for range rapid.IntRange(1, 5).Draw(t, "days") {
			f := drawFixing(t)
			opening := clone(held)
			var flows []Flow
			for range rapid.IntRange(0, 3).Draw(t, "events") {
				flows = append(flows, drawFlows(t, f)...)
			}
			if err := b.Add(flows); err != nil {
				t.Fatal(err)
			}
			v, err := b.Value(f)
			if err != nil || v.Check() != nil {
				t.Fatal(err, v.Check())
			}
			for _, fl := range flows {
				held[fl.Amount.Currency()] += fl.Amount.Minor()
				earned += fl.Worth.Minor()
			}
			total += v.Closing.Minor() - v.Opening.Minor()
			unrealised := int64(0)
			for _, r := range v.Rows {
				unrealised += r.Unrealised.Minor()
			}
			if total != earned+v.Realised.Minor()+unrealised {
				t.Fatalf("changes sum to %d, earned %d, realised %s, unrealised %d", total, earned, v.Realised, unrealised)
			}
			checkRevaluation(t, v, opening, before, f, len(flows))
			before = f
		}
	})
}

func clone(m map[money.Currency]int64) map[money.Currency]int64 {
	out := map[money.Currency]int64{}
	for c, n := range m {
		out[c] = n
	}
	return out
}

// checkRevaluation compares with positions x moves of rates in fractions: each rounding may add half a minor unit.
func checkRevaluation(t *rapid.T, v Valuation, opening map[money.Currency]int64, before, now Fixing, flows int) {
	sum := new(big.Rat)
	for c, minor := range opening {
		if c == eur || minor == 0 {
			continue
		}
		q0, err0 := before.Quote(c, eur)
		q1, err1 := now.Quote(c, eur)
		if err0 != nil || err1 != nil {
			t.Fatal(err0, err1)
		}
		sum.Add(sum, new(big.Rat).Sub(exact(minor, c, eur, rat(q1.Mid)), exact(minor, c, eur, rat(q0.Mid))))
	}
	sum.Sub(sum, new(big.Rat).SetInt64(v.Revaluation.Minor()))
	if bound := big.NewRat(int64(2*len(v.Rows)+flows), 2); sum.Abs(sum).Cmp(bound) > 0 {
		t.Fatalf("revaluation %s differs from positions times moves by %s, more than %s roundings explain", v.Revaluation, sum.FloatString(3), bound)
	}
}
