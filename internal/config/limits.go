package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"nostro/fx"
	"nostro/jobs"
	"nostro/money"
)

// risk reads what may be left out: limits of the open position, and how the value at risk is told.
func risk(root *section, base money.Currency) jobs.RiskSettings {
	out := jobs.RiskSettings{AtRiskDays: jobs.AtRiskDaysUsual, ConfidenceBP: jobs.ConfidenceBPUsual}
	if e, there := root.take("limits"); there {
		s := root.r.mapping("limits", e.line, e.node)
		settlement, said := settlementLimits(s, base)
		if out.Settlement = settlement; !said || len(s.order) > 1 {
			exposureLimits(s, base, &out)
		}
		s.end()
	}
	if e, there := root.take("value_at_risk"); there {
		s := root.r.mapping("value_at_risk", e.line, e.node)
		s.setNumber("days", "days", fx.ScenariosMin, fx.ScenariosMax, &out.AtRiskDays)
		s.optional("confidence").check(func(text string) (err error) {
			out.ConfidenceBP, err = confidence(text)
			return err
		})
		s.end()
	}
	return out
}

// exposureLimits reads the limits of the open position.
func exposureLimits(s *section, base money.Currency, out *jobs.RiskSettings) {
	out.Block = s.text("on_breach").oneOf("block", "warn").text == "block"
	currencies, some := currencyLimits(s, "currencies")
	out.Limits.Currencies = currencies
	total := s.optional("total").check(aboveZero(base))
	if total.good {
		out.Limits.Total, _ = money.Parse(base, total.text) // what is wrong with it was told above
	}
	if !s.absent && !total.said && !some {
		s.bad("limits nothing: write total, or currencies")
	}
}

// currencyLimits reads a limit for each currency, in that currency; some is false where none is written, good or bad.
func currencyLimits(s *section, name string) (list []money.Amount, some bool) {
	e, there := s.take(name)
	if !there {
		return nil, false
	}
	each := s.r.mapping(s.at(name), e.line, e.node)
	for _, key := range each.order {
		c, err := money.ParseCurrency(key.name)
		if err != nil {
			s.r.bad(key.line, each.at(key.name), "%v", err)
			continue
		}
		if v := each.text(key.name).check(aboveZero(c)); v.good {
			limit, _ := money.Parse(c, v.text)
			list = append(list, limit)
		}
	}
	slices.SortFunc(list, func(a, b money.Amount) int { return cmp.Compare(a.Currency().Code(), b.Currency().Code()) })
	return list, each.absent || len(each.order) > 0
}

func aboveZero(c money.Currency) func(string) error {
	return func(text string) error {
		if c.IsZero() {
			return nil // its currency is bad, which was told already
		}
		a, err := money.Parse(c, text)
		if err == nil && a.Sign() <= 0 {
			err = fmt.Errorf("%s is no limit: write one above zero, or leave it out", a)
		}
		return err
	}
}

// confidence reads per cent with at most two decimals as basis points.
func confidence(text string) (int, error) {
	whole, part, _ := strings.Cut(text, ".")
	bp := 0
	for _, digit := range whole + (part + "00")[:max(2, len(part))] {
		if digit < '0' || digit > '9' || bp > fx.ConfidenceBPMax {
			bp = -1
			break
		}
		bp = bp*10 + int(digit-'0')
	}
	if whole == "" || strings.HasSuffix(text, ".") || bp < fx.ConfidenceBPMin || bp > fx.ConfidenceBPMax {
		return 0, fmt.Errorf("%q: write per cent from \"90\" to \"99.99\"", text)
	}
	return bp, nil
}
