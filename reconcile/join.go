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

// finds tells whether any instruction carries the reference of a detail.
func (j *join) finds(detail int32) bool {
	group := j.same[detail]
	return group != 0 && len(j.groups[group-1].out)+len(j.groups[group-1].in) > 0
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
	hash uint32
	at   int32
}

// saying is a reference of a detail.
type saying struct {
	text  string
	hash  uint32
	place int32 // of the detail among all
}

// partition is about how many references are looked up at once: their table fits the cache of a core.
const partition = 2048

// joined joins what details say with the references of a kind of instructions of the index; places is how many details there
// are.
func joined(said []saying, instructions []hashed, places int, x *index, kind keyKind, c *crew) *join {
	j := &join{same: make([]int32, places), groups: make([]group, len(said))}
	details := make([]hashed, len(said))
	for n := range said {
		details[n] = hashed{said[n].hash, int32(n)}
	}
	width := max(0, bits.Len(uint(len(details)/partition)))
	var parts [2][][]hashed
	c.both(func(lane int) { parts[lane] = scatter([][]hashed{details, instructions}[lane], width) })
	c.both(func(lane int) {
		w := meeting{join: j, said: said, index: x, kind: kind, width: width}
		for p := lane; p < len(parts[0]); p += lanes {
			w.meet(parts[0][p], parts[1][p])
		}
	})
	return j
}

// among keeps of the hashes of instructions those that may be among the hashes of details, with their places.
func among(all []uint32, said []saying, c *crew) []hashed {
	size := 16 << bits.Len(uint(len(said))) // bits: about one in 20 is kept in vain
	seen, mask := make([]uint64, size/64+1), uint32(size-1)
	for n := range said {
		h := said[n].hash & mask
		seen[h/64] |= 1 << (h % 64)
	}
	var halves [lanes][]hashed
	c.inLanes(len(all), func(lane, from, to int) {
		var half []hashed
		for n := from; n < to; n++ {
			if h := all[n] & mask; all[n] != 0 && seen[h/64]>>(h%64)&1 != 0 {
				half = append(half, hashed{all[n], int32(n)})
			}
		}
		halves[lane] = half
	})
	return append(halves[0], halves[1]...)
}

// scatter puts what has the same first bits together, in its order.
func scatter(all []hashed, width int) [][]hashed {
	if width == 0 {
		return [][]hashed{all}
	}
	shift := 32 - width
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

// meeting is the work of one lane on a join.
type meeting struct {
	*join
	said    []saying
	index   *index
	kind    keyKind
	width   int
	details []hashed // of the part at hand, by their places among what is said
	table   []int32
}

// meet joins one part: the group of a reference is numbered by the first detail that says it.
func (w *meeting) meet(details, instructions []hashed) {
	if len(details) == 0 {
		return
	}
	size := 1 << bits.Len(uint(2*len(details)))
	if cap(w.table) < size {
		w.table = make([]int32, size)
	}
	w.table, w.details = w.table[:size], details
	clear(w.table)
	for n := range details {
		d := &details[n]
		s := w.slot(d, w.said[d.at].text)
		if w.table[s] == 0 {
			w.table[s] = int32(n + 1)
		}
		w.same[w.said[d.at].place] = details[w.table[s]-1].at + 1
	}
	for n := range instructions {
		i := &instructions[n]
		if !w.hasHash(i.hash) { // in vain, as most are: it is not looked at
			continue
		}
		if first := w.table[w.slot(i, w.kind.own(w.index.stubs[i.at].Instruction))]; first != 0 {
			w.groups[details[first-1].at].add(w.index.tally(i.at))
		}
	}
	for n := range details {
		w.groups[details[n].at].sort()
	}
}

// home returns the place in the table where the search for a hash begins.
func (w *meeting) home(hash uint32) uint32 {
	return hash << w.width >> (32 - bits.TrailingZeros(uint(len(w.table))))
}

// hasHash tells whether any detail of the part has the hash.
func (w *meeting) hasHash(hash uint32) bool {
	for s := w.home(hash); w.table[s] != 0; s = (s + 1) & uint32(len(w.table)-1) {
		if w.details[w.table[s]-1].hash == hash {
			return true
		}
	}
	return false
}

// slot returns the place in the table of the first detail that says the reference, or the empty one where it would be.
func (w *meeting) slot(h *hashed, text string) uint32 {
	for s := w.home(h.hash); ; s = (s + 1) & uint32(len(w.table)-1) {
		if w.table[s] == 0 {
			return s
		}
		if first := &w.details[w.table[s]-1]; first.hash == h.hash && sameReference(w.said[first.at].text, text) {
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
