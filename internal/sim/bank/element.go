package bank

import (
	"strconv"
	"strings"

	"nostro/money"
)

// element is one XML element: with a text, or with children. The zero value is no element.
type element struct {
	name     string
	currency string // attribute Ccy; "" for none
	text     string
	children []element
}

// el returns an element with the children that there are, and none where there are none.
func el(name string, children ...element) element {
	e := element{name: name}
	for _, child := range children {
		if child.name != "" {
			e.children = append(e.children, child)
		}
	}
	if len(e.children) == 0 {
		return element{}
	}
	return e
}

// all returns an element with a list of children and one more.
func all(name string, children []element, more ...element) element {
	return el(name, append(children, more...)...)
}

// leaf returns an element with a text, and none for no text.
func leaf(name, text string) element {
	if text == "" {
		return element{}
	}
	return element{name: name, text: text}
}

// sum returns an element with an amount without its sign.
func sum(name string, a money.Amount) element {
	return element{name: name, currency: a.Currency().Code(), text: strings.TrimPrefix(a.Decimal(), "-")}
}

// xmlWriter appends elements to a file.
type xmlWriter struct {
	out      []byte
	encoding Encoding
}

// open writes a start tag; attributes come as they are.
func (w *xmlWriter) open(depth int, prefix, name, attributes string) {
	w.out = append(w.out, strings.Repeat("  ", depth)...)
	w.out = append(w.out, "<"+prefix+name+attributes+">"...)
}

func (w *xmlWriter) close(prefix, name string) { w.out = append(w.out, "</"+prefix+name+">\n"...) }

// element writes an element and all below it, each with the prefix. The namespace is declared on the
// first.
func (w *xmlWriter) element(depth int, prefix string, e element, declaration string) {
	if e.currency != "" {
		declaration += ` Ccy="` + e.currency + `"`
	}
	w.open(depth, prefix, e.name, declaration)
	if len(e.children) == 0 {
		w.text(e.text)
		w.close(prefix, e.name)
		return
	}
	w.out = append(w.out, '\n')
	for _, child := range e.children {
		w.element(depth+1, prefix, child, "")
	}
	w.out = append(w.out, strings.Repeat("  ", depth)...)
	w.close(prefix, e.name)
}

// text writes characters in the encoding. One that it does not have becomes a numeric reference.
func (w *xmlWriter) text(text string) {
	for _, r := range text {
		switch {
		case r == '&' || r == '<' || r == '>' || w.encoding == Latin1 && r > 0xFF:
			w.out = append(w.out, "&#"+strconv.Itoa(int(r))+";"...)
		case w.encoding == Latin1:
			w.out = append(w.out, byte(r))
		default:
			w.out = append(w.out, string(r)...)
		}
	}
}
