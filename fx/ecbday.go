package fx

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"nostro/calendar"
	"nostro/money"
)

// ecbDay is one day of a file of the ECB while it is read.
type ecbDay struct {
	date    calendar.Date
	line    int
	rates   []Rate
	ignored []string
	seen    []ecbRow
}

// ecbRow is where a currency stood, and at which rate.
type ecbRow struct {
	code, text string
	line       int
}

// add takes one row. A second rate of a currency is refused; where it differs, nobody knows which of the two
// is right, and the first goes too.
func (d *ecbDay) add(line int, code, text string) error {
	refuse := func(field, value, reason, remedy string) error {
		return &ParseError{Line: line, Field: field, Value: shorten(value), Reason: reason, Remedy: remedy, RefusedSource: ecbSource}
	}
	if len(code) != 3 || strings.Trim(code, capitals) != "" {
		return refuse("currency", code, "it is no code of three capital letters", fetchItAgain)
	}
	if code == crossCurrency.Code() {
		return refuse("currency", code, "it is the base of all rates and has none itself", fetchItAgain)
	}
	for _, row := range d.seen {
		if row.code == code {
			reason := fmt.Sprintf("it stands on line %d already", row.line)
			if row.text != text {
				d.drop(code)
				reason += ", with another rate: neither is taken"
			}
			return refuse("currency", code, reason, fetchItAgain)
		}
	}
	d.seen = append(d.seen, ecbRow{code, text, line})
	value, reason := parseRate(text)
	if reason != "" {
		return refuse("rate", text, reason, "correct "+code+" at the source, or "+fetchItAgain)
	}
	currency, err := money.ParseCurrency(code)
	if err != nil {
		d.ignored = append(d.ignored, fmt.Sprintf("line %d: %s %s: %s is not a currency of ISO 4217", line, code, text, code))
		return nil
	}
	d.rates = append(d.rates, Rate{Pair: Pair{crossCurrency, currency}, Bid: value, Mid: value, Ask: value})
	return nil
}

func (d *ecbDay) drop(code string) {
	d.rates = slices.DeleteFunc(d.rates, func(r Rate) bool { return r.Pair.Quote.Code() == code })
}

// fixing returns what was read.
func (d *ecbDay) fixing(source, hash string) (Fixing, error) {
	f, err := NewFixing(source, d.date, hash, d.rates)
	if err != nil {
		return Fixing{}, err
	}
	f.Ignored = d.ignored
	return f, nil
}

const capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// parseRate reads digits with at most one point among them. The decimal library takes 1e3, .5 and +1 too,
// so the text is checked first. The reason is "" where the rate is good.
func parseRate(text string) (decimal.Decimal, string) {
	whole, fraction, hasPoint := strings.Cut(text, ".")
	if whole == "" || (hasPoint && fraction == "") || !digits(whole) || !digits(fraction) {
		return decimal.Decimal{}, "it is no plain decimal such as 1.0745"
	}
	if len(whole)+len(fraction) > RateDigitsMax || len(fraction) > RateDecimalsMax {
		return decimal.Decimal{}, fmt.Sprintf("it has more than %d digits or %d decimals", RateDigitsMax, RateDecimalsMax)
	}
	value, err := decimal.NewFromString(text)
	if err != nil {
		return decimal.Decimal{}, "it is no plain decimal: " + err.Error()
	}
	if !value.IsPositive() {
		return decimal.Decimal{}, "it is not above zero"
	}
	return value, ""
}

func digits(text string) bool {
	for n := range len(text) {
		if text[n] < '0' || text[n] > '9' {
			return false
		}
	}
	return true
}
