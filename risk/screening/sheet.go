package screening

import (
	"fmt"
	"io"
	"maps"
	"slices"
)

// Limits of a list. What is over one is refused, with the place.
const (
	EntriesMax = 500_000
	NamesMax   = 1000 // of one entry
	valuesMax  = 200  // countries or BICs of one entry
	fieldMax   = 64 << 10
)

// Format is the form of a list file.
type Format string

// The formats. docs/screening.md describes each.
const (
	FormatCSV  Format = "csv"  // our own, with a header
	FormatOFAC Format = "ofac" // SDN list: sdn.csv, and alt.csv and add.csv beside it
	FormatUN   Format = "un"   // consolidated list of the Security Council, XML
	FormatEU   Format = "eu"   // consolidated financial sanctions list, XML
)

// Formats returns all formats.
func Formats() []Format { return []Format{FormatCSV, FormatOFAC, FormatUN, FormatEU} }

// FilesOf returns the parts of which a list of the format is made; each has a file of its own.
func FilesOf(f Format) []string {
	if f == FormatOFAC {
		return []string{"sdn.csv", "alt.csv", "add.csv"}
	}
	return []string{"list"}
}

// Sheet is what a list file holds.
type Sheet struct {
	Entries []Entry
	Ignored []Ignored // what the parser does not know, by what it is
}

// Ignored is something that stands in the file so many times and is not used.
type Ignored struct {
	What  string
	Count int
}

// Names returns how many names the entries have together.
func (s Sheet) Names() int {
	sum := 0
	for _, e := range s.Entries {
		sum += len(e.Names)
	}
	return sum
}

// FileError is why a list file is refused as a whole, and where.
type FileError struct {
	File           string // the part, such as alt.csv; "" where there is one file
	Line           int    // from 1; 0 where no line is meant
	Field          string
	Reason, Remedy string
}

// Error returns "alt.csv, line 7, alt_name: ...".
func (e *FileError) Error() string {
	place := ""
	for _, part := range []string{e.File, lineWords(e.Line), e.Field} {
		if part != "" && place != "" {
			place += ", "
		}
		place += part
	}
	if place != "" {
		place += ": "
	}
	return place + e.Reason + ": " + e.Remedy
}

func lineWords(line int) string {
	if line == 0 {
		return ""
	}
	return fmt.Sprintf("line %d", line)
}

// Parse reads a list of the format, whose name is given to every entry. parts are the files that FilesOf names, in
// that order. The error is a *FileError: a list is taken as a whole or not at all.
func Parse(list string, format Format, parts ...io.Reader) (Sheet, error) {
	if want := FilesOf(format); len(parts) != len(want) {
		return Sheet{}, &FileError{Reason: fmt.Sprintf("%d files were given, a list of format %s has %d", len(parts), format, len(want)),
			Remedy: fmt.Sprintf("give %q", want)}
	}
	b := &builder{list: list, ignored: map[string]int{}, at: map[string]int{}}
	var err error
	switch format {
	case FormatCSV:
		err = b.csv(parts[0])
	case FormatOFAC:
		err = b.ofac(parts)
	case FormatUN:
		err = b.un(parts[0])
	case FormatEU:
		err = b.eu(parts[0])
	default:
		err = &FileError{Reason: fmt.Sprintf("%q is no format", format), Remedy: fmt.Sprintf("use one of %q", Formats())}
	}
	if err == nil && len(b.entries) == 0 {
		err = &FileError{Reason: "it names nobody", Remedy: "look whether it is the right file; a list without entries is left out of nostro.yaml"}
	}
	if err != nil {
		return Sheet{}, err
	}
	return b.sheet(), nil
}

// builder collects entries.
type builder struct {
	list    string
	entries []Entry
	at      map[string]int // where an entry stands, by id
	ignored map[string]int
}

func (b *builder) ignore(what string) { b.ignored[what]++ }

func (b *builder) sheet() Sheet {
	s := Sheet{Entries: b.entries}
	for _, what := range slices.Sorted(maps.Keys(b.ignored)) {
		s.Ignored = append(s.Ignored, Ignored{what, b.ignored[what]})
	}
	return s
}

// add takes an entry in; at is where it stands in the file.
func (b *builder) add(e Entry, at FileError) error {
	e.List = b.list
	if err := checkEntry(e, at); err != nil {
		return err
	}
	if _, twice := b.at[e.ID]; twice {
		return at.because("id", fmt.Sprintf("%q is there twice", e.ID), "each entry has an id of its own")
	}
	if len(b.entries) == EntriesMax {
		return at.because("", fmt.Sprintf("there are more than %d entries", EntriesMax), "split the list")
	}
	b.at[e.ID] = len(b.entries)
	b.entries = append(b.entries, e)
	return nil
}

func (e FileError) because(field, reason, remedy string) *FileError {
	e.Field, e.Reason, e.Remedy = field, reason, remedy
	return &e
}
