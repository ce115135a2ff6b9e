package intake

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// chunkRows is how many lines are read before they are handed on: many enough to be added at once, few
// enough that memory does not grow with the file.
const chunkRows = 20_000

// FileRefused is the error for a file of which nothing may be taken, also not what was read before it was
// known.
type FileRefused struct{ Refusals []Refusal } // at least one

// Error is that of the first refusal.
func (f *FileRefused) Error() string { return f.Refusals[0].Error() }

// form cuts the lines of a file into the fields of rows.
type form interface{ fill(r *row) }

// scan reads a file of the kind as it streams by. build turns a row into its value and refuses its bad fields;
// take gets the rows that are good and the refusals of the others, in the order of lines, some thousand lines
// at a time. A chunk is the taker's to keep. scan ends with the error of take or of the stream, or with
// FileRefused.
func scan[T any](kind FileKind, file string, from io.Reader, build func(*row) T, take func([]Row[T], []Refusal) error) error {
	lines := newLineReader(from)
	f, err := formOf(kind, file, lines)
	if err != nil {
		return err
	}
	var rows []Row[T]
	var refusals []Refusal
	r := &row{file: file, columns: columns[kind], fields: make([]string, len(columns[kind]))}
	for lines.next() {
		if lines.number-lines.first > RowsMax {
			return lines.tooMany(file)
		}
		if lines.text != "" {
			r.begin(lines)
			if len(r.refusals) == 0 {
				f.fill(r)
			}
			if value := buildIfGood(r, build); len(r.refusals) == 0 {
				rows = append(rows, Row[T]{r.line, value, r.raw})
			}
			refusals = append(refusals, r.refusals...)
		}
		if len(rows)+len(refusals) >= chunkRows {
			if err := take(rows, refusals); err != nil {
				return err
			}
			rows, refusals = make([]Row[T], 0, chunkRows), nil
		}
	}
	if lines.err != nil {
		return lines.refused(file)
	}
	return take(rows, refusals)
}

// buildIfGood builds the value of a row that could be cut into fields.
func buildIfGood[T any](r *row, build func(*row) T) (value T) {
	if len(r.refusals) == 0 {
		value = build(r)
	}
	return value
}

// read reads a whole file as scan does.
func read[T any](kind FileKind, file string, data []byte, build func(*row) T) ([]Row[T], []Refusal) {
	var all []Row[T]
	var refusals []Refusal
	err := scan(kind, file, bytes.NewReader(data), build, func(rows []Row[T], bad []Refusal) error {
		all, refusals = append(all, rows...), append(refusals, bad...)
		return nil
	})
	var refused *FileRefused
	if errors.As(err, &refused) {
		return nil, refused.Refusals
	}
	return all, refusals
}

// lineReader cuts a stream into lines.
type lineReader struct {
	from   *bufio.Reader
	bytes  int64  // read so far
	number int    // of the line, from 1
	first  int    // number of the last line that is no row
	text   string // of the line, without its end; its first part where it is too long
	length int    // of the line, without its end
	again  bool   // next gives the line once more: it is a row, not a header
	err    error  // why it ended, nil at the end of the stream
}

func newLineReader(from io.Reader) *lineReader {
	return &lineReader{from: bufio.NewReaderSize(from, 256<<10)} // holds any line that is not too long
}

var errTooLarge = errors.New("the file is too large")

// next reads the next line, and tells whether there is one.
func (l *lineReader) next() bool {
	if l.again {
		l.again = false
		return true
	}
	part, err := l.from.ReadSlice('\n')
	l.text, l.length = trimEnd(part), 0
	whole := len(part)
	for errors.Is(err, bufio.ErrBufferFull) {
		if l.text = l.text[:min(len(l.text), LineBytesMax)]; whole > FileBytesMax {
			break
		}
		part, err = l.from.ReadSlice('\n')
		whole += len(part)
		l.length = whole - (len(part) - len(trimEnd(part)))
	}
	l.length = max(l.length, len(l.text))
	if l.bytes += int64(whole); l.bytes > FileBytesMax {
		l.err = errTooLarge
		return false
	}
	if err != nil && !errors.Is(err, io.EOF) {
		l.err = err
		return false
	}
	l.number++
	return whole > 0
}

func trimEnd(line []byte) string {
	text := strings.TrimSuffix(string(line), "\n")
	return strings.TrimSuffix(text, "\r")
}

// tooMany reads on to count the lines, and refuses the file.
func (l *lineReader) tooMany(file string) error {
	for l.next() {
	}
	if l.err != nil {
		return l.refused(file)
	}
	return &FileRefused{[]Refusal{{File: file, Line: 1, Remedy: "split it",
		Reason: fmt.Sprintf("the file has %d rows, the limit is %d", l.number-1-l.first, RowsMax)}}}
}

// refused is the error of the stream, or the refusal of a file that is too large.
func (l *lineReader) refused(file string) error {
	if !errors.Is(l.err, errTooLarge) {
		return l.err
	}
	return &FileRefused{[]Refusal{{File: file, Line: 1, Remedy: "split it",
		Reason: fmt.Sprintf("the file has more than %d bytes, which is the limit", FileBytesMax)}}}
}

// row is one line on its way to a value.
type row struct {
	file     string
	line     int
	raw      string
	columns  []string // of the kind
	fields   []string // in their order
	refusals []Refusal
}

// begin takes up the next line; one that no field can be read from is refused already.
func (r *row) begin(l *lineReader) {
	r.line, r.raw, r.refusals = l.number, l.text, nil
	clear(r.fields)
	switch {
	case l.length > LineBytesMax:
		r.raw = r.raw[:LineBytesMax]
		r.refuse("", fmt.Sprintf("the line has %d bytes, the limit is %d", l.length, LineBytesMax), "shorten it")
	case !utf8.ValidString(r.raw):
		r.refuse("", "the line is not UTF-8", "save the file in UTF-8")
	}
}

// value returns a field of the row.
func (r *row) value(field string) string {
	for n, column := range r.columns {
		if column == field {
			return r.fields[n]
		}
	}
	return ""
}

// refuse notes that the field, or with "" the line, is bad.
func (r *row) refuse(field, reason, remedy string) {
	r.refusals = append(r.refusals, Refusal{File: r.file, Line: r.line, Field: field, Value: r.value(field),
		Reason: reason, Remedy: remedy, Raw: r.raw})
}
