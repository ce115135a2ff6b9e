package limit

import (
	"cmp"
	"slices"
)

// Multipliers are whole numbers of 2^-scaleBits of value for one unit of a pool.
const (
	scaleBits     = 32
	multiplierMax = 1 << 61
	sweepsMax     = 6 // over all pools; each of them only lowers the bound
)

// dual is a proof that no choice settles more than its bound. Each pool has a multiplier, zero or more. Take any choice
// within the caps: what it settles is at most the sum of
//
//	for each cap: its limit x the largest multiplier of its pools
//	for each pool: minus its start x its multiplier
//	for each obligation: its value less its effects x the multipliers, where that is above zero
//
// since the sum of multiplier x sum of the pool, over the pools of a cap, is at most the largest multiplier x the limit.
// So any multipliers give a bound, and a bug in how they are found can make it loose, never wrong.
type dual struct {
	*problem
	prices  []int64 // the multiplier of each pool
	reduced []wide  // of each obligation: value less effects x multipliers
}

func newDual(p *problem) *dual {
	d := &dual{problem: p, prices: make([]int64, len(p.pools)), reduced: make([]wide, len(p.value))}
	d.set(d.prices)
	return d
}

// set takes the multipliers.
func (d *dual) set(multipliers []int64) {
	d.prices = multipliers
	for i := range d.value {
		r := times(d.value[i], 1<<scaleBits)
		for _, e := range d.of(int32(i)) {
			r = r.minus(times(e.by, d.prices[e.pool]))
		}
		d.reduced[i] = r
	}
}

// total returns the sum, times 2^scaleBits.
func (d *dual) total() wide {
	total := wide{}
	for k, pools := range d.capPools {
		highest := int64(0)
		for _, j := range pools {
			highest = max(highest, d.prices[j])
			total = total.minus(times(d.pools[j].start, d.prices[j]))
		}
		total = total.plus(times(d.limits[k], highest))
	}
	for _, r := range d.reduced {
		if r.above() {
			total = total.plus(r)
		}
	}
	return total
}

// bound returns the most that any choice can settle. It is whole, so the sum may be rounded down.
func (d *dual) bound() int64 {
	total, all := d.total(), int64(0)
	for _, v := range d.value {
		all += v
	}
	if !total.less(times(all, 1<<scaleBits)) {
		return all
	}
	return max(0, total.shifted())
}

// polish lowers the bound by moving one multiplier, or those of one cap together, at a time, each to where the bound is
// lowest: it is a convex function of it, made of straight pieces.
func (d *dual) polish(sweeps int) {
	best := d.bound()
	for range sweeps {
		for _, pools := range d.capPools {
			if len(pools) > 1 {
				d.line(pools)
			}
			for _, j := range pools {
				d.line([]int32{j})
			}
		}
		now := d.bound()
		if now >= best {
			return
		}
		best = now
	}
}

// bend is a place where the slope of the bound rises.
type bend struct {
	at int64
	by wide
}

// line moves the multipliers of pools of one cap to one common value, the best one, if that lowers the bound.
func (d *dual) line(pools []int32) {
	k := d.pools[pools[0]].cap
	others := int64(0)
	for _, j := range d.capPools[k] {
		if !slices.Contains(pools, j) {
			others = max(others, d.prices[j])
		}
	}
	slope := wide{}
	bends := []bend{{others, times(1, d.limits[k])}}
	for _, j := range pools {
		slope = slope.minus(times(d.pools[j].start, 1))
		for _, i := range d.members[j] {
			by := d.effectOn(i, j)
			r := d.reduced[i].plus(times(by, d.prices[j])) // as if the multiplier were zero
			switch {
			case by > 0 && r.above():
				slope = slope.minus(times(by, 1))
				bends = append(bends, bend{r.over(by), times(by, 1)})
			case by < 0 && r.above():
				slope = slope.minus(times(by, 1))
			case by < 0:
				bends = append(bends, bend{wide{}.minus(r).over(-by), times(-by, 1)})
			}
		}
	}
	slices.SortFunc(bends, func(a, b bend) int { return cmp.Compare(a.at, b.at) })
	to := int64(0)
	for _, b := range bends {
		if !slope.less(wide{}) {
			break
		}
		slope, to = slope.plus(b.by), b.at
	}
	d.moveIfLower(pools, k, to)
}

// moveIfLower moves the multipliers unless the bound would rise.
func (d *dual) moveIfLower(pools []int32, k int32, to int64) {
	before := d.share(pools, k)
	old := make([]int64, len(pools))
	for n, j := range pools {
		old[n] = d.prices[j]
		d.move(j, to)
	}
	if before.less(d.share(pools, k)) {
		for n, j := range pools {
			d.move(j, old[n])
		}
	}
}

func (d *dual) move(j int32, to int64) {
	by := to - d.prices[j]
	d.prices[j] = to
	for _, i := range d.members[j] {
		e := d.effectOn(i, j)
		if by < 0 {
			d.reduced[i] = d.reduced[i].plus(times(e, -by))
			continue
		}
		d.reduced[i] = d.reduced[i].minus(times(e, by))
	}
}

// share is the part of the bound that the multipliers of the pools have to do with.
func (d *dual) share(pools []int32, k int32) wide {
	highest := int64(0)
	for _, j := range d.capPools[k] {
		highest = max(highest, d.prices[j])
	}
	total := times(d.limits[k], highest)
	for _, j := range pools {
		total = total.minus(times(d.pools[j].start, d.prices[j]))
		for _, i := range d.members[j] {
			if d.reduced[i].above() {
				total = total.plus(d.reduced[i])
			}
		}
	}
	return total
}
