package fx

import (
	"fmt"
	"strings"

	"nostro/calendar"
	"nostro/money"
)

// crossCurrency is the currency that a cross rate goes through, as the ECB fixes against it.
var crossCurrency = money.MustCurrency("EUR")

// Quote is the rate from one currency to another as exact fractions: units of To for one unit of From.
// Bid is what a seller of From gets, Ask what a buyer of From pays; Bid <= Mid <= Ask.
type Quote struct {
	From, To      money.Currency
	Bid, Mid, Ask Ratio
	Source        string
	Date          calendar.Date
	Derivation    []string // in words, from which rates of the fixing it comes
}

// Quote finds the rate from one currency to another: the rate of the pair itself, else the inverse of the
// opposite pair, else the cross through the pivot of the fixing. Bid and ask change places in an inverse, and a cross takes
// the worse side of both legs. A missing rate is an error that wraps ErrNoRate and names the pair and
// what is needed; a currency against itself and a rate that Rate.Validate refuses are errors too.
func (f Fixing) Quote(from, to money.Currency) (Quote, error) {
	if from.IsZero() || to.IsZero() || from == to {
		return Quote{}, fmt.Errorf("quote %s: %w: ask for two different currencies", Pair{from, to}, ErrNoRate)
	}
	direct, err := f.leg(from, to)
	if err != nil {
		return Quote{}, err
	}
	if direct.found {
		return f.quoteOf(from, to, direct, direct.words), nil
	}
	return f.cross(from, to)
}

// MidText returns the mid rate as Ratio.Text does: rounded half to even to at most 10 decimals.
func (q Quote) MidText() string { return q.Mid.Text() }

// leg is one step between two currencies, taken from one rate.
type leg struct {
	found         bool
	bid, mid, ask Ratio
	words         string
}

func (f Fixing) leg(from, to money.Currency) (leg, error) {
	if r, found, err := f.find(Pair{from, to}); found || err != nil {
		return leg{found, ratioOf(r.Bid), ratioOf(r.Mid), ratioOf(r.Ask), "direct " + f.describe(r)}, err
	}
	r, found, err := f.find(Pair{to, from})
	if !found || err != nil {
		return leg{}, err
	}
	words := fmt.Sprintf("%s is the inverse of %s", Pair{from, to}, f.describe(r))
	return leg{true, ratioOf(r.Ask).inverse(), ratioOf(r.Mid).inverse(), ratioOf(r.Bid).inverse(), words}, nil
}

// find returns the only usable rate of the pair. The fixing is not searched as sorted: a caller may have
// built it by hand.
func (f Fixing) find(pair Pair) (rate Rate, found bool, err error) {
	for _, r := range f.Rates {
		if r.Pair != pair {
			continue
		}
		if found {
			return Rate{}, false, fmt.Errorf("%s of %s: rate %s: %w: it comes twice, keep one",
				f.Source, f.Date, pair, ErrBadRate)
		}
		if err := r.Validate(); err != nil {
			return Rate{}, false, fmt.Errorf("%s of %s: %w", f.Source, f.Date, err)
		}
		rate, found = r, true
	}
	return rate, found, nil
}

func (f Fixing) pivot() money.Currency {
	if f.Pivot.IsZero() {
		return crossCurrency
	}
	return f.Pivot
}

func (f Fixing) cross(from, to money.Currency) (Quote, error) {
	pivot := f.pivot()
	if from == pivot || to == pivot {
		return Quote{}, f.missing(from, to, Pair{from, to})
	}
	first, err := f.leg(from, pivot)
	if err != nil {
		return Quote{}, err
	}
	second, err := f.leg(pivot, to)
	if err != nil {
		return Quote{}, err
	}
	var lacking []Pair
	if !first.found {
		lacking = append(lacking, Pair{pivot, from})
	}
	if !second.found {
		lacking = append(lacking, Pair{pivot, to})
	}
	if len(lacking) > 0 {
		return Quote{}, f.missing(from, to, lacking...)
	}
	joined := leg{true, first.bid.times(second.bid), first.mid.times(second.mid), first.ask.times(second.ask), ""}
	words := fmt.Sprintf("%s is the cross through %s: first x second", Pair{from, to}, pivot)
	return f.quoteOf(from, to, joined, first.words, second.words, words), nil
}

func (f Fixing) quoteOf(from, to money.Currency, l leg, words ...string) Quote {
	origin := fmt.Sprintf("rates of %s, fixed on %s", f.Source, f.Date)
	return Quote{From: from, To: to, Bid: l.bid, Mid: l.mid, Ask: l.ask,
		Source: f.Source, Date: f.Date, Derivation: append([]string{origin}, words...)}
}

func (f Fixing) missing(from, to money.Currency, lacking ...Pair) error {
	needed := make([]string, len(lacking))
	for i, p := range lacking {
		needed[i] = fmt.Sprintf("%s or %s", p, Pair{p.Quote, p.Base})
	}
	return fmt.Errorf("quote %s: %w in %s of %s: load rates that have %s",
		Pair{from, to}, ErrNoRate, f.Source, f.Date, strings.Join(needed, ", and "))
}

func (f Fixing) describe(r Rate) string {
	words := fmt.Sprintf("%s %s", r.Pair, r.Mid)
	if !r.Bid.Equal(r.Ask) {
		words += fmt.Sprintf(" (bid %s, ask %s)", r.Bid, r.Ask)
	}
	remark := f.Remarks[r.Pair]
	if remark.PerUnits > 1 {
		words += fmt.Sprintf(", published per %d %s", remark.PerUnits, r.Pair.Base)
	}
	if !remark.Date.IsZero() {
		words += ", fixed on " + remark.Date.String()
	}
	if remark.RawSHA256 != "" {
		words += fmt.Sprintf(", from file %.12s", remark.RawSHA256)
	}
	return words
}
