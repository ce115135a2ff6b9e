package formats

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"nostro/calendar"
	"nostro/money"
)

// valueCache remembers what was parsed: the currency and the dates of a statement hardly change.
type valueCache struct {
	currencyText []byte
	currency     money.Currency
	dates        [32]cachedDate // by the last digits of the day
}

type cachedDate struct {
	text [len("2006-01-02")]byte
	date calendar.Date
}

// currencyOf parses the Ccy of the element that was just entered.
func (r *reader) currencyOf() (money.Currency, error) {
	code := r.currencyCode()
	if code == nil {
		return money.Currency{}, fmt.Errorf("the currency is missing")
	}
	return r.parseCurrency(code)
}

func (r *reader) currencyCode() []byte {
	for i := range r.event.Attrs {
		if a := &r.event.Attrs[i]; string(a.Name) == "Ccy" {
			return a.Value
		}
	}
	return nil
}

func (r *reader) parseCurrency(code []byte) (money.Currency, error) {
	if code = trimmed(code); bytes.Equal(code, r.cache.currencyText) {
		return r.cache.currency, nil
	}
	currency, err := money.ParseCurrency(string(code))
	if err == nil {
		r.cache.currencyText, r.cache.currency = append(r.cache.currencyText[:0], code...), currency
	}
	return currency, err
}

// amountValue reads the element as an amount with its currency. Where that fails, the amount has no
// currency, and written is the currency and the text as they stand.
func (r *reader) amountValue() (a money.Amount, written string, err error) {
	currency, err := r.currencyOf()
	code := ""
	if err != nil {
		code = string(r.currencyCode())
	}
	text := r.value()
	if err == nil && r.divided {
		err = fmt.Errorf("an element stands within the amount %q", text)
	}
	if err == nil {
		a, err = parseAmount(currency, text)
	}
	if err != nil {
		written = strings.TrimSpace(cmp.Or(code, currency.Code()) + " " + string(text))
	}
	return a, written, err
}

// amount reads the element as an amount that nothing is booked by, into a place that is empty: a bad one is
// a warning, and no amount.
func (r *reader) amount(into *money.Amount) {
	if *into != (money.Amount{}) {
		r.unread()
		return
	}
	a, _, err := r.amountValue()
	if err != nil {
		r.warn("amount left out: %v", err)
		return
	}
	*into = a
}

// parseAmount reads an amount of ISO 20022 exactly: at most 18 digits (zeros at the ends not counted), no
// more decimals than the currency has, and no sign: the direction stands elsewhere.
func parseAmount(currency money.Currency, text []byte) (money.Amount, error) {
	minor, digits, point := int64(0), 0, -1
	for i, c := range text {
		switch {
		case c >= '0' && c <= '9' && digits < amountDigitsMax:
			minor = minor*10 + int64(c-'0')
			if digits++; minor == 0 {
				digits = 0
			}
		case c == '.' && point < 0 && i > 0:
			point = i
		default:
			return parseAmountSlowly(currency, string(text))
		}
	}
	decimals := 0
	if point >= 0 {
		decimals = len(text) - point - 1
	}
	if len(text) == 0 || decimals > currency.Exponent() || digits+currency.Exponent()-decimals > amountDigitsMax {
		return parseAmountSlowly(currency, string(text))
	}
	for ; decimals < currency.Exponent(); decimals++ {
		minor *= 10
	}
	return money.FromMinor(currency, minor), nil
}

// decimalForm is a decimal of XML Schema: it may lack digits on one side of the point.
var decimalForm = regexp.MustCompile(`^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)$`)

// parseAmountSlowly decides on what does not look as usual, and says what is wrong with it.
func parseAmountSlowly(currency money.Currency, text string) (money.Amount, error) {
	if !decimalForm.MatchString(text) {
		return money.Amount{}, fmt.Errorf("%q is no decimal", text)
	}
	if text[0] == '-' {
		return money.Amount{}, fmt.Errorf("%q is negative although the direction stands beside it", text)
	}
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(text, "+"), ".")
	whole, fraction = strings.TrimLeft(whole, "0"), strings.TrimRight(fraction, "0")
	if n := len(whole) + len(fraction); n > amountDigitsMax {
		return money.Amount{}, fmt.Errorf("it has %d digits: ISO 20022 has at most %d", n, amountDigitsMax)
	}
	if len(fraction) > currency.Exponent() {
		return money.Amount{}, fmt.Errorf("amount %q has more than the %d decimals of %s: it is not rounded, correct it",
			text, currency.Exponent(), currency)
	}
	plain := cmp.Or(whole, "0")
	if fraction != "" {
		plain += "." + fraction
	}
	a, err := money.Parse(currency, plain)
	if errors.Is(err, money.ErrOverflow) {
		err = fmt.Errorf("amount %q %s: %w", text, currency, money.ErrOverflow)
	}
	return a, err
}

// negated turns the sign of an amount that was read: it has at most 18 digits, so nothing overflows.
func negated(a money.Amount) money.Amount { return money.FromMinor(a.Currency(), -a.Minor()) }
