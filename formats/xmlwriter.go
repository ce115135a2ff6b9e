package formats

import (
	"io"
	"strconv"
	"strings"
	"time"

	"nostro/calendar"
	"nostro/money"
)

// xmlWriter appends indented XML to a buffer, and hands it on where it has somebody to hand it to. What it
// writes depends on nothing but the calls, so the same message is always the same bytes. Nothing that it
// writes was not checked before: it does not fail but for its output.
type xmlWriter struct {
	out     []byte
	depth   int
	profile *Profile
	margins *margins
	to      io.Writer // nil: everything stays in out
	err     error     // of to
	// rewriter is the checker's, where one goes on beside, which has the same texts at hand.
	rewriter *rewriter
	// What the transfers of a message share is written once and copied then; see banks and debtorSide.
	banksBlock, payerBlock []byte
	payer                  payer
	payers                 *int // of a checker that goes on beside; nil for none
	payerNumber            int
}

// flushBytes is when the buffer is handed on.
const flushBytes = 64 << 10

// margins is what stands before an element by its depth: a line end and the indentation. No message that is
// written here nests deeper.
type margins [24]string

// The margins of the two layouts.
var (
	indentedMargins = func() (m margins) {
		for depth := range m {
			m[depth] = "\n" + strings.Repeat("  ", depth)
		}
		return m
	}()
	compactMargins margins
)

// newXMLWriter appends to out, in the layout of the profile.
func newXMLWriter(p *Profile, r *rewriter, out []byte) *xmlWriter {
	w := &xmlWriter{out: out, profile: p, rewriter: r, margins: &indentedMargins}
	if p.Compact {
		w.margins = &compactMargins
	}
	return w
}

// flush hands the buffer on once it is full enough.
func (w *xmlWriter) flush(least int) {
	if w.to == nil || len(w.out) < least {
		return
	}
	if w.err == nil {
		_, w.err = w.to.Write(w.out)
	}
	w.out = w.out[:0]
}

// start begins an element or its end tag.
func (w *xmlWriter) start() []byte { return append(w.out, w.margins[w.depth]...) }

// finish ends the last line.
func (w *xmlWriter) finish() {
	if !w.profile.Compact {
		w.out = append(w.out, '\n')
	}
}

func (w *xmlWriter) declaration() { w.out = append(w.out, declarationLine...) }

// The elements are named by their start tag, as in open("<Dbtr>"): it is what is written most.

// open begins an element.
func (w *xmlWriter) open(tag string) {
	w.out = append(w.start(), tag...)
	w.depth++
}

// openIn begins an element with a default namespace of its own.
func (w *xmlWriter) openIn(tag, namespace string) {
	b := append(append(w.start(), tag[:len(tag)-1]...), ` xmlns="`...)
	w.out = append(appendEscaped(b, namespace), `">`...)
	w.depth++
}

// close ends an element.
func (w *xmlWriter) close(tag string) {
	w.depth--
	w.out = append(append(w.start(), "</"...), tag[1:]...)
}

// before and after write an element with text around that text.
func (w *xmlWriter) before(tag string) []byte { return append(w.start(), tag...) }

func (w *xmlWriter) after(b []byte, tag string) { w.out = append(append(b, "</"...), tag[1:]...) }

// leaf writes an element with text, and nothing for an empty text: ISO 20022 knows no empty text.
func (w *xmlWriter) leaf(tag, text string) {
	if text != "" {
		w.after(appendEscaped(w.before(tag), text), tag)
	}
}

// text is leaf for what a person wrote, in the characters of the profile.
func (w *xmlWriter) text(tag, text string) {
	switch {
	case text == "":
	case text[0] != ' ' && text[len(text)-1] != ' ' && allIn(text, classPlain):
		w.raw(tag, text)
	default:
		written, _, _ := w.rewriter.rewrite(w.profile, text) // checked before
		w.leaf(tag, written)
	}
}

// raw is leaf for a text that has no markup in it: a code, a BIC, an account number.
func (w *xmlWriter) raw(tag, text string) {
	if text != "" {
		w.after(append(w.before(tag), text...), tag)
	}
}

// id is leaf for an identifier, which in FIN-X has no markup.
func (w *xmlWriter) id(tag, text string) {
	if w.profile.Characters == FINX {
		w.raw(tag, text)
		return
	}
	w.leaf(tag, text)
}

// number writes an element with a whole number.
func (w *xmlWriter) number(tag string, n int) {
	w.after(strconv.AppendInt(w.before(tag), int64(n), 10), tag)
}

// amount writes the plain decimal with the digits of the minor unit, and the currency as attribute.
func (w *xmlWriter) amount(tag string, a money.Amount) {
	b := append(append(w.start(), tag[:len(tag)-1]...), ` Ccy="`...)
	b = append(b, a.Currency().Code()...)
	w.after(w.appendDecimal(append(b, `">`...), a), tag)
}

// decimal writes an element with an amount without its currency.
func (w *xmlWriter) decimal(tag string, a money.Amount) {
	w.after(w.appendDecimal(w.before(tag), a), tag)
}

// appendDecimal appends an amount of zero or more with as many decimals as the profile has for the currency.
func (w *xmlWriter) appendDecimal(b []byte, a money.Amount) []byte {
	decimals := w.profile.decimals(a.Currency())
	unit := powersOfTen[decimals]
	kept := a.Minor() / powersOfTen[a.Currency().Exponent()-decimals]
	b = strconv.AppendInt(b, kept/unit, 10)
	if decimals == 0 {
		return b
	}
	b = append(b, '.')
	for fraction := kept % unit; unit > 1; fraction %= unit {
		unit /= 10
		b = append(b, byte('0'+fraction/unit))
	}
	return b
}

// date writes an element with a date, and nothing for none.
func (w *xmlWriter) date(tag string, d calendar.Date) {
	if d.IsZero() {
		return
	}
	b := w.before(tag)
	year, month, day := d.Year(), int(d.Month()), d.Day()
	w.after(append(b, byte('0'+year/1000), byte('0'+year/100%10), byte('0'+year/10%10), byte('0'+year%10), '-',
		byte('0'+month/10), byte('0'+month%10), '-', byte('0'+day/10), byte('0'+day%10)), tag)
}

// instant writes an element with an instant, and nothing for none. CBPR+ refuses "Z" (CBPR_DateTime).
func (w *xmlWriter) instant(tag string, at time.Time) {
	if at.IsZero() {
		return
	}
	form := "2006-01-02T15:04:05-07:00"
	if w.profile.DateTimes == ZuluTime {
		form = "2006-01-02T15:04:05Z07:00"
	}
	w.after(at.AppendFormat(w.before(tag), form), tag)
}

// appendEscaped appends a text with the markup in it as entities.
func appendEscaped(b []byte, text string) []byte {
	if allIn(text, classPlain) {
		return append(b, text...)
	}
	for i := range len(text) {
		switch text[i] {
		case '&':
			b = append(b, "&amp;"...)
		case '<':
			b = append(b, "&lt;"...)
		case '>':
			b = append(b, "&gt;"...)
		default:
			b = append(b, text[i])
		}
	}
	return b
}
