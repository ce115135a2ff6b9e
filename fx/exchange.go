package fx

import (
	"math/big"

	"nostro/money"
)

// MessageRate returns the exchange rate that a message may state between two amounts of which the second came from
// the first at the client rate (Conversion.ClientRateText), as text that fits ISO 20022 BaseOneRate (11 digits, 10 of them decimals). Whoever
// receives the message can check it: from x rate, rounded to the minor unit of to, is exactly to. It is the client
// rate where that holds at 11 digits; else the rate that the two amounts make; else found is
// false, and the message states no rate: 11 digits cannot lead from one amount to the other. The signs of both
// amounts must be the same.
func MessageRate(from, to money.Amount, client string) (text string, found bool) {
	if from.Sign() == 0 || to.Sign() != from.Sign() || from.Currency() == to.Currency() {
		return "", false
	}
	if leads(from, to, client) {
		return client, true
	}
	made := newRatio(new(big.Int).Mul(sized(to), pow10(from.Currency().Exponent())),
		new(big.Int).Mul(sized(from), pow10(to.Currency().Exponent()))).Text()
	if leads(from, to, made) {
		return made, true
	}
	return "", false
}

func sized(a money.Amount) *big.Int { return new(big.Int).Abs(big.NewInt(a.Minor())) }

// leads tells whether the receiver's check holds: he multiplies with the rate that he reads, and rounds to the
// minor unit. He may round a half to even or away from zero, so where the product lies exactly between two minor
// units, there is no rate.
func leads(from, to money.Amount, text string) bool {
	read, ok := new(big.Rat).SetString(text)
	if !ok || read.Sign() <= 0 {
		return false
	}
	num := new(big.Int).Mul(sized(from), read.Num())
	num.Mul(num, pow10(to.Currency().Exponent()))
	den := new(big.Int).Mul(read.Denom(), pow10(from.Currency().Exponent()))
	off := num.Sub(num, new(big.Int).Mul(sized(to), den))
	return off.Abs(off).Lsh(off, 1).Cmp(den) < 0
}
