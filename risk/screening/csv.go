package screening

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// csvColumns is the header of our own format, in any order; id, kind and name must be there. Several values of one
// column are parted by semicolons.
var csvColumns = []string{"id", "kind", "name", "aliases", "weak_aliases", "countries", "bics", "programme"}

var csvKinds = []Kind{KindPerson, KindEntity, KindVessel, KindAircraft, KindCountry, KindBank, KindOther}

// rowsOf reads CSV, with a limit to each field.
type rowsOf struct {
	*csv.Reader
	at FileError
}

func newRows(file string, in io.Reader) *rowsOf {
	r := csv.NewReader(withoutMark(in))
	r.ReuseRecord, r.FieldsPerRecord = true, -1
	return &rowsOf{r, FileError{File: file}}
}

// next returns a row; io.EOF at the end. What is no CSV is a *FileError.
func (r *rowsOf) next() ([]string, error) {
	row, err := r.Read()
	if errors.Is(err, io.EOF) {
		return nil, io.EOF
	}
	if wrong := (*csv.ParseError)(nil); errors.As(err, &wrong) {
		r.at.Line = wrong.StartLine
		return nil, r.at.because("", wrong.Err.Error(), "look whether the file is cut off, and quote every field that holds a comma or a quote")
	}
	if err != nil {
		return nil, r.at.because("", err.Error(), "fetch the file again")
	}
	r.at.Line, _ = r.FieldPos(0)
	for _, field := range row {
		if len(field) > fieldMax {
			return nil, r.at.because("", fmt.Sprintf("a field has more than %d bytes", fieldMax), "look whether a quote is missing")
		}
	}
	return row, nil
}

func (b *builder) csv(in io.Reader) error {
	rows := newRows("", in)
	header, err := rows.next()
	if errors.Is(err, io.EOF) {
		return rows.at.because("", "it is empty", "fetch the file again")
	}
	if err != nil {
		return err
	}
	column, err := columnsOf(header, rows.at)
	if err != nil {
		return err
	}
	width := len(header)
	for {
		row, err := rows.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if len(row) != width {
			return rows.at.because("", fmt.Sprintf("it has %d fields, the header %d", len(row), width), "look whether the file is cut off")
		}
		e, err := csvEntry(column, row, rows.at)
		if err != nil {
			return err
		}
		if err := b.add(e, rows.at); err != nil {
			return err
		}
	}
}

func columnsOf(header []string, at FileError) (map[string]int, error) {
	column := map[string]int{}
	for n, title := range header {
		title = strings.ToLower(strings.TrimSpace(title))
		if !slices.Contains(csvColumns, title) {
			return nil, at.because(title, "it is no column", fmt.Sprintf("use those of %q", csvColumns))
		}
		if _, twice := column[title]; twice {
			return nil, at.because(title, "the column is there twice", "keep one of them")
		}
		column[title] = n
	}
	for _, needed := range csvColumns[:3] {
		if _, there := column[needed]; !there {
			return nil, at.because(needed, "the column is missing", fmt.Sprintf("the first line names columns of %q", csvColumns))
		}
	}
	return column, nil
}

func csvEntry(column map[string]int, row []string, at FileError) (Entry, error) {
	get := func(name string) string {
		if n, there := column[name]; there {
			return strings.TrimSpace(strings.Clone(row[n]))
		}
		return ""
	}
	e := Entry{ID: get("id"), Kind: Kind(get("kind")), Programme: get("programme"), Countries: values(strings.ToUpper(get("countries"))),
		BICs: values(strings.ToUpper(get("bics")))}
	if !slices.Contains(csvKinds, e.Kind) {
		return e, at.because("kind", fmt.Sprintf("%q is no kind", e.Kind), fmt.Sprintf("use one of %q", csvKinds))
	}
	if name := get("name"); name != "" {
		e.Names = []Name{{Text: name}}
	}
	for _, alias := range values(get("aliases")) {
		e.Names = append(e.Names, Name{Text: alias})
	}
	for _, alias := range values(get("weak_aliases")) {
		e.Names = append(e.Names, Name{alias, true})
	}
	return e, nil
}

// values parts a field at its semicolons.
func values(field string) []string {
	var all []string
	for _, v := range strings.Split(field, ";") {
		if v = strings.TrimSpace(v); v != "" {
			all = append(all, v)
		}
	}
	return all
}

// withoutMark leaves the mark of UTF-8 at the beginning of a file out.
func withoutMark(in io.Reader) io.Reader {
	mark := make([]byte, 3)
	n, err := io.ReadFull(in, mark)
	if err == nil && string(mark) == "\ufeff" {
		return in
	}
	return io.MultiReader(strings.NewReader(string(mark[:n])), in)
}
