package limit

import (
	"cmp"
	"slices"
)

// familyBase is the family of net debits in the base currency; those of currencies count from 1.
const familyBase = 0

// families returns those of the currencies, and that of base, as far as the problem has them.
func (p *problem) families() [][]int32 {
	var inCurrencies, inBase []int32
	for _, pool := range p.pools {
		list := &inCurrencies
		if pool.family == familyBase {
			list = &inBase
		}
		if pool.family >= 0 && !slices.Contains(*list, pool.family) {
			*list = append(*list, pool.family)
		}
	}
	return slices.DeleteFunc([][]int32{inCurrencies, inBase}, func(list []int32) bool { return len(list) == 0 })
}

// bestDual returns the proof with the lowest bound among those that start from nothing, from the flows in each
// currency, and from the flow in base; and the choices that these flows suggest, which may break caps.
func (p *problem) bestDual() (best *dual, suggested [][]bool) {
	best = newDual(p)
	best.polish(sweepsMax)
	for _, families := range p.families() {
		d := newDual(p)
		kept, alsoLeft := p.all(), p.all()
		prices := make([]int64, len(p.pools))
		for _, f := range families {
			p.flow(f, prices, kept, alsoLeft)
		}
		suggested = append(suggested, kept, alsoLeft)
		d.set(prices)
		d.polish(sweepsMax)
		if d.bound() < best.bound() {
			best = d
		}
	}
	return best, suggested
}

func (p *problem) all() []bool {
	in := make([]bool, len(p.value))
	for i := range in {
		in[i] = true
	}
	return in
}

// flow solves the network of a family, writes its prices, in value, to the pools, and leaves of the two choices what the
// flow leaves: whole obligations only, so that of each pair of parties kept leaves at most as much as the flow, and
// alsoLeft at least as much. Where a cap has several pools they are taken as one, which only loosens it.
func (p *problem) flow(family int32, prices []int64, kept, alsoLeft []bool) {
	tightest, room := p.tightest(family)
	n := p.network(tightest, room)
	for party, cost := range n.solve()[:p.parties] {
		if k := tightest[party]; k >= 0 {
			for _, j := range p.capPools[k] {
				prices[j] = times(cost, n.perUnit).over(1)
			}
		}
	}
	for at, owed := range n.owed {
		rest := n.arcs[2*at+1].room
		slices.SortFunc(owed, func(a, b size) int { return cmp.Or(cmp.Compare(b.amount, a.amount), cmp.Compare(b.i, a.i)) })
		last := -1
		for m, o := range owed {
			if o.amount <= rest {
				kept[o.i], alsoLeft[o.i] = false, false
				rest -= o.amount
			} else {
				last = m
			}
		}
		if rest > 0 && last >= 0 {
			alsoLeft[owed[last].i] = false
		}
	}
}

// tightest returns for each party its cap of the family with the least room, and that room; -1 and freeRoom where it
// has none.
func (p *problem) tightest(family int32) (caps []int32, room []int64) {
	caps, room = make([]int32, p.parties), make([]int64, p.parties)
	for party := range caps {
		caps[party], room[party] = -1, freeRoom
	}
	for k, pools := range p.capPools {
		first := p.pools[pools[0]]
		if first.family != family {
			continue
		}
		free := p.limits[k]
		for _, j := range pools {
			free -= p.pools[j].start
		}
		if free < room[first.party] {
			caps[first.party], room[first.party] = int32(k), free
		}
	}
	return caps, room
}

// size is an obligation and what it adds to the cap of its payer.
type size struct {
	i      int32
	amount int64
}

// network returns the arcs and excesses under those caps.
func (p *problem) network(tightest []int32, room []int64) *network {
	sink := int32(p.parties) // takes what burdens nobody
	n := &network{excess: make([]int64, p.parties+1), out: make([][]int32, p.parties+1)}
	n.excess[sink] = -freeRoom
	for party := range tightest {
		n.excess[party] = -room[party]
	}
	type pair struct{ from, to int32 }
	known, order, sums := map[pair]int{}, []pair{}, []int64{}
	value, amount := int64(0), int64(0)
	for i := range p.value {
		on, by := pair{p.from[i], sink}, int64(0)
		for _, e := range p.of(int32(i)) {
			switch k := p.pools[e.pool].cap; {
			case e.by > 0 && k == tightest[p.from[i]]:
				by = e.by
				n.excess[p.from[i]] += e.by
			case e.by < 0 && k == tightest[p.to[i]]:
				on.to = p.to[i]
				n.excess[p.to[i]] += e.by
			}
		}
		if by == 0 {
			continue
		}
		at, there := known[on]
		if !there {
			at = len(order)
			known[on] = at
			order, sums, n.owed = append(order, on), append(sums, 0), append(n.owed, nil)
		}
		sums[at] += by
		n.owed[at] = append(n.owed[at], size{int32(i), by})
		value, amount = value+p.value[i], amount+by
	}
	for at, on := range order {
		n.connect(on.from, on.to, sums[at])
	}
	if amount > 0 {
		n.perUnit = times(value, 1<<scaleBits).over(amount)
	}
	return n
}
