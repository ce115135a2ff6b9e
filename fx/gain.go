package fx

import (
	"nostro/money"
)

// Gain is what converting and covering has brought, in one currency, + a gain: Spread + Slippage + Residual = Total,
// exactly as they are shown. Rates that moved between the events are not in it.
type Gain struct {
	Spread   money.Amount // earned on conversions
	Slippage money.Amount // both sides of deals at mid: what was bought less what was sold
	Residual money.Amount // what rounding left: of the conversions, and of their parts to the base currency
	Total    money.Amount
}

// GainOf sums flows by the lines that they belong to, each with the worth at which it came: so a deal is measured
// against the mid rates of its own day, and a conversion against those of its fixing. It is what ExplainOrigins says
// of the same flows, without what rates did since. It errs for a part that is unknown (ErrBadConversion), and a sum
// that does not fit (money.ErrOverflow).
func GainOf(flows []Flow, base money.Currency) (Gain, error) {
	p := newParts(base)
	for _, f := range flows {
		if err := p.add(f); err != nil {
			return Gain{}, err
		}
	}
	return Gain{Spread: p.spread, Slippage: p.slippage, Residual: p.residual, Total: p.all}, nil
}
