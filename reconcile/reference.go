package reconcile

import (
	"math/bits"
	"strings"
	"unicode"
)

// keyKind is a kind of reference that can find an instruction: which text of a detail is which text of it.
type keyKind uint8

const (
	keyUETR keyKind = iota
	keyInstrID
	keyEndToEnd
	keyMessage
	keyCover
	keyKinds // how many
)

// kindSet is a set of kinds: a bit for each.
type kindSet uint8

func (s kindSet) has(k keyKind) bool { return s>>k&1 != 0 }

// said returns the reference of the kind that a detail carries.
func (k keyKind) said(d *Detail) string {
	switch k {
	case keyUETR:
		return d.UETR
	case keyInstrID:
		return d.InstrID
	case keyEndToEnd, keyCover:
		return d.EndToEndID
	}
	return d.MsgID
}

// kinds returns the kinds of references that the detail carries.
func (d *Detail) kinds() (names kindSet) {
	if d.UETR != "" {
		names |= 1 << keyUETR
	}
	if d.InstrID != "" {
		names |= 1 << keyInstrID
	}
	if d.EndToEndID != "" {
		names |= 1<<keyEndToEnd | 1<<keyCover
	}
	if d.MsgID != "" {
		names |= 1 << keyMessage
	}
	return names
}

// own returns the reference of the kind that the instruction has.
func (k keyKind) own(i *Instruction) string {
	switch k {
	case keyUETR:
		return i.UETR
	case keyInstrID, keyCover:
		return i.ID
	case keyEndToEnd:
		return i.EndToEndID
	}
	return i.MsgID
}

// notProvided is what ISO 20022 has banks write where there is no end-to-end identification.
const notProvided = "NOTPROVIDED"

// normalise makes a reference comparable, since banks change case and insert blanks. A reference that
// says nothing becomes "".
func normalise(reference string) string {
	text := strings.ToUpper(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, reference))
	if text == notProvided {
		return ""
	}
	return text
}

// sameReference tells whether two references are the same once they are normalised.
func sameReference(a, b string) bool { return a == b || normalise(a) == normalise(b) }

// hashOf returns a hash that is the same for references that are the same; 0 for one that says nothing. It is never
// taken for the reference itself: texts are compared where hashes agree. So 32 bits do, and as many as can lie in the cache.
func hashOf(reference string) uint32 {
	h, plain := hashText(reference)
	if !plain || len(reference) == len(notProvided) && strings.EqualFold(reference, notProvided) {
		reference = normalise(reference)
		h, _ = hashText(reference)
	}
	if reference == "" {
		return 0
	}
	return max(1, uint32(h>>32))
}

// hashText returns a hash of the text that is blind to case, and whether the text is of ASCII without blanks, as nearly all
// references are: only then it is the hash of what is the same.
func hashText(s string) (h uint64, plain bool) {
	var odd uint64 // has a high bit where a byte is 0x80 or more, or below 0x21
	h = uint64(len(s)) * mix
	if len(s) < 8 {
		var w uint64
		for n := range len(s) {
			w = w<<8 | uint64(s[n])
			odd |= uint64(s[n]) | (uint64(s[n]) - 0x21)
		}
		return scramble(h ^ w&^caseBits), odd&highBits == 0
	}
	for at := 0; at+8 < len(s); at += 8 {
		w := word(s[at:])
		odd |= w | (w-0x21*ones)&^w
		h = scramble(h ^ w&^caseBits)
	}
	w := word(s[len(s)-8:]) // what is left, and perhaps some again
	odd |= w | (w-0x21*ones)&^w
	return scramble(h ^ w&^caseBits), odd&highBits == 0
}

const (
	mix      = 0x9E3779B97F4A7C15
	caseBits = 0x2020202020202020 // letters of one word that differ only in them are of the other case
	highBits = 0x8080808080808080
	ones     = 0x0101010101010101
)

func scramble(h uint64) uint64 {
	high, low := bits.Mul64(h, mix)
	return high ^ low
}

// word returns eight bytes of the text.
func word(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}
