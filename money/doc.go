// Package money holds currencies and exact amounts.
//
// It promises that an amount is a currency of ISO 4217 and an int64 count of minor units, that text to
// amount and back is exact, and that arithmetic is checked: overflow and mixed currencies are errors.
// An ISO 20022 amount has at most 18 digits, so every one of them fits.
//
// It refuses floating point, default currencies, default exponents and silent rounding: 1.005 USD is an
// error, not 1.01.
package money
