package config

import (
	"nostro/money"
	"nostro/risk/limit"
)

// Bounds of what may be said about limits of settlement.
const (
	obligationsMostMax = 10_000_000
	percentMax         = 99
)

// settlementLimits reads limits.settlement: what one participant may owe, and what becomes of what it owes beyond.
// docs/limits.md has the rules.
func settlementLimits(limits *section, base money.Currency) (out limit.Limits, said bool) {
	e, there := limits.take("settlement")
	if !there {
		return out, false
	}
	s := limits.r.mapping(limits.at("settlement"), e.line, e.node)
	out.Caps = caps(s, base)
	for _, one := range s.optionalSections("participants") {
		id := one.text("participant")
		if _, twice := out.Own[id.text]; twice {
			id.bad("%q is there twice: give each its own caps once", id.text)
		}
		if out.Own == nil {
			out.Own = map[string]limit.Caps{}
		}
		out.Own[id.text] = caps(one, base)
		one.end()
	}
	if sub := s.optionalSection("concentration"); sub != nil {
		out.Concentration.OfNetDebit = sub.text("of").oneOf("gross", "net_debit").text == "net_debit"
		out.Concentration.Percent = sub.number("percent", "per cent", 1, percentMax)
		above, some := currencyLimits(sub, "above")
		if out.Concentration.Above = above; !some && !sub.absent {
			sub.bad("measures nothing: write above, with the total of each currency from which on it holds")
		}
		sub.end()
	}
	s.end()
	if out.None() && !s.absent {
		s.bad("limits nothing: write net_debit, concentration, obligations or participants")
	}
	return out, true
}

// caps reads what is capped for everyone, or for one participant.
func caps(s *section, base money.Currency) (out limit.Caps) {
	if sub := s.optionalSection("net_debit"); sub != nil {
		cycle, someCycle := currencyLimits(sub, "cycle")
		day, someDay := currencyLimits(sub, "day")
		out.Cycle, out.Day = cycle, day
		out.CycleBase = sub.inBase("cycle_base", base)
		out.DayBase = sub.inBase("day_base", base)
		if !someCycle && !someDay && !sub.absent && out.CycleBase.Currency().IsZero() && out.DayBase.Currency().IsZero() && len(sub.order) == 0 {
			sub.bad("caps nothing: write cycle, day, cycle_base or day_base")
		}
		sub.end()
	}
	s.setNumber("obligations", "obligations", 1, obligationsMostMax, &out.Obligations)
	return out
}

// inBase reads an amount of the base currency, above zero, that may be left out.
func (s *section) inBase(name string, base money.Currency) (a money.Amount) {
	if v := s.optional(name).check(aboveZero(base)); v.good {
		a, _ = money.Parse(base, v.text)
	}
	return a
}
