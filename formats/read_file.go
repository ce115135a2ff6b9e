package formats

import (
	"bytes"
	"fmt"
	"io"

	"nostro/formats/xmltext"
)

// WholeBytesMax is the largest file that is read whole: by Read, and of MT messages or CSV.
const WholeBytesMax = 64 << 20

// identity is where a reader stands in its file.
type identity struct {
	documents  int
	header     *Header // waits for its document
	firstRoot  string
	firstSpace string
	statements int // of the document
	items      int // of the document
	entryNow   entryReading
	detailNow  EntryDetail
}

// Read returns what a bank file of at most 64 MiB says. It takes UTF-8, UTF-16, ISO-8859-1, ISO-8859-15 and
// windows-1252, any prefixes and any envelopes, with or without business headers, and one or more messages of
// the kinds that Kinds lists. It errs with a *Refusal of the class ErrMalformed, ErrUnsupported or
// ErrContradiction. What cannot be booked stands in the Problems of what it belongs to (see
// Inbound.Bookable), what could not be used in Warnings and Unread.
func Read(data []byte) (Inbound, error) {
	if len(data) > WholeBytesMax {
		return Inbound{}, &Refusal{Class: ErrMalformed, Problem: fmt.Sprintf("it has %d bytes", len(data)),
			Remedy: fmt.Sprintf("ask the bank to split it: at most %d", WholeBytesMax)}
	}
	var in Inbound
	r := newReader(bytes.NewReader(data), gather(&in), wholeFileRoom)
	remarks, err := r.file()
	if err != nil {
		return Inbound{}, err
	}
	in.Remarks = remarks
	return in, nil
}

// Stream reads a bank file of any size and gives what is in it to the visitor, one item at a time, in memory
// that does not grow with the file. It reads and refuses what Read does; what was visited before a refusal
// came from a file that is refused as a whole. An error of source or of the visitor is returned as it is.
func Stream(source io.Reader, visit Visitor) (Remarks, error) {
	return newSplitReader(source, visit, blockBytes).file()
}

// newSplitReader returns a reader of which two read large statements, in blocks of a size.
func newSplitReader(source io.Reader, visit Visitor, size int) *reader {
	r := newReader(source, visit, itemRoom)
	r.source.Reset(&splitter{source: r.repaired, reader: r, size: size})
	return r
}

func newReader(source io.Reader, visit Visitor, room int) *reader {
	repaired := newRepair(source)
	return &reader{source: xmltext.New(repaired, xmltext.Limits{}), visit: visit, room: room, roomy: room,
		repaired: repaired, pools: pools{again: room == itemRoom}}
}

// file reads all roots of the file: some banks put header and document side by side, or several documents
// one after the other.
func (r *reader) file() (Remarks, error) {
	for r.child() {
		if r.firstRoot == "" {
			r.firstRoot, r.firstSpace = string(r.event.Name), string(r.event.Space)
		}
		r.top()
	}
	if r.err == nil && r.documents == 0 {
		r.err = r.nothingFound()
	}
	if r.err != nil {
		return Remarks{}, r.err
	}
	if r.header != nil {
		r.warn("a business header has no message behind it")
	}
	r.repaired.warn(r)
	return r.remarks.result(), nil
}

func (r *reader) nothingFound() error {
	if r.firstRoot == "" {
		return &Refusal{Class: ErrMalformed, Line: 1, Problem: "there is no element in it",
			Remedy: "fetch it again, or ask the bank for the message"}
	}
	return &Refusal{Class: ErrUnsupported, Path: r.firstRoot, Line: 1, Problem: fmt.Sprintf(
		"root element %q (namespace %q) holds no ISO 20022 message", r.firstRoot, r.firstSpace), Remedy: supportedText()}
}

// top reads a root, or an element of an envelope.
func (r *reader) top() {
	switch {
	case string(r.event.Name) == "AppHdr":
		r.businessHeader()
	case string(r.event.Name) == "Document":
		r.document20022()
	case kindOfRoot(r.event.Name) != "":
		r.message("")
	default:
		r.envelope()
	}
}

// envelope looks for messages within an element; one without any element in it is unread.
func (r *reader) envelope() {
	_, ok := r.choice()
	if !ok {
		r.remarks.unread(r, "")
	}
	for ; ok; ok = r.child() {
		r.top()
	}
}

func (r *reader) businessHeader() {
	if r.header != nil {
		r.warn("the business header before this one has no message behind it")
	}
	room := r.room
	r.header = &Header{Present: true}
	r.headerParts(r.header)
	r.release(room) // it is one, and belongs to one document
}

// document20022 reads Document.
func (r *reader) document20022() {
	space := string(r.event.Space)
	_, ok := r.choice()
	if !ok {
		r.refuse(ErrUnsupported, fmt.Sprintf("the Document (namespace %q) is empty", space), "ask the sender for the message")
	}
	for first := true; ok; ok = r.child() {
		if first || kindOfRoot(r.event.Name) != "" {
			r.message(space)
		} else {
			r.unread()
		}
		first = false
	}
}

// message reads the element below Document: a group header, and what the message carries.
func (r *reader) message(documentSpace string) {
	r.documents++
	at := r.here()
	d := &Document{Number: r.documents, Line: at.line, Offset: at.offset}
	if r.header != nil {
		d.Header, r.header = *r.header, nil
	}
	if !r.identify(d, documentSpace) {
		return
	}
	room := r.room
	r.statements, r.items = 0, 0
	this := kinds[d.Kind]
	begun := false
	for r.child() {
		if !begun && r.groupPart(d) {
			continue
		}
		if !begun {
			r.beginDocument(d)
			begun = true
		}
		this.read(r, d)
	}
	if !begun {
		r.beginDocument(d)
	}
	this.end(r, d)
	if r.err == nil && r.visit.DocumentEnd != nil {
		r.err = r.visit.DocumentEnd(d)
	}
	r.release(room)
}

func (r *reader) beginDocument(d *Document) {
	r.compareHeader(d)
	if r.err == nil && r.visit.Document != nil {
		r.err = r.visit.Document(d)
	}
}
