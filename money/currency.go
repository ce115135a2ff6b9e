package money

import (
	"fmt"
	"maps"
	"slices"
)

// Currency is a currency of ISO 4217 with its exponent, the number of decimal digits of its minor unit:
// 0 for JPY, 2 for USD, 3 for KWD, 4 for CLF. The zero value is no currency. Currencies compare with ==.
type Currency struct {
	code     [3]byte
	exponent uint8
}

// ParseCurrency returns the currency with the given alphabetic code of ISO 4217, upper case. There is no
// default. A code that is not in force is an error, which names the successor where the code was
// withdrawn; so is one without a minor unit, such as XAU or XXX, because no exact amount of it exists.
func ParseCurrency(code string) (Currency, error) {
	entry, ok := table[code]
	if !ok {
		return Currency{}, refusal(code)
	}
	c := Currency{exponent: entry.exponent}
	copy(c.code[:], code)
	return c, nil
}

func refusal(code string) error {
	if what, ok := noMinorUnit[code]; ok {
		return fmt.Errorf("currency %q (%s) has no minor unit in ISO 4217: no exact amount can be given in it", code, what)
	}
	if successor, ok := withdrawn[code]; ok {
		return fmt.Errorf("currency %q was withdrawn from ISO 4217: use %s", code, successor)
	}
	return fmt.Errorf("currency %q is not in ISO 4217: use a three-letter code such as EUR", code)
}

// MustCurrency is ParseCurrency for codes that stand in source code; it panics where that errs.
func MustCurrency(code string) Currency {
	c, err := ParseCurrency(code)
	if err != nil {
		panic(err)
	}
	return c
}

// Code returns the alphabetic code of ISO 4217, or "" for the zero value.
func (c Currency) Code() string {
	if c.IsZero() {
		return ""
	}
	return string(c.code[:])
}

// String returns the code.
func (c Currency) String() string { return c.Code() }

// Exponent returns the number of decimal digits of the minor unit, 0 to 4.
func (c Currency) Exponent() int { return int(c.exponent) }

// IsZero tells whether c is no currency at all.
func (c Currency) IsZero() bool { return c.code == [3]byte{} }

// Name returns the English name that ISO 4217 gives the currency.
func (c Currency) Name() string { return table[c.Code()].name }

// IsFund tells whether the code counts a fund or an indexed unit of account, such as CLF or USN, rather
// than means of payment. No correspondent keeps a current account in one.
func (c Currency) IsFund() bool { return funds[c.Code()] }

// Currencies returns every currency of the table, sorted by code.
func Currencies() []Currency {
	all := make([]Currency, 0, len(table))
	for _, code := range slices.Sorted(maps.Keys(table)) {
		all = append(all, MustCurrency(code))
	}
	return all
}
