package xmltext

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// Encoders from UTF-8, independent of the package.
func asUTF8(text string) []byte    { return []byte(text) }
func asUTF16BE(text string) []byte { return asUTF16(text, binary.BigEndian) }
func asUTF16LE(text string) []byte { return asUTF16(text, binary.LittleEndian) }
func asLatin1(text string) []byte  { return asBytes(text, charmap.ISO8859_1) }
func asLatin9(text string) []byte  { return asBytes(text, charmap.ISO8859_15) }
func as1252(text string) []byte    { return asBytes(text, charmap.Windows1252) }

func asUTF16(text string, order binary.AppendByteOrder) (raw []byte) {
	for _, unit := range utf16.Encode([]rune(text)) {
		raw = order.AppendUint16(raw, unit)
	}
	return raw
}

func asBytes(text string, table *charmap.Charmap) (raw []byte) {
	for _, r := range text {
		b, _ := table.EncodeRune(r)
		raw = append(raw, b)
	}
	return raw
}

func declared(name string) string { return `<?xml version="1.0" encoding='` + name + "'?>" }

// TestReadsEncodings: the same document in every encoding gives the same events, at the offsets of its own
// bytes, through any window.
func TestReadsEncodings(t *testing.T) {
	const (
		latin = "\n<a é='ü'>Größe <b/>ß</a>\n<!-- Ä --><é:a>ÿ</é:a>"
		euro  = latin + "<b>€</b>"
		emoji = euro + "<c d='😀'>😀<!-- a comment -->😀<!-- another one --></c>"
	)
	long := emoji + "<c>😀" + strings.Repeat("<!-- a comment -->é", 20) + "</c><d>" + strings.Repeat("é😀x", 20_000) + "</d><e/>"
	for _, c := range []struct {
		name   string
		text   string
		mark   string
		encode func(string) []byte
	}{
		{"UTF-8", emoji, "", asUTF8},
		{"UTF-8 declared", declared("utf-8") + emoji, "", asUTF8},
		{"UTF-8 marked, with an old declaration", declared("ISO-8859-1") + emoji, "\ufeff", asUTF8},
		{"UTF-8 marked, with an unknown declaration", declared("EBCDIC") + emoji, "\ufeff", asUTF8},
		{"UTF-8 declared as UTF-16", declared("utf-16") + emoji, "", asUTF8},
		{"US-ASCII", declared("US-ASCII") + "<a>x</a>", "", asUTF8},
		{"ISO-8859-1", declared("ISO-8859-1") + latin, "", asLatin1},
		{"ISO-8859-15", declared("iso-8859-15") + euro, "", asLatin9},
		{"ISO-8859-15 behind blank lines", "\r\n " + declared("iso-8859-15") + euro, "", asLatin9},
		{"ISO-8859-15 twice", declared("iso-8859-15") + euro + declared("ISO-8859-15") + euro, "", asLatin9},
		{"windows-1252", declared("Windows-1252") + euro, "", as1252},
		{"UTF-16 BE marked", declared("UTF-16") + emoji, "\ufeff", asUTF16BE},
		{"UTF-16 LE marked", declared("UTF-16") + long, "\ufeff", asUTF16LE},
		{"UTF-16 LE marked, declared as UTF-8", declared("UTF-8") + emoji, "\ufeff", asUTF16LE},
		{"UTF-16 BE", declared("UTF-16") + long, "", asUTF16BE},
		{"UTF-16 BE, declared as UTF-8", declared("UTF-8") + emoji, "", asUTF16BE},
		{"UTF-16 LE not declared", "<a>€</a>", "", asUTF16LE},
	} {
		raw := c.encode(c.mark + c.text)
		want, err := tokensAt(New(strings.NewReader("\ufeff"+c.text), Limits{}), func(offset int64) int64 {
			return int64(len(c.encode(c.mark + c.text[:offset-3])))
		})
		if err != nil {
			t.Fatalf("%s: the text itself is refused: %v", c.name, err)
		}
		got, err := tokens(New(reader(raw), Limits{}))
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %s (%v)", c.name, firstDifference(got, want), err)
		}
		got, err = tokens(small(iotest.OneByteReader(reader(raw))))
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s, in small pieces: %s (%v)", c.name, firstDifference(got, want), err)
		}
	}
}

// tokensAt is tokens with its offsets replaced.
func tokensAt(t *Tokenizer, offset func(int64) int64) (events []string, err error) {
	var e Event
	for e.Kind != EOF {
		if err := t.Next(&e); err != nil {
			return events, err
		}
		e.Offset = offset(e.Offset)
		events = append(events, describe(&e))
	}
	return events, nil
}

// TestRefusesBrokenEncodings: what is no character in the encoding of the file is refused where it is.
func TestRefusesBrokenEncodings(t *testing.T) {
	for _, c := range []struct {
		name    string
		raw     []byte
		offset  int64
		problem string
	}{
		{"undefined in windows-1252", append(as1252(declared("windows-1252")+"<a>é"), 0x81), 49, "byte 0x81 is not windows-1252"},
		{"half a pair in UTF-16", append(asUTF16BE("\ufeff<a>"), 0xD8, 0x00, 0x00, 'x', 0, 'y'), 8, "bytes 0xD800 are not UTF-16"},
		{"half a pair at the end", append(asUTF16LE("\ufeff<a>é"), 0x00, 0xD8), 10, "bytes 0x00D8 are not UTF-16"},
		{"second half alone", append(asUTF16LE("\ufeff<a>"), 0x00, 0xDC, 'x', 0), 8, "bytes 0x00DC are not UTF-16"},
		{"half a unit at the end", append(asUTF16LE("\ufeff<a>"), 'x'), 8, "byte 0x78 is not UTF-16"},
		{"ISO-8859-1 without a declaration", asLatin1("<a>é</a>"), 3, "byte 0xE9 is not UTF-8"},
		{"UTF-32", []byte{0xFF, 0xFE, 0, 0, '<', 0, 0, 0}, 2, "control character 0x00"},
		{"control character of ISO-8859-1", append(asLatin1(declared("ISO-8859-1")+"<a>éé"), 1), 48, "control character 0x01"},
	} {
		for _, tokenizer := range []*Tokenizer{New(reader(c.raw), Limits{}), small(&blocks{rest: c.raw})} {
			_, err := tokens(tokenizer)
			var e *Error
			if !errors.As(err, &e) || e.Offset != c.offset || !strings.Contains(e.Problem, c.problem) {
				t.Errorf("%s: %v, expected %q at byte %d", c.name, err, c.problem, c.offset)
			}
		}
	}
}

// TestCallerMayConvert: what is refused as UTF-8 can be read once more through a decoder of the caller.
func TestCallerMayConvert(t *testing.T) {
	raw := asLatin1(declared("UTF-8") + "<a>é</a>")
	if _, err := tokens(New(reader(raw), Limits{})); !errors.Is(err, ErrEncoding) {
		t.Fatalf("error %v", err)
	}
	events, err := tokens(New(charmap.Windows1252.NewDecoder().Reader(bytes.NewReader(raw)), Limits{}))
	if err != nil || !strings.HasSuffix(events[1], `"é"`) {
		t.Errorf("%q, %v", events, err)
	}
}
