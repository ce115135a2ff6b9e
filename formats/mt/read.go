package mt

import (
	"bytes"
	"errors"
	"io"

	"nostro/formats"
)

// ErrMalformed is the class of a file that is no MT message, or one that cannot be read; test with errors.Is.
var ErrMalformed = errors.New("file cannot be read as MT940 or MT942")

// Is tells whether the bytes, which may be the beginning of a file only, look like MT messages rather than XML.
func Is(data []byte) bool {
	data = bytes.TrimLeft(data, "\ufeff \t\r\n\x01")
	return bytes.HasPrefix(data, []byte(":20:")) || bytes.HasPrefix(data, []byte("{1:")) || bytes.HasPrefix(data, []byte("{4:"))
}

// Read reads a file of MT940, MT942 or MT950 messages of at most 64 MiB: one document for each statement, of the
// kind camt.053 or camt.052. Errors are *formats.Refusal of the class ErrMalformed, with the line. What is missing for a
// proof is a problem of the statement: see formats.Inbound.Bookable.
func Read(data []byte) (formats.Inbound, error) {
	fields, err := split(data)
	if err != nil {
		return formats.Inbound{}, err
	}
	var r reader
	for _, f := range fields {
		if err := r.take(f); err != nil {
			return formats.Inbound{}, err
		}
	}
	if len(r.pages) == 0 {
		return formats.Inbound{}, broken(0, 0, "it has no message", "a message begins with :20:")
	}
	var in formats.Inbound
	for i := 0; i < len(r.pages); {
		n := pagesOf(r.pages[i:])
		if !r.pages[i].opens || !r.pages[i+n-1].closes {
			n = 1 // the other pages are in other files: each stands by itself
		}
		d, err := document(r.pages[i : i+n])
		if err != nil {
			return formats.Inbound{}, err
		}
		d.Number = len(in.Documents) + 1
		in.Documents = append(in.Documents, d)
		for _, p := range r.pages[i : i+n] {
			for _, f := range p.unread {
				in.Unread = unread(in.Unread, f)
			}
		}
		i += n
	}
	return in, nil
}

func unread(all []formats.Unread, f field) []formats.Unread {
	path := "MT/" + f.tag
	for i := range all {
		if all[i].Path == path {
			all[i].Count++
			return all
		}
	}
	return append(all, formats.Unread{Path: path, Count: 1, Line: f.line, Offset: f.offset})
}

// Stream reads a source as Read does, and gives what is in it to the visitor.
func Stream(source io.Reader, visit formats.Visitor) (formats.Remarks, error) {
	data, err := io.ReadAll(io.LimitReader(source, bytesMax+1))
	if err != nil {
		return formats.Remarks{}, err
	}
	in, err := Read(data)
	if err != nil {
		return formats.Remarks{}, err
	}
	return in.Remarks, in.Visit(visit)
}
