package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode"

	"nostro/formats"
	"nostro/formats/csvstatement"
	"nostro/formats/inspect"
	"nostro/formats/mt"
	"nostro/internal/config"
)

// readInto reads an input to its end, and returns how many bytes it had.
func (r *inspection) readInto(file *inspect.File, in inspectInput) (int64, error) {
	from, size, err := r.openInput(in)
	if err != nil {
		return 0, err
	}
	defer from.Close()
	p := r.newProgress(from, in.name, size)
	remarks, err := stream(p, r.csv, visitor(file))
	p.done()
	for _, w := range remarks.Warnings {
		file.Warn(w)
	}
	file.Unread = remarks.Unread
	return p.read, err
}

// stream reads XML, or MT messages where it begins so, or what is neither as a CSV statement, where a map is there for that.
func stream(from io.Reader, csv csvstatement.Map, visit formats.Visitor) (formats.Remarks, error) {
	buffered := bufio.NewReader(from)
	begin, err := buffered.Peek(64)
	if err != nil && err != io.EOF {
		return formats.Remarks{}, err
	}
	switch {
	case mt.Is(begin):
		return mt.Stream(buffered, visit)
	case isMarkup(begin):
	case !csv.IsZero():
		return csvstatement.Stream(csv, buffered, visit)
	case looksLikeCSV(begin):
		return formats.Remarks{}, errNoMap
	}
	return formats.Stream(buffered, visit)
}

var errNoMap = errors.New("it is neither XML nor MT. A CSV statement is read by the map of its bank's columns: " +
	"nostro --dir HOUSE inspect --correspondent ID FILE, where nostro.yaml has csv_statement for it (docs/statements.md)")

// isMarkup tells whether the bytes begin as XML does, in UTF-16 too, whose letters are half zero.
func isMarkup(begin []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(begin, "\ufeff \t\r\n"), []byte("<")) || bytes.IndexByte(begin, 0) >= 0
}

// looksLikeCSV tells whether the first line has columns: a separator, and no control character.
func looksLikeCSV(begin []byte) bool {
	line, _, _ := bytes.Cut(begin, []byte("\n"))
	control := func(r rune) bool { return unicode.IsControl(r) && r != '\t' && r != '\r' }
	return bytes.ContainsAny(line, ";,\t|") && bytes.IndexFunc(line, control) < 0
}

// csvMap is how a correspondent writes statements as CSV, by nostro.yaml alone: no database is opened.
func (s *session) csvMap(correspondent string) (csvstatement.Map, error) {
	conf, err := config.Load(s.cli.Dir, s.Getenv)
	if err != nil {
		return csvstatement.Map{}, err
	}
	c, err := conf.Settings.Correspondent(correspondent)
	if err == nil && c.CSVStatement.IsZero() {
		err = fmt.Errorf("correspondent %s has no csv_statement in nostro.yaml: write the map of its columns there (docs/statements.md)", correspondent)
	}
	return c.CSVStatement, err
}

// visitor hands everything on to the file, one by one: an entry of a million details takes no memory.
func visitor(file *inspect.File) formats.Visitor {
	return formats.Visitor{
		Document:    func(d *formats.Document) error { file.Document(d); return nil },
		DocumentEnd: func(d *formats.Document) error { file.EndDocument(d); return nil },
		Statement:   func(_ *formats.Document, s *formats.Statement) error { file.Begin(s); return nil },
		Detail: func(_ *formats.Statement, e *formats.StatementEntry, d *formats.EntryDetail) error {
			file.Detail(e, d)
			return nil
		},
		Entry:        func(_ *formats.Statement, e *formats.StatementEntry) error { file.Entry(e); return nil },
		StatementEnd: func(_ *formats.Document, s *formats.Statement) error { file.End(s); return nil },
		Status:       func(_ *formats.Document, s *formats.Status) error { file.Status(s); return nil },
		Return:       func(_ *formats.Document, x *formats.Return) error { file.Return(x); return nil },
		Resolution:   func(_ *formats.Document, x *formats.Resolution) error { file.Resolution(x); return nil },
		Transfer:     func(_ *formats.Document, t *formats.TransferIn) error { file.Transfer(t); return nil },
		Cancellation: func(_ *formats.Document, c *formats.CancellationIn) error { file.Cancellation(c); return nil },
		Notice:       func(_ *formats.Document, n *formats.NoticeIn) error { file.Notice(n); return nil },
	}
}
