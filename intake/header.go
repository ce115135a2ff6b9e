package intake

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// FileKind tells what the rows of a file are.
type FileKind string

// The kinds of files.
const (
	Participants FileKind = "participants"
	Accounts     FileKind = "accounts"
	Obligations  FileKind = "obligations"
)

var kinds = []FileKind{Participants, Accounts, Obligations}

// columns are the columns of each kind of file. All are mandatory in the header, in any order.
var columns = map[FileKind][]string{
	Participants: {"id", "name", "kind", "bic", "street", "building", "postcode", "town", "country",
		"settlement_currency"},
	Accounts:    {"participant", "currency", "account", "agent_bic"},
	Obligations: {"id", "payer", "payee", "currency", "amount", "value_date", "reference"},
}

// Columns returns the columns of a kind of file in their usual order; none for an unknown kind.
func Columns(kind FileKind) []string { return slices.Clone(columns[kind]) }

// Detect tells the kind of a file by its header row, which stands at its start; it needs no more of the file. A file whose
// first line begins as a JSON object has obligations. For a header that is of no kind it returns a Refusal that names the kind that comes nearest, the columns that are missing and those that are not known.
func Detect(file string, start []byte) (FileKind, error) {
	raw := firstLine(start)
	if isJSON(raw) {
		return Obligations, nil
	}
	header, refusal := readHeader(file, raw, len(raw))
	if refusal != nil {
		return "", *refusal
	}
	nearest, common := FileKind(""), 0
	for _, kind := range kinds {
		missing, unknown, doubled := compareHeader(kind, header)
		if len(missing)+len(unknown)+len(doubled) == 0 {
			return kind, nil
		}
		if n := len(columns[kind]) - len(missing); n > common {
			nearest, common = kind, n
		}
	}
	return "", detectRefusal(file, raw, header, nearest)
}

func detectRefusal(file, raw string, header []string, nearest FileKind) Refusal {
	refusal := Refusal{File: file, Line: 1, Raw: raw, Reason: "the header has no column that is known"}
	if nearest != "" {
		missing, unknown, doubled := compareHeader(nearest, header)
		var words []string
		for _, part := range []struct {
			word string
			list []string
		}{{"lacks", missing}, {"does not know", unknown}, {"has twice", doubled}} {
			if len(part.list) > 0 {
				words = append(words, part.word+" "+strings.Join(part.list, ", "))
			}
		}
		refusal.Reason = fmt.Sprintf("the header comes nearest to %s, but %s", nearest, strings.Join(words, "; "))
		refusal.Remedy = fmt.Sprintf("for %s write %s", nearest, strings.Join(columns[nearest], ","))
		return refusal
	}
	var forms []string
	for _, kind := range kinds {
		forms = append(forms, fmt.Sprintf("for %s write %s", kind, strings.Join(columns[kind], ",")))
	}
	refusal.Remedy = strings.Join(forms, "; ")
	return refusal
}

// compareHeader returns the columns of the kind that the header lacks, in their usual order, and those of
// the header that are not known or come twice, in its order.
func compareHeader(kind FileKind, header []string) (missing, unknown, doubled []string) {
	for _, column := range columns[kind] {
		if !slices.Contains(header, column) {
			missing = append(missing, column)
		}
	}
	for n, column := range header {
		switch {
		case !slices.Contains(columns[kind], column):
			unknown = append(unknown, column)
		case slices.Contains(header[:n], column):
			doubled = append(doubled, column)
		}
	}
	return missing, unknown, doubled
}

// headerRefusals refuses the file for each column that is missing, unknown or doubled.
func headerRefusals(kind FileKind, file, raw string, header []string) []Refusal {
	missing, unknown, doubled := compareHeader(kind, header)
	form := "the header is " + strings.Join(columns[kind], ",")
	var refusals []Refusal
	refuse := func(list []string, reason, remedy string) {
		for _, column := range list {
			refusals = append(refusals, Refusal{File: file, Line: 1, Field: column, Value: column, Raw: raw,
				Reason: reason, Remedy: remedy})
		}
	}
	refuse(missing, "the column is missing", "add it, with empty fields where nothing is to say; "+form)
	refuse(unknown, fmt.Sprintf("no column of %s has this name", kind), "remove or rename it; "+form)
	refuse(doubled, "the column comes twice", "remove one of the two")
	return refusals
}

// firstLine returns the first line without byte order mark and line end.
func firstLine(data []byte) string {
	line, _, _ := bytes.Cut(bytes.TrimPrefix(data, []byte(byteOrderMark)), []byte("\n"))
	return strings.TrimSuffix(string(line), "\r")
}

// readHeader returns the names of the columns, or why the line, of so many bytes, is no header.
func readHeader(file, raw string, length int) ([]string, *Refusal) {
	refuse := func(reason, remedy string) ([]string, *Refusal) {
		return nil, &Refusal{File: file, Line: 1, Reason: reason, Remedy: remedy, Raw: raw[:min(len(raw), LineBytesMax)]}
	}
	switch {
	case length > LineBytesMax:
		return refuse(fmt.Sprintf("the header has %d bytes, the limit is %d", length, LineBytesMax), "is it a CSV file?")
	case !utf8.ValidString(raw):
		return refuse("the header is not UTF-8", "save the file as CSV in UTF-8")
	case strings.TrimSpace(raw) == "":
		return refuse("the file has no header", "write the names of the columns on line 1")
	case !strings.Contains(raw, ",") && strings.ContainsAny(raw, ";\t"):
		return refuse("the columns are not separated by commas", "save the file as CSV with commas")
	}
	header, err := splitLine(raw, nil)
	if err != nil {
		return refuse(err.Error(), remedyQuote)
	}
	return header, nil
}

// formOf reads the first line and tells how the lines after it are cut; it errs with FileRefused.
func formOf(kind FileKind, file string, lines *lineReader) (form, error) {
	if !lines.next() && lines.err != nil {
		return nil, lines.refused(file)
	}
	if kind == Obligations && isJSON(lines.text) {
		lines.again = true
		return newJSONForm(kind), nil
	}
	raw := strings.TrimPrefix(lines.text, byteOrderMark)
	length := lines.length - (len(lines.text) - len(raw))
	header, refusal := readHeader(file, raw, length)
	if refusal != nil {
		return nil, &FileRefused{[]Refusal{*refusal}}
	}
	if refusals := headerRefusals(kind, file, raw, header); len(refusals) > 0 {
		return nil, &FileRefused{refusals}
	}
	lines.first = 1
	return newCSVForm(kind, header), nil
}
