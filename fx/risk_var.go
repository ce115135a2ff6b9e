package fx

import (
	"errors"
	"fmt"
	"math/big"
	"slices"

	"nostro/calendar"
	"nostro/money"
)

// ErrTooFewFixings marks a value at risk that is not told, since there are too few fixings to tell it from.
var ErrTooFewFixings = errors.New("too few fixings")

// Limits of how a value at risk may be asked for.
const (
	ScenariosMin    = 20   // fewer days say nothing
	ScenariosMax    = 2500 // ten years
	ConfidenceBPMin = 9000 // basis points: 90 %
	ConfidenceBPMax = 9999 // 99.99 %
)

// AtRisk is a historical value at risk: on Days days of Confidence, we would have lost no more than Loss.
type AtRisk struct {
	Days         int           // scenarios: changes from one fixing to the next
	ConfidenceBP int           // 9900 is 99 %
	Rank         int           // of the loss among all, the largest being 1
	Loss         money.Amount  // in the base currency, at or above zero
	Day          calendar.Date // the fixing to which the rates of that scenario moved; none where Loss is nothing
	From, To     calendar.Date // the first and the last fixing
}

// ValueAtRisk applies to the positions, as they are worth now, every change of rates from one of the fixings to the
// next, and takes the loss of nearest rank: of n losses from small to large the one of number ceil(confidence x n).
// There is no interpolation and no floating point: each scenario's result is an exact sum of fractions, rounded once,
// half to even, to the minor unit of the base currency. fixings are in order of date, the last days+1 on or before
// the day; with fewer, the error wraps ErrTooFewFixings. A fixing that lacks a currency of the positions is an error
// that wraps ErrNoRate and names both: no day is left out, and no rate is filled in. The loss counts a fall in the
// value of the positions; where the scenario of that rank brings a gain, Loss is nothing.
func ValueAtRisk(positions []Valued, base money.Currency, fixings []Fixing, days, confidenceBP int) (AtRisk, error) {
	if err := checkAtRisk(fixings, days, confidenceBP); err != nil {
		return AtRisk{}, err
	}
	window := fixings[len(fixings)-days-1:]
	scenarios, err := scenariosOf(positions, base, window)
	if err != nil {
		return AtRisk{}, err
	}
	slices.SortStableFunc(scenarios, func(a, b scenario) int { return b.result.Cmp(a.result) }) // small losses first
	place := (confidenceBP*days + basisPoints - 1) / basisPoints
	worst := scenarios[place-1]
	out := AtRisk{Days: days, ConfidenceBP: confidenceBP, Rank: days - place + 1, Loss: money.Zero(base),
		From: window[0].Date, To: window[days].Date}
	if worst.result.Sign() >= 0 {
		return out, nil
	}
	loss := new(big.Int).Neg(worst.result)
	if !loss.IsInt64() {
		return AtRisk{}, fmt.Errorf("value at risk of %s minor units of %s: %w", loss, base, money.ErrOverflow)
	}
	out.Loss, out.Day = money.FromMinor(base, loss.Int64()), worst.day
	return out, nil
}

func checkAtRisk(fixings []Fixing, days, confidenceBP int) error {
	if days < ScenariosMin || days > ScenariosMax || confidenceBP < ConfidenceBPMin || confidenceBP > ConfidenceBPMax {
		return fmt.Errorf("value at risk of %d days at %d basis points: %w: ask for %d to %d days and %d to %d basis points",
			days, confidenceBP, ErrBadConversion, ScenariosMin, ScenariosMax, ConfidenceBPMin, ConfidenceBPMax)
	}
	if len(fixings) < days+1 {
		return fmt.Errorf("value at risk: %w: %d days need %d fixings, and there are %d: import the history of the source, or "+
			"set fewer days", ErrTooFewFixings, days, days+1, len(fixings))
	}
	for n := 1; n < len(fixings); n++ {
		if !fixings[n-1].Date.Before(fixings[n].Date) {
			return fmt.Errorf("value at risk: %w: fixing of %s after that of %s: give them in order", ErrBadConversion,
				fixings[n].Date, fixings[n-1].Date)
		}
	}
	return nil
}

// scenario is what a change of rates would bring, in minor units of the base currency.
type scenario struct {
	day    calendar.Date
	result *big.Int
}

func scenariosOf(positions []Valued, base money.Currency, window []Fixing) ([]scenario, error) {
	sums := make([]*big.Rat, len(window)-1)
	for n := range sums {
		sums[n] = new(big.Rat)
	}
	for _, p := range positions {
		if p.Position.Currency() == base || p.Value.IsZero() {
			continue
		}
		if err := addMoves(sums, p, base, window); err != nil {
			return nil, err
		}
	}
	list := make([]scenario, len(sums))
	for n, sum := range sums {
		list[n] = scenario{window[n+1].Date, roundHalfEven(sum.Num(), sum.Denom())}
	}
	return list, nil
}

// addMoves adds to each scenario what the position would have brought: value x (rate after / rate before - 1).
func addMoves(sums []*big.Rat, p Valued, base money.Currency, window []Fixing) error {
	value := new(big.Rat).SetInt(bigOf(p.Value))
	var before *big.Rat
	for n, f := range window {
		q, err := f.Quote(p.Position.Currency(), base)
		if err != nil {
			return fmt.Errorf("value at risk, fixing of %s: %w", f.Date, err)
		}
		after := new(big.Rat).SetFrac(q.Mid.Fraction())
		if n > 0 {
			move := new(big.Rat).Quo(after, before)
			move.Sub(move, big.NewRat(1, 1))
			sums[n-1].Add(sums[n-1], move.Mul(move, value))
		}
		before = after
	}
	return nil
}

func bigOf(a money.Amount) *big.Int { return big.NewInt(a.Minor()) }
