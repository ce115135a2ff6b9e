package main

import (
	"bufio"
	"io"

	"nostro/formats"
	"nostro/formats/inspect"
	"nostro/formats/mt"
)

// readInto reads an input to its end, and returns how many bytes it had.
func (r *inspection) readInto(file *inspect.File, in inspectInput) (int64, error) {
	from, size, err := r.openInput(in)
	if err != nil {
		return 0, err
	}
	defer from.Close()
	p := r.newProgress(from, in.name, size)
	remarks, err := stream(p, visitor(file))
	p.done()
	for _, w := range remarks.Warnings {
		file.Warn(w)
	}
	file.Unread = remarks.Unread
	return p.read, err
}

// stream reads XML or, where it begins so, MT messages.
func stream(from io.Reader, visit formats.Visitor) (formats.Remarks, error) {
	buffered := bufio.NewReader(from)
	begin, err := buffered.Peek(64)
	if err != nil && err != io.EOF {
		return formats.Remarks{}, err
	}
	if mt.Is(begin) {
		return mt.Stream(buffered, visit)
	}
	return formats.Stream(buffered, visit)
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
