package mt

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"nostro/calendar"
	"nostro/formats"
	"nostro/money"
)

// century is the year of two digits from which on the last century is meant, as SWIFT has it.
const century = 80

// dateOf reads YYMMDD.
func dateOf(text string) (calendar.Date, error) {
	if len(text) != 6 || !digits(text) {
		return calendar.Date{}, fmt.Errorf("%q is no date of the form YYMMDD", text)
	}
	year, _ := strconv.Atoi(text[:2]) // digits, as seen above; so below
	if year += 2000; year >= 2000+century {
		year -= 100
	}
	return dayOf(year, text[2:])
}

// dayOf reads MMDD of a year.
func dayOf(year int, text string) (calendar.Date, error) {
	month, _ := strconv.Atoi(text[:2])
	day, _ := strconv.Atoi(text[2:4])
	return calendar.NewDate(year, time.Month(month), day)
}

// entryDate reads MMDD, of which the year is not told: it is the one that brings it nearest to the value date. So an
// entry of 0102 with a value date of 31 December is of the next year.
func entryDate(text string, value calendar.Date) (best calendar.Date, err error) {
	found := false
	for year := value.Year() - 1; year <= value.Year()+1; year++ {
		d, bad := dayOf(year, text)
		if bad != nil {
			err = bad
			continue
		}
		if !found || distance(d, value) < distance(best, value) {
			best, found = d, true
		}
	}
	if !found {
		return best, fmt.Errorf("%q is no date of the form MMDD: %w", text, err)
	}
	return best, nil
}

func distance(a, b calendar.Date) time.Duration { return a.In(time.UTC).Sub(b.In(time.UTC)).Abs() }

// amountOf reads digits with a decimal comma, such as "1234,5" or "1000,".
func amountOf(c money.Currency, text string) (money.Amount, error) {
	whole, cents, hasComma := strings.Cut(text, ",")
	if !hasComma || !digits(whole) || cents != "" && !digits(cents) || len(text) > 19 {
		return money.Amount{}, fmt.Errorf("%q is no amount: digits, with a comma before the decimals even where there are none", text)
	}
	if cents == "" {
		return money.Parse(c, whole)
	}
	return money.Parse(c, whole+"."+cents)
}

// balance reads a balance: direction, date, currency, amount.
func (f field) balance(code string) (formats.Balance, error) {
	t := f.text
	if len(t) < 11 || t[0] != 'C' && t[0] != 'D' {
		return formats.Balance{}, f.broken("%q is no balance: C or D, YYMMDD, currency, amount", t)
	}
	date, err := dateOf(t[1:7])
	if err != nil {
		return formats.Balance{}, f.broken("the date of the balance: %v", err)
	}
	currency, err := money.ParseCurrency(t[7:10])
	if err != nil {
		return formats.Balance{}, f.broken("the currency of the balance: %v", err)
	}
	amount, err := amountOf(currency, t[10:])
	if err == nil && t[0] == 'D' {
		amount, err = amount.Neg()
	}
	if err != nil {
		return formats.Balance{}, f.broken("the amount of the balance: %v", err)
	}
	return formats.Balance{Present: true, Amount: amount, Date: date, Code: code}, nil
}
