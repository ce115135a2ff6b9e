package fx

import (
	"errors"
	"fmt"
	"math/big"
	"slices"

	"nostro/money"
)

// SpreadBPMax is the widest spread that Convert takes, in basis points: at 10000 a seller would get nothing.
const SpreadBPMax = 9999

const basisPoints = 10000

// ErrBadConversion marks a conversion that was asked for with arguments that do not fit; test with errors.Is.
var ErrBadConversion = errors.New("cannot convert")

// Conversion is one position in one currency turned into another. From and To carry the sign of the
// position (+ we owe them). To = Mid - Spread - Residual holds exactly.
type Conversion struct {
	From     money.Amount // the position
	To       money.Amount // what it becomes for the participant, at the client rate
	Mid      money.Amount // what it is worth at the mid rate
	Spread   money.Amount // what we earn, never below zero
	Residual money.Amount // what rounding left over: at most one minor unit either way

	ClientRateText, MidText string // as Ratio.Text: for people and messages
	Derivation              []string
}

// Convert turns a position at the quote, with a spread of 0 to SpreadBPMax basis points in our favour on top
// of bid or ask. Where we owe (position > 0) the client rate is bid x (1 - bp/10000), where they owe it is
// ask x (1 + bp/10000). To, Mid and Spread are each the exact product rounded once, half to even, to the
// minor unit of the target; Residual is Mid - To - Spread. A position of zero stays zero. It errs, wrapping
// ErrBadConversion, for a quote of another currency, an unusable quote or a spread out of range, and wraps
// money.ErrOverflow where a result does not fit. Rule: docs/design.md, section 6.
func Convert(position money.Amount, q Quote, spreadBP int) (Conversion, error) {
	if err := checkArguments(position, q, spreadBP); err != nil {
		return Conversion{}, err
	}
	client, words := q.clientRate(position, spreadBP)
	minor := big.NewInt(position.Minor())
	to, errTo := client.of(minor, q.From, q.To)
	mid, errMid := q.Mid.of(minor, q.From, q.To)
	spread, errSpread := q.Mid.distance(client).of(new(big.Int).Abs(minor), q.From, q.To)
	if err := errors.Join(errTo, errMid, errSpread); err != nil {
		return Conversion{}, fmt.Errorf("convert %s to %s: %w", position, q.To, err)
	}
	residual, err := residualOf(mid, to, spread)
	if err != nil {
		return Conversion{}, fmt.Errorf("convert %s to %s: %w", position, q.To, err)
	}
	return Conversion{From: position, To: to, Mid: mid, Spread: spread, Residual: residual,
		ClientRateText: client.Text(), MidText: q.MidText(),
		Derivation: append(slices.Clone(q.Derivation), words)}, nil
}

func checkArguments(position money.Amount, q Quote, spreadBP int) error {
	if q.Bid.IsZero() || q.Mid.IsZero() || q.Ask.IsZero() || q.From == q.To || q.To.IsZero() {
		return fmt.Errorf("convert %s: %w: the quote is empty, take one from Fixing.Quote", position, ErrBadConversion)
	}
	if q.Bid.num.Sign() <= 0 || q.Bid.cmp(q.Mid) > 0 || q.Mid.cmp(q.Ask) > 0 {
		return fmt.Errorf("convert %s: %w: bid %s, mid %s, ask %s of the quote do not rise from above zero",
			position, ErrBadConversion, q.Bid, q.Mid, q.Ask)
	}
	if position.Currency() != q.From {
		return fmt.Errorf("convert %s: %w: the quote is %s, take one from %s",
			position, ErrBadConversion, Pair{q.From, q.To}, position.Currency())
	}
	if spreadBP < 0 || spreadBP > SpreadBPMax {
		return fmt.Errorf("convert %s: %w: a spread of %d basis points is outside 0 to %d",
			position, ErrBadConversion, spreadBP, SpreadBPMax)
	}
	return nil
}

func (q Quote) clientRate(position money.Amount, spreadBP int) (Ratio, string) {
	side, name, kept := q.Bid, "bid", int64(basisPoints-spreadBP)
	sign := "-"
	if position.Sign() < 0 {
		side, name, kept, sign = q.Ask, "ask", int64(basisPoints+spreadBP), "+"
	}
	client := side.times(ratioOfInts(kept, basisPoints))
	return client, fmt.Sprintf("client rate %s = %s %s x (1 %s %d/%d), exactly %s",
		client.Text(), name, side.Text(), sign, spreadBP, basisPoints, client)
}

func residualOf(mid, to, spread money.Amount) (money.Amount, error) {
	earned, err := mid.Sub(to)
	if err != nil {
		return money.Amount{}, err
	}
	return earned.Sub(spread)
}
