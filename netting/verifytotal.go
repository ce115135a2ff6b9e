package netting

import (
	"math/big"

	"nostro/money"
)

// currencySums is what the positions of one currency add up to.
type currencySums struct {
	count                  int
	in, out, net, received big.Int // received: nets above zero
}

func (s *currencySums) add(in, out, net *big.Int) {
	s.in.Add(&s.in, in)
	s.out.Add(&s.out, out)
	s.net.Add(&s.net, net)
	if net.Sign() > 0 {
		s.received.Add(&s.received, net)
	}
}

func (v *verifier) totals(totals []Total) error {
	if len(totals) != len(v.sums) {
		return unproven("there are %d totals for %d currencies", len(totals), len(v.sums))
	}
	for i, t := range totals {
		if i > 0 && totals[i-1].Currency.Code() >= t.Currency.Code() {
			return unproven("total of %s is not sorted, or comes twice", t.Currency)
		}
		s, known := v.sums[t.Currency]
		if !known {
			return unproven("there is a total of %s without obligations", t.Currency)
		}
		if err := s.proves(t); err != nil {
			return err
		}
	}
	return nil
}

// proves checks one total against the sums of the positions.
func (s *currencySums) proves(t Total) error {
	if s.in.Cmp(&s.out) != 0 || s.net.Sign() != 0 {
		return unproven("in %s gross in %s, gross out %s, sum of nets %s minor units", t.Currency, &s.in, &s.out, &s.net)
	}
	if t.Count != s.count || !same(t.Gross, t.Currency, &s.in) || !same(t.Net, t.Currency, &s.received) {
		return unproven("total of %s is %d obligations, gross %s, net %s, but the positions give %d, %s, %s minor units",
			t.Currency, t.Count, t.Gross, t.Net, s.count, &s.in, &s.received)
	}
	if !s.provesEfficiency(t.EfficiencyBP) {
		return unproven("efficiency of %s is %d basis points, which does not follow from gross and net",
			t.Currency, t.EfficiencyBP)
	}
	return nil
}

// provesEfficiency checks the rounding by what it means, without dividing: twice the distance between
// bp x gross and 10000 x (gross - net) is at most gross, and bp is even where it is exactly gross.
func (s *currencySums) provesEfficiency(bp int) bool {
	exact := new(big.Int).Sub(&s.in, &s.received)
	exact.Mul(exact, big.NewInt(basisPoints))
	distance := new(big.Int).Mul(&s.in, big.NewInt(int64(bp)))
	distance.Sub(distance, exact).Abs(distance).Lsh(distance, 1)
	side := distance.Cmp(&s.in)
	return side < 0 || (side == 0 && bp%2 == 0)
}

func same(a money.Amount, c money.Currency, minor *big.Int) bool {
	return a.Currency() == c && minor.IsInt64() && a.Minor() == minor.Int64()
}
