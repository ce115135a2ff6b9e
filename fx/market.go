package fx

import (
	"slices"
	"strings"

	"nostro/money"
)

// The order in which the market puts the currencies of a pair: the one that stands first here is the base.
// Those that stand in neither list come between the two, by code. OpenGamma Strata and the trading platforms
// agree on the first seven; the yen, and what is quoted against it in hundreds, is the quote of all others.
var (
	marketFirst = []string{"EUR", "GBP", "AUD", "NZD", "USD", "CAD", "CHF"}
	marketLast  = []string{"JPY", "KRW", "IDR", "VND"}
)

// MarketPair returns the two currencies as the market quotes them: EUR/USD, GBP/USD, USD/JPY.
func MarketPair(a, b money.Currency) Pair {
	if marketOrder(a, b) > 0 {
		return Pair{b, a}
	}
	return Pair{a, b}
}

func marketOrder(a, b money.Currency) int {
	if rank := marketRank(a) - marketRank(b); rank != 0 {
		return rank
	}
	return strings.Compare(a.Code(), b.Code())
}

func marketRank(c money.Currency) int {
	if n := slices.Index(marketFirst, c.Code()); n >= 0 {
		return n
	}
	return len(marketFirst) + 1 + slices.Index(marketLast, c.Code())
}

// ParsePair reads a pair such as EUR/USD. It errs where it is not two different currencies of ISO 4217.
func ParsePair(text string) (Pair, error) {
	base, quote, found := strings.Cut(text, "/")
	b, errBase := money.ParseCurrency(base)
	q, errQuote := money.ParseCurrency(quote)
	if !found || errBase != nil || errQuote != nil || b == q {
		return Pair{}, &PairError{text}
	}
	return Pair{b, q}, nil
}

// PairError is a text that is no pair.
type PairError struct{ Text string }

// Error says what a pair looks like.
func (e *PairError) Error() string {
	return "\"" + shorten(e.Text) + "\" is no pair: write two currencies of ISO 4217, such as EUR/USD"
}
