package money

import (
	"errors"
	"fmt"
	"math"
)

// Errors that arithmetic on amounts returns; test with errors.Is.
var (
	ErrOverflow      = errors.New("amount overflows 64 bits of minor units")
	ErrMixedCurrency = errors.New("amounts are in different currencies")
)

// Amount is an exact sum of money: a currency and a signed count of its minor units. The zero value has
// no currency. Amounts compare with ==.
type Amount struct {
	minor    int64
	currency Currency
}

// FromMinor returns the amount of the given count of minor units: FromMinor(USD, 150) is USD 1.50.
func FromMinor(c Currency, minor int64) Amount { return Amount{minor: minor, currency: c} }

// Zero returns nothing of the currency.
func Zero(c Currency) Amount { return Amount{currency: c} }

// Minor returns the signed count of minor units.
func (a Amount) Minor() int64 { return a.minor }

// Currency returns the currency.
func (a Amount) Currency() Currency { return a.currency }

// Sign returns -1, 0 or +1.
func (a Amount) Sign() int {
	switch {
	case a.minor < 0:
		return -1
	case a.minor > 0:
		return 1
	}
	return 0
}

// IsZero tells whether the amount is nothing, in whatever currency.
func (a Amount) IsZero() bool { return a.minor == 0 }

// Add returns a + b. It errs with ErrMixedCurrency or ErrOverflow.
func (a Amount) Add(b Amount) (Amount, error) {
	if a.currency != b.currency {
		return Amount{}, fmt.Errorf("%s + %s: %w", a, b, ErrMixedCurrency)
	}
	sum := a.minor + b.minor
	if (b.minor > 0) != (sum > a.minor) {
		return Amount{}, fmt.Errorf("%s + %s: %w", a, b, ErrOverflow)
	}
	return Amount{sum, a.currency}, nil
}

// Sub returns a - b. It errs with ErrMixedCurrency or ErrOverflow.
func (a Amount) Sub(b Amount) (Amount, error) {
	if a.currency != b.currency {
		return Amount{}, fmt.Errorf("%s - %s: %w", a, b, ErrMixedCurrency)
	}
	difference := a.minor - b.minor
	if (b.minor > 0) != (difference < a.minor) {
		return Amount{}, fmt.Errorf("%s - %s: %w", a, b, ErrOverflow)
	}
	return Amount{difference, a.currency}, nil
}

// Neg returns -a. It errs with ErrOverflow for the least int64, which has no opposite.
func (a Amount) Neg() (Amount, error) {
	if a.minor == math.MinInt64 {
		return Amount{}, fmt.Errorf("-(%s): %w", a, ErrOverflow)
	}
	return Amount{-a.minor, a.currency}, nil
}

// Abs returns the amount without its sign. It errs with ErrOverflow for the least int64.
func (a Amount) Abs() (Amount, error) {
	if a.minor < 0 {
		return a.Neg()
	}
	return a, nil
}

// Cmp compares two amounts of one currency: -1, 0 or +1. It errs with ErrMixedCurrency.
func (a Amount) Cmp(b Amount) (int, error) {
	if a.currency != b.currency {
		return 0, fmt.Errorf("compare %s with %s: %w", a, b, ErrMixedCurrency)
	}
	switch {
	case a.minor < b.minor:
		return -1, nil
	case a.minor > b.minor:
		return 1, nil
	}
	return 0, nil
}

// Sum adds amounts of one currency; of none it is nothing of c. It errs as Add does.
func Sum(c Currency, amounts ...Amount) (Amount, error) {
	total := Zero(c)
	for _, a := range amounts {
		var err error
		if total, err = total.Add(a); err != nil {
			return Amount{}, err
		}
	}
	return total, nil
}
