package netting

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"nostro/money"
)

// csvText grows by lines as encoding/csv writes them, which for millions of lines takes most of the time.
type csvText struct{ text []byte }

// comma ends a field that is not the last of its line, end the last one.
func (c *csvText) comma() { c.text = append(c.text, ',') }
func (c *csvText) end()   { c.text = append(c.text, '\n') }

// plain writes what needs no quotes: words of ours and numbers.
func (c *csvText) plain(word string) { c.text = append(c.text, word...) }

func (c *csvText) amount(a money.Amount) { c.text = a.AppendDecimal(c.text) }

// field writes any text.
func (c *csvText) field(text string) {
	from := len(c.text)
	c.text = append(c.text, text...)
	c.quoteFrom(from)
}

// list writes texts with a blank between them as one field.
func (c *csvText) list(texts []string) {
	from := len(c.text)
	for n, text := range texts {
		if n > 0 {
			c.text = append(c.text, ' ')
		}
		c.text = append(c.text, text...)
	}
	c.quoteFrom(from)
}

// line writes all fields of a line.
func (c *csvText) line(fields ...string) {
	for n, text := range fields {
		if n > 0 {
			c.comma()
		}
		c.field(text)
	}
	c.end()
}

// quoteFrom puts quotes around the field that begins there, where it needs them.
func (c *csvText) quoteFrom(from int) {
	field := c.text[from:]
	if !needsQuotes(field) {
		return
	}
	quoted := strings.ReplaceAll(string(field), `"`, `""`)
	c.text = append(append(append(c.text[:from], '"'), quoted...), '"')
}

// needsQuotes is the rule of encoding/csv: a comma, a quote, an end of a line, blanks at the beginning, and the end of
// data of PostgreSQL.
func needsQuotes(field []byte) bool {
	if len(field) == 0 {
		return false
	}
	if string(field) == `\.` || bytes.IndexByte(field, ',') >= 0 || bytes.IndexByte(field, '"') >= 0 ||
		bytes.IndexByte(field, '\n') >= 0 || bytes.IndexByte(field, '\r') >= 0 {
		return true
	}
	first, _ := utf8.DecodeRune(field)
	return unicode.IsSpace(first)
}
