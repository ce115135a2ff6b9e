package limit

import "slices"

// together takes a set of obligations of which none fits alone: all that are left are taken, and then some of them are
// left again until no cap is broken; what was taken before stays. It tells whether any could be added. It tries what is
// worth least first, the smallest first, and the last of the queue first.
func (s *searcher) together(at *state) bool {
	smallest := make([]int64, len(s.rank))
	copy(smallest, s.value)
	for _, rank := range [][]int64{s.rank, smallest, s.lastOnes} {
		adders := s.adders
		if &rank[0] != &s.rank[0] {
			adders = s.problem.adders(rank)
		}
		before := slices.Clone(at.in)
		d := dropper{state: at, adders: adders, rank: rank, stays: func(i int32) bool { return before[i] }}
		value := at.total
		for _, i := range s.byValue {
			if !at.in[i] {
				at.add(i)
			}
		}
		d.repair(d.brokenCaps())
		if at.total > value {
			return true
		}
	}
	return false
}

// circles takes debts that go round in a circle where each alone breaks a cap and all together none. It tells whether
// it found one. From each obligation that is left, the largest first, it looks for the shortest way back from its
// payee to its payer over others that are left.
func (s *searcher) circles(at *state) bool {
	out := make([][]int32, s.parties)
	for _, i := range s.byValue {
		if !at.in[i] {
			out[s.from[i]] = append(out[s.from[i]], i)
		}
	}
	by := make([]int32, s.parties)
	for _, i := range s.byValue {
		if at.in[i] || at.work > s.most {
			continue
		}
		circle := s.wayBack(at, out, by, i)
		for _, j := range circle {
			at.add(j)
		}
		if len(circle) > 0 && at.broken == 0 {
			return true
		}
		for _, j := range circle {
			at.remove(j)
		}
	}
	return false
}

// wayBack returns the obligation and the way back to its payer; nothing where there is none. by is room to work in.
func (s *searcher) wayBack(at *state, out [][]int32, by []int32, i int32) []int32 {
	for p := range by {
		by[p] = -1
	}
	by[s.to[i]] = i
	line := []int32{s.to[i]}
	for len(line) > 0 && by[s.from[i]] < 0 {
		p := line[0]
		line = line[1:]
		for _, j := range out[p] {
			at.work++
			if q := s.to[j]; by[q] < 0 {
				by[q] = j
				line = append(line, q)
			}
		}
	}
	if by[s.from[i]] < 0 {
		return nil
	}
	circle := []int32{i}
	for p := s.from[i]; p != s.to[i]; p = s.from[by[p]] {
		circle = append(circle, by[p])
	}
	return circle
}

// locked returns those of a choice that could not be settled one after another in any order without a cap being broken
// on the way, in groups that hold together: each is a gridlock that was resolved.
func (p *problem) locked(in []bool) [][]int32 {
	s := newState(p)
	var chosen []int32
	for i, taken := range in {
		if taken {
			chosen = append(chosen, int32(i))
		}
	}
	s.takeQueued(chosen)
	group := newGroups(p.parties)
	for _, i := range chosen {
		if !s.in[i] {
			group.join(p.from[i], p.to[i])
		}
	}
	numbers := map[int32]int{}
	var list [][]int32
	for _, i := range chosen {
		if s.in[i] {
			continue
		}
		root := group.find(p.from[i])
		n, known := numbers[root]
		if !known {
			n = len(list)
			numbers[root] = n
			list = append(list, nil)
		}
		list[n] = append(list[n], i)
	}
	return list
}
