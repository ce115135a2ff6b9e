package fx

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"nostro/money"
)

// Limits of a rate. They are far beyond any market and keep exact arithmetic small.
const (
	RateDigitsMax   = 20 // significant digits
	RateDecimalsMax = 15 // digits after the point, or zeros before it
)

// Errors that callers tell apart; test with errors.Is.
var (
	ErrBadRate = errors.New("rate is not usable")
	ErrNoRate  = errors.New("no rate")
	ErrStale   = errors.New("rates are not of a usable age")
)

// Pair names two currencies: a rate of the pair is an amount of Quote for one unit of Base.
type Pair struct{ Base, Quote money.Currency }

// String returns "EUR/USD".
func (p Pair) String() string { return p.Base.Code() + "/" + p.Quote.Code() }

func comparePairs(a, b Pair) int {
	return cmp.Or(cmp.Compare(a.Base.Code(), b.Base.Code()), cmp.Compare(a.Quote.Code(), b.Quote.Code()))
}

// Rate is what one unit of the base currency costs in units of the quote currency. Bid is what a seller of
// the base gets, Ask what a buyer of it pays; Bid <= Mid <= Ask, all above zero.
type Rate struct {
	Pair          Pair
	Bid, Mid, Ask decimal.Decimal
}

// Same tells whether both rates say the same of the same pair, wherever they come from.
func (r Rate) Same(o Rate) bool {
	return r.Pair == o.Pair && r.Bid.Equal(o.Bid) && r.Mid.Equal(o.Mid) && r.Ask.Equal(o.Ask)
}

// Validate tells whether the rate can be used; the error wraps ErrBadRate and names the pair.
func (r Rate) Validate() error {
	if r.Pair.Base.IsZero() || r.Pair.Quote.IsZero() || r.Pair.Base == r.Pair.Quote {
		return fmt.Errorf("rate %s: %w: a pair is two different currencies", r.Pair, ErrBadRate)
	}
	for _, d := range []decimal.Decimal{r.Bid, r.Mid, r.Ask} {
		if d.NumDigits() > RateDigitsMax || d.Exponent() < -RateDecimalsMax || d.Exponent() > RateDecimalsMax {
			return fmt.Errorf("rate %s: %w: more than %d digits or %d decimals; correct it at the source",
				r.Pair, ErrBadRate, RateDigitsMax, RateDecimalsMax)
		}
		if !d.IsPositive() {
			return fmt.Errorf("rate %s: %w: %s is not above zero; correct it at the source", r.Pair, ErrBadRate, d)
		}
	}
	if r.Bid.GreaterThan(r.Mid) || r.Mid.GreaterThan(r.Ask) {
		return fmt.Errorf("rate %s: %w: bid %s, mid %s, ask %s do not rise; correct them at the source",
			r.Pair, ErrBadRate, r.Bid, r.Mid, r.Ask)
	}
	return nil
}
