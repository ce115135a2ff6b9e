package formats

import (
	"bytes"
	"io"

	"nostro/formats/xmltext"
)

// A large statement is read by two: between two of its entries, the text that follows is cut into blocks of
// whole entries, and two readers read two blocks at the same time. What comes out is what one reader would
// have found, in the same order: a block that is anything else than whole entries is given to the first
// reader, which reads on as if nothing had been cut.

// blockBytes is how much one of the two reads at once.
const blockBytes = 256 << 10

// entryEnd is where a block may end. Where entries have a prefix, one reader reads them all.
var entryEnd = []byte("</Ntry>")

// splitter is the source of the tokenizer of a reader.
type splitter struct {
	source *repair
	reader *reader
	size   int // of a block
	own    []byte
	lanes  [2]lane

	ready   []byte // to be given out
	between bool   // ready ends with an entry: pause behind it
	rest    []byte // read, and not in a block yet
	err     error  // of the source
	out     int64  // bytes of the text before ready
	lines   int    // line feeds before ready
}

// Read gives out the text, but for the blocks that are read by two.
func (s *splitter) Read(p []byte) (int, error) {
	if len(s.ready) == 0 && s.between {
		s.readByTwo()
	}
	if len(s.ready) == 0 {
		s.ready, s.between = s.block(&s.own)
	}
	if len(s.ready) == 0 {
		return 0, s.err
	}
	n := copy(p, s.ready)
	s.passed(s.ready[:n])
	s.ready = s.ready[n:]
	if len(s.ready) == 0 && s.between {
		return n, xmltext.ErrPause
	}
	return n, nil
}

func (s *splitter) passed(text []byte) {
	s.out += int64(len(text))
	s.lines += bytes.Count(text, []byte("\n"))
}

// block reads the next block into the buffer. It ends with an entry, unless there is none in it.
func (s *splitter) block(buffer *[]byte) (text []byte, whole bool) {
	b := append((*buffer)[:0], s.rest...)
	s.rest = s.rest[:0]
	if cap(b) < s.size {
		b = append(make([]byte, 0, s.size), b...)
	}
	for len(b) < s.size && s.err == nil {
		var n int
		n, s.err = s.source.Read(b[len(b):s.size])
		b = b[:len(b)+n]
	}
	*buffer = b
	end := bytes.LastIndex(b, entryEnd)
	if end < 0 || !s.source.strict {
		return b, false
	}
	end += len(entryEnd)
	s.rest = append(s.rest, b[end:]...)
	return b[:end], true
}

// giveBack makes a block the next to be given out, and puts what was read behind it back.
func (s *splitter) giveBack(text []byte, whole bool, behind []byte) {
	s.ready, s.between = text, whole
	s.rest = append(bytes.Clone(behind), s.rest...)
}

// readByTwo reads blocks by two as long as these are whole entries of the statement that the reader reads.
func (s *splitter) readByTwo() {
	for statement := s.reader.between; statement != nil && s.reader.err == nil; {
		first, whole := s.block(&s.lanes[0].text)
		if !whole || s.source.turned > 0 {
			s.giveBack(first, whole, nil)
			return
		}
		second, whole := s.block(&s.lanes[1].text)
		if s.source.turned > 0 {
			s.giveBack(first, true, second)
			return
		}
		if !s.readPair(statement, first, second, whole) {
			return
		}
	}
}

// readPair reads two blocks at the same time, the second where it is whole entries, and hands out what is
// in them; false where one is given back, or nothing is left.
func (s *splitter) readPair(statement *Statement, first, second []byte, whole bool) bool {
	a, b := &s.lanes[0], &s.lanes[1]
	a.prepare(s.reader, statement, first, s.out, s.lines)
	done := make(chan struct{}, 1)
	if whole {
		b.prepare(s.reader, statement, second, s.out+int64(len(first)), s.lines+bytes.Count(first, []byte("\n")))
		go func() {
			b.read()
			done <- struct{}{}
		}()
	}
	a.read()
	if whole {
		<-done
	}
	if !a.whole {
		s.giveBack(first, true, second)
		return false
	}
	s.take(statement, a)
	if !whole || !b.whole {
		s.giveBack(second, whole, nil)
		return false
	}
	s.take(statement, b)
	return len(second) > 0
}

// take hands out what a lane has read.
func (s *splitter) take(statement *Statement, l *lane) {
	text := l.block
	s.reader.byTwo++
	s.passed(text)
	s.reader.source.Advance(int64(len(text)), bytes.Count(text, []byte("\n")))
	l.number(statement.EntryCount)
	s.reader.remarks.merge(&l.reader.remarks)
	for i := range l.entries {
		if s.reader.err == nil {
			s.reader.err = s.reader.handOut(statement, &l.entries[i])
		}
	}
}

// handOut gives an entry that was read with its details to the visitor.
func (r *reader) handOut(s *Statement, e *StatementEntry) error {
	s.EntryCount = e.Number
	if r.visit.Detail == nil {
		s.DetailCount += len(e.Details)
	} else {
		details := e.Details
		e.Details = nil
		for i := range details {
			s.DetailCount++
			if err := r.visit.Detail(s, e, &details[i]); err != nil {
				return err
			}
		}
	}
	if r.visit.Entry == nil {
		return nil
	}
	return r.visit.Entry(s, e)
}

var _ io.Reader = (*splitter)(nil)
