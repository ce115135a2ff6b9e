package limit

import (
	"fmt"

	"nostro/money"
)

// oracle holds the caps against a choice in the plainest way, with nothing of the code that is tested but the limits.
type oracle struct {
	Book
	before map[string]int64
}

func oracleOf(b Book) *oracle {
	o := &oracle{Book: b}
	o.before = o.over(nil)
	return o
}

// use sums up everything that caps bound: "KIND PARTICIPANT UNIT" to the use.
func (o *oracle) use(taken []string) map[string]int64 {
	is := map[string]bool{}
	for _, id := range taken {
		is[id] = true
	}
	sums := map[[4]string]int64{} // kind, participant, unit, what offsets
	use := map[string]int64{}
	add := func(kind, who, unit, set string, by int64) { sums[[4]string{kind, who, unit, set}] += by }
	base := func(who, set string, c money.Currency) string {
		if o.Converts[who] {
			return set
		}
		return set + "/" + c.Code()
	}
	for _, e := range o.Earlier {
		add("day", e.Participant, e.Net.Currency().Code(), e.Set, -e.Net.Minor())
		add("day in base", e.Participant, "", base(e.Participant, e.Set, e.Net.Currency()), -e.InBase.Minor())
	}
	for _, d := range o.Obligations {
		if !is[d.ID] {
			continue
		}
		c := d.Amount.Currency()
		for _, side := range []struct {
			who, set string
			sign     int64
		}{{d.Payer, d.PayerSet, 1}, {d.Payee, d.PayeeSet, -1}} {
			add("cycle", side.who, c.Code(), side.set, side.sign*d.Amount.Minor())
			add("day", side.who, c.Code(), side.set, side.sign*d.Amount.Minor())
			add("base", side.who, "", base(side.who, side.set, c), side.sign*d.InBase.Minor())
			add("day in base", side.who, "", base(side.who, side.set, c), side.sign*d.InBase.Minor())
		}
		use["count "+d.Payer+" "]++
		use["gross "+d.Payer+" "+c.Code()] += d.Amount.Minor()
	}
	for key, sum := range sums {
		use[fmt.Sprintf("%s %s %s", key[0], key[1], key[2])] += max(0, sum)
	}
	return use
}

// over returns by how much each cap is exceeded.
func (o *oracle) over(taken []string) map[string]int64 {
	use, over := o.use(taken), map[string]int64{}
	hold := func(key string, most int64) {
		if use[key] > most {
			over[key] = use[key] - most
		}
	}
	all := make([]string, len(o.Obligations))
	for n, d := range o.Obligations {
		all[n] = d.ID
	}
	offered := o.use(all)
	for _, who := range []string{"a", "b", "c", "d"} {
		caps := o.Limits.Of(who)
		for _, a := range caps.Cycle {
			hold("cycle "+who+" "+a.Currency().Code(), a.Minor())
		}
		for _, a := range caps.Day {
			hold("day "+who+" "+a.Currency().Code(), a.Minor())
		}
		if a := caps.CycleBase; !a.Currency().IsZero() {
			hold("base "+who+" ", a.Minor())
		}
		if a := caps.DayBase; !a.Currency().IsZero() {
			hold("day in base "+who+" ", a.Minor())
		}
		if caps.Obligations > 0 {
			hold("count "+who+" ", int64(caps.Obligations))
		}
		o.shares(who, offered, hold)
	}
	return over
}

func (o *oracle) shares(who string, offered map[string]int64, hold func(string, int64)) {
	kind := map[bool]string{true: "cycle", false: "gross"}[o.Limits.Concentration.OfNetDebit]
	for _, from := range o.Limits.Concentration.Above {
		total := int64(0)
		for _, other := range []string{"a", "b", "c", "d"} {
			total += offered[kind+" "+other+" "+from.Currency().Code()]
		}
		if total >= from.Minor() && o.Limits.Concentration.Percent > 0 {
			hold(kind+" "+who+" "+from.Currency().Code(), total*int64(o.Limits.Concentration.Percent)/100)
		}
	}
}

// broken names a cap that the choice breaks, or breaks further than it was before; "" where it breaks none.
func (o *oracle) broken(taken []string) string {
	for key, by := range o.over(taken) {
		if by > o.before[key] {
			return fmt.Sprintf("%s is broken by %d", key, by)
		}
	}
	return ""
}

func (o *oracle) value(taken []string) (sum int64) {
	for _, id := range taken {
		for _, d := range o.Obligations {
			switch {
			case d.ID != id:
			case o.joint():
				sum += max(1, d.InBase.Minor())
			default:
				sum += d.Amount.Minor()
			}
		}
	}
	return sum
}

// best goes through every choice.
func (o *oracle) best() (most int64) {
	for bits := range 1 << len(o.Obligations) {
		var taken []string
		for n, d := range o.Obligations {
			if bits&(1<<n) != 0 {
				taken = append(taken, d.ID)
			}
		}
		if value := o.value(taken); value > most && o.broken(taken) == "" {
			most = value
		}
	}
	return most
}
