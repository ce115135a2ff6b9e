package formats

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"nostro/calendar"
	"nostro/money"
)

// decimalForm is a decimal of XML Schema: it may lack digits on one side of the point.
var decimalForm = regexp.MustCompile(`^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)$`)

// parseDecimal reads an amount of ISO 20022 exactly: at most 18 digits (zeros at the ends not counted),
// no more decimals than the currency has, and no sign: the direction stands elsewhere.
func parseDecimal(currency money.Currency, text string) (money.Amount, error) {
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

// amountAt reads the amount of an element with its Ccy.
func amountAt(at *node) (money.Amount, error) {
	code := at.attr("Ccy")
	if code == "" {
		return money.Amount{}, fmt.Errorf("the currency is missing")
	}
	currency, err := money.ParseCurrency(code)
	if err != nil {
		return money.Amount{}, err
	}
	return parseDecimal(currency, at.text)
}

// optionalAmount reads an amount that nothing is booked by: a bad one is a warning, and no amount.
func (r *reader) optionalAmount(at *node) money.Amount {
	if at == nil {
		return money.Amount{}
	}
	a, err := amountAt(at)
	if err != nil {
		r.warn(at, "amount left out: %v", err)
	}
	return a
}

const askBank = "ask the bank for a corrected file: nothing of this one is booked"

// one returns the only child of the name; none or two are refused.
func (r *reader) one(of *node, name string) *node {
	found := of.all(name)
	switch len(found) {
	case 0:
		r.refuse(of, name+" is missing", askBank)
		return nil
	case 1:
		return found[0]
	}
	r.refuse(found[1], name+" is there twice", askBank)
	return nil
}

// mandatoryAmount reads an amount that money is booked by: a bad or missing one is refused.
func (r *reader) mandatoryAmount(of *node, name string) (money.Amount, bool) {
	at := r.one(of, name)
	if at == nil {
		return money.Amount{}, false
	}
	a, err := amountAt(at)
	if err != nil {
		r.refuse(at, err.Error(), askBank)
		return money.Amount{}, false
	}
	return a, true
}

// signedAmount reads Amt with CdtDbtInd: credit is positive.
func (r *reader) signedAmount(of *node) money.Amount {
	a, ok := r.mandatoryAmount(of, "Amt")
	direction := r.one(of, "CdtDbtInd")
	if direction == nil || !ok {
		return money.Amount{}
	}
	signed, err := withSign(a, direction.text)
	if err != nil {
		r.refuse(direction, err.Error(), askBank)
	}
	return signed
}

func withSign(a money.Amount, direction string) (money.Amount, error) {
	switch direction {
	case "CRDT":
		return a, nil
	case "DBIT":
		return negated(a), nil
	}
	return money.Amount{}, fmt.Errorf("direction %q is neither CRDT nor DBIT", direction)
}

// negated turns the sign of an amount that parseDecimal gave: it has at most 18 digits, so nothing
// overflows.
func negated(a money.Amount) money.Amount { return money.FromMinor(a.Currency(), -a.Minor()) }

// zoneForm is what may follow a date: nothing, or a zone.
var zoneForm = regexp.MustCompile(`^(Z|[+-][0-9]{2}:[0-9]{2})?$`)

// date reads an ISODate, or a choice of Dt and DtTm, of which it takes the day as the bank wrote it. A
// bad one is a warning, and no date.
func (r *reader) date(at *node) calendar.Date {
	if at == nil {
		return calendar.Date{}
	}
	if dt := at.child("Dt"); dt != nil {
		return r.date(dt)
	}
	if dtTm := at.child("DtTm"); dtTm != nil {
		return r.date(dtTm)
	}
	const length = len("2006-01-02")
	day, rest := at.text[:min(len(at.text), length)], at.text[min(len(at.text), length):]
	d, err := calendar.ParseDate(day)
	if err != nil || !zoneForm.MatchString(rest) && rest[0] != 'T' {
		r.warn(at, "%q is no date", at.text)
		return calendar.Date{}
	}
	return d
}

// wholeNumber reads a count or a sequence number; a bad one is a warning, and 0.
func (r *reader) wholeNumber(at *node) int64 {
	if at == nil {
		return 0
	}
	n, err := strconv.ParseInt(at.text, 10, 64)
	if err != nil || n < 0 {
		r.warn(at, "%q is no whole number", at.text)
		return 0
	}
	return n
}

// yes reads an indicator of XML Schema; absent is no, a bad one is a warning, and no.
func (r *reader) yes(at *node) bool {
	if at == nil {
		return false
	}
	switch at.text {
	case "true", "1":
		return true
	case "false", "0":
		return false
	}
	r.warn(at, "%q is neither true nor false", at.text)
	return false
}

// looseUETR is a UUID of any version and case: some banks send others than version 4.
var looseUETR = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)

// uetr reads a UETR in lower case; one that is no UUID is kept with a warning.
func (r *reader) uetr(at *node) string {
	if at == nil {
		return ""
	}
	if !looseUETR.MatchString(at.text) {
		r.warn(at, "%q is no UUID", at.text)
		return at.text
	}
	return strings.ToLower(at.text)
}

// codeOrOwn reads a choice of Cd and Prtry (its text, or its Cd or Id), or a bare text.
func codeOrOwn(at *node) (code string, own bool) {
	if at == nil {
		return "", false
	}
	if code = at.value("Cd"); code != "" {
		return code, false
	}
	if prtry := at.child("Prtry"); prtry != nil {
		return prtry.first(nil, []string{"Cd"}, []string{"Id"}), true
	}
	return at.text, false
}

// account reads a choice of IBAN and Othr, the older forms of a number, or a bare text.
func account(id *node) AccountID {
	if iban := id.value("IBAN"); iban != "" {
		return AccountID{IBAN: iban}
	}
	return AccountID{Other: id.first([]string{"Othr", "Id"}, []string{"PrtryAcct", "Id"}, []string{"BBAN"}, nil)}
}

// joined returns the texts of the children of the name with blanks between.
func joined(of *node, name string) string {
	var texts []string
	for _, child := range of.all(name) {
		if child.text != "" {
			texts = append(texts, child.text)
		}
	}
	return strings.Join(texts, " ")
}
