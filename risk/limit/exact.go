package limit

import (
	"cmp"
	"slices"
)

// Up to exactMost obligations that are not certain, every choice that could be better is gone through, unless that takes
// more than exactSteps.
const (
	exactMost  = 60
	exactSteps = 400_000
)

// enumeration goes through choices, and cuts off those that the multipliers prove to be no better, or that break a cap
// whatever comes.
type enumeration struct {
	*dual
	order   []int32 // those whose decision costs most first
	in      []bool
	lowest  []int64 // of each pool: what it comes to if all that is undecided and gives relief is taken
	loads   []int64 // of the caps, of that
	best    []bool
	settled int64
	steps   int
}

// exact returns the best choice. all is false where it would have taken too many steps.
func (p *problem) exact(d *dual, known *state) (best []bool, all bool) {
	e := &enumeration{dual: d, order: p.queue(), in: make([]bool, len(p.value)), lowest: make([]int64, len(p.pools)),
		loads: make([]int64, len(p.limits)), best: slices.Clone(known.in), settled: known.total}
	slices.SortFunc(e.order, func(a, b int32) int {
		x, y := d.reduced[a].size(), d.reduced[b].size()
		if x != y {
			if x.less(y) {
				return 1
			}
			return -1
		}
		return cmp.Or(cmp.Compare(p.value[b], p.value[a]), cmp.Compare(a, b))
	})
	for j, pool := range p.pools {
		e.lowest[j] = pool.start
		for _, i := range p.members[j] {
			e.lowest[j] += min(0, p.effectOn(i, int32(j)))
		}
		e.loads[pool.cap] += max(0, e.lowest[j])
	}
	return e.best, e.from(0, e.total(), 0)
}

// from decides the obligations from n on. top is what can be settled at most, given what is decided; value is what is
// taken so far. It tells whether it came to the end.
func (e *enumeration) from(n int, top wide, value int64) bool {
	if e.steps++; e.steps > exactSteps {
		return false
	}
	if top.shifted() <= e.settled {
		return true
	}
	if n == len(e.order) {
		if value > e.settled {
			e.settled = value
			copy(e.best, e.in)
		}
		return true
	}
	i := e.order[n]
	prefers := e.reduced[i].high >= 0
	for _, take := range []bool{prefers, !prefers} {
		next := top
		if take != prefers {
			next = top.minus(e.reduced[i].size())
		}
		worth := value
		if take {
			worth += e.dual.value[i]
		}
		e.in[i] = take
		if e.decide(i, take, 1) && !e.from(n+1, next, worth) {
			return false
		}
		e.decide(i, take, -1)
		e.in[i] = false
	}
	return true
}

// decide applies a decision, or with -1 takes it back, and tells whether the caps can still hold.
func (e *enumeration) decide(i int32, take bool, sign int64) bool {
	good := true
	for _, x := range e.of(i) {
		by := int64(0)
		if take == (x.by > 0) { // a burden that is taken, or a relief that is left
			by = max(x.by, -x.by) * sign
		}
		k := e.pools[x.pool].cap
		e.loads[k] -= max(0, e.lowest[x.pool])
		e.lowest[x.pool] += by
		e.loads[k] += max(0, e.lowest[x.pool])
		good = good && e.loads[k] <= e.limits[k]
	}
	return good
}
