package intake

import (
	"bytes"
	"errors"
	"io"
	"strings"
)

// BlockBytesMin is the least room that a Block needs: more than any line that may be taken.
const BlockBytesMin = 8 * LineBytesMax

// Blocks cuts a file of obligations into blocks that end where a line does, so that each can be parsed by another
// goroutine. A field does not span lines, so no quote has to be followed from one block into the next.
type Blocks struct {
	file  string
	form  *csvForm
	from  io.Reader
	carry []byte // read, and not yet handed on
	ended bool
	line  int // of the next block
	bytes int64
}

// Block is some lines of one file.
type Block struct {
	of     *Blocks
	lines  []byte
	first  int // number of its first line
	length int // of its only line, where that is too long to be held; else 0
}

// OpenBlocks reads the header of a file of obligations. It errs with FileRefused where that is not understood, and
// with the error of the stream. The limits on the bytes and rows of a file are not asked for: they are of an import.
func OpenBlocks(file string, from io.Reader) (*Blocks, error) {
	s := &Blocks{file: file, from: from, line: 1}
	head, err := s.Next(make([]byte, BlockBytesMin))
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	line, rest, _ := bytes.Cut(head.lines, []byte("\n"))
	raw := strings.TrimPrefix(trimEnd(line), byteOrderMark)
	if isJSON(raw) {
		return nil, &FileRefused{[]Refusal{{File: file, Line: 1, Raw: raw[:min(len(raw), LineBytesMax)], Reason: "JSON Lines are not read in blocks",
			Remedy: "import the file, or give it as CSV"}}}
	}
	header, refusal := readHeader(file, raw, max(len(raw), head.length))
	if refusal != nil {
		return nil, &FileRefused{[]Refusal{*refusal}}
	}
	if refusals := headerRefusals(Obligations, file, raw, header); len(refusals) > 0 {
		return nil, &FileRefused{refusals}
	}
	s.form, s.line = newCSVForm(Obligations, header), 2
	s.carry = append(bytes.Clone(rest), s.carry...)
	return s, nil
}

// Next fills the room, of BlockBytesMin at least, with the next lines. The block lies in it. Where no line is left
// the error is io.EOF; any other is of the stream.
func (s *Blocks) Next(room []byte) (Block, error) {
	n := copy(room, s.carry)
	s.carry = s.carry[:copy(s.carry, s.carry[n:])]
	for n < len(room) && !s.ended {
		got, err := s.from.Read(room[n:])
		n += got
		s.bytes += int64(got)
		if s.ended = errors.Is(err, io.EOF); err != nil && !s.ended {
			return Block{}, err
		}
	}
	if n == 0 {
		return Block{}, io.EOF
	}
	end := n
	if !s.ended || len(s.carry) > 0 {
		if end = bytes.LastIndexByte(room[:n], '\n') + 1; end == 0 {
			return s.endless(room[:n])
		}
	}
	s.carry = append(bytes.Clone(room[end:n]), s.carry...)
	b := Block{of: s, lines: room[:end], first: s.line}
	if s.line += bytes.Count(b.lines, []byte("\n")); end > 0 && room[end-1] != '\n' {
		s.line++ // the last line has no end
	}
	return b, nil
}

// endless reads on to the end of a line that fills the room: only its start is kept, and its length.
func (s *Blocks) endless(start []byte) (Block, error) {
	b := Block{of: s, lines: start[:LineBytesMax], first: s.line, length: len(start)}
	s.line++
	last := start[len(start)-1]
	part := append(make([]byte, 0, BlockBytesMin), s.carry...)
	s.carry = nil
	for {
		end := bytes.IndexByte(part, '\n')
		text := part
		if end >= 0 {
			text, s.carry = part[:end], bytes.Clone(part[end+1:])
		}
		if len(text) > 0 {
			b.length, last = b.length+len(text), text[len(text)-1]
		}
		if end >= 0 || s.ended {
			if last == '\r' {
				b.length--
			}
			return b, nil
		}
		got, err := s.from.Read(part[:cap(part)])
		part = part[:got]
		s.bytes += int64(got)
		if s.ended = errors.Is(err, io.EOF); err != nil && !s.ended {
			return Block{}, err
		}
	}
}

// Lines returns how many lines after the header have been handed on.
func (s *Blocks) Lines() int { return s.line - 2 }

// Bytes returns how many bytes of the file have been read.
func (s *Blocks) Bytes() int64 { return s.bytes }
