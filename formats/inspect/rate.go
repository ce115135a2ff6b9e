package inspect

import (
	"math/big"
	"strings"

	"nostro/money"
)

// impliedDecimals is how far an implied rate is written out: as far as ISO 20022 lets a rate go.
const impliedDecimals = 10

// implied returns how many units of the second one unit of the first makes.
func implied(from, to money.Amount) string {
	ratio := new(big.Rat).Quo(units(to), units(from))
	return trimZeros(ratio.Abs(ratio).FloatString(impliedDecimals))
}

// wayOf returns how the stated rate makes one amount of the other; "" where it does not.
func wayOf(rate *big.Rat, stated bool, text string, from, to money.Amount) string {
	if !stated || rate.Sign() <= 0 {
		return ""
	}
	ulp := lastPlace(text)
	hundredth := big.NewRat(1, 100)
	for _, w := range []struct {
		name     string
		from, to money.Amount
		scale    *big.Rat
	}{
		{WayDirect, from, to, big.NewRat(1, 1)}, {WayInverse, to, from, big.NewRat(1, 1)},
		{WayPer100, from, to, hundredth}, {WayInv100, to, from, hundredth},
	} {
		if makes(w.from, w.to, rate, ulp, w.scale) {
			return w.name
		}
	}
	return ""
}

// makes tells whether from times rate is to: but for the rounding of the rate in its last place, which may not
// explain more than one percent, and of the two amounts to their minor units.
func makes(from, to money.Amount, rate, ulp, scale *big.Rat) bool {
	f, t := units(from), units(to)
	r, u := new(big.Rat).Mul(rate, scale), new(big.Rat).Mul(ulp, scale)
	difference := new(big.Rat).Sub(new(big.Rat).Mul(f, r), t)
	allowed := new(big.Rat).Mul(f, u) // one unit in the last place of the rate: cut or rounded
	if percent := new(big.Rat).Mul(t, big.NewRat(1, 100)); allowed.Cmp(percent) > 0 {
		allowed = percent // trailing zeros are left out: "0.9" may well be exact
	}
	allowed.Add(allowed, minorUnit(to))                   // one minor unit of the result
	allowed.Add(allowed, half(r.Mul(r, minorUnit(from)))) // half a minor unit of what was converted
	return difference.Abs(difference).Cmp(allowed) <= 0
}

func half(r *big.Rat) *big.Rat { return r.Mul(r, big.NewRat(1, 2)) }

// units returns the amount in major units, without its sign.
func units(a money.Amount) *big.Rat {
	r := new(big.Rat).SetFrac(big.NewInt(a.Minor()), power(a.Currency().Exponent()))
	return r.Abs(r)
}

func minorUnit(a money.Amount) *big.Rat {
	return new(big.Rat).SetFrac(big.NewInt(1), power(a.Currency().Exponent()))
}

// rateLengthMax is how long a rate may be written; ISO 20022 has eleven digits.
const rateLengthMax = 40

// parseRate reads a plain decimal such as "9.2975" or ".34"; false for anything else, an exponent included.
func parseRate(text string) (*big.Rat, bool) {
	if text == "" || len(text) > rateLengthMax || strings.Trim(text, "0123456789.") != "" {
		return nil, false
	}
	return new(big.Rat).SetString(text)
}

// lastPlace returns what one step in the last written decimal is worth: 0.0001 for "9.2975".
func lastPlace(text string) *big.Rat {
	_, fraction, _ := strings.Cut(text, ".")
	return new(big.Rat).SetFrac(big.NewInt(1), power(len(fraction)))
}

func power(exponent int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(exponent)), nil)
}

func trimZeros(text string) string {
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}
