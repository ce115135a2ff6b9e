package mt

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"nostro/formats"
)

// The limits of a file.
const (
	bytesMax  = 64 << 20 // of a file, as formats.Read has it
	lineMax   = 2000     // characters of a line: the standard has 65, a few banks do not break lines
	linesMax  = 200      // of one field: the standard has 6
	fieldsMax = 2_000_000
)

// field is one field of a message: its tag, its lines, and where it stands.
type field struct {
	tag    string // "20", "60F"; "" of the end of a message
	text   string // lines joined by \n, without the tag
	line   int    // of the file, 1 and up
	offset int64
}

// broken is the refusal of a file at a line.
func broken(line int, offset int64, problem, remedy string) error {
	return &formats.Refusal{Class: ErrMalformed, Path: "MT", Line: line, Offset: offset, Problem: problem, Remedy: remedy}
}

func (f field) broken(format string, args ...any) error {
	return &formats.Refusal{Class: ErrMalformed, Path: ":" + f.tag + ":", Line: f.line, Offset: f.offset,
		Problem: fmt.Sprintf(format, args...), Remedy: "ask the bank for a file that keeps to the standard"}
}

// splitter takes a file apart into fields.
type splitter struct {
	fields []field
	open   int // lines of the field that is being read; 0 where none is
}

// split returns the fields of the file in their order, an end of a message as a field without a tag. What stands
// around the text block of a message is looked at for the kind of message only.
func split(data []byte) ([]field, error) {
	if len(data) > bytesMax {
		return nil, broken(0, 0, fmt.Sprintf("it has %d bytes", len(data)), fmt.Sprintf("ask the bank to split it: at most %d", bytesMax))
	}
	var s splitter
	offset := int64(0)
	for number := 1; len(data) > 0; number++ {
		raw, rest, _ := bytes.Cut(data, []byte("\n"))
		if err := s.line(textOf(raw), number, offset); err != nil {
			return nil, err
		}
		if len(s.fields) > fieldsMax {
			return nil, broken(number, offset, fmt.Sprintf("it has more than %d fields", fieldsMax), "ask the bank to split it")
		}
		offset += int64(len(data) - len(rest))
		data = rest
	}
	return s.fields, nil
}

// textOf returns the line as UTF-8: what is not, is ISO-8859-1.
func textOf(raw []byte) string {
	raw = bytes.TrimRight(raw, "\r \t\x00\x1a\x03")
	raw = bytes.TrimLeft(raw, "\x01\ufeff")
	if utf8.Valid(raw) {
		return string(raw)
	}
	var b strings.Builder
	for _, c := range raw {
		b.WriteRune(rune(c))
	}
	return b.String()
}

func (s *splitter) line(text string, number int, offset int64) error {
	if len(text) > lineMax {
		return broken(number, offset, fmt.Sprintf("the line has %d characters", len(text)), fmt.Sprintf("at most %d are read: it may be no MT message", lineMax))
	}
	if head, isBlock := blockOf(text); isBlock {
		s.end(number, offset)
		if head != "" {
			s.fields = append(s.fields, field{tag: "{2:", text: head, line: number, offset: offset})
		}
		_, after, _ := strings.Cut(text, "{4:")
		if after == "" {
			return nil
		}
		text = after
	}
	tag, rest, isField := tagOf(text)
	switch {
	case isField:
		s.fields = append(s.fields, field{tag: tag, text: rest, line: number, offset: offset})
		s.open = 1
		return nil
	case text == "-" || strings.HasPrefix(text, "-}"):
		s.end(number, offset)
		return nil
	case s.open == 0 && strings.TrimSpace(text) == "":
		return nil
	case s.open == 0:
		return broken(number, offset, fmt.Sprintf("%.40q stands outside of any field", text), "a field begins with its tag between colons, such as :20:")
	case s.open >= linesMax:
		return broken(number, offset, fmt.Sprintf("the field has more than %d lines", linesMax), "ask the bank for a file that keeps to the standard")
	}
	s.open++
	last := &s.fields[len(s.fields)-1]
	last.text += "\n" + text
	return nil
}

// end ends the message that is being read, if there is one.
func (s *splitter) end(line int, offset int64) {
	if s.open > 0 {
		s.fields = append(s.fields, field{line: line, offset: offset})
	}
	s.open = 0
}

// blockOf tells whether the line begins blocks of SWIFT, and returns the number of the message kind in block 2.
func blockOf(text string) (kind string, ok bool) {
	if !strings.HasPrefix(text, "{") {
		return "", false
	}
	if _, after, found := strings.Cut(text, "{2:"); found && len(after) >= 4 {
		kind = after[1:4]
	}
	return kind, true
}

// tagOf returns the tag of a line that begins a field: two digits, perhaps a letter, between colons. NS is a
// field of the bank's own.
func tagOf(text string) (tag, rest string, ok bool) {
	if !strings.HasPrefix(text, ":") {
		return "", "", false
	}
	tag, rest, ok = strings.Cut(text[1:], ":")
	if !ok || tag != "NS" && (len(tag) < 2 || len(tag) > 3 || !digits(tag[:2]) || len(tag) == 3 && (tag[2] < 'A' || tag[2] > 'Z')) {
		return "", "", false
	}
	return tag, rest, true
}

// digits tells whether the text is digits alone, and not empty.
func digits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}
