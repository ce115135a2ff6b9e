package money_test

import (
	"errors"
	"math"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nostro/money"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		currency money.Currency
		text     string
		minor    int64
	}{
		{usd, "1234.50", 123450}, {usd, "1234.5", 123450}, {usd, "1234", 123400}, {usd, "0", 0},
		{usd, "-0.01", -1}, {usd, "-0", 0}, {usd, "1.500", 150}, {usd, "1.5000000000000000000000", 150},
		{usd, "007.00", 700}, {jpy, "7", 7}, {jpy, "7.00", 7}, {kwd, "0.005", 5}, {kwd, "1", 1000},
		{clf, "0.0001", 1}, {usd, "92233720368547758.07", math.MaxInt64},
		{usd, "-92233720368547758.08", math.MinInt64}, {usd, "9999999999999999.99", 999999999999999999},
	} {
		got, err := money.Parse(tt.currency, tt.text)
		if err != nil || got != money.FromMinor(tt.currency, tt.minor) {
			t.Errorf("%s %q: got %s, %v; want %d minor units", tt.currency, tt.text, got, err, tt.minor)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, tt := range []struct {
		currency     money.Currency
		text, reason string
	}{
		{usd, "", "plain decimal"}, {usd, "-", "plain decimal"}, {usd, ".", "plain decimal"},
		{usd, ".5", "plain decimal"}, {usd, "5.", "plain decimal"}, {usd, "+5", "plain decimal"},
		{usd, "--5", "plain decimal"}, {usd, "1,000.00", "plain decimal"}, {usd, "1.000,00", "plain decimal"},
		{usd, "1 000", "plain decimal"}, {usd, " 1", "plain decimal"}, {usd, "1\n", "plain decimal"},
		{usd, "1e3", "plain decimal"}, {usd, "0x10", "plain decimal"}, {usd, "NaN", "plain decimal"},
		{usd, "1.2.3", "plain decimal"}, {usd, "1.-2", "plain decimal"}, {usd, "\u0661", "plain decimal"},
		{usd, "1_000", "plain decimal"}, {usd, "1.005", "not rounded"}, {usd, "0.001", "not rounded"},
		{jpy, "7.5", "not rounded"}, {kwd, "0.0005", "not rounded"}, {money.Currency{}, "1", "no currency"},
	} {
		got, err := money.Parse(tt.currency, tt.text)
		if err == nil || !strings.Contains(err.Error(), tt.reason) || got != (money.Amount{}) {
			t.Errorf("%s %q: got %s, error %v, want one that says %q", tt.currency, tt.text, got, err, tt.reason)
		}
	}
}

func TestParseOverflows(t *testing.T) {
	for _, text := range []string{"92233720368547758.08", "-92233720368547758.09", strings.Repeat("9", 40)} {
		if _, err := money.Parse(usd, text); !errors.Is(err, money.ErrOverflow) {
			t.Errorf("%s: error %v, want ErrOverflow", text, err)
		}
	}
}

func TestTextOfAmounts(t *testing.T) {
	for _, tt := range []struct {
		amount           money.Amount
		decimal, grouped string
	}{
		{money.FromMinor(usd, -123450), "-1234.50", "-1,234.50"},
		{money.FromMinor(usd, 0), "0.00", "0.00"},
		{money.FromMinor(usd, -1), "-0.01", "-0.01"},
		{money.FromMinor(usd, 99999), "999.99", "999.99"},
		{money.FromMinor(usd, 100000000), "1000000.00", "1,000,000.00"},
		{money.FromMinor(jpy, 7), "7", "7"},
		{money.FromMinor(jpy, -1234567), "-1234567", "-1,234,567"},
		{money.FromMinor(kwd, 5), "0.005", "0.005"},
		{money.FromMinor(clf, 12345), "1.2345", "1.2345"},
		{money.FromMinor(usd, math.MinInt64), "-92233720368547758.08", "-92,233,720,368,547,758.08"},
	} {
		if got := tt.amount.Decimal(); got != tt.decimal {
			t.Errorf("Decimal is %q, want %q", got, tt.decimal)
		}
		if got := tt.amount.Grouped(); got != tt.grouped {
			t.Errorf("Grouped is %q, want %q", got, tt.grouped)
		}
		if got, want := tt.amount.String(), tt.amount.Currency().Code()+" "+tt.decimal; got != want {
			t.Errorf("String is %q, want %q", got, want)
		}
	}
}

func TestTextGoesThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := money.FromMinor(currencies().Draw(t, "currency"), minors().Draw(t, "minor"))
		back, err := money.Parse(a.Currency(), a.Decimal())
		if err != nil || back != a {
			t.Fatalf("%s came back as %s, %v", a, back, err)
		}
		if plain := strings.ReplaceAll(a.Grouped(), ",", ""); plain != a.Decimal() {
			t.Fatalf("Grouped %q is not Decimal %q with commas", a.Grouped(), a.Decimal())
		}
	})
}

var plainDecimal = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)

func FuzzParse(f *testing.F) {
	for _, text := range []string{"1234.50", "-0.01", "1.005", "1e3", "92233720368547758.08", "", ".", "١"} {
		f.Add("USD", text)
		f.Add("JPY", text)
		f.Add("CLF", text)
	}
	f.Fuzz(func(t *testing.T, code, text string) {
		c, err := money.ParseCurrency(code)
		if err != nil {
			return
		}
		a, err := money.Parse(c, text)
		if err != nil {
			if a != (money.Amount{}) {
				t.Fatalf("%q refused, but %s came back", text, a)
			}
			return
		}
		if !plainDecimal.MatchString(text) {
			t.Fatalf("%q taken as %s", text, a)
		}
		if again, err := money.Parse(c, a.Decimal()); err != nil || again != a {
			t.Fatalf("%q is %s, whose text reads as %s, %v", text, a, again, err)
		}
	})
}

func TestAppendIsString(t *testing.T) {
	currencies := []money.Currency{money.MustCurrency("JPY"), money.MustCurrency("EUR"), money.MustCurrency("KWD"),
		money.MustCurrency("CLF"), {}}
	rapid.Check(t, func(t *rapid.T) {
		minor := rapid.OneOf(rapid.Int64(), rapid.Int64Range(-20000, 20000), rapid.Just(int64(math.MinInt64))).Draw(t, "minor")
		a := money.FromMinor(rapid.SampledFrom(currencies).Draw(t, "currency"), minor)
		if got := string(a.Append([]byte("x"))); got != "x"+a.String() {
			t.Fatalf("appended %q, string %q", got, a)
		}
	})
}
