package fx

import (
	"fmt"
	"slices"
	"strings"

	"nostro/money"
)

// Incoherence is a loop of published rates that does not come back to 1: who went round it would win or lose.
type Incoherence struct {
	Loop  []money.Currency // two for a pair and its inverse, three for a triangle
	Words string           // the rates, and how far off they are
}

// Coherence looks at every pair that is published both ways round and at every triangle of published rates,
// and returns how many such loops there are and those whose product of mid rates is off 1 by more than so
// many basis points. The rule is exact: no rate is rounded before it is compared.
func (f Fixing) Coherence(boundBP int) (loops int, bad []Incoherence) {
	if f.oneBase() {
		return 0, nil // all rates are against one currency: there is no loop
	}
	m := f.mids()
	check := func(loop ...money.Currency) {
		loops++
		if wrong, off := m.incoherence(loop, boundBP); off {
			bad = append(bad, wrong)
		}
	}
	for _, r := range f.Rates {
		p := r.Pair
		if _, both := m.rates[Pair{p.Quote, p.Base}]; both && p.Base.Code() < p.Quote.Code() {
			check(p.Base, p.Quote)
		}
	}
	for n, a := range m.currencies {
		for k, b := range m.currencies[n+1:] {
			if !m.linked(a, b) {
				continue
			}
			for _, c := range m.currencies[n+1+k+1:] {
				if m.linked(b, c) && m.linked(a, c) {
					check(a, b, c)
				}
			}
		}
	}
	return loops, bad
}

func (f Fixing) oneBase() bool {
	for _, r := range f.Rates {
		if r.Pair.Base != f.Rates[0].Pair.Base {
			return false
		}
	}
	return true
}

// mids are the mid rates of a fixing by pair.
type mids struct {
	rates      map[Pair]Rate
	currencies []money.Currency // by code
}

func (f Fixing) mids() mids {
	m := mids{rates: map[Pair]Rate{}}
	seen := map[money.Currency]bool{}
	for _, r := range f.Rates {
		m.rates[r.Pair] = r
		seen[r.Pair.Base], seen[r.Pair.Quote] = true, true
	}
	for c := range seen {
		m.currencies = append(m.currencies, c)
	}
	slices.SortFunc(m.currencies, func(a, b money.Currency) int { return strings.Compare(a.Code(), b.Code()) })
	return m
}

func (m mids) linked(a, b money.Currency) bool {
	_, direct := m.rates[Pair{a, b}]
	_, inverse := m.rates[Pair{b, a}]
	return direct || inverse
}

// incoherence multiplies the rates along a loop.
func (m mids) incoherence(loop []money.Currency, boundBP int) (Incoherence, bool) {
	product, words := ratioOfInts(1, 1), make([]string, len(loop))
	for n, from := range loop {
		to := loop[(n+1)%len(loop)]
		r, direct := m.rates[Pair{from, to}]
		step := ratioOf(r.Mid)
		if !direct {
			r = m.rates[Pair{to, from}]
			step = ratioOf(r.Mid).inverse()
		}
		product = product.times(step)
		words[n] = fmt.Sprintf("%s %s", r.Pair, r.Mid)
	}
	one := ratioOfInts(1, 1)
	off := product.distance(one).times(ratioOfInts(basisPoints, 1))
	if off.cmp(ratioOfInts(int64(boundBP), 1)) <= 0 {
		return Incoherence{}, false
	}
	return Incoherence{Loop: loop, Words: fmt.Sprintf("%s make %s where 1 is due, more than %d basis points off",
		strings.Join(words, ", "), product.Text(), boundBP)}, true
}
