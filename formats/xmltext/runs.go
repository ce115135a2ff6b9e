package xmltext

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// The functions of this file look at eight bytes at once. A word holds them with the first one lowest, and
// they mark a byte by its highest bit. A mark is exact for the lowest byte that has one, which is all that
// is asked; a borrow from it may mark bytes above.

const (
	ones     = 0x0101010101010101
	highBits = 0x80 * ones
	spaces8  = ' ' * ones
)

func word(b []byte) uint64 { return binary.LittleEndian.Uint64(b) }

// below marks the bytes less than c, which is at most 0x80.
func below(w, c uint64) uint64 { return (w - c*ones) &^ w & highBits }

// equal marks the bytes that are c.
func equal(w, c uint64) uint64 { return below(w^c*ones, 1) }

// first returns the index of the lowest byte marked, 8 where there is none.
func first(marks uint64) int { return bits.TrailingZeros64(marks) / 8 }

// notLetters marks the bytes that are no letters of ASCII: below a in lower case, beyond z, not of ASCII.
func notLetters(w uint64) uint64 {
	lower := w | ' '*ones
	return ((lower-'a'*ones)&^lower | (lower + (0x7F-'z')*ones) | w) & highBits
}

// letterRun returns how many letters of ASCII b begins with, leaving up to seven at its end uncounted.
func letterRun(b []byte) (n int) {
	for ; len(b)-n >= 8; n += 8 {
		marks := notLetters(word(b[n:]))
		if marks != 0 {
			return n + first(marks)
		}
	}
	return n
}

// asciiNameRun returns how many bytes b begins with that a name of ASCII may have behind its first, the
// colon left out.
func asciiNameRun(b []byte) (n int) {
	for n < len(b) && b[n] < utf8.RuneSelf && class[b[n]]&inName != 0 {
		n++
	}
	return n
}

// plainRun returns how many bytes of character data b begins with that stand for themselves and are no line
// feeds, leaving up to seven at its end uncounted. It stops at ] too: ]]> is not allowed.
func plainRun(b []byte) (n int) {
	for ; len(b)-n >= 8; n += 8 {
		w := word(b[n:])
		marks := below(w, ' ') | equal(w, '<') | equal(w, '&') | equal(w, ']')
		if marks != 0 {
			return n + first(marks)
		}
	}
	return n
}

// valueRun returns how many bytes of a value between double quotes b begins with that stand for themselves
// and are no line feeds, leaving up to seven at its end uncounted.
func valueRun(b []byte) (n int) {
	for ; len(b)-n >= 8; n += 8 {
		w := word(b[n:])
		marks := below(w, ' ') | equal(w, '<') | equal(w, '&') | equal(w, '"')
		if marks != 0 {
			return n + first(marks)
		}
	}
	return n
}

// indentation returns how much white space b begins with, and the line feeds in it.
func indentation(b []byte) (n, lines int) {
	for n < len(b) {
		switch b[n] {
		case '\n':
			lines++
		case ' ':
			n += spaceRun(b[n+1:])
		case '\r', '\t':
		default:
			return n, lines
		}
		n++
	}
	return n, lines
}

// spaceRun returns how many spaces b begins with, leaving up to seven at its end uncounted.
func spaceRun(b []byte) (n int) {
	for ; len(b)-n >= 8; n += 8 {
		if other := word(b[n:]) ^ spaces8; other != 0 {
			return n + first(other)
		}
	}
	return n
}

// legalPrefix returns the length of the longest prefix of b that is whole characters of UTF-8, without the
// two that XML excludes at the end of the basic plane. Control characters are left to the scans of tokens,
// which look at every ASCII byte anyway.
func legalPrefix(b []byte) int {
	at := 0
	for at < len(b) {
		at += asciiRun(b[at:])
		for at < len(b) && b[at] >= utf8.RuneSelf {
			r, size := utf8.DecodeRune(b[at:])
			if size == 1 || r == 0xFFFE || r == 0xFFFF {
				return at
			}
			at += size
		}
	}
	return at
}

// asciiRun returns how many bytes of ASCII b begins with.
func asciiRun(b []byte) (n int) {
	for len(b)-n >= 32 && (word(b[n:])|word(b[n+8:])|word(b[n+16:])|word(b[n+24:]))&highBits == 0 {
		n += 32
	}
	for len(b)-n >= 8 {
		high := word(b[n:]) & highBits
		n += first(high)
		if high != 0 {
			return n
		}
	}
	for n < len(b) && b[n] < utf8.RuneSelf {
		n++
	}
	return n
}
