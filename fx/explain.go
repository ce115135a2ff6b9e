package fx

import (
	"fmt"

	"nostro/money"
)

// Part tells where a flow comes from, and so which line of the explanation it belongs to.
type Part string

// The parts of what events add to our position.
const (
	PartExchange Part = "exchange" // both sides of a conversion at mid: they cancel out, but for rounding
	PartSpread   Part = "spread"   // what we earn on a conversion
	PartRounding Part = "rounding" // what rounding left of it
	PartTrade    Part = "trade"    // both sides of a cover trade: what they leave is its slippage
)

// Flow is what one event added to our position in one currency, with its worth in the base currency at the mid rate
// of the fixing at which the event was made.
type Flow struct {
	Origin string // a cycle, or what made the trade
	Part   Part
	Change
}

// Explained tells why the value of our position in the base currency changed from Opening to Closing: Spread +
// Slippage + Revaluation + Residual is the change, exactly. All amounts are in the base currency, + a gain.
type Explained struct {
	Opening     money.Amount // value at the last rates that were looked at
	Spread      money.Amount // earned on conversions, at the rates of their fixings
	Slippage    money.Amount // cover trades, at their rates, against mid
	Revaluation money.Amount // rates moved: what was held, and what came in the meantime, since the rate it came at
	Residual    money.Amount // what rounding left of conversions, to minor units of their currencies and of the base
	Closing     money.Amount
}

// Change returns Closing less Opening.
func (e Explained) Change() (money.Amount, error) { return e.Closing.Sub(e.Opening) }

// Check errs where the parts are not the change.
func (e Explained) Check() error {
	change, err := e.Change()
	if err != nil {
		return err
	}
	parts, err := money.Sum(change.Currency(), e.Spread, e.Slippage, e.Revaluation, e.Residual)
	if err != nil {
		return err
	}
	if parts != change {
		return fmt.Errorf("spread %s, slippage %s, revaluation %s and residual %s sum to %s, and the value changed by %s",
			e.Spread, e.Slippage, e.Revaluation, e.Residual, parts, change)
	}
	return nil
}

// parts sums the worth of flows by line of the explanation.
type parts struct{ spread, slippage, residual, all money.Amount }

func newParts(base money.Currency) parts {
	zero := money.Zero(base)
	return parts{zero, zero, zero, zero}
}

func (p *parts) add(f Flow) error {
	line := &p.residual
	switch f.Part {
	case PartSpread:
		line = &p.spread
	case PartTrade:
		line = &p.slippage
	case PartExchange, PartRounding:
	default:
		return fmt.Errorf("flow of %s from %s: %w: its part %q is none of exchange, spread, rounding, trade", f.Amount, f.Origin,
			ErrBadConversion, f.Part)
	}
	for _, sum := range []*money.Amount{line, &p.all} {
		var err error
		if *sum, err = sum.Add(f.Worth); err != nil {
			return fmt.Errorf("flow of %s from %s: %w", f.Amount, f.Origin, err)
		}
	}
	return nil
}

// explained closes the lines: what no flow brought, rates did.
func (p *parts) explained(opening, closing money.Amount) (Explained, error) {
	e := Explained{Opening: opening, Spread: p.spread, Slippage: p.slippage, Residual: p.residual, Closing: closing}
	change, err := e.Change()
	if err == nil {
		e.Revaluation, err = change.Sub(p.all)
	}
	if err != nil {
		return Explained{}, fmt.Errorf("explain %s to %s: %w", opening, closing, err)
	}
	return e, nil
}
