package limit

import (
	"slices"

	"nostro/money"
)

// Left is an obligation that is left for a later cycle, and the caps that it would break on top of what is settled.
type Left struct {
	Obligation
	Breaches []Breach // at least one
}

// Value is what a choice settles of what is offered, in one unit.
type Value struct {
	Unit    money.Currency // the base currency where all currencies are decided together
	Offered int64
	Queue   int64 // what the rule of the queue would settle
	Settled int64 // at least Queue
	Bound   int64 // no choice within the caps settles more
}

// Choice is what is settled and what is left.
type Choice struct {
	Taken    []string   // in the order of the queue
	Left     []Left     // in the order of the queue
	Together [][]string // gridlocks that were resolved: obligations of which none can come first
	Caps     []Cap      // by participant, kind and currency
	Values   []Value    // by currency
}

// Choose decides what is settled within the caps. Currencies are decided each by itself, unless a cap in base or a
// count of obligations holds them together: then they are valued in the base currency. It errs, wrapping ErrRefused,
// where the book cannot be decided. Rule: docs/limits.md.
func Choose(b Book) (Choice, error) {
	sorted := queued(b.Obligations)
	if err := b.refuse(sorted); err != nil {
		return Choice{}, err
	}
	d := decision{book: b, taken: map[string]bool{}, left: map[string]Left{}}
	if b.joint() {
		if err := d.decide(sorted, b.Base, true); err != nil {
			return Choice{}, err
		}
		return d.choice(sorted), nil
	}
	for _, c := range currencies(sorted) {
		own := slices.DeleteFunc(slices.Clone(sorted), func(o Obligation) bool { return o.Amount.Currency() != c })
		if err := d.decide(own, c, false); err != nil {
			return Choice{}, err
		}
	}
	return d.choice(sorted), nil
}

// decision collects the choice, problem by problem.
type decision struct {
	book     Book
	taken    map[string]bool
	left     map[string]Left
	together [][]string
	caps     []Cap
	values   []Value
}

func (d *decision) decide(queue []Obligation, unit money.Currency, joint bool) error {
	p, caps, err := d.book.compile(queue, joint)
	if err != nil {
		return err
	}
	simple := p.simple()
	in, parts := p.reduce()
	bound := int64(0)
	for i, certain := range in {
		if certain {
			bound += p.value[i]
		}
	}
	for n := range parts {
		most, err := parts[n].settle(simple.in, in)
		if err != nil {
			return err
		}
		bound += most
	}
	end := p.takes(in)
	offered := int64(0)
	for _, v := range p.value {
		offered += v
	}
	d.values = append(d.values, Value{unit, offered, simple.total, end.total, bound})
	d.note(queue, end, caps)
	return nil
}

// settle decides a part, writes what it takes to in, and returns the most that any choice settles of it.
func (t *part) settle(simple, in []bool) (bound int64, err error) {
	if err := t.index(); err != nil {
		return 0, err
	}
	given := make([]bool, len(t.whole))
	for n, i := range t.whole {
		given[n] = simple[i]
	}
	best, bound := t.solve(given)
	for n, i := range t.whole {
		in[i] = best.in[n]
	}
	return bound, nil
}

// note keeps the end of one problem.
func (d *decision) note(queue []Obligation, end *state, caps []Cap) {
	for k := range caps {
		caps[k].Settled = end.loads[k]
	}
	for i, o := range queue {
		if end.in[i] {
			d.taken[o.ID] = true
			continue
		}
		d.left[o.ID] = Left{o, end.breaches(int32(i), caps)}
	}
	for _, group := range end.locked(end.in) {
		var ids []string
		for _, i := range group {
			ids = append(ids, queue[i].ID)
		}
		d.together = append(d.together, ids)
	}
	d.caps = append(d.caps, caps...)
}

// breaches lists the caps that the obligation would break.
func (s *state) breaches(i int32, caps []Cap) []Breach {
	var list []Breach
	for _, e := range s.of(i) {
		k := s.pools[e.pool].cap
		after := s.loads[k] + max(0, s.sums[e.pool]+e.by) - max(0, s.sums[e.pool])
		if e.by > 0 && after > s.limits[k] {
			list = append(list, Breach{caps[k], after - caps[k].Limit})
		}
	}
	return list
}

func (d *decision) choice(queue []Obligation) Choice {
	c := Choice{Together: d.together, Caps: d.caps, Values: d.values}
	for _, o := range queue {
		if d.taken[o.ID] {
			c.Taken = append(c.Taken, o.ID)
		} else {
			c.Left = append(c.Left, d.left[o.ID])
		}
	}
	slices.SortFunc(c.Caps, compareCaps)
	return c
}
