package reconcile

import "math/bits"

// Most entries name one instruction, and most instructions are named by one entry. Those pairs are found here by hashes
// alone, eight bytes for each side: parts of them fit the cache of a core, and no text is looked at until a pair is known.

// seat is a hash and the place of what has it.
type seat struct {
	hash  uint32
	place int32
}

// pairs tells of each of one side the place of the only one on the other side that has its hash, one more than it; 0 where
// there is none, or it cannot be booked by that, and unsure where one of either side shares the hash with another. A hash of 0 is none. What seems
// a pair is to be compared.
func pairs(named, known []uint32, all []books, by books, c *crew) []int32 {
	width := max(0, bits.Len(uint(len(named)/partition)))
	var parts [2][][]seat
	c.both(func(lane int) {
		if lane == 0 {
			parts[0] = seats(named, width, nil, 0)
		} else {
			parts[1] = seats(known, width, all, by)
		}
	})
	found := make([]int32, len(named))
	c.both(func(lane int) {
		var table []seat
		for p := lane; p < len(parts[0]); p += lanes {
			table = pair(parts[0][p], parts[1][p], width, table, found)
		}
	})
	return found
}

// unsure is the place of what may be more than one.
const unsure = -1

// seats puts what has the same first bits together, of those that can be booked by that where there is a choice.
func seats(hashes []uint32, width int, all []books, by books) [][]seat {
	shift := 32 - width // of 32 bits nothing is left: one part
	ends := make([]int, 1<<width)
	for place, h := range hashes {
		if h != 0 && (all == nil || all[place] == by) {
			ends[h>>shift]++
		}
	}
	parts, at := make([][]seat, 1<<width), 0
	for p, count := range ends {
		ends[p], at = at, at+count
	}
	seated := make([]seat, at)
	for place, h := range hashes {
		if h != 0 && (all == nil || all[place] == by) {
			p := h >> shift
			seated[ends[p]] = seat{h, int32(place)}
			ends[p]++
		}
	}
	from := 0
	for p, to := range ends {
		parts[p], from = seated[from:to], to
	}
	return parts
}

// pair finds the pairs of one part. The table is reused.
func pair(named, known []seat, width int, table []seat, found []int32) []seat {
	size := 2 << bits.Len(uint(len(named)))
	if cap(table) < size {
		table = make([]seat, size)
	}
	table = table[:size]
	clear(table)
	mask, away := uint32(size-1), 32-bits.TrailingZeros(uint(size))
	for _, n := range named {
		at := n.hash << width >> away
		for table[at].place != 0 && table[at].hash != n.hash {
			at = (at + 1) & mask
		}
		if first := table[at].place; first != 0 {
			found[first-1], found[n.place] = unsure, unsure
			continue
		}
		table[at] = seat{n.hash, n.place + 1}
	}
	for _, k := range known {
		at := k.hash << width >> away
		for table[at].place != 0 && table[at].hash != k.hash {
			at = (at + 1) & mask
		}
		if first := table[at].place; first != 0 {
			if found[first-1] == 0 {
				found[first-1] = k.place + 1
			} else {
				found[first-1] = unsure
			}
		}
	}
	return table
}
