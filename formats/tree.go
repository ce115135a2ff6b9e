package formats

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// The limits of a file's structure. The deepest element of any ISO 20022 message lies at about 20.
const (
	depthMax    = 64
	elementsMax = 2_000_000
)

// node is an element: its local name, its text, what is in it, and whether the reader took it.
type node struct {
	name     string
	space    string // namespace, or the bare prefix where it is not declared
	attrs    []xml.Attr
	text     string // of the element itself, trimmed
	raw      []byte // of the element while it is open
	children []*node
	parent   *node
	index    int // 1, 2, ... among the siblings of its name
	line     int
	taken    bool
}

// parse returns a nameless node above the file's root elements: some banks put header and Document side
// by side, without an envelope.
func parse(text []byte) (*node, error) {
	decoder := xml.NewDecoder(bytes.NewReader(text))
	decoder.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil }
	p := parser{top: &node{taken: true, line: 1}}
	p.at = p.top
	for {
		line, _ := decoder.InputPos()
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, malformed(line, err.Error(), "fetch it again, or ask the bank for a file that is well-formed")
		}
		if err := p.add(token, line); err != nil {
			return nil, err
		}
	}
	if len(p.top.children) == 0 {
		return nil, malformed(1, "there is no element in it", "fetch it again, or ask the bank for the message")
	}
	p.top.finish()
	return p.top, nil
}

type parser struct {
	top, at         *node
	depth, elements int
}

func (p *parser) add(token xml.Token, line int) error {
	switch t := token.(type) {
	case xml.StartElement:
		return p.open(t, line)
	case xml.EndElement:
		p.at.finish()
		p.at = p.at.parent
		p.depth--
	case xml.CharData:
		if len(p.at.raw) > 0 || len(bytes.TrimSpace(t)) > 0 {
			p.at.raw = append(p.at.raw, t...)
		}
	case xml.Directive:
		return malformed(line, "it has a document type or entity declaration",
			"ask the bank for a file without: ISO 20022 has none")
	}
	return nil
}

func (p *parser) open(t xml.StartElement, line int) error {
	p.depth++
	p.elements++
	if p.depth > depthMax {
		return malformed(line, fmt.Sprintf("elements are nested deeper than %d", depthMax),
			"this is no ISO 20022 message")
	}
	if p.elements > elementsMax {
		return malformed(line, fmt.Sprintf("there are more than %d elements", elementsMax),
			"ask the bank to split the file")
	}
	child := &node{name: t.Name.Local, space: t.Name.Space, attrs: t.Copy().Attr, parent: p.at, line: line}
	p.at.children = append(p.at.children, child)
	p.at = child
	return nil
}

// finish trims the text of an element that is read, and numbers its children of one name.
func (n *node) finish() {
	n.text, n.raw = string(bytes.TrimSpace(n.raw)), nil
	if len(n.children) == 0 {
		return
	}
	seen := make(map[string]int, len(n.children))
	for _, child := range n.children {
		seen[child.name]++
		child.index = seen[child.name]
	}
}

// attr returns an attribute by its local name, "" where absent.
func (n *node) attr(name string) string {
	for _, a := range n.attrs {
		if a.Name.Local == name {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// child returns the first child of the name and takes it; nil where absent. It works on nil.
func (n *node) child(name string) *node {
	if n == nil {
		return nil
	}
	for _, c := range n.children {
		if c.name == name {
			c.taken = true
			return c
		}
	}
	return nil
}

// all returns the children of the name and takes them. It works on nil.
func (n *node) all(name string) []*node {
	if n == nil {
		return nil
	}
	var found []*node
	for _, c := range n.children {
		if c.name == name {
			c.taken = true
			found = append(found, c)
		}
	}
	return found
}

// find walks down first children of the names and takes them; nil where the way ends.
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

// first returns the value of the first of the ways that leads to one.
func (n *node) first(ways ...[]string) string {
	for _, way := range ways {
		if text := n.value(way...); text != "" {
			return text
		}
	}
	return ""
}

// path names the node from the root of the file, with numbers among siblings of one name.
func (n *node) path() string {
	if n.parent == nil {
		return ""
	}
	name := n.name
	if n.index > 1 || n.hasTwin() {
		name = fmt.Sprintf("%s[%d]", name, n.index)
	}
	if above := n.parent.path(); above != "" {
		return above + "/" + name
	}
	return name
}

func (n *node) hasTwin() bool {
	for _, sibling := range n.parent.children {
		if sibling != n && sibling.name == n.name {
			return true
		}
	}
	return false
}
