package formats

import "fmt"

// disguise tells whether a text begins with an overlong form or a surrogate, which UTF-8 forbids (RFC 3629,
// section 3), or may do so when it goes on. These are no other encoding by mistake: they hide a character
// from whoever looks for it in UTF-8, such as a < or a /.
func disguise(text []byte) (is, may bool) {
	length, low, high := 0, byte(0x80), byte(0xBF) // of the form, and of its second byte
	switch text[0] {
	case 0xC0, 0xC1:
		length = 2
	case 0xE0:
		length, high = 3, 0x9F
	case 0xED:
		length, low = 3, 0xA0
	case 0xF0:
		length, high = 4, 0x8F
	default:
		return false, false
	}
	for i := 1; i < min(len(text), length); i++ {
		if text[i] < low || text[i] > high {
			return false, false
		}
		low, high = 0x80, 0xBF
	}
	return len(text) >= length, len(text) < length
}

// refuseDisguise refuses the file because of the disguise at an offset in it.
func refuseDisguise(offset int64) error {
	return &Refusal{Class: ErrMalformed, Offset: offset,
		Problem: fmt.Sprintf("byte %d begins an overlong form or a surrogate, which UTF-8 forbids", offset),
		Remedy:  "nothing of the file is read: ask the sender for one in UTF-8, and how this came about"}
}
