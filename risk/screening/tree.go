package screening

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Limits of an XML list.
const (
	depthMax   = 12
	recordMax  = 20_000 // elements of one entry
	xmlTextMax = 1 << 20
)

// element is one element of an entry, with what it holds.
type element struct {
	name  string
	attrs map[string]string
	text  string
	inner []*element
}

// all returns the elements of that name, in order.
func (e *element) all(name string) []*element {
	var some []*element
	for _, i := range e.inner {
		if i.name == name {
			some = append(some, i)
		}
	}
	return some
}

// first returns the text of the first element of that name, "" where there is none.
func (e *element) first(name string) string {
	for _, i := range e.inner {
		if i.name == name {
			return i.text
		}
	}
	return ""
}

// xmlReader walks through a list. It keeps one entry at a time.
type xmlReader struct {
	*xml.Decoder
	root    string
	entries map[string]bool // elements that are an entry
	lists   map[string]bool // elements that hold entries
	take    func(*element, FileError) error
	ignore  func(string)
	count   int // elements of the entry
}

func (r *xmlReader) at() FileError {
	line, _ := r.InputPos()
	return FileError{Line: line}
}

// broken is what is wrong with the file as XML.
func (r *xmlReader) broken(err error) error {
	at := r.at()
	reason := err.Error()
	if errors.Is(err, io.EOF) {
		reason = "it ends too early"
	}
	return at.because("", reason, "fetch the file again; it is cut off, or not of this format")
}

// read reads the whole file: the root, to its end.
func (r *xmlReader) read() error {
	for {
		token, err := r.Token()
		if err != nil {
			return r.broken(err)
		}
		switch t := token.(type) {
		case xml.Directive:
			at := r.at()
			return at.because("", "it declares a document type", "a list has none; fetch it from its source")
		case xml.StartElement:
			if t.Name.Local != r.root {
				at := r.at()
				return at.because(t.Name.Local, "it is no root of this format", "the root is "+r.root+": look whether it is the right file and format")
			}
			if err := r.inside(1); err != nil {
				return err
			}
			return r.nothingAfter()
		}
	}
}

func (r *xmlReader) nothingAfter() error {
	for {
		token, err := r.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return r.broken(err)
		}
		if t, ok := token.(xml.StartElement); ok {
			at := r.at()
			return at.because(t.Name.Local, "it stands after the end of the list", "fetch the file again")
		}
	}
}

// inside reads what an element that holds entries has, to its end.
func (r *xmlReader) inside(depth int) error {
	for {
		token, err := r.Token()
		if err != nil {
			return r.broken(err)
		}
		switch t := token.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			if err := r.child(t, depth+1); err != nil {
				return err
			}
		}
	}
}

func (r *xmlReader) child(t xml.StartElement, depth int) error {
	name := t.Name.Local
	switch {
	case r.entries[name]:
		at := r.at()
		r.count = 0
		e, err := r.element(t, depth)
		if err != nil {
			return err
		}
		return r.take(e, at)
	case r.lists[name]:
		return r.inside(depth)
	}
	r.ignore("element " + clip(name))
	if err := r.Skip(); err != nil {
		return r.broken(err)
	}
	return nil
}

// element reads one element with all that is in it.
func (r *xmlReader) element(t xml.StartElement, depth int) (*element, error) {
	at := r.at()
	if r.count++; depth > depthMax || r.count > recordMax {
		return nil, at.because(t.Name.Local, "the entry is too deep or too large", "look whether it is the right file")
	}
	e := &element{name: t.Name.Local, attrs: map[string]string{}}
	for _, a := range t.Attr {
		e.attrs[a.Name.Local] = strings.TrimSpace(a.Value)
	}
	var text strings.Builder
	for {
		token, err := r.Token()
		if err != nil {
			return nil, r.broken(err)
		}
		switch t := token.(type) {
		case xml.EndElement:
			e.text = strings.Join(strings.Fields(text.String()), " ")
			return e, nil
		case xml.CharData:
			if text.Len()+len(t) > xmlTextMax {
				return nil, at.because(e.name, fmt.Sprintf("its text has more than %d bytes", xmlTextMax), "look whether it is the right file")
			}
			text.Write(t)
		case xml.StartElement:
			i, err := r.element(t, depth+1)
			if err != nil {
				return nil, err
			}
			e.inner = append(e.inner, i)
		}
	}
}

// clip bounds how long a name of the file may stand in a report.
func clip(name string) string {
	if r := []rune(name); len(r) > 40 {
		return string(r[:40]) + "..."
	}
	return name
}

// unknown counts what of an element is neither used nor known to be of no use.
func (b *builder) unknown(e *element, known map[string]bool) {
	for _, i := range e.inner {
		if !known[i.name] {
			b.ignore(fmt.Sprintf("element %s in %s", clip(i.name), clip(e.name)))
		}
	}
}
