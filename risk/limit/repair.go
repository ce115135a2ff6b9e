package limit

import (
	"cmp"
	"slices"
)

// dropper leaves obligations until no cap is broken.
type dropper struct {
	*state
	adders [][]int32 // of each cap: the obligations that add to it, those first that are to be left first
	rank   []int64   // of each obligation: the lower, the sooner it is left
	stays  func(i int32) bool
	left   []int32 // what was left, in order
}

// adders returns for each cap the obligations that add to it, by rank, then the most valuable first, then the last.
func (p *problem) adders(rank []int64) [][]int32 {
	lists := make([][]int32, len(p.limits))
	for i := range p.value {
		for _, e := range p.of(int32(i)) {
			if e.by > 0 {
				lists[p.pools[e.pool].cap] = append(lists[p.pools[e.pool].cap], int32(i))
			}
		}
	}
	for _, list := range lists {
		slices.SortFunc(list, func(a, b int32) int {
			return cmp.Or(cmp.Compare(rank[a], rank[b]), cmp.Compare(p.value[b], p.value[a]), cmp.Compare(b, a))
		})
	}
	return lists
}

// repair goes round the broken caps until none is. What is left only grows, so it ends; without what stays it must
// break no cap. false: something that stays breaks one.
func (d *dropper) repair(caps []int32) bool {
	waits := slices.Clone(caps)
	for len(waits) > 0 {
		k := waits[0]
		waits = waits[1:]
		if !d.relieve(k, &waits) {
			return false
		}
	}
	return true
}

// relieve brings one cap back to its limit: it leaves what fits into the excess, in order, and then the cheapest that
// is larger than the rest of it; where it can, what burdens no cap beyond its limit. Caps that break by it are appended
// to waits.
func (d *dropper) relieve(k int32, waits *[]int32) bool {
	for _, harmless := range []bool{true, false} {
		for _, i := range d.adders[k] {
			if d.loads[k] <= d.limits[k] {
				return true
			}
			if relief := d.relief(i, k); relief > 0 && relief <= d.loads[k]-d.limits[k] && (!harmless || d.harmless(i)) {
				d.drop(i, waits)
			}
		}
		if cheapest := d.cheapest(k, harmless); cheapest >= 0 && d.loads[k] > d.limits[k] {
			d.drop(cheapest, waits)
		}
	}
	return d.loads[k] <= d.limits[k] || d.anyOf(k, waits)
}

// anyOf leaves whatever relieves the cap, in order: where several pools make up a cap, what was too large a relief at
// first can be too small later.
func (d *dropper) anyOf(k int32, waits *[]int32) bool {
	for again := true; again; {
		again = false
		for _, i := range d.adders[k] {
			if d.loads[k] > d.limits[k] && d.relief(i, k) > 0 {
				d.drop(i, waits)
				again = true
			}
		}
	}
	return d.loads[k] <= d.limits[k]
}

// cheapest returns that of the obligations of a cap which costs least and is larger than the excess; -1: none.
func (d *dropper) cheapest(k int32, harmless bool) int32 {
	cheapest := int32(-1)
	for _, i := range d.adders[k] {
		if relief := d.relief(i, k); relief > 0 && relief >= d.loads[k]-d.limits[k] &&
			(cheapest < 0 || d.cheaper(i, cheapest)) && (!harmless || d.harmless(i)) {
			cheapest = i
		}
	}
	return cheapest
}

// harmless tells whether no cap breaks when the obligation is left.
func (d *dropper) harmless(i int32) bool {
	for _, e := range d.of(i) {
		if k := d.pools[e.pool].cap; e.by < 0 && d.loads[k]+max(0, d.sums[e.pool]-e.by)-max(0, d.sums[e.pool]) > d.limits[k] {
			return false
		}
	}
	return true
}

func (d *dropper) cheaper(i, j int32) bool {
	ranks := cmp.Compare(max(0, d.rank[i]), max(0, d.rank[j]))
	return cmp.Or(ranks, cmp.Compare(d.value[i], d.value[j]), cmp.Compare(j, i)) < 0
}

// relief is by how much the cap falls if the obligation is left; 0 where it may not be.
func (d *dropper) relief(i, k int32) int64 {
	d.work++
	if !d.in[i] || d.stays(i) {
		return 0
	}
	for _, e := range d.of(i) {
		if e.by > 0 && d.pools[e.pool].cap == k {
			return max(0, d.sums[e.pool]) - max(0, d.sums[e.pool]-e.by)
		}
	}
	return 0
}

func (d *dropper) drop(i int32, waits *[]int32) {
	d.remove(i)
	d.left = append(d.left, i)
	for _, e := range d.of(i) {
		if k := d.pools[e.pool].cap; e.by < 0 && d.loads[k] > d.limits[k] && !slices.Contains(*waits, k) {
			*waits = append(*waits, k)
		}
	}
}

// brokenCaps lists the caps beyond their limit.
func (s *state) brokenCaps() []int32 {
	var list []int32
	for k := range s.limits {
		if s.loads[k] > s.limits[k] {
			list = append(list, int32(k))
		}
	}
	return list
}
