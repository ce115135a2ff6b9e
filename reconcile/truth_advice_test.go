package reconcile_test

import (
	. "nostro/reconcile"
)

func init() {
	// A bank books payments as one and names none of them; advices tell them, a few each.
	stories["told in several advices"] = func(g *truth) { g.toldInParts(false) }
	stories["told in several advices, one is missing"] = func(g *truth) { g.toldInParts(true) }
}

func (g *truth) toldInParts(lacking bool) {
	direction, first := g.direction(), len(g.instructions)
	var details []Detail
	total := int64(0)
	for range 3 + g.rng.IntN(4) {
		i := g.expects(direction)
		d := g.strong(i)
		d.Amount = usdOf(side(i, i.Amount.Minor()))
		details, total = append(details, d), total+d.Amount.Minor()
	}
	e := g.comes(g.days(1)[0], total)
	e.told = g.parts(e.entry, details)
	if lacking {
		e.told = e.told[1:]
		g.lies(e, total)
	}
	for n := first; n < len(g.instructions); n++ {
		if i := &g.instructions[n]; lacking {
			g.becomes(i, 0, 0, "")
		} else {
			g.settles(i)
		}
	}
}

// parts are advices of some payments each, in random order: with the amount of the booking, or of their own.
func (g *truth) parts(e Entry, details []Detail) (parts []*Advice) {
	own := g.rng.IntN(2) == 0
	for len(details) > 0 {
		some := 1 + g.rng.IntN(min(2, len(details)))
		a := &Advice{MsgID: "A", Booking: Entry{Booked: true, Amount: e.Amount, ValueDate: e.ValueDate, Details: details[:some:some]}}
		if own {
			total := int64(0)
			for _, d := range a.Booking.Details {
				total += d.Amount.Minor()
			}
			a.Booking.Amount = usdOf(total)
		}
		details, parts = details[some:], append(parts, a)
	}
	g.rng.Shuffle(len(parts), func(a, b int) { parts[a], parts[b] = parts[b], parts[a] })
	return parts
}

// opened is the entry with the payments that its advices tell, where they tell all of them.
func (e *event) opened() Entry {
	if len(e.told) == 0 {
		return e.entry
	}
	for _, part := range e.told {
		if !part.PartOf(&e.entry) {
			panic("an advice of some payments is no part")
		}
	}
	whole, missing := Together(&e.entry, e.told)
	if text, _ := whole.Contradiction(&e.entry); missing != "" || text != "" {
		return e.entry
	}
	one := e.entry
	one.Details = whole.Booking.Details
	return one
}
