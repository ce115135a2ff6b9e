package formats

import (
	"encoding/binary"
	"math/bits"
	"strings"

	"nostro/formats/xmltext"
)

// textsSize is how much text is kept together. Whoever keeps one text keeps its neighbours in memory.
const textsSize = 16 << 10

// texts keeps texts in few allocations, and short ones that came lately only once. What it returned stays
// as it is, for ever.
type texts struct {
	current strings.Builder
	lately  [512]string
}

// shortMost is the longest text that is looked for among those that came lately.
const shortMost = 40

func (t *texts) keep(text []byte) string {
	if n := len(text); n == 0 {
		return ""
	} else if n > shortMost {
		return t.add(text)
	}
	known := &t.lately[slotOf(text)]
	if *known != string(text) {
		*known = t.add(text)
	}
	return *known
}

func (t *texts) add(text []byte) string {
	if t.current.Cap()-t.current.Len() < len(text) {
		t.current.Reset()
		t.current.Grow(max(textsSize, len(text)))
	}
	start := t.current.Len()
	t.current.Write(text)
	return t.current.String()[start:]
}

// slotOf mixes the ends of a text and its length to one of 512.
func slotOf(text []byte) uint64 {
	n := len(text)
	mixed := uint64(n)
	switch {
	case n >= 8:
		mixed ^= binary.LittleEndian.Uint64(text) ^ bits.RotateLeft64(binary.LittleEndian.Uint64(text[n-8:]), 29)
	case n >= 4:
		mixed ^= uint64(binary.LittleEndian.Uint32(text))<<32 | uint64(binary.LittleEndian.Uint32(text[n-4:]))
	default:
		mixed ^= uint64(text[0])<<16 | uint64(text[n/2])<<8 | uint64(text[n-1])
	}
	return mixed * 0x9E3779B97F4A7C15 >> 55
}

// text reads the element as a text into a place that is empty; where it is taken already, the element is
// unread: nothing is overwritten.
func (r *reader) text(into *string) {
	if *into != "" {
		r.unread()
		return
	}
	if r.err != nil || !r.next() {
		return
	}
	switch r.event.Kind {
	case xmltext.Text:
		*into = r.keep(trimmed(r.event.Text))
		if !r.next() {
			return
		}
		if r.event.Kind == xmltext.Start {
			r.scratch = append(r.scratch[:0], *into...)
			r.unreadWithin()
			*into = r.keep(r.restOfValue())
			return
		}
	case xmltext.Start:
		r.scratch = r.scratch[:0]
		r.unreadWithin()
		*into = r.keep(r.restOfValue())
		return
	}
	r.closed = true
}

func (r *reader) keep(text []byte) string {
	r.spend(len(text))
	return r.texts.keep(text)
}

// bareText keeps the text that choice returned in a place that is empty.
func (r *reader) bareText(into *string, bare []byte) {
	switch {
	case len(bare) == 0:
	case *into != "":
		r.remarks.unread(r, "/text()")
	default:
		*into = r.keep(bare)
	}
}

// textList reads the element as one more text of a list; an empty one is none.
func (r *reader) textList(list *[]string) {
	if text := r.keep(r.value()); text != "" {
		add(r, list, text)
	}
}

// code reads a choice of Cd and Prtry (its text, or its Cd or Id), or a bare text.
func (r *reader) code(into *string) {
	if *into != "" {
		r.unread()
		return
	}
	*into = r.ownOrCode(nil)
}

// issuedCode is code for one of the bank's own that says whose it is.
func (r *reader) issuedCode(into *string, issued *Issued) {
	if *into != "" {
		r.unread()
		return
	}
	*into = r.ownOrCode(issued)
}

func (r *reader) ownOrCode(issued *Issued) string {
	code, own := r.codeOrOwn(issued)
	if own && code != "" {
		return "own:" + code
	}
	return code
}

// codeList reads the element as one more code of a list.
func (r *reader) codeList(list *[]string) {
	code := ""
	if r.code(&code); code != "" {
		add(r, list, code)
	}
}

// choice enters the first child, as child does. Where the element has none it is consumed, and bare is its
// trimmed text, valid until the next event.
func (r *reader) choice() (bare []byte, ok bool) {
	r.scratch = r.scratch[:0]
	for r.err == nil && r.next() {
		switch r.event.Kind {
		case xmltext.Text:
			r.scratch = append(r.scratch, r.event.Text...)
		case xmltext.Start:
			if len(trimmed(r.scratch)) > 0 {
				r.remarks.unread(r, "/text()")
			}
			r.enter()
			return nil, true
		default:
			r.closed = true
			return trimmed(r.scratch), false
		}
	}
	return nil, false
}

func (r *reader) codeOrOwn(issued *Issued) (code string, own bool) {
	bare, ok := r.choice()
	code = r.keep(bare)
	for ; ok; ok = r.child() {
		switch string(r.event.Name) {
		case "Cd":
			r.text(&code)
		case "Prtry":
			own = r.ownCode(&code, issued) || own
		default:
			r.unread()
		}
	}
	return code, own
}

// ownCode reads Prtry: a text, or an element with Cd or Id.
func (r *reader) ownCode(code *string, issued *Issued) bool {
	if *code != "" {
		r.unread()
		return false
	}
	bare, ok := r.choice()
	*code = r.keep(bare)
	for ; ok; ok = r.child() {
		switch name := string(r.event.Name); {
		case name == "Cd" || name == "Id":
			r.text(code)
		case name == "Issr" && issued != nil:
			r.text(&issued.Issuer)
		case name == "SchmeNm" && issued != nil:
			r.text(&issued.Scheme)
		default:
			r.unread()
		}
	}
	return true
}
