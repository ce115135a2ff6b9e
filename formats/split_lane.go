package formats

import (
	"bytes"

	"nostro/formats/xmltext"
)

// laneRoom is what the entries of one block may hold; where they hold more, one reader reads them.
const laneRoom = 6 << 20

// lane reads one block while the other lane reads another. It touches nothing of the first reader.
type lane struct {
	text      []byte // the buffer of the block
	block     []byte
	reader    reader
	tokens    *xmltext.Tokenizer
	statement Statement
	entries   []StatementEntry
	depth     int  // of the statement
	whole     bool // the block was whole entries, and could be read
}

// prepare makes the lane ready for a block that begins at a place of the text, with so many entries of the
// statement before it.
func (l *lane) prepare(main *reader, s *Statement, block []byte, entries int, out int64, lines int) {
	l.block = block
	l.statement = Statement{Currency: s.Currency, EntryCount: entries}
	l.entries = l.entries[:0]
	if l.tokens == nil {
		l.tokens = xmltext.New(bytes.NewReader(block), xmltext.Limits{})
	} else {
		l.tokens.Reset(bytes.NewReader(block))
	}
	l.tokens.Advance(out, lines)
	r := &l.reader
	*r = reader{source: l.tokens, room: laneRoom, roomy: laneRoom, repaired: &repair{lead: main.repaired.lead},
		open: append(r.open[:0], main.open...), path: append(r.path[:0], main.path...), texts: r.texts,
		scratch: r.scratch[:0], pools: r.pools, cache: r.cache}
	r.pools.again = true
	r.pools.rewind()
	r.pools.again = false
	r.visit.Entry = l.keep
	l.depth = len(r.open)
}

func (l *lane) keep(_ *Statement, e *StatementEntry) error {
	l.entries = append(l.entries, *e)
	return nil
}

// read reads the block.
func (l *lane) read() {
	r := &l.reader
	l.whole = true
	for r.child() {
		if string(r.event.Name) != "Ntry" {
			l.whole = false
			return
		}
		r.entry(&l.statement)
	}
	l.whole = r.err == nil && r.event.Kind == xmltext.EOF && len(r.open) == l.depth
}
