package fx

import (
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"nostro/calendar"
	"nostro/money"
)

// open takes the start of an element where it may stand, and refuses it elsewhere.
func (r *ecbReader) open(e xml.StartElement) error {
	if len(r.path) >= xmlDepthMax {
		return r.refuse("element", shorten(e.Name.Local), fmt.Sprintf("it lies deeper than %d", xmlDepthMax), fetchItAgain)
	}
	next, err := r.enter(e)
	if err != nil {
		return err
	}
	r.path = append(r.path, next)
	return nil
}

func (r *ecbReader) enter(e xml.StartElement) (level, error) {
	cube := e.Name == xml.Name{Space: eurofxSpace, Local: "Cube"}
	switch top := r.top(); {
	case top == levelNone && !r.rootSeen && e.Name == xml.Name{Space: gesmesSpace, Local: "Envelope"}:
		r.rootSeen = true
		return levelEnvelope, nil
	case top == levelHeader || (top == levelEnvelope && e.Name.Space == gesmesSpace):
		return levelHeader, nil
	case top == levelEnvelope && cube && !r.cubeSeen:
		r.cubeSeen = true
		_, err := r.attributes(e)
		return levelCubes, err
	case top == levelCubes && cube:
		return levelDay, r.day(e)
	case top == levelDay && cube:
		return levelRate, r.rate(e)
	}
	return levelNone, r.refuse("element", shorten(e.Name.Local),
		fmt.Sprintf("it does not belong here (namespace %q)", shorten(e.Name.Space)),
		"give the daily file: Envelope of "+gesmesSpace+" with Cube of "+eurofxSpace)
}

func (r *ecbReader) day(e xml.StartElement) error {
	values, err := r.attributes(e, "time")
	if err != nil {
		return err
	}
	if !r.date.IsZero() {
		return r.refuse("time", shorten(values[0]), "it is a second day after "+r.date.String(),
			"give the daily file, not the history")
	}
	if r.date, err = calendar.ParseDate(values[0]); err != nil {
		return r.refuse("time", shorten(values[0]), "it is no date such as 2026-11-24", fetchItAgain)
	}
	return nil
}

func (r *ecbReader) rate(e xml.StartElement) error {
	values, err := r.attributes(e, "currency", "rate")
	if err != nil {
		return err
	}
	code, text := values[0], values[1]
	if err := r.checkCode(code); err != nil {
		return err
	}
	value, reason := parseRate(text)
	if reason != "" {
		return r.refuse("rate", shorten(text), reason, "correct "+code+" at the source, or "+fetchItAgain)
	}
	currency, err := money.ParseCurrency(code)
	if err != nil {
		r.ignored = append(r.ignored,
			fmt.Sprintf("line %d: %s %s: %s is not a currency of ISO 4217", r.line, code, text, code))
		return nil
	}
	r.rates = append(r.rates, Rate{Pair{crossCurrency, currency}, value, value, value})
	return nil
}

func (r *ecbReader) checkCode(code string) error {
	if len(code) != 3 || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return r.refuse("currency", shorten(code), "it is no code of three capital letters", fetchItAgain)
	}
	if code == crossCurrency.Code() {
		return r.refuse("currency", code, "it is the base of all rates and has none itself", fetchItAgain)
	}
	if first, seen := r.lineOf[code]; seen {
		return r.refuse("currency", code, fmt.Sprintf("it stands on line %d already", first), fetchItAgain)
	}
	r.lineOf[code] = r.line
	return nil
}

// attributes returns the values of the wanted attributes, in the order of the names. The XML decoder lets an
// attribute come twice; here it is refused, as is one that is missing or not wanted.
func (r *ecbReader) attributes(e xml.StartElement, wanted ...string) ([]string, error) {
	values, seen := make([]string, len(wanted)), make([]bool, len(wanted))
	for _, a := range e.Attr {
		if a.Name.Space == "xmlns" || (a.Name.Space == "" && a.Name.Local == "xmlns") {
			continue
		}
		i := indexOf(wanted, a.Name)
		if i < 0 {
			return nil, r.refuse(shorten(a.Name.Local), shorten(a.Value),
				"the attribute is not known in this place", fetchItAgain)
		}
		if seen[i] {
			return nil, r.refuse(wanted[i], shorten(a.Value), "the attribute comes twice", fetchItAgain)
		}
		values[i], seen[i] = a.Value, true
	}
	for i, name := range wanted {
		if !seen[i] {
			return nil, r.refuse(name, "", "the attribute is missing", fetchItAgain)
		}
	}
	return values, nil
}

func indexOf(wanted []string, name xml.Name) int {
	for i, w := range wanted {
		if name.Space == "" && name.Local == w {
			return i
		}
	}
	return -1
}

// parseRate reads digits with at most one point among them. The decimal library takes 1e3, .5 and +1 too,
// so the text is checked first. The reason is "" where the rate is good.
func parseRate(text string) (decimal.Decimal, string) {
	whole, fraction, hasPoint := strings.Cut(text, ".")
	if whole == "" || (hasPoint && fraction == "") || strings.Trim(whole+fraction, "0123456789") != "" {
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
