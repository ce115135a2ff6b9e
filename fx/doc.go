// Package fx holds exchange rates, the conversion of positions at them, and the exposure that is left.
//
// It promises that a rate is never rounded before money is: inverse and cross rates are exact fractions
// and say from what they were derived. A conversion rounds each of its amounts once, half to even, to the
// minor unit of the target currency, and what the participant gets, the mid value, the spread and the
// rounding residual stand apart, so that the rate can be recovered from the books.
//
// It refuses to invent a rate: a missing pair, a rate of zero, a bid above its ask, a fixing that is too
// old or dated ahead, and a rate file that is not exactly what it should be are errors. There is no
// default rate, not even 1.
package fx
