package limit

import (
	"cmp"
	"slices"

	"nostro/money"
)

// compiler turns obligations into a problem and the caps that it holds.
type compiler struct {
	book    Book
	joint   bool
	p       *problem
	caps    []Cap // of each cap of the problem
	ofCap   map[capKey]int32
	ofPool  map[poolKey]int32
	parties map[string]int32
	family  map[money.Currency]int32
	limits  map[string]Caps
	totals  map[money.Currency]int64 // what a share is measured against
}

type capKey struct {
	kind  Kind
	party int32
	unit  money.Currency
}

type poolKey struct {
	cap int32
	set string
	c   money.Currency // what is kept apart within a cap in base; the zero value where all offsets
}

// compile returns the problem of obligations that stand in the order of the queue.
func (b Book) compile(queue []Obligation, joint bool) (*problem, []Cap, error) {
	c := compiler{book: b, joint: joint, p: &problem{first: []int32{0}}, ofCap: map[capKey]int32{}, ofPool: map[poolKey]int32{},
		parties: map[string]int32{}, family: map[money.Currency]int32{}, limits: map[string]Caps{}}
	c.totals = b.Limits.Concentration.totals(queue)
	for _, e := range b.Earlier {
		c.earlier(e, queue)
	}
	for _, o := range queue {
		c.obligation(o)
	}
	c.merge()
	c.p.parties = len(c.parties)
	limits := slices.Clone(c.p.limits)
	if err := c.p.index(); err != nil {
		return nil, nil, err
	}
	c.use(limits)
	return c.p, c.caps, nil
}

func (c *compiler) party(name string) int32 {
	n, known := c.parties[name]
	if !known {
		n = int32(len(c.parties))
		c.parties[name] = n
		c.limits[name] = c.book.Limits.Of(name)
	}
	return n
}

// earlier starts the pools of the day with what was taken before. A currency of which nothing is offered matters where
// all currencies are decided together.
func (c *compiler) earlier(e Earlier, queue []Obligation) {
	if !c.joint && (len(queue) == 0 || queue[0].Amount.Currency() != e.Net.Currency()) {
		return
	}
	c.party(e.Participant)
	caps := c.limits[e.Participant]
	if most, has := in(caps.Day, e.Net.Currency()); has {
		c.p.pools[c.currencyPool(NetDebitDay, e.Participant, e.Set, most)].start -= e.Net.Minor()
	}
	if !caps.DayBase.Currency().IsZero() {
		c.p.pools[c.basePool(InBaseDay, e.Participant, e.Set, e.Net.Currency(), caps.DayBase)].start -= e.InBase.Minor()
	}
}

func (c *compiler) obligation(o Obligation) {
	c.p.from, c.p.to = append(c.p.from, c.party(o.Payer)), append(c.p.to, c.party(o.Payee))
	value := o.Amount.Minor()
	if c.joint {
		value = max(1, o.InBase.Minor()) // even the smallest is worth something
	}
	c.p.value = append(c.p.value, value)
	c.side(o, o.Payer, o.PayerSet, 1)
	c.side(o, o.Payee, o.PayeeSet, -1)
	if most := c.limits[o.Payer].Obligations; most > 0 {
		k := c.cap(ObligationsDue, o.Payer, money.Currency{}, int64(most))
		c.effect(c.pool(poolKey{cap: k}, -1), 1)
	}
	if share := c.book.Limits.Concentration; share.Percent > 0 && !share.OfNetDebit {
		if most, has := c.share(share, o.Amount.Currency()); has {
			k := c.cap(ShareGross, o.Payer, o.Amount.Currency(), most)
			c.effect(c.pool(poolKey{cap: k}, -1), o.Amount.Minor())
		}
	}
	c.p.first = append(c.p.first, int32(len(c.p.effects)))
}

// side adds the effects on the net debits of one of the two.
func (c *compiler) side(o Obligation, participant, set string, sign int64) {
	caps, currency := c.limits[participant], o.Amount.Currency()
	if most, has := in(caps.Cycle, currency); has {
		c.effect(c.currencyPool(NetDebit, participant, set, most), sign*o.Amount.Minor())
	}
	if most, has := in(caps.Day, currency); has {
		c.effect(c.currencyPool(NetDebitDay, participant, set, most), sign*o.Amount.Minor())
	}
	if !caps.CycleBase.Currency().IsZero() {
		c.effect(c.basePool(InBase, participant, set, currency, caps.CycleBase), sign*o.InBase.Minor())
	}
	if !caps.DayBase.Currency().IsZero() {
		c.effect(c.basePool(InBaseDay, participant, set, currency, caps.DayBase), sign*o.InBase.Minor())
	}
	if share := c.book.Limits.Concentration; share.Percent > 0 && share.OfNetDebit {
		if most, has := c.share(share, currency); has {
			c.effect(c.currencyPool(ShareNetDebit, participant, set, money.FromMinor(currency, most)), sign*o.Amount.Minor())
		}
	}
}

func (c *compiler) effect(pool int32, by int64) {
	if by != 0 {
		c.p.effects = append(c.p.effects, effect{pool, by})
	}
}

func (c *compiler) currencyPool(kind Kind, participant, set string, most money.Amount) int32 {
	currency := most.Currency()
	family, known := c.family[currency]
	if !known {
		family = int32(len(c.family) + 1)
		c.family[currency] = family
	}
	k := c.cap(kind, participant, currency, most.Minor())
	return c.pool(poolKey{cap: k, set: set}, family)
}

func (c *compiler) basePool(kind Kind, participant, set string, currency money.Currency, most money.Amount) int32 {
	key := poolKey{cap: c.cap(kind, participant, c.book.Base, most.Minor()), set: set, c: currency}
	if c.book.Converts[participant] {
		key.c = money.Currency{}
	}
	return c.pool(key, familyBase)
}

func (c *compiler) cap(kind Kind, participant string, unit money.Currency, limit int64) int32 {
	key := capKey{kind, c.party(participant), unit}
	k, known := c.ofCap[key]
	if !known {
		k = int32(len(c.caps))
		c.ofCap[key] = k
		c.caps = append(c.caps, Cap{Kind: kind, Participant: participant, Unit: unit, Limit: limit})
		c.p.limits = append(c.p.limits, limit)
	}
	return k
}

func (c *compiler) pool(key poolKey, family int32) int32 {
	j, known := c.ofPool[key]
	if !known {
		j = int32(len(c.p.pools))
		c.ofPool[key] = j
		c.p.pools = append(c.p.pools, pool{cap: key.cap, party: c.parties[c.caps[key.cap].Participant], family: family})
	}
	return j
}

// merge puts together those pools of a cap that can never be below zero, such as those of gross settlement: then the
// sum of what is above zero is the sum. It drops pools that can never be above zero.
func (c *compiler) merge() {
	adds, relieves := make([]bool, len(c.p.pools)), make([]bool, len(c.p.pools))
	for j, pool := range c.p.pools {
		adds[j], relieves[j] = pool.start > 0, pool.start < 0
	}
	for _, e := range c.p.effects {
		adds[e.pool], relieves[e.pool] = adds[e.pool] || e.by > 0, relieves[e.pool] || e.by < 0
	}
	to, first := make([]int32, len(c.p.pools)), map[int32]int32{}
	var pools []pool
	for j, p := range c.p.pools {
		at, known := first[p.cap]
		switch {
		case !adds[j]:
			to[j] = -1
			continue
		case relieves[j] || !known:
			at = int32(len(pools))
			pools = append(pools, p)
		default:
			pools[at].start += p.start
		}
		if to[j] = at; !relieves[j] {
			first[p.cap] = at
		}
	}
	c.p.pools = pools
	c.redirect(to)
}

// redirect points the effects to the pools that took the place of theirs; -1 is none.
func (c *compiler) redirect(to []int32) {
	kept, from := c.p.effects[:0], int32(0)
	for i := range c.p.value {
		until := c.p.first[i+1]
		for _, e := range c.p.effects[from:until] {
			if to[e.pool] >= 0 {
				kept = append(kept, effect{to[e.pool], e.by})
			}
		}
		from = until
		c.p.first[i+1] = int32(len(kept))
	}
	c.p.effects = kept
}

// use fills in what the caps are used for if all is settled, and before.
func (c *compiler) use(limits []int64) {
	before := newState(c.p)
	all := newState(c.p)
	for i := range c.p.value {
		all.add(int32(i))
	}
	for k := range c.caps {
		c.caps[k].Limit, c.caps[k].Before, c.caps[k].Offered = limits[k], before.loads[k], all.loads[k]
	}
}

// compareCaps orders caps by participant, kind and unit.
func compareCaps(a, b Cap) int {
	return cmp.Or(cmp.Compare(a.Participant, b.Participant), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Unit.Code(), b.Unit.Code()))
}
