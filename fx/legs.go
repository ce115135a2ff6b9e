package fx

import (
	"fmt"
	"math/big"

	"nostro/money"
)

// Legs returns the published rates from which Quote derives the rate between two currencies: one, or the two
// of a cross. It errs as Quote does.
func (f Fixing) Legs(from, to money.Currency) ([]Rate, error) {
	if _, err := f.Quote(from, to); err != nil {
		return nil, err
	}
	if r, found, err := f.between(from, to); found || err != nil {
		return []Rate{r}, err
	}
	first, _, errFirst := f.between(from, f.pivot())
	second, _, errSecond := f.between(f.pivot(), to)
	if errFirst != nil {
		return nil, errFirst
	}
	return []Rate{first, second}, errSecond
}

// between returns the published rate of two currencies, whichever is the base.
func (f Fixing) between(a, b money.Currency) (Rate, bool, error) {
	r, found, err := f.find(Pair{a, b})
	if found || err != nil {
		return r, found, err
	}
	return f.find(Pair{b, a})
}

// Lacking returns the pairs that would have to be published, either way round, for a rate between two
// currencies: none where there is one.
func (f Fixing) Lacking(from, to money.Currency) []Pair {
	pivot := f.pivot()
	if _, found, _ := f.between(from, to); found {
		return nil
	}
	if from == pivot || to == pivot {
		return []Pair{MarketPair(from, to)}
	}
	var lacking []Pair
	for _, c := range []money.Currency{from, to} {
		if _, found, _ := f.between(pivot, c); !found {
			lacking = append(lacking, MarketPair(pivot, c))
		}
	}
	return lacking
}

// With returns the fixing with one more rate, which another fixing of the source has.
func (f Fixing) With(r Rate, from Fixing) Fixing {
	f.Rates = append(f.Rates[:len(f.Rates):len(f.Rates)], r)
	remarks := map[Pair]Remark{}
	for pair, remark := range f.Remarks {
		remarks[pair] = remark
	}
	remark := from.Remarks[r.Pair]
	remark.Date = from.Date
	if remark.RawSHA256 == "" {
		remark.RawSHA256 = from.RawSHA256
	}
	remarks[r.Pair] = remark
	f.Remarks = remarks
	return f
}

// Moved tells how far the mid rate has moved, in basis points of the earlier one, rounded half to even, and
// whether that is more than the limit.
func Moved(before, after Rate, limitBP int) (bp int64, tooFar bool) {
	was, is := ratioOf(before.Mid), ratioOf(after.Mid)
	if was.num.Sign() == 0 {
		return 0, true
	}
	relative := is.distance(was).times(was.inverse()).times(ratioOfInts(basisPoints, 1))
	limit := ratioOfInts(int64(limitBP), 1)
	rounded := roundHalfEven(relative.num, relative.den)
	if !rounded.IsInt64() {
		return 0, true
	}
	bp = rounded.Int64()
	if is.cmp(was) < 0 {
		bp = -bp
	}
	return bp, relative.cmp(limit) > 0
}

// PercentText writes basis points as a percentage: -125 is "-1.25 %".
func PercentText(bp int64) string {
	sign := ""
	size := new(big.Int).Abs(big.NewInt(bp))
	if bp < 0 {
		sign = "-"
	}
	whole, rest := new(big.Int).QuoRem(size, big.NewInt(100), new(big.Int))
	return fmt.Sprintf("%s%s.%02d %%", sign, whole, rest.Int64())
}
