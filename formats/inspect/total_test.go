package inspect

import (
	"math/big"
	"strings"
	"testing"

	"nostro/money"

	"pgregory.net/rapid"
)

func usd(text string) money.Amount { return of("USD", text) }

func of(code, text string) money.Amount {
	a, err := money.Parse(money.MustCurrency(code), text)
	if err != nil {
		panic(err)
	}
	return a
}

func TestTotalIsExactWhateverItsSize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		currency := rapid.SampledFrom(money.Currencies()).Draw(t, "currency")
		var total Total
		want := new(big.Int)
		for _, minor := range rapid.SliceOfN(rapid.Int64(), 1, 50).Draw(t, "minors") {
			if !total.Add(money.FromMinor(currency, minor)) {
				t.Fatal("an amount of the same currency was not added")
			}
			want.Add(want, big.NewInt(minor))
		}
		text := strings.ReplaceAll(total.Decimal(), ".", "")
		got, ok := new(big.Int).SetString(text, 10)
		if !ok || got.Cmp(want) != 0 {
			t.Fatalf("%s, not %s minor units of %s", total.Decimal(), want, currency)
		}
		if strings.ReplaceAll(total.Grouped(), ",", "") != total.Decimal() {
			t.Fatalf("%s is not %s", total.Grouped(), total.Decimal())
		}
		if want.IsInt64() && total.Decimal() != money.FromMinor(currency, want.Int64()).Decimal() {
			t.Fatalf("%s is not written as an amount is", total.Decimal())
		}
	})
}

func TestTotalBeyondAnAmount(t *testing.T) {
	var total Total
	for range 20 {
		total.Add(usd("90000000000000000.01"))
	}
	if got := total.Grouped(); got != "1,800,000,000,000,000,000.20" {
		t.Error(got)
	}
	if total.Count() != 20 {
		t.Error(total.Count())
	}
}

func TestTotalKeepsToItsCurrency(t *testing.T) {
	var total Total
	total.Add(usd("1"))
	if total.Add(of("EUR", "1")) || total.Decimal() != "1.00" || total.Count() != 1 {
		t.Errorf("%s, %d", total.Decimal(), total.Count())
	}
	more := Total{}
	more.Add(usd("0.25"))
	if got := total.Less(&more); got.Decimal() != "0.75" || got.Count() != 0 || got.Currency() != usd("1").Currency() {
		t.Errorf("%s, %d", got.Decimal(), got.Count())
	}
}
