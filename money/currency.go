package money

import "fmt"

// Currency is a currency of ISO 4217 with its exponent, the number of decimal digits of its minor unit:
// 0 for JPY, 2 for USD, 3 for KWD, 4 for CLF. The zero value is no currency. Currencies compare with ==.
type Currency struct {
	code     [3]byte
	exponent uint8
}

// ParseCurrency returns the currency with the given alphabetic code of ISO 4217, upper case.
// A code that is not in force is an error; there is no default.
func ParseCurrency(code string) (Currency, error) {
	entry, ok := table[code]
	if !ok {
		return Currency{}, fmt.Errorf("currency %q is not in ISO 4217: use a three-letter code such as EUR", code)
	}
	c := Currency{exponent: entry.exponent}
	copy(c.code[:], code)
	return c, nil
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
