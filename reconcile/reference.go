package reconcile

import (
	"math/bits"
	"strings"
	"unicode"
)

// keyKind is a kind of reference that can find an instruction: which text of a detail is which text of it.
type keyKind int

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
// taken for the reference itself: texts are compared where hashes agree.
func hashOf(reference string) uint64 {
	if !plain(reference) || len(reference) == len(notProvided) {
		if reference = normalise(reference); reference == "" {
			return 0
		}
	}
	if reference == "" {
		return 0
	}
	h := uint64(len(reference)) * mix
	for len(reference) >= 8 {
		h = scramble(h ^ word(reference)&^caseBits)
		reference = reference[8:]
	}
	var last uint64
	for n := range len(reference) {
		last = last<<8 | uint64(reference[n]&^0x20)
	}
	return scramble(h^last) | 1
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

// plain tells whether the text is of ASCII without blanks, as nearly all references are.
func plain(s string) bool {
	for len(s) >= 8 {
		w := word(s)
		if (w|(w-0x21*ones)&^w)&highBits != 0 { // a byte of 0x80 or more, or one below 0x21
			return false
		}
		s = s[8:]
	}
	for n := range len(s) {
		if s[n] >= 0x80 || s[n] < 0x21 {
			return false
		}
	}
	return true
}
