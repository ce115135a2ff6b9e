package formats

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// bytesMax is the largest file that Read takes.
const bytesMax = 64 << 20

var (
	bomUTF8    = []byte("\xef\xbb\xbf")
	bomUTF16LE = []byte("\xff\xfe")
	bomUTF16BE = []byte("\xfe\xff")
)

// encodings are the single-byte encodings that banks use, by their names in upper case.
var encodings = map[string]*charmap.Charmap{
	"ISO-8859-1": charmap.ISO8859_1, "ISO8859-1": charmap.ISO8859_1, "LATIN1": charmap.ISO8859_1,
	"ISO-8859-15": charmap.ISO8859_15, "ISO8859-15": charmap.ISO8859_15, "LATIN-9": charmap.ISO8859_15,
	"WINDOWS-1252": charmap.Windows1252, "CP1252": charmap.Windows1252,
}

// declarationLengthMax is how far into the file the XML declaration is looked for.
const declarationLengthMax = 512

var encodingForm = regexp.MustCompile(`<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']`)

// decode returns the file in UTF-8 without a byte order mark, and warnings about its encoding. What is
// not UTF-8 although the file says so, or says nothing, is read as windows-1252 with a warning: numbers
// and identifiers are the same in all of these encodings, names may suffer.
func decode(data []byte) (text []byte, warnings []string, err error) {
	if len(data) > bytesMax {
		return nil, nil, malformed(0, fmt.Sprintf("it has %d bytes", len(data)),
			fmt.Sprintf("ask the bank to split it: at most %d", bytesMax))
	}
	if bytes.HasPrefix(data, bomUTF16LE) || bytes.HasPrefix(data, bomUTF16BE) {
		return nil, nil, malformed(0, "it is in UTF-16", "convert it to UTF-8")
	}
	body, marked := bytes.CutPrefix(data, bomUTF8)
	name := declaredEncoding(body)
	table, known := encodings[strings.ToUpper(name)]
	switch {
	case marked || name == "" || strings.EqualFold(name, "UTF-8") || strings.EqualFold(name, "US-ASCII"):
		return decodeUTF8(body)
	case !known:
		return nil, nil, malformed(1, fmt.Sprintf("encoding %q is not known", name),
			"convert it to UTF-8; known are UTF-8, ISO-8859-1, ISO-8859-15, windows-1252")
	}
	text, err = table.NewDecoder().Bytes(body)
	return text, nil, err
}

func declaredEncoding(body []byte) string {
	head := body[:min(len(body), declarationLengthMax)]
	if match := encodingForm.FindSubmatch(head); match != nil {
		return string(match[1])
	}
	return ""
}

func decodeUTF8(body []byte) (text []byte, warnings []string, err error) {
	at := firstInvalid(body)
	if at < 0 {
		return body, nil, nil
	}
	warning := fmt.Sprintf("byte %d is not UTF-8: the file was read as windows-1252, names may be wrong", at+1)
	text, err = charmap.Windows1252.NewDecoder().Bytes(body)
	return text, []string{warning}, err
}

// firstInvalid returns the offset of the first byte that is not UTF-8, or -1.
func firstInvalid(body []byte) int {
	if utf8.Valid(body) {
		return -1
	}
	for at := 0; at < len(body); {
		r, size := utf8.DecodeRune(body[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return -1
}
