package inspect

import (
	"nostro/formats"
	"nostro/money"
)

// Exchange is a conversion as the bank states it, held against the amounts that it stands beside.
type Exchange struct {
	Entry, Detail int // numbers; the detail is 0 where the entry itself says it, the entry is 0 of a transfer
	formats.Exchange
	From, To money.Amount // in the source and in the target currency, unsigned; no currency where not found
	Implied  string       // units of To for one of From, a decimal; "" where not both amounts are known
	Agrees   Answer       // whether the stated rate makes one amount of the other, whichever way it is quoted
	Way      string       // how it is quoted where it agrees: see Ways
}

// Ways to quote a rate. Banks use all of them, whatever the labels in the message say.
const (
	WayDirect  = "target for one source"
	WayInverse = "source for one target"
	WayPer100  = "target for 100 source"
	WayInv100  = "source for 100 target"
)

// compared is a conversion with the amounts beside it.
type compared struct {
	formats.Exchange
	detail  int
	amounts []money.Amount
}

// exchangesOf notes every conversion of a detail, each once. The amount of the entry belongs beside them only
// where the entry has no other detail: those of the first wait for that.
func (s *Statement) exchangesOf(e *formats.StatementEntry, d *formats.EntryDetail) {
	s.release(e, money.Amount{})
	for _, x := range distinct(d.Amounts) {
		c := compared{x, d.Number, amountsOf(d.Amounts, d.Amount)}
		if d.Number == 1 {
			s.waiting = append(s.waiting, c)
			continue
		}
		s.Exchanges.add(compare(x, e.Number, d.Number, c.amounts))
	}
}

// endExchanges notes the conversions of the entry itself, and those that waited.
func (s *Statement) endExchanges(e *formats.StatementEntry) {
	s.release(e, e.Amount)
	for _, x := range distinct(e.Amounts) {
		s.Exchanges.add(compare(x, e.Number, 0, amountsOf(e.Amounts, e.Amount)))
	}
}

// release compares what waited, beside one more amount.
func (s *Statement) release(e *formats.StatementEntry, more money.Amount) {
	for _, c := range s.waiting {
		s.Exchanges.add(compare(c.Exchange, e.Number, c.detail, append(c.amounts, more)))
	}
	s.waiting = s.waiting[:0]
}

// distinct returns the conversions that stand with the amounts, each once.
func distinct(amounts []formats.AmountIn) []formats.Exchange {
	var found []formats.Exchange
next:
	for i := range amounts {
		x := amounts[i].Exchange
		if x.IsZero() {
			continue
		}
		for _, earlier := range found {
			if earlier == x {
				continue next
			}
		}
		found = append(found, x)
	}
	return found
}

func amountsOf(amounts []formats.AmountIn, more ...money.Amount) []money.Amount {
	var out []money.Amount
	for i := range amounts {
		out = append(out, amounts[i].Amount)
	}
	return append(out, more...)
}

// comparedMax is how many amounts beside a conversion are looked at; honest payments have at most five.
const comparedMax = 12

// compare looks among the amounts for two that the rate connects; else it keeps the first two that it
// could connect.
func compare(x formats.Exchange, entry, detail int, amounts []money.Amount) Exchange {
	out := Exchange{Entry: entry, Detail: detail, Exchange: x}
	amounts = amounts[:min(len(amounts), comparedMax)]
	rate, stated := parseRate(x.Rate)
	for _, from := range amounts {
		for _, to := range amounts {
			if !connects(x, from, to) {
				continue
			}
			way := wayOf(rate, stated, x.Rate, from, to)
			if out.Implied != "" && way == "" {
				continue
			}
			out.From, out.To, out.Implied = absolute(from), absolute(to), implied(from, to)
			if !stated {
				return out
			}
			if out.Agrees = answer(way != ""); way != "" {
				out.Way = way
				return out
			}
		}
	}
	return out
}

// connects tells whether the two amounts are in the currencies of the conversion, and not nothing. A bank
// that names one currency only, converts between it and any other.
func connects(x formats.Exchange, from, to money.Amount) bool {
	if from.IsZero() || to.IsZero() || from.Currency() == to.Currency() {
		return false
	}
	return names(x.Source, from.Currency()) && names(x.Target, to.Currency())
}

func names(code string, c money.Currency) bool {
	return !c.IsZero() && (code == "" || code == c.Code())
}

func absolute(a money.Amount) money.Amount {
	if positive, err := a.Abs(); err == nil {
		return positive
	}
	return a
}
