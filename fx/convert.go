package fx

import (
	"errors"
	"fmt"
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

	ClientRate              Ratio  // exact
	ClientRateText, MidText string // as Ratio.Text: for people and messages
	Derivation              []string
}

// Convert turns a position at the quote, with a spread of 0 to SpreadBPMax basis points in our favour on top
// of bid or ask. Where we owe (position > 0) the client rate is bid x (1 - bp/10000), where they owe it is
// ask x (1 + bp/10000). To, Mid and Spread are each the exact product rounded once, half to even, to the
// minor unit of the target; Residual is Mid - To - Spread. A position of zero stays zero. It errs, wrapping
// ErrBadConversion, for a quote of another currency, an unusable quote or a spread out of range, and wraps
// money.ErrOverflow where a result does not fit. Rule: docs/fx.md. For many positions at one quote make a
// Converter.
func Convert(position money.Amount, q Quote, spreadBP int) (Conversion, error) {
	if position.Currency() != q.From && q.check() == nil {
		return Conversion{}, wrongCurrency(position, q)
	}
	c, err := NewConverter(q, spreadBP)
	if err != nil {
		return Conversion{}, fmt.Errorf("convert %s: %w", position, err)
	}
	return c.Convert(position)
}

// Converter turns positions at one quote and one spread. It does not change once made.
type Converter struct {
	quote    Quote
	mid      scale
	midText  string
	buy, pay side // where we owe, and where they owe
}

// side is what a Converter does for one sign of the position.
type side struct {
	client, spread scale
	rate           Ratio
	text           string
	derivation     []string
}

// NewConverter returns a converter. It errs, wrapping ErrBadConversion, for an unusable quote and a spread out of
// range.
func NewConverter(q Quote, spreadBP int) (*Converter, error) {
	if err := q.check(); err != nil {
		return nil, err
	}
	if spreadBP < 0 || spreadBP > SpreadBPMax {
		return nil, fmt.Errorf("%w: a spread of %d basis points is outside 0 to %d", ErrBadConversion, spreadBP, SpreadBPMax)
	}
	return &Converter{quote: q, mid: newScale(q.Mid, q.From, q.To), midText: q.MidText(),
		buy: q.side("bid", q.Bid, "-", spreadBP, basisPoints-spreadBP),
		pay: q.side("ask", q.Ask, "+", spreadBP, basisPoints+spreadBP)}, nil
}

func (q Quote) check() error {
	if q.Bid.IsZero() || q.Mid.IsZero() || q.Ask.IsZero() || q.From == q.To || q.To.IsZero() {
		return fmt.Errorf("%w: the quote is empty, take one from Fixing.Quote", ErrBadConversion)
	}
	if q.Bid.num.Sign() <= 0 || q.Bid.cmp(q.Mid) > 0 || q.Mid.cmp(q.Ask) > 0 {
		return fmt.Errorf("%w: bid %s, mid %s, ask %s of the quote do not rise from above zero",
			ErrBadConversion, q.Bid, q.Mid, q.Ask)
	}
	return nil
}

func wrongCurrency(position money.Amount, q Quote) error {
	return fmt.Errorf("convert %s: %w: the quote is %s, take one from %s",
		position, ErrBadConversion, Pair{q.From, q.To}, position.Currency())
}

// side works out the client rate from one side of the quote.
func (q Quote) side(name string, market Ratio, sign string, spreadBP, kept int) side {
	client := market.times(ratioOfInts(int64(kept), basisPoints))
	words := fmt.Sprintf("client rate %s = %s %s x (1 %s %d/%d), exactly %s",
		client.Text(), name, market.Text(), sign, spreadBP, basisPoints, client)
	return side{client: newScale(client, q.From, q.To), spread: newScale(q.Mid.distance(client), q.From, q.To),
		rate: client, text: client.Text(), derivation: append(slices.Clone(q.Derivation), words)}
}

// Convert is Convert at the quote and spread of the converter. The Derivation of all results for one sign is
// one slice: do not change it.
func (c *Converter) Convert(position money.Amount) (Conversion, error) {
	if position.Currency() != c.quote.From {
		return Conversion{}, wrongCurrency(position, c.quote)
	}
	s := &c.buy
	if position.Sign() < 0 {
		s = &c.pay
	}
	to, errTo := s.client.of(position.Minor())
	mid, errMid := c.mid.of(position.Minor())
	spread, errSpread := s.spread.size(position.Minor())
	if errTo != nil || errMid != nil || errSpread != nil {
		return Conversion{}, fmt.Errorf("convert %s to %s: %w", position, c.quote.To, errors.Join(errTo, errMid, errSpread))
	}
	residual, err := residualOf(mid, to, spread)
	if err != nil {
		return Conversion{}, fmt.Errorf("convert %s to %s: %w", position, c.quote.To, err)
	}
	return Conversion{From: position, To: to, Mid: mid, Spread: spread, Residual: residual,
		ClientRate: s.rate, ClientRateText: s.text, MidText: c.midText, Derivation: s.derivation}, nil
}

func residualOf(mid, to, spread money.Amount) (money.Amount, error) {
	earned, err := mid.Sub(to)
	if err != nil {
		return money.Amount{}, err
	}
	return earned.Sub(spread)
}
