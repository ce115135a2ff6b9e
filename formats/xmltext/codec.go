package xmltext

import (
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// codec is an encoding of files.
type codec struct {
	name string // for errors
	wide bool   // two bytes a unit
	// width returns how many bytes a text in UTF-8 has in the input; nil for UTF-8 itself.
	width func(text []byte) int64
	// decode returns the first character of raw and its size: illegal where it is none, size 0 where more
	// bytes are needed; final says that there are no more.
	decode func(raw []byte, final bool) (r rune, size int)
}

// illegal is what stands for bytes that are no character.
const illegal = -1

var (
	codecUTF8    = &codec{name: "UTF-8"}
	codecUTF16BE = &codec{name: "UTF-16", wide: true, width: widthUTF16, decode: decodeUTF16(binary.BigEndian)}
	codecUTF16LE = &codec{name: "UTF-16", wide: true, width: widthUTF16, decode: decodeUTF16(binary.LittleEndian)}
	codecLatin1  = singleByte("ISO-8859-1", charmap.ISO8859_1)
	codecLatin9  = singleByte("ISO-8859-15", charmap.ISO8859_15)
	codec1252    = singleByte("windows-1252", charmap.Windows1252)
)

// codecs are the encodings by the names that files declare, in upper case. What is US-ASCII is UTF-8 too.
var codecs = map[string]*codec{
	"UTF-8": codecUTF8, "UTF8": codecUTF8, "US-ASCII": codecUTF8, "ASCII": codecUTF8,
	"UTF-16": codecUTF16BE, "UTF-16BE": codecUTF16BE, "UTF-16LE": codecUTF16LE,
	"ISO-8859-1": codecLatin1, "ISO8859-1": codecLatin1, "LATIN1": codecLatin1,
	"ISO-8859-15": codecLatin9, "ISO8859-15": codecLatin9, "LATIN-9": codecLatin9,
	"WINDOWS-1252": codec1252, "CP1252": codec1252,
}

func singleByte(name string, table *charmap.Charmap) *codec {
	decode := func(raw []byte, _ bool) (rune, int) {
		if len(raw) == 0 {
			return 0, 0
		}
		r := table.DecodeByte(raw[0])
		if r == utf8.RuneError {
			return illegal, 1
		}
		return r, 1
	}
	width := func(text []byte) int64 { return int64(utf8.RuneCount(text)) }
	return &codec{name: name, width: width, decode: decode}
}

// widthUTF16 counts two bytes a character, and four for those beyond the basic plane, which begin with
// 0xF0 and more in UTF-8.
func widthUTF16(text []byte) int64 {
	n := int64(0)
	for _, b := range text {
		switch {
		case b >= 0xF0:
			n += 4
		case b < 0x80 || b >= 0xC0:
			n += 2
		}
	}
	return n
}

func decodeUTF16(order binary.ByteOrder) func([]byte, bool) (rune, int) {
	return func(raw []byte, final bool) (rune, int) {
		if len(raw) < 4 && !final || len(raw) == 0 {
			return 0, 0
		}
		if len(raw) < 2 {
			return illegal, 1
		}
		r := rune(order.Uint16(raw))
		if !utf16.IsSurrogate(r) {
			return r, 2
		}
		if len(raw) < 4 {
			return illegal, 2
		}
		if r = utf16.DecodeRune(r, rune(order.Uint16(raw[2:]))); r == utf8.RuneError {
			return illegal, 2
		}
		return r, 4
	}
}
