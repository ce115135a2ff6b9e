package ledger

import (
	"fmt"
	"strconv"
	"strings"

	"nostro/calendar"
	"nostro/money"
)

// separators makes parts safe to join by ":": two lists of parts that differ never give one key.
var separators = strings.NewReplacer("%", "%25", ":", "%3A")

func join(parts ...string) string {
	for i, part := range parts {
		if !isPart(part) {
			parts[i] = separators.Replace(part)
		}
	}
	return strings.Join(parts, ":")
}

// isPart tells whether the text can be a part of a key as it is.
func isPart(text string) bool {
	return strings.IndexByte(text, '%') < 0 && strings.IndexByte(text, ':') < 0
}

// NettingKey returns the key of the netting entry of a cycle: "netting:CYCLE".
func NettingKey(cycle string) string { return join("netting", cycle) }

// ConversionKey returns the key of the conversion of a position: "conversion:CYCLE:PARTICIPANT:FROM", and of one with
// a netting set that is not "", "conversion:CYCLE:PARTICIPANT:FROM:SET".
func ConversionKey(cycle, participant string, from money.Currency, set string) string {
	if set == "" {
		return join("conversion", cycle, participant, from.Code())
	}
	return join("conversion", cycle, participant, from.Code(), set)
}

// CoverKey returns the key of a settled cover trade: "cover:DEAL".
func CoverKey(deal string) string { return join("cover", deal) }

// PayOutKey returns the key of a pay-out on its way: "pay-out:INSTRUCTION".
func PayOutKey(instruction string) string { return join("pay-out", instruction) }

// RejectionKey returns the key of the rejection of a pay-out: "rejection:INSTRUCTION".
func RejectionKey(instruction string) string { return join("rejection", instruction) }

// RevaluationKey returns the key of the revaluation of a currency on a date: "revaluation:DATE:CURRENCY", and for the
// second, third ... one of the same date, which corrects those before it, "revaluation:DATE:CURRENCY:NUMBER".
func RevaluationKey(date calendar.Date, currency money.Currency, number int) string {
	if number == 1 {
		return join("revaluation", date.String(), currency.Code())
	}
	return join("revaluation", date.String(), currency.Code(), strconv.Itoa(number))
}

// RiskReserveKey returns the key of the movement of the risk reserve of a currency: "risk-reserve:CURRENCY:NUMBER".
func RiskReserveKey(currency money.Currency, number int) string {
	return join("risk-reserve", currency.Code(), strconv.Itoa(number))
}

// OpeningKey returns the key of what a nostro account held before the books began:
// "opening:CORRESPONDENT:CURRENCY".
func OpeningKey(correspondent string, currency money.Currency) string {
	return join("opening", correspondent, currency.Code())
}

// BookedKey returns the key of what one booking on a statement makes: "booked:STATEMENT:ENTRY:KIND", or
// "booked:STATEMENT:ENTRY:DETAIL:KIND" where detail is not 0. The statement is the key that tells it from
// all others; entry and detail count from 1 in the order of the file. The kind keeps apart a payment and
// the charge that the bank took with it.
func BookedKey(statement string, entry, detail int, kind Kind) string {
	if detail == 0 {
		return join("booked", statement, strconv.Itoa(entry), string(kind))
	}
	return join("booked", statement, strconv.Itoa(entry), strconv.Itoa(detail), string(kind))
}

// ReversalKey returns the key of the entry that undoes the one with the given key: "reversal:KEY".
func ReversalKey(key string) string { return "reversal:" + key }

// ParseRevaluationKey reads a key that RevaluationKey made.
func ParseRevaluationKey(key string) (date calendar.Date, currency money.Currency, number int, err error) {
	parts := strings.Split(key, ":")
	number = 1
	if len(parts) == 4 {
		number, err = strconv.Atoi(parts[3])
	}
	if err == nil && len(parts) >= 3 {
		if date, err = calendar.ParseDate(parts[1]); err == nil {
			currency, err = money.ParseCurrency(parts[2])
		}
	}
	if err != nil || len(parts) < 3 || RevaluationKey(date, currency, number) != key {
		return calendar.Date{}, money.Currency{}, 0, fmt.Errorf("%w: %q is no key of a revaluation", ErrInvalid, key)
	}
	return date, currency, number, nil
}
