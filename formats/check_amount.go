package formats

import (
	"fmt"

	"nostro/money"
)

// amountDigitsMax is how many digits an ISO 20022 amount has at most.
const amountDigitsMax = 18

// The limits of BaseOneRate.
const (
	rateDigitsMax   = 11
	rateDecimalsMax = 10
)

// powersOfTen are those that fit 64 bits.
var powersOfTen = func() (powers [19]int64) {
	powers[0] = 1
	for n := 1; n < len(powers); n++ {
		powers[n] = powers[n-1] * 10
	}
	return powers
}()

// decimals returns how many decimals an amount of the currency is written with.
func (p *Profile) decimals(currency money.Currency) int {
	if len(p.Decimals) > 0 {
		if fewer, ok := p.Decimals[currency.Code()]; ok {
			return min(max(fewer, 0), currency.Exponent())
		}
	}
	return currency.Exponent()
}

func isMetal(code string) bool {
	return code == "XAG" || code == "XAU" || code == "XPD" || code == "XPT"
}

// amount checks that something moves and that the element can hold it.
func (c *checker) amount(s spot, a money.Amount, rule Rule, digitsMax int) {
	if a.Currency().IsZero() || a.Sign() <= 0 {
		c.fail(s, rule, a.String(), "the amount is missing, zero or negative", "give a currency and an amount above zero")
		return
	}
	c.amountForm(s, a, digitsMax)
}

// amountForm checks an amount of zero or more.
func (c *checker) amountForm(s spot, a money.Amount, digitsMax int) {
	if isMetal(a.Currency().Code()) {
		c.fail(s, RuleMetal, a.String(), a.Currency().Code()+" is a metal", "settle it outside of payment messages")
	}
	kept := c.profile.decimals(a.Currency())
	unit := powersOfTen[a.Currency().Exponent()-kept]
	if a.Minor()%unit != 0 {
		c.fail(s, RuleDecimals, a.String(), fmt.Sprintf("%s has more than %d decimals", a, kept),
			"give an amount that the bank can book")
		return
	}
	if a.Minor()/unit >= powersOfTen[digitsMax] {
		c.fail(s, RuleAmountDigits, a.String(), fmt.Sprintf("%s has more than %d digits", a, digitsMax),
			"split it: its decimals count among them")
	}
}

// rate checks the rate between the instructed and the settled amount.
func (c *checker) rate(s spot, t *Transfer) {
	differ := t.instructed().Currency() != t.Amount.Currency()
	switch {
	case differ && t.Rate == "":
		c.fail(s, RuleRateNeeded, "", fmt.Sprintf("%s was ordered and %s is settled without a rate",
			t.instructed().Currency(), t.Amount.Currency()), "give the rate that was applied")
	case !differ && t.Rate != "":
		c.fail(s, RuleRateNeeded, t.Rate, "there is a rate within one currency", "leave it out")
	case t.Rate != "" && !isRate(t.Rate):
		c.fail(s, RuleRate, t.Rate, fmt.Sprintf("%q is no rate", t.Rate),
			"give a plain decimal above zero such as 1.0834, of at most 11 digits, 10 of them decimals")
	}
}

// isRate tells whether the text is a decimal such as 1.0834 that BaseOneRate holds, and more than zero.
func isRate(text string) bool {
	digits, decimals, hasPoint, isZero := 0, 0, false, true
	for i := range len(text) {
		switch b := text[i]; {
		case b == '.' && !hasPoint && i > 0 && i < len(text)-1:
			hasPoint = true
		case classes[b]&classDigit == 0:
			return false
		default:
			isZero = isZero && b == '0'
			if digits > 0 || b != '0' { // leading zeros are no digits of the number
				digits++
			}
			if hasPoint {
				decimals++
			}
		}
	}
	return !isZero && digits <= rateDigitsMax && decimals <= rateDecimalsMax
}
