package formats

import (
	"io"
	"slices"
)

// ReadEntries reads a file of any size and returns what Read does, but gives each entry, with its document and its statement
// as far as they are known by then, to the function in place of gathering it. What the function is given belongs to the reader
// until it returns; its texts may be kept. An entry that cannot be booked is gathered too, with nothing but its number and its
// problems, so that Bookable says what Read would have it say. Errors are those of Stream.
func ReadEntries(source io.Reader, entry func(*Document, *Statement, *StatementEntry) error) (Inbound, error) {
	var in Inbound
	visit := gather(&in)
	visit.Entry = func(s *Statement, e *StatementEntry) error {
		d := in.last()
		if into := d.lastStatement(); len(e.Problems) > 0 {
			into.Entries = append(into.Entries, StatementEntry{Number: e.Number, Problems: slices.Clone(e.Problems)})
		}
		return entry(d, s, e)
	}
	remarks, err := Stream(source, visit)
	if err != nil {
		return Inbound{}, err
	}
	in.Remarks = remarks
	return in, nil
}
