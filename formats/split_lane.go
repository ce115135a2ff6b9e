package formats

import (
	"bytes"
	"strconv"
	"strings"

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

// prepare makes the lane ready for a block that begins at a place of the text. It numbers entries from 1.
func (l *lane) prepare(main *reader, s *Statement, block []byte, out int64, lines int) {
	l.block = block
	l.statement = Statement{Currency: s.Currency}
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

// number gives the entries their numbers in the statement: so many are before them.
func (l *lane) number(before int) {
	for i := range l.entries {
		e := &l.entries[i]
		e.Number += before
		for j := range e.Problems {
			e.Problems[j].Path = renumbered(e.Problems[j].Path, before)
		}
	}
	for i := range l.reader.remarks.warnings {
		w := &l.reader.remarks.warnings[i]
		w.Path = renumbered(w.Path, before)
	}
}

// renumbered adds to the number of the entry in a path.
func renumbered(path string, before int) string {
	const element = "/Ntry["
	at := strings.Index(path, element) + len(element)
	if at < len(element) {
		return path
	}
	end := at + strings.IndexByte(path[at:], ']')
	n, err := strconv.Atoi(path[at:end])
	if err != nil {
		return path
	}
	return path[:at] + strconv.Itoa(n+before) + path[end:]
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
