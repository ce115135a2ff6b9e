package formats

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"nostro/calendar"
	"nostro/money"
)

// valueCache remembers what was parsed last: the currency and the dates of a statement hardly change.
type valueCache struct {
	currencyText []byte
	currency     money.Currency
	dateText     []byte
	date         calendar.Date
}

// currencyOf parses the Ccy of the element that was just entered.
func (r *reader) currencyOf() (money.Currency, error) {
	for i := range r.event.Attrs {
		if a := &r.event.Attrs[i]; string(a.Name) == "Ccy" {
			return r.parseCurrency(a.Value)
		}
	}
	return money.Currency{}, fmt.Errorf("the currency is missing")
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
// currency.
func (r *reader) amountValue() (money.Amount, error) {
	currency, err := r.currencyOf()
	text := r.value()
	if err != nil {
		return money.Amount{}, err
	}
	return parseAmount(currency, text)
}

// amount reads the element as an amount that nothing is booked by, into a place that is empty: a bad one is
// a warning, and no amount.
func (r *reader) amount(into *money.Amount) {
	if *into != (money.Amount{}) {
		r.unread()
		return
	}
	a, err := r.amountValue()
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
	plain := "0" + whole
	if fraction != "" {
		plain += "." + fraction
	}
	return money.Parse(currency, plain)
}

// negated turns the sign of an amount that was read: it has at most 18 digits, so nothing overflows.
func negated(a money.Amount) money.Amount { return money.FromMinor(a.Currency(), -a.Minor()) }

// zoneForm is what may follow a date: nothing, or a zone.
var zoneForm = regexp.MustCompile(`^(Z|[+-][0-9]{2}:[0-9]{2})?$`)

// date reads an ISODate, or a choice of Dt and DtTm, of which it takes the day as the bank wrote it, and
// keeps the time in at where one is wanted. A bad one is a warning, and no date.
func (r *reader) date(into *calendar.Date, at *string) {
	if !into.IsZero() {
		r.unread()
		return
	}
	bare, ok := r.choice()
	if !ok {
		r.day(bare, into, at)
	}
	for ; ok; ok = r.child() {
		switch string(r.event.Name) {
		case "Dt", "DtTm":
			if !into.IsZero() {
				r.unread()
				continue
			}
			r.day(r.value(), into, at)
		default:
			r.unread()
		}
	}
}

// day parses a date, perhaps with a time behind it.
func (r *reader) day(text []byte, into *calendar.Date, at *string) {
	const length = len("2006-01-02")
	head, rest := text[:min(len(text), length)], text[min(len(text), length):]
	d, err := r.parseDate(head)
	if err != nil || len(rest) > 0 && rest[0] != 'T' && !zoneForm.Match(rest) {
		r.warn("%q is no date", text)
		return
	}
	*into = d
	if len(rest) > 0 && rest[0] == 'T' && at != nil {
		*at = r.keep(text)
	}
}

func (r *reader) parseDate(text []byte) (calendar.Date, error) {
	if bytes.Equal(text, r.cache.dateText) && len(text) > 0 {
		return r.cache.date, nil
	}
	d, err := calendar.ParseDate(string(text))
	if err == nil {
		r.cache.dateText, r.cache.date = append(r.cache.dateText[:0], text...), d
	}
	return d, err
}

// count reads a count or a sequence number; a bad one is a warning, and 0.
func (r *reader) count(into *int64) {
	if *into != 0 {
		r.unread()
		return
	}
	text := r.value()
	whole, decimals, _ := bytes.Cut(text, []byte("."))
	n, err := strconv.ParseInt(string(whole), 10, 64)
	if len(bytes.Trim(decimals, "0")) > 0 {
		n = -1
	}
	if err != nil || n < 0 {
		r.warn("%q is no whole number", text)
		return
	}
	*into = n
}

// yes reads an indicator of XML Schema; a bad one is a warning, and no.
func (r *reader) yes(into *bool) {
	switch text := r.value(); string(text) {
	case "true", "1":
		*into = true
	case "false", "0":
	default:
		r.warn("%q is neither true nor false", text)
	}
}

// uetr reads a UETR in lower case; one that is no UUID is kept with a warning.
func (r *reader) uetr(into *string) {
	if *into != "" {
		r.unread()
		return
	}
	text := r.value()
	for i, c := range text {
		if c >= 'A' && c <= 'F' {
			text[i] = c + 'a' - 'A'
		}
	}
	if !isUUID(text) {
		r.warn("%q is no UUID", text)
	}
	*into = r.keep(text)
}

// isUUID tells whether the text is a UUID of any version, in lower case: some banks send others than
// version 4.
func isUUID(text []byte) bool {
	if len(text) != len("8a562c67-ca16-48ba-b074-65581be6f001") {
		return false
	}
	for i, c := range text {
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
				return false
			}
		}
	}
	return true
}

func appendPosition(path []byte, n int) []byte {
	return append(strconv.AppendInt(append(path, '['), int64(n), 10), ']')
}
