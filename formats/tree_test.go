package formats

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// node is an element as encoding/xml finds it. The tree of a file is what the tests compare with: it shares
// no code with the reader.
type node struct {
	name     string
	space    string
	attrs    []xml.Attr
	text     string // of the element itself, trimmed
	raw      []byte // of the element while it is open
	children []*node
	parent   *node
}

// parse returns a nameless node above the root elements.
func parse(data []byte) (*node, error) {
	text, err := toUTF8(data)
	if err != nil {
		return nil, err
	}
	decoder := xml.NewDecoder(bytes.NewReader(text))
	decoder.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil }
	top := &node{}
	at := top
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return top, nil
		}
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			child := &node{name: t.Name.Local, space: t.Name.Space, attrs: t.Copy().Attr, parent: at}
			at.children = append(at.children, child)
			at = child
		case xml.EndElement:
			at.text = strings.TrimSpace(string(at.raw))
			at = at.parent
		case xml.CharData:
			at.raw = append(at.raw, t...)
		}
	}
}

// toUTF8 converts what tests and samples use, by the plainest means.
func toUTF8(data []byte) ([]byte, error) {
	head := strings.ToUpper(string(data[:min(len(data), 200)]))
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(data)
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return data[3:], nil
	case strings.Contains(head, "ISO-8859-15"):
		return charmap.ISO8859_15.NewDecoder().Bytes(data)
	case strings.Contains(head, "ISO-8859-1"):
		return charmap.ISO8859_1.NewDecoder().Bytes(data)
	case strings.Contains(head, "WINDOWS-1252"):
		return charmap.Windows1252.NewDecoder().Bytes(data)
	}
	return data, nil
}

func mustParse(t testing.TB, data []byte) *node {
	t.Helper()
	top, err := parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return top
}

// attr returns an attribute by its local name, "" where absent.
func (n *node) attr(name string) string {
	for _, a := range n.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// child returns the first child of the name; nil where absent. It works on nil.
func (n *node) child(name string) *node {
	if all := n.all(name); len(all) > 0 {
		return all[0]
	}
	return nil
}

// all returns the children of the name. It works on nil.
func (n *node) all(name string) []*node {
	var found []*node
	if n != nil {
		for _, c := range n.children {
			if c.name == name {
				found = append(found, c)
			}
		}
	}
	return found
}

// find walks down first children of the names; nil where the way ends.
func (n *node) find(names ...string) *node {
	for _, name := range names {
		n = n.child(name)
	}
	return n
}

// value is the text at the end of the way, "" where it ends early.
func (n *node) value(names ...string) string {
	if end := n.find(names...); end != nil {
		return end.text
	}
	return ""
}

// hasElement tells whether an element of the name lies within.
func (n *node) hasElement(name string) bool {
	for _, c := range n.children {
		if c.name == name || c.hasElement(name) {
			return true
		}
	}
	return false
}

func headerBIC(header *node, side string) string { return agentBIC(header.find(side, "FIId")) }

func agentBIC(agent *node) string { return agent.value("FinInstnId", "BICFI") }
