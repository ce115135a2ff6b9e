package inspect

import (
	"math/big"
	"strings"

	"nostro/money"
)

// Total is an exact sum of amounts of one currency, of any size. The zero value has no currency yet.
type Total struct {
	currency money.Currency
	minor    big.Int
	count    int64
}

// Add adds the amount. The first one decides on the currency; an amount of another is not added, and Add
// returns false.
func (t *Total) Add(a money.Amount) bool {
	if t.count == 0 && t.currency.IsZero() {
		t.currency = a.Currency()
	}
	if a.Currency() != t.currency {
		return false
	}
	var minor big.Int
	t.minor.Add(&t.minor, minor.SetInt64(a.Minor()))
	t.count++
	return true
}

// Currency returns the currency; zero before the first amount.
func (t *Total) Currency() money.Currency { return t.currency }

// Count returns how many amounts were added.
func (t *Total) Count() int64 { return t.count }

// Decimal returns the sum as a decimal with the digits of its currency: "1150.25", "-7", "0.000".
func (t *Total) Decimal() string { return decimal(&t.minor, t.currency.Exponent()) }

// Grouped returns the sum with its thousands apart: "1,150.25".
func (t *Total) Grouped() string { return Grouped(t.Decimal()) }

// Less returns the sum less another of the same currency.
func (t *Total) Less(other *Total) *Total {
	out := &Total{currency: t.currency, count: t.count - other.count}
	out.minor.Sub(&t.minor, &other.minor)
	return out
}

func decimal(minor *big.Int, exponent int) string {
	digits := new(big.Int).Abs(minor).String()
	if missing := exponent + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	if exponent > 0 {
		digits = digits[:len(digits)-exponent] + "." + digits[len(digits)-exponent:]
	}
	if minor.Sign() < 0 {
		return "-" + digits
	}
	return digits
}

// Grouped sets the thousands of a decimal apart: "-1,150.25".
func Grouped(text string) string {
	sign := ""
	if strings.HasPrefix(text, "-") {
		sign, text = "-", text[1:]
	}
	whole, rest, found := strings.Cut(text, ".")
	var parts []string
	for ; len(whole) > 3; whole = whole[:len(whole)-3] {
		parts = append([]string{whole[len(whole)-3:]}, parts...)
	}
	out := sign + strings.Join(append([]string{whole}, parts...), ",")
	if found {
		out += "." + rest
	}
	return out
}
