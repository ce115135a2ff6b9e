package reconcile

import "math/bits"

// join is what the units of one side and the instructions have in common by one kind of reference. It is built on the
// units, for after the first rule they are few, and it is partitioned, so that what is looked up lies in the cache.
// All numbers are one more than the place, so that 0 is none.
type join struct {
	same  []int32 // of each detail: the first detail that has the same reference
	head  []int32 // of that one: the last instruction that has it
	next  []int32 // of each instruction: the one before it that has the same reference
	lists map[listKey][]*tally
}

// listKey names a list of instructions: the first detail that has their reference, and their direction.
type listKey struct {
	same      int32
	direction Direction
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

// joined joins references of details with those of instructions. Texts gives the text of a place, to be compared where
// hashes agree.
func joined(details, instructions []hashed, places [2]int, texts [2]func(int32) string) *join {
	j := &join{same: make([]int32, places[0]), head: make([]int32, places[0]), next: make([]int32, places[1]),
		lists: map[listKey][]*tally{}}
	width := max(0, bits.Len(uint(len(details)/partition)))
	var parts [2][][]hashed
	both(func(lane int) { parts[lane] = scatter([][]hashed{details, instructions}[lane], width) })
	both(func(lane int) {
		var table []int32
		for p := lane; p < len(parts[0]); p += lanes {
			table = j.meet(parts[0][p], parts[1][p], table, width, texts)
		}
	})
	return j
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

// meet joins one part. The table is reused.
func (j *join) meet(details, instructions []hashed, table []int32, width int, texts [2]func(int32) string) []int32 {
	size := 1 << bits.Len(uint(2*len(details)))
	if cap(table) < size {
		table = make([]int32, size)
	}
	table = table[:size]
	clear(table)
	if size == 1 {
		return table
	}
	away := 64 - bits.TrailingZeros(uint(size))
	slot := func(h uint64) uint64 { return h << width >> away }
	for n := range details {
		d := &details[n]
		s := slot(d.hash)
		for ; table[s] != 0; s = (s + 1) & uint64(size-1) {
			if first := &details[table[s]-1]; first.hash == d.hash && sameReference(texts[0](first.at), texts[0](d.at)) {
				j.same[d.at] = first.at + 1
				break
			}
		}
		if table[s] == 0 {
			table[s], j.same[d.at] = int32(n+1), d.at+1
		}
	}
	for n := range instructions {
		i := &instructions[n]
		for s := slot(i.hash); table[s] != 0; s = (s + 1) & uint64(size-1) {
			first := &details[table[s]-1]
			if first.hash == i.hash && sameReference(texts[0](first.at), texts[1](i.at)) {
				j.next[i.at], j.head[first.at] = j.head[first.at], i.at+1
				break
			}
		}
	}
	return table
}
