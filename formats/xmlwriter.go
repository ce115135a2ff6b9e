package formats

import (
	"strings"

	"nostro/money"
)

// xmlWriter appends indented XML to a buffer. What it writes depends on nothing but the calls, so the
// same message is always the same bytes.
type xmlWriter struct {
	out   []byte
	depth int
}

const indentation = "  "

var (
	textEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	attrEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")
)

func (w *xmlWriter) line(text string) {
	for range w.depth {
		w.out = append(w.out, indentation...)
	}
	w.out = append(w.out, text...)
	w.out = append(w.out, '\n')
}

func (w *xmlWriter) declaration() { w.line(`<?xml version="1.0" encoding="UTF-8"?>`) }

// element writes an element around what inside writes.
func (w *xmlWriter) element(name string, inside func()) { w.wrap("<"+name+">", name, inside) }

// namespaced is element with a default namespace of its own.
func (w *xmlWriter) namespaced(name, namespace string, inside func()) {
	w.wrap("<"+name+` xmlns="`+attrEscaper.Replace(namespace)+`">`, name, inside)
}

func (w *xmlWriter) wrap(open, name string, inside func()) {
	w.line(open)
	w.depth++
	inside()
	w.depth--
	w.line("</" + name + ">")
}

// leaf writes an element with text, and nothing for an empty text: ISO 20022 knows no empty text.
func (w *xmlWriter) leaf(name, text string) {
	if text != "" {
		w.line("<" + name + ">" + textEscaper.Replace(text) + "</" + name + ">")
	}
}

// amount writes the plain decimal with all digits of the minor unit, and the currency as attribute.
func (w *xmlWriter) amount(name string, a money.Amount) {
	w.line("<" + name + ` Ccy="` + attrEscaper.Replace(a.Currency().Code()) + `">` + a.Decimal() + "</" + name + ">")
}
