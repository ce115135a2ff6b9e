package reconcile

import (
	"math/bits"
	"slices"
)

// join is what the units of one side and the instructions have in common by one kind of reference. It is built on the
// units, for those that exactly leaves are few, and it is partitioned, so that what is looked up lies in the cache.
type join struct {
	same   []int32 // of each detail: its group, one more than the place of it; 0 for none
	groups []group
}

// group is what carries one reference, by value date and ID.
type group struct{ out, in []*tally }

// at returns what carries the reference of a detail.
func (j *join) at(detail int32, direction Direction) []*tally {
	if int(detail) >= len(j.same) || j.same[detail] == 0 {
		return nil
	}
	g := &j.groups[j.same[detail]-1]
	if direction == Out {
		return g.out
	}
	return g.in
}

// add puts an instruction to what has its reference. Nearly always it is alone.
func (g *group) add(t *tally) {
	list := &g.in
	if t.Direction == Out {
		list = &g.out
	}
	if len(*list) == 0 {
		t.alone[0] = t
		*list = t.alone[:]
		return
	}
	*list = append(*list, t)
}

// hashed is the hash of a reference and the place of what has it.
type hashed struct {
	hash uint64
	at   int32
}

// partition is about how many references are looked up at once: their table fits the cache of a core.
const partition = 2048

// lanes is how many cores work on one join.
const lanes = 2

// joined joins references of details with those of instructions. Said and own give the text of a place, to be compared
// where hashes agree.
func joined(details, instructions []hashed, places int, tallies []tally, said, own func(int32) string) *join {
	j := &join{same: make([]int32, places), groups: make([]group, len(details))}
	width := max(0, bits.Len(uint(len(details)/partition)))
	var parts [2][][]hashed
	both(func(lane int) { parts[lane] = scatter([][]hashed{details, instructions}[lane], width) })
	starts := make([]int, len(parts[0])) // of the groups of a part: one for each of its details is more than enough
	for p := 1; p < len(starts); p++ {
		starts[p] = starts[p-1] + len(parts[0][p-1])
	}
	both(func(lane int) {
		var table []int32
		for p := lane; p < len(parts[0]); p += lanes {
			w := meeting{details: parts[0][p], tallies: tallies, said: said, own: own, width: width, start: starts[p]}
			table = w.meet(j, parts[1][p], table)
		}
	})
	return j
}

// among keeps of the hashes of instructions those that may be among the hashes of details, with their places.
func among(all []uint64, details []hashed) []hashed {
	size := 16 << bits.Len(uint(len(details))) // bits: about one in 20 is kept in vain
	seen, mask := make([]uint64, size/64+1), uint64(size-1)
	for n := range details {
		h := details[n].hash >> 1 & mask
		seen[h/64] |= 1 << (h % 64)
	}
	var halves [lanes][]hashed
	inLanes(len(all), func(lane, from, to int) {
		var half []hashed
		for n := from; n < to; n++ {
			if h := all[n] >> 1 & mask; all[n] != 0 && seen[h/64]>>(h%64)&1 != 0 {
				half = append(half, hashed{all[n], int32(n)})
			}
		}
		halves[lane] = half
	})
	return append(halves[0], halves[1]...)
}

// both runs two halves of a work side by side.
func both(half func(lane int)) {
	done := make(chan bool)
	go func() {
		half(1)
		close(done)
	}()
	half(0)
	<-done
}

// inLanes cuts a range in two and works on both halves side by side. A half may be empty; what a lane finds belongs to
// the lane, for both halves may begin at 0.
func inLanes(count int, work func(lane, from, to int)) {
	both(func(lane int) { work(lane, lane*(count/lanes), count/lanes+lane*(count-count/lanes)) })
}

// scatter puts what has the same first bits together, in its order.
func scatter(all []hashed, width int) [][]hashed {
	if width == 0 {
		return [][]hashed{all}
	}
	shift := 64 - width
	ends := make([]int, 1<<width)
	for n := range all {
		ends[all[n].hash>>shift]++
	}
	parts, out, at := make([][]hashed, 1<<width), make([]hashed, len(all)), 0
	for p, count := range ends {
		parts[p] = out[at : at+count]
		ends[p] = at
		at += count
	}
	for n := range all {
		p := all[n].hash >> shift
		out[ends[p]] = all[n]
		ends[p]++
	}
	return parts
}

// meeting is the work on one part of a join.
type meeting struct {
	details   []hashed
	tallies   []tally
	said, own func(int32) string
	width     int
	start     int // of its groups
}

// meet joins one part: the group of a reference is numbered by the first detail that has it. The table is reused.
func (w *meeting) meet(j *join, instructions []hashed, table []int32) []int32 {
	size := 1 << bits.Len(uint(2*len(w.details)))
	if cap(table) < size {
		table = make([]int32, size)
	}
	table = table[:size]
	clear(table)
	if size == 1 {
		return table
	}
	for n := range w.details {
		d := &w.details[n]
		s := w.slot(table, d, w.said)
		if table[s] == 0 {
			table[s] = int32(n + 1)
		}
		j.same[d.at] = int32(w.start) + table[s]
	}
	for n := range instructions {
		i := &instructions[n]
		if first := table[w.slot(table, i, w.own)]; first != 0 {
			j.groups[w.start+int(first)-1].add(&w.tallies[i.at])
		}
	}
	for n := range w.details {
		j.groups[w.start+n].sort()
	}
	return table
}

// slot returns the place in the table of the first detail with that reference, or the empty one where it would be.
func (w *meeting) slot(table []int32, h *hashed, text func(int32) string) uint64 {
	away := 64 - bits.TrailingZeros(uint(len(table)))
	for s := h.hash << w.width >> away; ; s = (s + 1) & uint64(len(table)-1) {
		if table[s] == 0 {
			return s
		}
		if first := &w.details[table[s]-1]; first.hash == h.hash && sameReference(w.said(first.at), text(h.at)) {
			return s
		}
	}
}

func (g *group) sort() {
	for _, list := range [][]*tally{g.out, g.in} {
		if len(list) > 1 {
			slices.SortFunc(list, older)
		}
	}
}
