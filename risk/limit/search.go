package limit

import (
	"cmp"
	"slices"
)

// improveWork bounds how much is tried after the first good choices, in effects that are applied.
const improveWork = 60_000_000

// searcher looks for the choice that settles most.
type searcher struct {
	*problem
	rank     []int64 // how much each obligation is worth keeping, given the multipliers
	adders   [][]int32
	byValue  []int32
	byRank   []int32
	lastOnes []int64 // ranks by which the last of the queue is left first
	most     int64   // effects that may be applied
}

func newSearcher(p *problem, d *dual) *searcher {
	s := &searcher{problem: p, rank: make([]int64, len(p.value)), lastOnes: make([]int64, len(p.value)), byValue: p.queue()}
	for i, r := range d.reduced {
		s.rank[i] = r.shifted()
		s.lastOnes[i] = -int64(i)
	}
	s.adders = p.adders(s.rank)
	byValue := func(a, b int32) int { return cmp.Or(cmp.Compare(p.value[b], p.value[a]), cmp.Compare(a, b)) }
	slices.SortFunc(s.byValue, byValue)
	s.byRank = slices.Clone(s.byValue)
	slices.SortStableFunc(s.byRank, func(a, b int32) int { return cmp.Compare(s.rank[b], s.rank[a]) })
	return s
}

// solve returns a choice that settles at least as much as the given one, which is within the caps, and the most that
// any choice settles.
func (p *problem) solve(given []bool) (best *state, bound int64) {
	d, suggested := p.bestDual()
	bound = d.bound()
	s := newSearcher(p, d)
	best = p.takes(given)
	best.takeQueued(s.byRank)
	for _, start := range s.starts(suggested) {
		if start.takeQueued(s.byRank); start.total > best.total {
			best = start
		}
	}
	s.most = best.work + improveWork
	s.finish(best)
	for gain := true; gain && best.total < bound; {
		gain = s.improve(best, bound)
	}
	if best.total < bound && len(p.value) <= exactMost {
		if in, all := p.exact(d, best); all {
			best = p.takes(in)
			bound = best.total
		}
	}
	return best, bound
}

// starts are choices within the caps from which to go on: what the flows suggest and what the multipliers keep, less
// what they would leave first; and all, less the last of the queue, which is how gridlocks are resolved in the
// literature.
func (s *searcher) starts(suggested [][]bool) []*state {
	kept := make([]bool, len(s.rank))
	for i, r := range s.rank {
		kept[i] = r >= 0
	}
	none := func(int32) bool { return false }
	var list []*state
	for _, in := range append(suggested, kept) {
		d := dropper{state: s.takes(in), adders: s.adders, rank: s.rank, stays: none}
		d.repair(d.brokenCaps())
		list = append(list, d.state)
	}
	d := dropper{state: s.takes(s.all()), adders: s.problem.adders(s.lastOnes), rank: s.lastOnes, stays: none}
	d.repair(d.brokenCaps())
	return append(list, d.state)
}

// finish adds whatever else fits: one by one, and together.
func (s *searcher) finish(at *state) {
	at.takeQueued(s.byRank)
	for at.work < s.most && (s.together(at) || s.circles(at)) {
		at.takeQueued(s.byRank)
	}
}

// improve tries each obligation that is left, the largest first: it is taken, and what must go for it is left. Where
// that settles more, it stays so. It tells whether anything did.
func (s *searcher) improve(at *state, bound int64) (gain bool) {
	for _, i := range s.byValue {
		if at.in[i] {
			continue
		}
		if at.total >= bound || at.work > s.most {
			s.finish(at)
			return false
		}
		gain = s.exchange(at, i) || gain
	}
	if gain {
		s.finish(at)
	}
	return gain
}

// exchange takes i for others if that settles more.
func (s *searcher) exchange(at *state, i int32) bool {
	before := at.total
	d := dropper{state: at, adders: s.adders, rank: s.rank, stays: func(other int32) bool { return other == i }}
	at.add(i)
	good := d.repairWithin(before)
	var back []int32
	if good {
		slices.SortFunc(d.left, func(a, b int32) int { return cmp.Or(cmp.Compare(s.value[b], s.value[a]), cmp.Compare(a, b)) })
		for _, j := range d.left {
			if at.fits(j) {
				at.add(j)
				back = append(back, j)
			}
		}
		if at.total > before {
			return true
		}
	}
	for _, j := range d.left {
		if !slices.Contains(back, j) {
			at.add(j)
		}
	}
	at.remove(i)
	return false
}

// repairWithin is repair that gives up where what is left is worth so much that nothing can be gained.
func (d *dropper) repairWithin(least int64) bool {
	waits := d.brokenCaps()
	for len(waits) > 0 {
		k := waits[0]
		waits = waits[1:]
		if !d.relieve(k, &waits) || d.total <= least && d.broken > 0 {
			return false
		}
	}
	return true
}
