package jobs

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"nostro/formats"
	"nostro/formats/csvstatement"
	"nostro/formats/mt"
	"nostro/reconcile"
)

// bankFile is what a file says. Its entries stand beside it, in the form in which they are matched: of the hundreds of
// thousands that a statement may have, nothing else is held.
type bankFile struct {
	formats.Inbound
	entries map[entriesOf][]bankEntry
}

// entriesOf names a statement: the number of its document, and its place there.
type entriesOf struct{ document, statement int }

// bankEntry is an entry, and what the bank says of a batch, whether it itemises it or not.
type bankEntry struct {
	reconcile.Entry
	batch *reconcile.Batch
}

// errNotRead marks that the spool did not give the bytes of a file: that is no fault of the file.
var errNotRead = errors.New("its bytes cannot be had")

// readBankFile reads a file that something will be booked by, so everything in it must be bookable. What is neither XML
// nor MT is CSV where the correspondent has a map for that. XML is read as it streams by.
func (s *Stages) readBankFile(f FileIn, from Correspondent) (file bankFile, err error) {
	source, err := s.Spool.Open(f.ArchiveName())
	if err != nil {
		return file, fmt.Errorf("%w: %w", errNotRead, err)
	}
	watched := &watchedReader{from: source}
	file, err = readEntries(watched, from)
	if watched.err != nil {
		err = fmt.Errorf("%w: %w", errNotRead, watched.err)
	}
	if left := source.Close(); left != nil {
		return file, errors.Join(err, fmt.Errorf("%w: %w", errNotRead, left))
	}
	return file, err
}

// watchedReader keeps an error of the spool apart from those of what it reads.
type watchedReader struct {
	from io.Reader
	err  error
}

func (w *watchedReader) Read(into []byte) (int, error) {
	n, err := w.from.Read(into)
	if err != nil && !errors.Is(err, io.EOF) {
		w.err = err
	}
	return n, err
}

func readEntries(from io.Reader, by Correspondent) (file bankFile, err error) {
	source := bufio.NewReaderSize(from, 64<<10)
	start, err := source.Peek(peekBytes)
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return file, err
	case len(start) == 0:
		return file, fmt.Errorf("the file has no bytes: ask the bank to send it again")
	}
	file.entries = map[entriesOf][]bankEntry{}
	keep := func(d *formats.Document, _ *formats.Statement, e *formats.StatementEntry) error {
		if d.Kind != "camt.052" { // what happens in the day informs
			file.add(entriesOf{d.Number, len(d.Statements) - 1}, by, *e)
		}
		return nil
	}
	switch {
	case mt.Is(start):
		file.Inbound, err = whole(source, mt.Read)
	case !by.CSVStatement.IsZero() && !isXML(start):
		file.Inbound, err = whole(source, func(data []byte) (formats.Inbound, error) { return csvstatement.Read(by.CSVStatement, data) })
	default:
		file.Inbound, err = formats.ReadEntries(source, keep)
	}
	if err != nil {
		return bankFile{}, err
	}
	file.gathered(by)
	for _, d := range file.Documents {
		if !slices.Contains(actedOn, d.Kind) {
			return bankFile{}, fmt.Errorf("a %s is not acted on here (only %s): a person must look at it", d.Message, strings.Join(actedOn, ", "))
		}
	}
	return file, file.Bookable()
}

// whole reads a form that is not read as it streams by; the reader refuses more than it takes.
func whole(source io.Reader, read func([]byte) (formats.Inbound, error)) (formats.Inbound, error) {
	data, err := io.ReadAll(io.LimitReader(source, formats.WholeBytesMax+1))
	if err != nil {
		return formats.Inbound{}, err
	}
	return read(data)
}

func (file *bankFile) add(of entriesOf, by Correspondent, e formats.StatementEntry) {
	file.entries[of] = append(file.entries[of], bankEntry{statementEntry(by, e), batchOf(e)})
}

// gathered takes the entries of a file that was read whole.
func (file *bankFile) gathered(by Correspondent) {
	for _, d := range file.Documents {
		for n, st := range d.Statements {
			if of := (entriesOf{d.Number, n}); len(file.entries[of]) == 0 {
				for _, e := range st.Entries {
					file.add(of, by, e)
				}
			}
		}
	}
}
