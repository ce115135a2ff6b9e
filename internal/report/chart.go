package report

import (
	"math/big"
	"slices"
	"strings"

	"nostro/fx"
	"nostro/jobs"
)

// chartDecimals is how exactly a rate is drawn: far beyond what an eye can tell.
const chartDecimals = 12

var bars = []rune("▁▂▃▄▅▆▇█")

// heights puts the mid rates between 0 and top, the least at 0 and the greatest at top. Where all are equal
// they stand in the middle.
func heights(points []jobs.RatePoint, top int64) []int64 {
	scaled := make([]*big.Int, len(points))
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(chartDecimals), nil)
	for n, p := range points {
		num, den := p.Mid.Fraction()
		scaled[n] = num.Mul(num, scale).Quo(num, den)
	}
	out := make([]int64, len(points))
	if len(points) == 0 {
		return out
	}
	low, high := slices.MinFunc(scaled, (*big.Int).Cmp), slices.MaxFunc(scaled, (*big.Int).Cmp)
	span := new(big.Int).Sub(high, low)
	for n, s := range scaled {
		if out[n] = top / 2; span.Sign() > 0 {
			above := new(big.Int).Sub(s, low)
			out[n] = above.Mul(above, big.NewInt(top)).Quo(above, span).Int64()
		}
	}
	return out
}

// Sparkline draws the mid rates as one line of at most width bars, the lowest rate as the lowest bar. Where there
// are more rates than bars, each bar is the last rate of as many days.
func Sparkline(points []jobs.RatePoint, width int) string {
	var line strings.Builder
	for _, h := range heights(thinned(points, width), int64(len(bars)-1)) {
		line.WriteRune(bars[h])
	}
	return line.String()
}

// thinned keeps at most so many points, evenly, the last always.
func thinned(points []jobs.RatePoint, most int) []jobs.RatePoint {
	if len(points) <= most || most < 1 {
		return points
	}
	kept := make([]jobs.RatePoint, most)
	for n := range most {
		kept[n] = points[(n+1)*len(points)/most-1]
	}
	return kept
}

// Extremes returns the points of the lowest and of the highest mid rate, the earliest of equals. It wants at
// least one point.
func Extremes(points []jobs.RatePoint) (low, high jobs.RatePoint) {
	low, high = points[0], points[0]
	for _, p := range points[1:] {
		if below(p.Mid, low.Mid) {
			low = p
		}
		if below(high.Mid, p.Mid) {
			high = p
		}
	}
	return low, high
}

func below(a, b fx.Ratio) bool {
	num, den := a.Fraction()
	otherNum, otherDen := b.Fraction()
	return num.Mul(num, otherDen).Cmp(otherNum.Mul(otherNum, den)) < 0
}
