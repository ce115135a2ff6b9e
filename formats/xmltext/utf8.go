package xmltext

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// highBits are the bits that no ASCII byte has, eight bytes at once.
const highBits = 0x8080808080808080

// legalPrefix returns the length of the longest prefix of b that is whole characters of UTF-8, without the
// two that XML excludes at the end of the basic plane. Control characters are left to the scans of tokens,
// which look at every ASCII byte anyway.
func legalPrefix(b []byte) int {
	at := 0
	for at < len(b) {
		if len(b)-at >= 8 {
			high := binary.LittleEndian.Uint64(b[at:]) & highBits
			at += bits.TrailingZeros64(high) / 8
			if high == 0 {
				continue
			}
		}
		if b[at] < utf8.RuneSelf {
			at++
			continue
		}
		r, size := utf8.DecodeRune(b[at:])
		if size == 1 || r == 0xFFFE || r == 0xFFFF {
			return at
		}
		at += size
	}
	return at
}

// isCharacter tells whether XML allows a character (XML 1.0, production 2).
func isCharacter(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF ||
		r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
}
