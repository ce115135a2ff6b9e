package intake

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

const remedyJSON = `write one object on the line, such as {"id":"O-1","payer":"alfa","payee":"bolt","currency":"EUR","amount":"1.00","value_date":"2026-11-24"}`

// isJSON tells whether the first line of a file is one of JSON Lines: those files have obligations, and no header.
func isJSON(first string) bool {
	return strings.HasPrefix(strings.TrimLeft(strings.TrimPrefix(first, byteOrderMark), " \t"), "{")
}

// jsonForm reads the lines of a file of JSON Lines: one object a line, whose keys are the columns of the kind. Every value
// is a text; an amount may be a number too, of which the digits count as they are written. A key that may be empty
// may be left out.
type jsonForm struct {
	kind FileKind
	seen []bool // by column
}

func newJSONForm(kind FileKind) *jsonForm { return &jsonForm{kind, make([]bool, len(columns[kind]))} }

// fill reads the object of a line into the fields of the row; where it cannot, it refuses the row.
func (f *jsonForm) fill(r *row) {
	clear(f.seen)
	d := json.NewDecoder(strings.NewReader(strings.TrimPrefix(r.raw, byteOrderMark)))
	d.UseNumber()
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		r.refuse("", "the line is no JSON object", remedyJSON)
		return
	}
	for d.More() {
		if !f.field(r, d) {
			return
		}
	}
	if _, err := d.Token(); err != nil {
		r.refuse("", jsonFault(err), remedyJSON)
		return
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		r.refuse("", "something follows the object on its line", "write one object a line")
	}
}

// field reads one key with its value. It tells whether the line can be read on.
func (f *jsonForm) field(r *row, d *json.Decoder) bool {
	key, err := d.Token()
	if err != nil {
		r.refuse("", jsonFault(err), remedyJSON)
		return false
	}
	name, _ := key.(string) // the decoder lets nothing else stand there
	value, err := d.Token()
	if err != nil {
		r.refuse("", jsonFault(err), remedyJSON)
		return false
	}
	if _, nested := value.(json.Delim); nested {
		r.refuse("", fmt.Sprintf("the value of %q is no text", name), "write one text in quotes")
		return false
	}
	at := slices.Index(r.columns, name)
	switch {
	case at < 0:
		r.refuse("", fmt.Sprintf("%q is no key of %s", name, f.kind), "remove or rename it; the keys are "+strings.Join(r.columns, ", "))
	case f.seen[at]:
		r.refuse(name, "the key comes twice", "remove one of the two")
	default:
		f.seen[at] = true
		r.fields[at] = f.text(r, name, value)
	}
	return true
}

// text is a value as the fields of a row hold it.
func (f *jsonForm) text(r *row, name string, value json.Token) string {
	switch v := value.(type) {
	case string:
		if strings.ContainsRune(v, utf8.RuneError) && !strings.ContainsRune(r.raw, utf8.RuneError) {
			r.refuse(name, `it has half of a surrogate pair, \ud800 to \udfff, which is no character`, "write the character itself")
		}
		return v
	case json.Number:
		if name == "amount" {
			return v.String()
		}
	}
	r.refuse(name, "the value is no text", "write it in quotes, or leave the key out where it may be empty")
	return ""
}

func jsonFault(err error) string {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "the object does not end on its line"
	}
	return "the line is no JSON: " + err.Error()
}
