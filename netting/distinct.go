package netting

// shardBits is how many bits of a sum tell the shard of an identifier: of a million, a shard stays in the fastest memory.
const (
	shardBits = 10
	shards    = 1 << shardBits
)

// firstTwice returns the place of the first obligation whose identifier came before, or -1.
func firstTwice(obligations []Obligation) int {
	if distinct(obligations) {
		return -1
	}
	seen := make(map[string]struct{}, len(obligations))
	for n := range obligations {
		if seen[obligations[n].ID] = struct{}{}; len(seen) != n+1 {
			return n
		}
	}
	return -1
}

// distinct tells for sure that no identifier comes twice; where it is false, one may. It compares sums of identifiers,
// shard by shard: one that is there twice has one sum, while two that differ have the same only by rare chance or by intent.
func distinct(obligations []Obligation) bool {
	var starts [shards + 1]int
	both := make([]uint64, 2*len(obligations))
	sums, sharded := both[:len(obligations)], both[len(obligations):]
	for n := range obligations {
		sums[n] = sumOf(obligations[n].ID)
		starts[shardOf(sums[n])+1]++
	}
	largest := 0
	for n := range shards {
		largest = max(largest, starts[n+1])
		starts[n+1] += starts[n]
	}
	at := starts
	for _, sum := range sums {
		sharded[at[shardOf(sum)]] = sum
		at[shardOf(sum)]++
	}
	table := make([]uint64, slotsFor(largest))
	for n := range shards {
		if shard := sharded[starts[n]:starts[n+1]]; !allNew(table[:slotsFor(len(shard))], shard) {
			return false
		}
	}
	return true
}

func shardOf(sum uint64) uint64 { return sum >> (64 - shardBits) }

// slotsFor is a power of two, and at least twice as many.
func slotsFor(count int) int {
	slots := 2
	for slots < 2*count {
		slots *= 2
	}
	return slots
}

// probesMax is how many slots may be looked at for each sum, and for the few of a small shard together: who crowds the
// table by intent gets the answer that one may come twice.
const probesMax = 16

// allNew puts sums into an open table and tells whether all differ. A slot of 0 is free, so a sum of 0 counts as known.
func allNew(table, sums []uint64) bool {
	clear(table)
	mask, left := uint64(len(table)-1), probesMax*(len(sums)+probesMax)
	for _, sum := range sums {
		at := sum & mask
		for table[at] != 0 && table[at] != sum && left > 0 {
			at, left = (at+1)&mask, left-1
		}
		if sum == 0 || table[at] != 0 {
			return false
		}
		table[at] = sum
	}
	return true
}

// sumOf is FNV-1a with its bits mixed once more, since the first of them tell the shard and the last the slot.
func sumOf(text string) uint64 {
	sum := uint64(14695981039346656037)
	for n := range len(text) {
		sum = (sum ^ uint64(text[n])) * 1099511628211
	}
	sum ^= sum >> 32
	sum *= 0x9e3779b97f4a7c15
	return sum ^ sum>>29
}
