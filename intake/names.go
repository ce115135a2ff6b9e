package intake

import (
	"encoding/binary"
	"math/bits"
)

// names gives texts numbers from 0, in the order in which they come. It finds one by its bytes, without a string.
type names struct {
	slots []nameSlot // a power of two of them, at most half of them taken
	all   []string
}

type nameSlot struct {
	hash  uint64
	after uint32 // the number plus one, 0 where nothing stands
}

func (t *names) find(text []byte, hash uint64) (n uint32, known bool) {
	if len(t.slots) == 0 {
		return 0, false
	}
	mask := uint64(len(t.slots) - 1)
	for at := hash & mask; t.slots[at].after != 0; at = (at + 1) & mask {
		if s := t.slots[at]; s.hash == hash && t.all[s.after-1] == string(text) {
			return s.after - 1, true
		}
	}
	return 0, false
}

// add gives a text that is not known the next number.
func (t *names) add(text string, hash uint64) uint32 {
	if 2*len(t.all) >= len(t.slots) {
		old := t.slots
		t.slots = make([]nameSlot, max(1024, 2*len(old)))
		for _, s := range old {
			if s.after != 0 {
				t.put(s)
			}
		}
	}
	t.all = append(t.all, text)
	t.put(nameSlot{hash, uint32(len(t.all))})
	return uint32(len(t.all) - 1)
}

func (t *names) put(s nameSlot) {
	mask := uint64(len(t.slots) - 1)
	at := s.hash & mask
	for t.slots[at].after != 0 {
		at = (at + 1) & mask
	}
	t.slots[at] = s
}

// hashOf spreads texts over 64 bits. Equal texts have equal hashes; others nearly never do, but whoever chooses them
// can make it so: what is decided by it alone must be looked at again.
func hashOf(text []byte) uint64 {
	const odd, other = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93
	h := uint64(len(text)) * odd
	for ; len(text) >= 8; text = text[8:] {
		h = fold(h^binary.LittleEndian.Uint64(text), other)
	}
	var rest uint64
	for n := range text {
		rest = rest<<8 | uint64(text[n])
	}
	return fold(h^rest, odd) ^ h
}

func fold(a, b uint64) uint64 {
	high, low := bits.Mul64(a, b)
	return high ^ low
}
