package config

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"nostro/money"
	rules "nostro/risk"
)

// Limits of what may be said about the risk reserve.
const (
	reserveDaysMax = 3660
	reserveDays    = 30 // that pay-outs are counted back, where nothing is said
)

// reserve reads how much is set aside for losses in each currency; docs/reserve.md has the rules.
func reserve(root *section) (list []rules.ReserveRule) {
	e, there := root.take("reserve")
	if !there {
		return nil
	}
	each := root.r.mapping("reserve", e.line, e.node)
	for _, key := range each.order {
		c, err := money.ParseCurrency(key.name)
		if err != nil {
			root.r.bad(key.line, each.at(key.name), "%v", err)
			continue
		}
		list = append(list, reserveRule(root.r.mapping(each.at(key.name), key.line, key.node), c))
	}
	slices.SortFunc(list, func(a, b rules.ReserveRule) int { return cmp.Compare(a.Currency.Code(), b.Currency.Code()) })
	return list
}

func reserveRule(s *section, c money.Currency) rules.ReserveRule {
	r := rules.ReserveRule{Currency: c, Minimum: money.Zero(c), Days: reserveDays}
	if v := s.optional("percent").check(func(text string) (err error) {
		r.BP, err = percent(text)
		return err
	}); v.said {
		of := s.text("of").oneOf(string(rules.ReserveOfPayOuts), string(rules.ReserveOfExposure))
		r.Of = rules.ReserveBasis(of.text)
	}
	s.take("of")
	if s.take("days"); r.Of == rules.ReserveOfPayOuts {
		s.setNumber("days", "days", 1, reserveDaysMax, &r.Days)
	} else if e, said := s.take("days"); said {
		s.r.bad(e.line, s.at("days"), "only pay-outs are counted over days: leave it out, or write of: pay-outs")
	}
	s.setAmount("minimum", c, &r.Minimum)
	s.setAmount("maximum", c, &r.Maximum)
	s.setAmount("alone_up_to", c, &r.AloneUpTo)
	if !r.Maximum.Currency().IsZero() && r.Maximum.Minor() < r.Minimum.Minor() {
		s.bad("maximum %s is below minimum %s", r.Maximum, r.Minimum)
	}
	if !s.absent && r.BP == 0 && r.Minimum.IsZero() && len(s.r.problems) == 0 {
		s.bad("asks for nothing: write percent and of, or minimum")
	}
	s.end()
	return r
}

func (s *section) setAmount(name string, c money.Currency, to *money.Amount) {
	if v := s.optional(name).check(aboveZero(c)); v.good {
		*to, _ = money.Parse(c, v.text) // what is wrong with it was told above
	}
}

var percentForm = regexp.MustCompile(`^(0|[1-9][0-9]{0,2})(?:\.([0-9]{1,2}))?$`)

// percent reads per cent, more than 0 and at most 100 with at most two decimals, as basis points.
func percent(text string) (int, error) {
	parts := percentForm.FindStringSubmatch(text)
	if parts != nil {
		if bp, err := strconv.Atoi(parts[1] + (parts[2] + "00")[:2]); err == nil && bp > 0 && bp <= 10_000 {
			return bp, nil
		}
	}
	return 0, fmt.Errorf("%q: write per cent above 0 and up to 100, with at most two decimals, such as \"2.5\"", text)
}
