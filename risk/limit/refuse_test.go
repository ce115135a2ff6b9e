package limit

import (
	"errors"
	"math"
	"math/big"
	"strings"
	"testing"

	"nostro/money"
)

func TestChooseRefuses(t *testing.T) {
	inBase := Limits{Caps: Caps{CycleBase: minor(eur, 1)}}
	for name, c := range map[string]struct {
		book Book
		want string
	}{
		"twice":           {Book{Obligations: append(owed(t, "a b EUR 1"), owed(t, "a c EUR 1")...)}, `"O1" comes twice`},
		"to oneself":      {Book{Obligations: owed(t, "a a EUR 1")}, `payer and payee are both "a"`},
		"nothing":         {Book{Obligations: owed(t, "a b EUR 0")}, "is not above zero"},
		"no rate":         {Book{Obligations: owed(t, "a b USD 1"), Limits: inBase}, "nobody knows what USD 0.01 is in EUR: give the rate"},
		"sum too large":   {Book{Obligations: owed(t, "a b EUR 9000000000000000000"), Limits: netDebit(1)}, "net in smaller cycles"},
		"sums too large":  {Book{Obligations: owed(t, "a b EUR 900000000000000000", "a c EUR 900000000000000000"), Limits: netDebit(1)}, "net in smaller cycles"},
		"before too much": {Book{Obligations: owed(t, "a b EUR 1"), Limits: Limits{Caps: Caps{Day: []money.Amount{minor(eur, 1)}}}, Earlier: []Earlier{{Participant: "a", Net: minor(eur, math.MinInt64+1)}}}, "smaller cycles"},
	} {
		c.book.Base = eur
		if _, err := Choose(c.book); !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestLimitsOfAParticipant(t *testing.T) {
	l := Limits{Caps: Caps{Cycle: []money.Amount{minor(eur, 10), minor(usd, 20)}, CycleBase: minor(eur, 30), Obligations: 5},
		Own: map[string]Caps{"a": {Cycle: []money.Amount{minor(eur, 1)}, Day: []money.Amount{minor(jpy, 2)}, DayBase: minor(eur, 3)},
			"b": {Obligations: 1, CycleBase: minor(eur, 4)}}}
	if c := l.Of("a"); len(c.Cycle) != 2 || c.Cycle[0] != minor(eur, 1) || c.Cycle[1] != minor(usd, 20) || c.Day[0] != minor(jpy, 2) ||
		c.CycleBase != minor(eur, 30) || c.DayBase != minor(eur, 3) || c.Obligations != 5 {
		t.Errorf("a: %+v", c)
	}
	if c := l.Of("b"); c.Obligations != 1 || c.CycleBase != minor(eur, 4) || c.Cycle[0] != minor(eur, 10) {
		t.Errorf("b: %+v", c)
	}
	if (Limits{}).None() != true || l.None() || !l.InBase() || !l.Counts() || (Limits{}).InBase() || (Limits{}).Counts() {
		t.Error("none, in base, counts")
	}
}

// The multipliers give a bound whatever they are, and the flow finds the best ones where caps are in one currency.
func TestAnyMultipliersBound(t *testing.T) {
	b := Book{Base: eur, Obligations: market(3, 200, 10, eur), Limits: netDebit(1_000_000)}
	p, _, err := b.compile(queued(b.Obligations), false)
	if err != nil {
		t.Fatal(err)
	}
	settled := choose(t, b).Values[0].Settled
	flow, suggested := p.bestDual()
	if len(suggested) != 2 {
		t.Fatalf("%d choices are suggested", len(suggested))
	}
	for n := range 50 {
		d := newDual(p)
		prices := make([]int64, len(p.pools))
		for j := range prices {
			prices[j] = int64((n*7+j*13)%40) << (scaleBits - 3)
		}
		d.set(prices)
		if got := d.bound(); got < settled || got < flow.bound() {
			t.Errorf("multipliers %d bound %d, settled are %d, the flow says %d", n, got, settled, flow.bound())
		}
	}
}

func TestWide(t *testing.T) {
	for _, c := range []struct{ a, b int64 }{{0, 5}, {-3, 7}, {math.MaxInt64, math.MaxInt64}, {-math.MaxInt64, 1 << 61}, {1, 0}} {
		product := times(c.a, c.b)
		if got := product.big().String(); got != bigProduct(c.a, c.b) {
			t.Errorf("%d x %d = %s", c.a, c.b, got)
		}
		if sum := product.plus(times(7, 9)).minus(times(7, 9)); sum != product {
			t.Errorf("%d x %d: plus and minus give %v", c.a, c.b, sum)
		}
		if product.size().less(wide{}) || product.above() != (c.a > 0 && c.b > 0) {
			t.Errorf("%d x %d: sign", c.a, c.b)
		}
	}
	if got := times(10, 1<<scaleBits).over(3); got != 10<<scaleBits/3 {
		t.Error(got)
	}
	if got := times(math.MaxInt64, 1<<60).over(2); got != multiplierMax {
		t.Error(got)
	}
	if got := times(-5, 1<<scaleBits).minus(wide{0, 1}).shifted(); got != -6 {
		t.Errorf("rounds down to %d", got)
	}
}

func bigProduct(a, b int64) string {
	return new(big.Int).Mul(big.NewInt(a), big.NewInt(b)).String()
}

func (a wide) big() *big.Int {
	n := new(big.Int).Lsh(big.NewInt(a.high), 64)
	return n.Add(n, new(big.Int).SetUint64(a.low))
}
