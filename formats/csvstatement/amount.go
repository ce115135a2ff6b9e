package csvstatement

import (
	"fmt"
	"strings"

	"nostro/money"
)

// amount reads a number as the map writes it. Thousands may be grouped, by threes and by one sign; anything else is
// refused, for "1.234" is a thousand times more in one country than in another.
func (m Map) amount(c money.Currency, text string) (money.Amount, error) {
	wrong := func() (money.Amount, error) {
		return money.Amount{}, fmt.Errorf("%q is no amount with the decimal sign %q", text, m.Decimal)
	}
	number, negative := strings.TrimSpace(text), false
	switch {
	case strings.HasPrefix(number, "-"):
		number, negative = number[1:], true
	case strings.HasSuffix(number, "-"):
		number, negative = number[:len(number)-1], true
	case strings.HasPrefix(number, "+"):
		number = number[1:]
	}
	whole, cents, decimals := strings.Cut(number, string(m.Decimal))
	whole, good := ungrouped(whole, m.Decimal)
	if !good || !digits(whole) || decimals && !digits(cents) {
		return wrong()
	}
	if decimals {
		whole += "." + cents
	}
	amount, err := money.Parse(c, whole)
	if err == nil && negative {
		amount, err = amount.Neg()
	}
	return amount, err
}

// ungrouped takes the signs between thousands away, where they stand as they must.
func ungrouped(whole string, decimal rune) (string, bool) {
	for _, sign := range []string{".", ",", "'", "’", " ", "\u00a0", "\u202f"} {
		if sign == string(decimal) || !strings.Contains(whole, sign) {
			continue
		}
		groups := strings.Split(whole, sign)
		for n, g := range groups {
			if !digits(g) || n == 0 && len(g) > 3 || n > 0 && len(g) != 3 {
				return whole, false
			}
		}
		return strings.Join(groups, ""), true
	}
	return whole, true
}

func digits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}
