package limit

// part is a problem of its own inside another: what is taken in one part has no effect on the others.
type part struct {
	problem
	whole []int32 // of each of its obligations, the one in the whole problem
}

// reduce decides what is certain, and takes the rest apart. A cap that holds even if all that adds to it is taken,
// and nothing that gives relief, binds nobody. An obligation that adds to no cap that may bind is taken: it is worth
// something, and gives others room. What is taken for certain makes more caps hold, so this goes on until nothing
// changes.
func (p *problem) reduce() (certain []bool, parts []part) {
	certain = make([]bool, len(p.value))
	worst := make([]int64, len(p.pools)) // the highest that a pool can come to
	for j, pool := range p.pools {
		worst[j] = pool.start
		for _, i := range p.members[j] {
			worst[j] += max(0, p.effectOn(i, int32(j)))
		}
	}
	binds := make([]bool, len(p.limits))
	for again := true; again; {
		again = false
		for k, pools := range p.capPools {
			load := int64(0)
			for _, j := range pools {
				load += max(0, worst[j])
			}
			binds[k] = load > p.limits[k]
		}
		for i := range p.value {
			if certain[i] || p.addsTo(int32(i), binds) {
				continue
			}
			certain[i], again = true, true
			for _, e := range p.of(int32(i)) {
				worst[e.pool] += min(0, e.by)
			}
		}
	}
	return certain, p.apart(certain, binds)
}

func (p *problem) effectOn(i, j int32) int64 {
	for _, e := range p.of(i) {
		if e.pool == j {
			return e.by
		}
	}
	return 0
}

func (p *problem) addsTo(i int32, binds []bool) bool {
	for _, e := range p.of(i) {
		if e.by > 0 && binds[p.pools[e.pool].cap] {
			return true
		}
	}
	return false
}

// apart returns the parts of what is not certain: obligations are in one part where a cap that may bind holds them
// together.
func (p *problem) apart(certain, binds []bool) []part {
	group := newGroups(len(p.limits))
	for i := range p.value {
		last := int32(-1)
		for _, e := range p.of(int32(i)) {
			if k := p.pools[e.pool].cap; binds[k] && !certain[i] {
				if last >= 0 {
					group.join(last, k)
				}
				last = k
			}
		}
	}
	numbers := map[int32]int{}
	var parts []part
	for i := range p.value {
		if certain[i] {
			continue
		}
		root := int32(-1)
		for _, e := range p.of(int32(i)) {
			if k := p.pools[e.pool].cap; binds[k] {
				root = group.find(k)
			}
		}
		n, known := numbers[root]
		if !known {
			n = len(parts)
			numbers[root] = n
			parts = append(parts, part{})
		}
		parts[n].whole = append(parts[n].whole, int32(i))
	}
	starts := p.takes(certain).sums
	for n := range parts {
		parts[n].cut(p, starts, binds)
	}
	return parts
}

// cut fills in the part: its obligations, the caps that may bind, and their pools as they stand once what is certain
// is taken. Every pool of such a cap comes along, whether or not an obligation of the part touches it.
func (t *part) cut(p *problem, starts []int64, binds []bool) {
	t.first = append(t.first, 0)
	caps, pools, parties := map[int32]int32{}, map[int32]int32{}, map[int32]int32{}
	here := func(party int32) int32 {
		n, known := parties[party]
		if !known {
			n = int32(len(parties))
			parties[party] = n
		}
		return n
	}
	for _, i := range t.whole {
		for _, e := range p.of(i) {
			k := p.pools[e.pool].cap
			if !binds[k] {
				continue
			}
			if _, known := caps[k]; !known {
				caps[k] = int32(len(t.limits))
				t.limits = append(t.limits, p.limits[k])
				for _, j := range p.capPools[k] {
					pools[j] = int32(len(t.pools))
					t.pools = append(t.pools, pool{caps[k], here(p.pools[j].party), p.pools[j].family, starts[j]})
				}
			}
			t.effects = append(t.effects, effect{pools[e.pool], e.by})
		}
		t.first = append(t.first, int32(len(t.effects)))
		t.value = append(t.value, p.value[i])
		t.from, t.to = append(t.from, here(p.from[i])), append(t.to, here(p.to[i]))
	}
	t.parties = len(parties)
}

// groups keeps track of what belongs together.
type groups []int32

func newGroups(n int) groups {
	g := make(groups, n)
	for i := range g {
		g[i] = int32(i)
	}
	return g
}

func (g groups) find(i int32) int32 {
	for g[i] != i {
		g[i] = g[g[i]]
		i = g[i]
	}
	return i
}

func (g groups) join(i, j int32) {
	i, j = g.find(i), g.find(j)
	g[max(i, j)] = min(i, j)
}
