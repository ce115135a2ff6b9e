package screening

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// The SDN list of the US Treasury as CSV: no header, "-0-" where there is nothing, a mark of the end of file in the last
// line. sdn.csv has an entry a line, alt.csv its aliases, add.csv its addresses; each names the entry by number.
const (
	ofacNothing = "-0-"
	ofacEnd     = "\x1a"
	sdnColumns  = 12
	altColumns  = 5
	addColumns  = 6
)

var sdnKinds = map[string]Kind{"": KindEntity, "individual": KindPerson, "vessel": KindVessel, "aircraft": KindAircraft}

// altKinds are also, formerly and now known as.
var altKinds = []string{"", "aka", "fka", "nka"}

// swiftForm is how the remarks of an entry name its BICs.
var swiftForm = regexp.MustCompile(`SWIFT/BIC ([A-Z0-9]{8}(?:[A-Z0-9]{3})?)\b`)

func (b *builder) ofac(parts []io.Reader) error {
	names := FilesOf(FormatOFAC)
	if err := b.ofacRows(names[0], sdnColumns, parts[0], b.sdn); err != nil {
		return err
	}
	if err := b.ofacRows(names[1], altColumns, parts[1], b.alt); err != nil {
		return err
	}
	if err := b.ofacRows(names[2], addColumns, parts[2], b.address); err != nil {
		return err
	}
	for _, e := range b.entries { // with all that came later
		if err := checkEntry(e, FileError{}); err != nil {
			return err
		}
	}
	return nil
}

// ofacRows reads rows of one file. What is not in UTF-8 is read as Windows-1252.
func (b *builder) ofacRows(file string, columns int, in io.Reader, take func([]string, FileError) error) error {
	rows := newRows(file, in)
	seen := 0
	for {
		row, err := rows.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if len(row) == 1 && strings.Trim(row[0], ofacEnd+" ") == "" {
			continue
		}
		if len(row) != columns {
			return rows.at.because("", fmt.Sprintf("it has %d fields, a row of %s has %d", len(row), file, columns), "look whether the file is cut off, or is another one")
		}
		fields := make([]string, columns)
		for n, f := range row {
			if fields[n], err = ofacText(f); err != nil {
				return rows.at.because("", err.Error(), "fetch the file again")
			}
		}
		if err := take(fields, rows.at); err != nil {
			return err
		}
		seen++
	}
	if seen == 0 && file != "add.csv" {
		return (&FileError{File: file}).because("", "it is empty", "fetch the file again")
	}
	return nil
}

func ofacText(field string) (string, error) {
	text := strings.TrimSpace(field)
	if !utf8.ValidString(text) {
		decoded, err := charmap.Windows1252.NewDecoder().Bytes(bytes.Clone([]byte(text)))
		if err != nil {
			return "", err
		}
		text = string(decoded)
	}
	if text == ofacNothing {
		return "", nil
	}
	return strings.Clone(text), nil
}

func (b *builder) sdn(row []string, at FileError) error {
	kind, known := sdnKinds[strings.ToLower(row[2])]
	if !known {
		kind = KindOther
		b.ignore(fmt.Sprintf("sdn.csv: type %q, read as other", row[2]))
	}
	e := Entry{ID: row[0], Kind: kind, Programme: row[3]}
	if row[1] != "" {
		e.Names = []Name{{Text: row[1]}}
	}
	for _, found := range swiftForm.FindAllStringSubmatch(row[11], valuesMax) {
		if !slices.Contains(e.BICs, found[1]) {
			e.BICs = append(e.BICs, found[1])
		}
	}
	return b.add(e, at)
}

func (b *builder) alt(row []string, at FileError) error {
	e, err := b.ofacEntry(row[0], at)
	if err != nil {
		return err
	}
	if !slices.Contains(altKinds, strings.ToLower(row[2])) {
		b.ignore(fmt.Sprintf("alt.csv: type %q, read as an alias", row[2]))
	}
	if reason := wrongName(row[3]); reason != "" {
		return at.because("alt_name", reason, "look whether the file is whole")
	}
	if len(e.Names) >= NamesMax {
		return at.because("alt_name", fmt.Sprintf("entry %s has more than %d names", e.ID, NamesMax), "look whether it is the right file")
	}
	e.Names = append(e.Names, Name{Text: row[3]})
	return nil
}

func (b *builder) address(row []string, at FileError) error {
	e, err := b.ofacEntry(row[0], at)
	if err != nil {
		return err
	}
	if country := row[4]; country != "" && !slices.Contains(e.Countries, country) && len(e.Countries) < valuesMax {
		e.Countries = append(e.Countries, country)
	}
	return nil
}

// ofacEntry finds the entry that a further file names. One that is not there means that sdn.csv is cut off, or that the
// files are not of one day.
func (b *builder) ofacEntry(id string, at FileError) (*Entry, error) {
	n, known := b.at[id]
	if !known {
		return nil, at.because("ent_num", fmt.Sprintf("sdn.csv has no entry %q", id), "fetch all three files again: sdn.csv is cut off, or they are not of one day")
	}
	return &b.entries[n], nil
}
