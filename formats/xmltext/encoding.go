package xmltext

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// byteOrderMark is U+FEFF in UTF-8.
var byteOrderMark = []byte("\xef\xbb\xbf")

// declarationForm finds the name of the encoding in an XML declaration at the beginning of a file, blank
// lines before it allowed.
var declarationForm = regexp.MustCompile(`^[ \t\r\n]*<\?xml[ \t\r\n][^>]*?encoding[ \t\r\n]*=[ \t\r\n]*["']([A-Za-z0-9._:-]+)["']`)

// declarationLengthMax is how far into the file the name of the encoding is looked for.
const declarationLengthMax = 1024

// open reads the beginning of the input and finds its encoding: a byte order mark counts for more than the
// declaration (a file converted on its way keeps the old declaration), and bytes that can be read as
// ASCII are not UTF-16 whatever they declare.
func (w *window) open() {
	w.codec = codecUTF8
	head := make([]byte, declarationLengthMax)
	n, err := readOn(w.input, head)
	head = head[:n]
	marked := 0
	switch {
	case bytes.HasPrefix(head, byteOrderMark):
		marked = 3
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		marked, w.codec = 2, codecUTF16BE
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}):
		marked, w.codec = 2, codecUTF16LE
	case bytes.HasPrefix(head, []byte{0, '<'}):
		w.codec = codecUTF16BE
	case bytes.HasPrefix(head, []byte{'<', 0}):
		w.codec = codecUTF16LE
	default:
		w.declared(head)
	}
	w.marked = marked > 0
	w.base += int64(marked)
	w.input = resumed{bytes.NewReader(head[marked:]), w.input, err}
	if w.codec != codecUTF8 {
		w.convert = &converter{codec: w.codec, input: w.input, offset: w.base}
	}
}

// declared takes the encoding from the declaration.
func (w *window) declared(head []byte) {
	match := declarationForm.FindSubmatch(head)
	if match == nil {
		return
	}
	c, known := codecs[strings.ToUpper(string(match[1]))]
	if !known {
		w.fault = unknownEncoding(match[1])
		return
	}
	if !c.wide {
		w.codec = c
	}
}

func unknownEncoding(name []byte) *Error {
	return &Error{Class: ErrEncoding, Problem: fmt.Sprintf("encoding %q is not known", excerpt(name)),
		Remedy: "convert the file to UTF-8; known are UTF-8, UTF-16, US-ASCII, ISO-8859-1, ISO-8859-15, windows-1252"}
}

// resumed reads the head of an input again, and then the input, unless reading the head met an error.
type resumed struct {
	head *bytes.Reader
	rest io.Reader
	err  error
}

// Read implements io.Reader.
func (r resumed) Read(p []byte) (int, error) {
	if r.head.Len() > 0 {
		return r.head.Read(p)
	}
	if r.err != nil {
		return 0, r.err
	}
	return r.rest.Read(p)
}
