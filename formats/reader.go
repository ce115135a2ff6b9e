package formats

import (
	"bytes"

	"nostro/formats/xmltext"
)

// reader turns the events of a file into values, in one pass. Its functions walk down the elements: each
// finds its element open, takes every child, and leaves the element closed.
//
//	for r.child() {
//		switch string(r.event.Name) {
//		case "Id":
//			r.text(&s.ID)
//		default:
//			r.unread()
//		}
//	}
//
// An error is final: child answers false from then on, so that every loop ends, and the values are thrown
// away.
type reader struct {
	source *xmltext.Tokenizer
	event  xmltext.Event
	err    error

	open   []opened // the elements from the root of the file down
	path   []byte   // their names: /Document/BkToCstmrStmt/Stmt[1]
	closed bool     // the last of them has ended; it stays for those who tell what is wrong in it

	texts   texts
	scratch []byte // of the leaf that is read
	divided bool   // an element stands within the value that was read last
	room    int    // see spend
	roomy   int

	visit      Visitor
	remarks    remarkLog
	byTwo      int64      // blocks that were read so
	between    *Statement // the reader stands between two of its entries
	cache      valueCache
	repaired   *repair
	pools      pools
	rejections []Status
	identity
}

// opened is an element that was entered.
type opened struct {
	pathEnd int // of the path without it
	line    int
	offset  int64
}

// child goes to the next child of the element that is open, and enters it; false where there is none, which
// closes the element.
func (r *reader) child() bool {
	if r.closed {
		r.leave()
	}
	for r.err == nil && r.next() {
		switch r.event.Kind {
		case xmltext.Start:
			r.enter()
			return true
		case xmltext.End:
			r.closed = true
			return false
		case xmltext.Text:
			r.strayText()
		default:
			return false
		}
	}
	return false
}

func (r *reader) next() bool {
	if err := r.source.Next(&r.event); err != nil && r.err == nil {
		r.err = r.refusalOf(err)
	}
	return r.err == nil
}

func (r *reader) enter() {
	r.open = append(r.open, opened{len(r.path), r.event.Line, r.repaired.offsetOf(r.event.Offset)})
	r.path = append(append(r.path, '/'), r.event.Name...)
	for i := range r.event.Attrs {
		r.checkAttribute(&r.event.Attrs[i])
	}
}

func (r *reader) leave() {
	last := len(r.open) - 1
	r.path = r.path[:r.open[last].pathEnd]
	r.open = r.open[:last]
	r.closed = false
}

// here is the element that was entered last, also where it has ended.
func (r *reader) here() opened {
	if len(r.open) == 0 {
		return opened{line: 1}
	}
	return r.open[len(r.open)-1]
}

// numbered writes the position among siblings of its name into the path.
func (r *reader) numbered(n int) { r.path = appendPosition(r.path, n) }

// value consumes the element that is open and returns its trimmed text, which is valid until the next
// event. Elements within are unread.
func (r *reader) value() []byte {
	r.scratch, r.divided = r.scratch[:0], false
	return r.restOfValue()
}

// restOfValue goes on with what is in scratch already.
func (r *reader) restOfValue() []byte {
	for r.err == nil && r.next() {
		switch r.event.Kind {
		case xmltext.Text:
			r.scratch = append(r.scratch, r.event.Text...)
		case xmltext.Start:
			r.divided = true
			r.unreadWithin()
		default:
			r.closed = true
			return trimmed(r.scratch)
		}
	}
	return nil
}

// unreadWithin notes an element in the midst of a text, and consumes it.
func (r *reader) unreadWithin() {
	r.enter()
	r.unread()
	r.leave()
}

// trimmed is bytes.TrimSpace for what mostly has nothing to trim.
func trimmed(text []byte) []byte {
	if n := len(text); n == 0 || text[0] > ' ' && text[0] < 0x80 && text[n-1] > ' ' && text[n-1] < 0x80 {
		return text
	}
	return bytes.TrimSpace(text)
}

// skip consumes the element that is open without a word: its content must have been noted.
func (r *reader) skip() {
	for depth := 1; depth > 0 && r.err == nil && r.next(); {
		switch r.event.Kind {
		case xmltext.Start:
			depth++
		case xmltext.End:
			depth--
		case xmltext.EOF:
			depth = 0
		}
	}
	r.closed = true
}
