package fx

import (
	"errors"
	"fmt"
	"math/big"
	"regexp"

	"github.com/shopspring/decimal"

	"nostro/calendar"
	"nostro/money"
)

// ErrBadDeal marks a deal whose parts contradict each other; test with errors.Is.
var ErrBadDeal = errors.New("deal does not agree with itself")

// Deal is a cover trade as it was dealt: we get Bought and give Sold, both above zero, the two currencies of the pair.
// Rate is units of the quote currency for one of the base, as the market writes it.
type Deal struct {
	Pair                 Pair
	Rate                 decimal.Decimal
	Bought, Sold         money.Amount
	TradeDate, ValueDate calendar.Date
}

// dealRateForm is a plain decimal.
var dealRateForm = regexp.MustCompile(`^[0-9]{1,10}(\.[0-9]{1,15})?$`)

// ParseDealRate reads a rate as a confirmation writes it: a plain decimal such as 1.0834. It errs, wrapping
// ErrBadDeal, for signs, exponents, separators, and more digits than a rate has.
func ParseDealRate(text string) (decimal.Decimal, error) {
	if !dealRateForm.MatchString(text) {
		return decimal.Decimal{}, fmt.Errorf("%w: rate %q is no plain decimal: write it as 1.0834", ErrBadDeal, text)
	}
	return decimal.NewFromString(text)
}

// Check errs, wrapping ErrBadDeal, where the deal is not whole: a rate that Rate.Validate would refuse, amounts that
// are not above zero or not of the pair, a value date before the trade, and amounts that the rate does not lead
// to. One of the amounts is agreed on, and the other is the product or the quotient, rounded to its minor unit; so
// either base x rate lies within half a minor unit of the quote amount, or quote / rate within half a minor unit
// of the base amount. Both ways of rounding a half are taken, since counterparties differ.
func (d Deal) Check() error {
	if err := (Rate{Pair: d.Pair, Bid: d.Rate, Mid: d.Rate, Ask: d.Rate}).Validate(); err != nil {
		return fmt.Errorf("%w: %w", ErrBadDeal, err)
	}
	if d.Bought.Sign() <= 0 || d.Sold.Sign() <= 0 {
		return fmt.Errorf("%w: bought %s and sold %s must both be above zero", ErrBadDeal, d.Bought, d.Sold)
	}
	base, quote, err := d.sides()
	if err != nil {
		return err
	}
	if d.TradeDate.IsZero() || d.ValueDate.Before(d.TradeDate) {
		return fmt.Errorf("%w: value date %q is before the trade of %q", ErrBadDeal, d.ValueDate, d.TradeDate)
	}
	rate := ratioOf(d.Rate)
	if within(base, quote, rate) || within(quote, base, rate.inverse()) {
		return nil
	}
	worth, err := rate.of(big.NewInt(base.Minor()), d.Pair.Base, d.Pair.Quote)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrBadDeal, err)
	}
	return fmt.Errorf("%w: %s at %s %s is %s, not %s; compare with the confirmation of the counterparty", ErrBadDeal, base, d.Pair,
		d.Rate, worth, quote)
}

// sides returns the amounts in the base and the quote currency.
func (d Deal) sides() (base, quote money.Amount, err error) {
	switch (Pair{d.Bought.Currency(), d.Sold.Currency()}) {
	case d.Pair:
		return d.Bought, d.Sold, nil
	case Pair{d.Pair.Quote, d.Pair.Base}:
		return d.Sold, d.Bought, nil
	}
	return base, quote, fmt.Errorf("%w: bought %s and sold %s are not the two sides of %s", ErrBadDeal, d.Bought, d.Sold, d.Pair)
}

// within tells whether from x rate lies within half a minor unit of to.
func within(from, to money.Amount, rate Ratio) bool {
	num := new(big.Int).Mul(big.NewInt(from.Minor()), rate.num)
	num.Mul(num, pow10(to.Currency().Exponent()))
	den := new(big.Int).Mul(rate.den, pow10(from.Currency().Exponent()))
	off := num.Sub(num, new(big.Int).Mul(big.NewInt(to.Minor()), den))
	return off.Abs(off).Lsh(off, 1).Cmp(den) <= 0
}
