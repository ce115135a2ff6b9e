package intake

import (
	"fmt"
	"strings"

	"nostro/money"
)

// isPlainDecimal tells whether the text is digits, with or without a minus before them and a point among them.
func isPlainDecimal(text string) bool {
	whole, fraction, point := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	return isDigits(whole) && (!point || isDigits(fraction))
}

// isDigits tells whether the text is one digit or more.
func isDigits(text string) bool {
	for n := range len(text) {
		if text[n] < '0' || text[n] > '9' {
			return false
		}
	}
	return text != ""
}

// amount takes an amount above zero, exactly. Where the currency is not known only its form is checked.
func (r *row) amount(field string, c money.Currency) money.Amount {
	value := r.value(field)
	if !isPlainDecimal(value) {
		r.refuse(field, "it is no plain decimal",
			"write digits with at most one point, such as 1234.50: no separators, no sign, no currency")
		return money.Amount{}
	}
	if c.IsZero() {
		return money.Amount{}
	}
	a, err := money.Parse(c, value)
	switch {
	case err != nil && hasExcess(c, value):
		r.refuse(field, fmt.Sprintf("it has more than the %d decimals of %s", c.Exponent(), c), remedyExcess(c, value))
	case err != nil, a.Minor() > minorMax, a.Minor() < -minorMax:
		r.refuse(field, "it has more than 18 digits", "correct it; ISO 20022 has no larger amounts")
	case a.Sign() < 0:
		positive, _ := a.Neg()
		r.refuse(field, "it is below zero", fmt.Sprintf("swap payer and payee and write %s", positive.Decimal()))
	case a.Sign() == 0:
		r.refuse(field, "it is zero", "remove the row, or give what is owed")
	}
	return a
}

// hasExcess tells whether a plain decimal has digits, not zeros, beyond the minor unit.
func hasExcess(c money.Currency, value string) bool {
	_, fraction, _ := strings.Cut(value, ".")
	return len(fraction) > c.Exponent() && strings.Trim(fraction[c.Exponent():], "0") != ""
}

// remedyExcess names the two amounts next to the one that is too fine. Which of them is meant is not ours
// to say.
func remedyExcess(c money.Currency, value string) string {
	general := fmt.Sprintf("correct it: %s has %d decimals", c, c.Exponent())
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(value, "-"), ".")
	text := whole
	if c.Exponent() > 0 {
		text += "." + fraction[:c.Exponent()]
	}
	below, err := money.Parse(c, text)
	if err != nil {
		return general
	}
	above, err := below.Add(money.FromMinor(c, 1))
	switch {
	case err != nil:
		return general
	case below.IsZero():
		return fmt.Sprintf("write %s: %s has %d decimals", above, c, c.Exponent())
	}
	return fmt.Sprintf("write %s or %s: %s has %d decimals", below, above.Decimal(), c, c.Exponent())
}
