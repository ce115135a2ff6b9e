package intake

import (
	"encoding/csv"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

const (
	byteOrderMark = "\uFEFF"
	remedyQuote   = `put the whole field in quotes and double each quote within it: "a ""b"" c"; a field ends on its line`
)

// read reads a file of the kind; build turns a row into its value and refuses its bad fields.
func read[T any](kind FileKind, file string, data []byte, build func(*row) T) ([]Row[T], []Refusal) {
	header, refusal := readHeader(file, data)
	if refusal != nil {
		return nil, []Refusal{*refusal}
	}
	if refusals := headerRefusals(kind, file, firstLine(data), header); len(refusals) > 0 {
		return nil, refusals
	}
	_, text, _ := strings.Cut(string(data), "\n")
	if n := countLines(text); n > RowsMax {
		return nil, []Refusal{{File: file, Line: 1, Raw: firstLine(data), Remedy: "split it",
			Reason: fmt.Sprintf("the file has %d rows, the limit is %d", n, RowsMax)}}
	}
	var rows []Row[T]
	var refusals []Refusal
	for line := 2; text != ""; line++ {
		var raw string
		raw, text, _ = strings.Cut(text, "\n")
		if raw = strings.TrimSuffix(raw, "\r"); raw == "" {
			continue
		}
		r := newRow(file, line, raw, header)
		if len(r.refusals) == 0 {
			value := build(r)
			if len(r.refusals) == 0 {
				rows = append(rows, Row[T]{line, value, raw})
			}
		}
		refusals = append(refusals, r.refusals...)
	}
	return rows, refusals
}

// countLines counts the lines of a text, also a last one without an end.
func countLines(text string) int {
	n := strings.Count(text, "\n")
	if text != "" && !strings.HasSuffix(text, "\n") {
		n++
	}
	return n
}

// row is one line on its way to a value.
type row struct {
	file     string
	line     int
	raw      string
	fields   map[string]string // by column
	refusals []Refusal
}

// newRow cuts a line into fields; where it cannot, the row is refused already.
func newRow(file string, line int, raw string, header []string) *row {
	r := &row{file: file, line: line, raw: raw}
	if len(raw) > LineBytesMax {
		r.refuse("", fmt.Sprintf("the line has %d bytes, the limit is %d", len(raw), LineBytesMax), "shorten it")
		return r
	}
	if !utf8.ValidString(raw) {
		r.refuse("", "the line is not UTF-8", "save the file as CSV in UTF-8")
		return r
	}
	fields, err := splitLine(raw)
	if err != nil {
		r.refuse("", err.Error(), remedyQuote)
		return r
	}
	if len(fields) != len(header) {
		r.refuse("", fmt.Sprintf("the line has %d fields, the header has %d", len(fields), len(header)),
			"give each column a field, and put a field that has a comma in quotes")
		return r
	}
	r.fields = make(map[string]string, len(header))
	for n, column := range header {
		r.fields[column] = fields[n]
	}
	return r
}

// refuse notes that the field, or with "" the line, is bad.
func (r *row) refuse(field, reason, remedy string) {
	r.refusals = append(r.refusals, Refusal{File: r.file, Line: r.line, Field: field, Value: r.fields[field],
		Reason: reason, Remedy: remedy, Raw: r.raw})
}

// splitLine cuts one line into its fields by RFC 4180.
func splitLine(line string) ([]string, error) {
	if !strings.Contains(line, `"`) {
		return strings.Split(line, ","), nil
	}
	reader := csv.NewReader(strings.NewReader(line))
	reader.LazyQuotes = false
	fields, err := reader.Read()
	var broken *csv.ParseError
	if errors.As(err, &broken) {
		return nil, fmt.Errorf("at byte %d of the line: %w", broken.Column, broken.Err)
	}
	return fields, err
}
