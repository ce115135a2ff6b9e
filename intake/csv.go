package intake

import (
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"
)

const (
	byteOrderMark = "\uFEFF"
	remedyQuote   = `put the whole field in quotes and double each quote within it: "a ""b"" c"; a field ends on its line`
)

// csvForm cuts the lines of a CSV file into fields.
type csvForm struct {
	order []int    // where the field of each column of the header goes among those of the kind
	cells []string // of the last line, in the order of the header
}

func newCSVForm(kind FileKind, header []string) *csvForm {
	f := &csvForm{}
	for _, column := range header {
		f.order = append(f.order, slices.Index(columns[kind], column))
	}
	return f
}

// fill cuts the line into the fields of the row; where it cannot, it refuses the row.
func (f *csvForm) fill(r *row) {
	cells, err := splitLine(r.raw, f.cells[:0])
	f.cells = cells
	if err != nil {
		r.refuse("", err.Error(), remedyQuote)
		return
	}
	if len(cells) != len(f.order) {
		r.refuse("", fmt.Sprintf("the line has %d fields, the header has %d", len(cells), len(f.order)),
			"give each column a field, and put a field that has a comma in quotes")
		return
	}
	for n, at := range f.order {
		r.fields[at] = cells[n]
	}
}

// splitLine cuts one line into its fields by RFC 4180 and appends them. What is not simple is left to
// encoding/csv, which also says what is wrong with it.
func splitLine(line string, into []string) ([]string, error) {
	if !strings.Contains(line, `"`) {
		for {
			comma := strings.IndexByte(line, ',')
			if comma < 0 {
				return append(into, line), nil
			}
			into, line = append(into, line[:comma]), line[comma+1:]
		}
	}
	if fields, ok := splitQuoted(line, into); ok {
		return fields, nil
	}
	reader := csv.NewReader(strings.NewReader(line))
	fields, err := reader.Read()
	var broken *csv.ParseError
	if errors.As(err, &broken) {
		return into, fmt.Errorf("at byte %d of the line: %w", broken.Column, broken.Err)
	}
	return append(into, fields...), err
}

// splitQuoted cuts a line in which some fields stand in quotes, or tells that it is not so simple.
func splitQuoted(line string, into []string) (fields []string, ok bool) {
	if strings.HasSuffix(line, "\r") {
		return into, false // encoding/csv takes it for a part of the end
	}
	from := len(into)
	for {
		var field string
		if strings.HasPrefix(line, `"`) {
			if field, line, ok = cutQuoted(line[1:]); !ok {
				return into[:from], false
			}
		} else {
			comma := strings.IndexByte(line, ',')
			if comma < 0 {
				comma = len(line)
			}
			if field, line = line[:comma], line[comma:]; strings.Contains(field, `"`) {
				return into[:from], false
			}
		}
		if into = append(into, field); line == "" {
			return into, true
		}
		line = line[1:]
	}
}

// cutQuoted returns the field whose opening quote stands before the text, and the text from the comma behind
// its closing quote.
func cutQuoted(text string) (field, rest string, ok bool) {
	for at := 0; ; {
		quote := strings.IndexByte(text[at:], '"')
		if quote < 0 {
			return "", "", false
		}
		at += quote
		if after := text[at+1:]; after == "" || after[0] == ',' {
			return strings.ReplaceAll(text[:at], `""`, `"`), after, true
		} else if after[0] != '"' {
			return "", "", false
		}
		at += 2
	}
}
