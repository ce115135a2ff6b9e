package formats

import (
	"fmt"
	"math/bits"
)

// duplicates finds identifiers that a message has twice. It keeps 64 bits of each, so that a million
// transfers take 32 MiB and not ten times as much; what seems to be there already is looked for in the
// source again before it is called a duplicate.
type duplicates struct {
	slots []uint64 // a power of two; zero is free
	used  int
}

const duplicateSlotsMin = 64

// add takes a hash in and tells whether it was there.
func (d *duplicates) add(hash uint64) bool {
	if 2*(d.used+1) > len(d.slots) {
		d.grow()
	}
	i := d.find(hash)
	if d.slots[i] != 0 {
		return true
	}
	d.slots[i] = hash
	d.used++
	return false
}

// find returns the slot that has the hash, or the free one where it belongs.
func (d *duplicates) find(hash uint64) int {
	last := len(d.slots) - 1
	i := int(hash>>16) & last // the lowest bits tell the kinds of identifier apart
	for d.slots[i] != 0 && d.slots[i] != hash {
		i = (i + 1) & last
	}
	return i
}

func (d *duplicates) grow() {
	old := d.slots
	d.slots = make([]uint64, max(duplicateSlotsMin, 2*len(old)))
	for _, hash := range old {
		if hash != 0 {
			d.slots[d.find(hash)] = hash
		}
	}
}

// unique checks that no transfer before has the InstrId or the UETR of this one.
func (c *checker) unique(s *survey, t *Transfer, source Source) {
	if c.isFull() {
		return
	}
	instr, uetr := hashOf(t.InstrID), hashOf(t.UETR)
	s.identify(t, instr, uetr)
	if t.InstrID != "" && c.duplicates.add(instr|1) {
		c.duplicate(spot{"/PmtId", "/InstrId"}, t.InstrID, source, func(t *Transfer) string { return t.InstrID })
	}
	if t.UETR != "" && c.duplicates.add(uetr&^1|2) {
		c.duplicate(spot{"/PmtId", "/UETR"}, t.UETR, source, func(t *Transfer) string { return t.UETR })
	}
}

// duplicate looks for the earlier transfer that has the identifier, and complains if there is one.
func (c *checker) duplicate(s spot, value string, source Source, idOf func(*Transfer) string) {
	number := 0
	for t, err := range source {
		number++
		if err != nil || number >= c.number {
			return
		}
		if idOf(t) == value {
			c.fail(s, RuleUnique, value, fmt.Sprintf("%q stands in number %d too", value, number), "give each its own")
			return
		}
	}
}

// The multipliers of hashOf and mix: odd numbers without a pattern (the golden ratio, and the square root
// of three, in 64 bits).
const (
	multiplierA = 0x9e3779b97f4a7c15
	multiplierB = 0xbb67ae8584caa73b
)

// hashOf spreads a text over 64 bits, the same on every machine.
func hashOf(text string) uint64 {
	hash := uint64(len(text)) ^ multiplierB
	for len(text) >= 8 {
		hash = mix(hash, load(text))
		text = text[8:]
	}
	rest := uint64(0)
	for i := range len(text) {
		rest = rest<<8 | uint64(text[i])
	}
	return mix(hash, rest)
}

func load(text string) uint64 {
	return uint64(text[0]) | uint64(text[1])<<8 | uint64(text[2])<<16 | uint64(text[3])<<24 |
		uint64(text[4])<<32 | uint64(text[5])<<40 | uint64(text[6])<<48 | uint64(text[7])<<56
}

func mix(a, b uint64) uint64 {
	high, low := bits.Mul64(a^multiplierA, b^multiplierB)
	return high ^ low
}
