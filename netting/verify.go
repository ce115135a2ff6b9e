package netting

import (
	"fmt"
	"math/big"

	"nostro/money"
)

// Verify redoes the netting by another way than Net and errs, wrapping ErrUnproven, where the result does
// not follow from the obligations and the terms. It starts from the list of each position, looks the obligations up, and
// adds with integers of any size. It checks that every obligation is listed once under its payer and once
// under its payee and nowhere else, in the netting set of the terms and in the order of Seq; that gross in, gross out
// and net are the sums of the lists; that in each currency, and within each agreement, pair and obligation that is
// netted apart, gross in = gross out and the nets sum to zero, and the totals add up; and
// that everything is sorted and none comes twice. The order of the obligations does not matter.
func Verify(obligations []Obligation, r Result) error {
	v := verifier{terms: r.Terms, ruled: map[ruleKey]rule{}, apart: map[apartKey]*currencySums{}, given: obligations,
		listed: make([]uint32, len(obligations)), sums: map[money.Currency]*currencySums{}}
	twice := firstTwice(obligations)
	for n := range obligations {
		o := &obligations[n]
		if reason := reasonToRefuse(o); reason != "" {
			return unproven("obligation %q: %s", o.ID, reason)
		}
		if n == twice {
			return unproven("obligation %q comes twice", o.ID)
		}
		v.of(o.Amount.Currency()).count++
	}
	v.finder = newFinder(obligations)
	if err := v.obligations(r.Obligations); err != nil {
		return err
	}
	for i, p := range r.Positions {
		if i > 0 && comparePositions(r.Positions[i-1], p) >= 0 {
			return unproven("position of %q in %s is not sorted, or comes twice", p.Participant, p.Net.Currency())
		}
		if err := v.position(p); err != nil {
			return err
		}
	}
	for _, times := range v.listed {
		if times != 2 {
			return v.firstUnlisted()
		}
	}
	for key, s := range v.apart {
		if s.in.Cmp(&s.out) != 0 || s.net.Sign() != 0 {
			return unproven("in %s, %s: gross in %s, gross out %s, sum of nets %s minor units", key.currency, key.set, &s.in, &s.out, &s.net)
		}
	}
	return v.totals(r.Totals)
}

func unproven(format string, arguments ...any) error {
	return fmt.Errorf("%w: %s; net again from the accepted obligations", ErrUnproven, fmt.Sprintf(format, arguments...))
}

type verifier struct {
	terms  Terms
	ruled  map[ruleKey]rule
	apart  map[apartKey]*currencySums
	given  []Obligation
	finder *finder
	listed []uint32 // how often each was listed
	sums   map[money.Currency]*currencySums
}

func (v *verifier) of(c money.Currency) *currencySums {
	if v.sums[c] == nil {
		v.sums[c] = &currencySums{}
	}
	return v.sums[c]
}

func (v *verifier) obligations(listed []Obligation) error {
	if len(listed) != len(v.given) {
		return unproven("the result holds %d obligations, %d were given", len(listed), len(v.given))
	}
	for i := range listed {
		o := &listed[i]
		if *o != v.given[i] { // else it stands where it was given
			if n, known := v.finder.look(o.ID); !known || v.given[n] != *o {
				return unproven("obligation %q differs from the one given", o.ID)
			}
		}
		if i > 0 && compareObligations(&listed[i-1], o) >= 0 {
			return unproven("obligation %q is not sorted, or comes twice", o.ID)
		}
	}
	return nil
}

func (v *verifier) position(p Position) error {
	c := p.Net.Currency()
	if len(p.Obligations) == 0 {
		return unproven("position of %q in %s has no obligations behind it", p.Participant, c)
	}
	var in, out, net, minor big.Int
	var before *Obligation
	trail := v.finder.trail(p.Participant, c)
	for _, id := range p.Obligations {
		n, after, known := v.finder.next(id, trail)
		if trail = after; !known {
			return unproven("position of %q in %s lists obligation %q, which is not behind it", p.Participant, c, id)
		}
		o := &v.given[n]
		if o.Amount.Currency() != c || (o.Payer != p.Participant && o.Payee != p.Participant) ||
			v.setOf(p.Participant, o) != p.Set {
			return unproven("position of %q in %s lists obligation %q, which is not behind it", p.Participant, c, id)
		}
		if before != nil && compareObligations(before, o) >= 0 {
			return unproven("position of %q in %s lists obligation %q twice or out of order", p.Participant, c, id)
		}
		side := &in
		if o.Payer == p.Participant {
			side = &out
		}
		side.Add(side, minor.SetInt64(o.Amount.Minor()))
		v.listed[n]++
		before = o
	}
	net.Sub(&in, &out)
	if !same(p.GrossIn, c, &in) || !same(p.GrossOut, c, &out) || !same(p.Net, c, &net) {
		return unproven("position of %q in %s is in %s, out %s, net %s, but its list gives %s, %s, %s minor units",
			p.Participant, c, p.GrossIn, p.GrossOut, p.Net, &in, &out, &net)
	}
	if p.Count != len(p.Obligations) {
		return unproven("position of %q in %s counts %d obligations and lists %d", p.Participant, c, p.Count, len(p.Obligations))
	}
	v.of(c).add(&in, &out, &net)
	v.netApart(p).add(&in, &out, &net)
	return nil
}

func (v *verifier) firstUnlisted() error {
	first := -1
	for n := range v.given {
		if v.listed[n] != 2 && (first < 0 || v.given[n].ID < v.given[first].ID) {
			first = n
		}
	}
	return unproven("obligation %q is listed under %d positions, not under its payer and its payee", v.given[first].ID, v.listed[first])
}
