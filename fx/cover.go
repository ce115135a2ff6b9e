package fx

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"

	"nostro/money"
)

// Trade is a deal that would flatten an exposure: Sell and Buy are both above zero, Rate is units of Buy for
// one unit of Sell, as Ratio.Text.
type Trade struct {
	Sell, Buy money.Amount
	Rate      string
}

// Cover returns the fewest trades that flatten the exposure into the pivot currency, at mid: one for each
// other currency, sorted by it. What is left is an amount of the pivot only. An exposure that is worth less
// than half a minor unit of the pivot cannot be traded and stays; it makes no trade. It errs for a missing
// pivot or a currency that comes twice (ErrBadConversion), a missing rate (ErrNoRate) and overflow.
func Cover(exposure []money.Amount, pivot money.Currency, f Fixing) ([]Trade, error) {
	if pivot.IsZero() {
		return nil, fmt.Errorf("cover: %w: name the pivot currency, such as EUR", ErrBadConversion)
	}
	sorted := slices.Clone(exposure)
	slices.SortFunc(sorted, func(a, b money.Amount) int {
		return cmp.Compare(a.Currency().Code(), b.Currency().Code())
	})
	var trades []Trade
	for i, e := range sorted {
		if i > 0 && sorted[i-1].Currency() == e.Currency() {
			return nil, fmt.Errorf("cover: %w: exposure in %q comes twice, add it up first", ErrBadConversion, e.Currency())
		}
		if e.IsZero() || e.Currency() == pivot {
			continue
		}
		trade, err := coverOne(e, pivot, f)
		if err != nil {
			return nil, fmt.Errorf("cover %s: %w", e, err)
		}
		if !trade.Sell.IsZero() && !trade.Buy.IsZero() {
			trades = append(trades, trade)
		}
	}
	return trades, nil
}

func coverOne(exposure money.Amount, pivot money.Currency, f Fixing) (Trade, error) {
	quote, err := f.Quote(exposure.Currency(), pivot)
	if err != nil {
		return Trade{}, err
	}
	size, err := exposure.Abs()
	if err != nil {
		return Trade{}, err
	}
	worth, err := quote.Mid.of(big.NewInt(size.Minor()), quote.From, quote.To)
	if err != nil {
		return Trade{}, err
	}
	if exposure.Sign() > 0 {
		return Trade{Sell: size, Buy: worth, Rate: quote.Mid.Text()}, nil
	}
	return Trade{Sell: worth, Buy: size, Rate: quote.Mid.inverse().Text()}, nil
}
