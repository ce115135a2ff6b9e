package formats

import (
	"io"
	"strconv"
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
	to      io.Writer // nil: everything stays in out
	err     error     // of to
	// What the transfers of a message share is written once and copied then; see banks and debtorSide.
	banksBlock, payerBlock []byte
	payer                  payer
}

// flushBytes is when the buffer is handed on.
const flushBytes = 64 << 10

// blanks is the deepest indentation: no message that is written here nests deeper than 20.
const (
	indentation = "  "
	blanks      = "                                                                "
)

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

// start begins a line, end ends it; in a compact message there are none.
func (w *xmlWriter) start() []byte {
	if w.profile.Compact {
		return w.out
	}
	return append(w.out, blanks[:len(indentation)*w.depth]...)
}

func (w *xmlWriter) end(b []byte) {
	if !w.profile.Compact {
		b = append(b, '\n')
	}
	w.out = b
}

func (w *xmlWriter) declaration() {
	w.end(append(w.out, declarationLine...))
}

// open begins an element.
func (w *xmlWriter) open(name string) {
	w.end(append(append(append(w.start(), '<'), name...), '>'))
	w.depth++
}

// openIn begins an element with a default namespace of its own.
func (w *xmlWriter) openIn(name, namespace string) {
	b := append(append(w.start(), '<'), name...)
	b = appendEscaped(append(b, ` xmlns="`...), namespace)
	w.end(append(b, `">`...))
	w.depth++
}

// close ends an element.
func (w *xmlWriter) close(name string) {
	w.depth--
	w.end(append(append(append(w.start(), "</"...), name...), '>'))
}

// before and after write an element with text around that text.
func (w *xmlWriter) before(name string) []byte {
	return append(append(append(w.start(), '<'), name...), '>')
}

func (w *xmlWriter) after(b []byte, name string) {
	w.end(append(append(append(b, "</"...), name...), '>'))
}

// leaf writes an element with text, and nothing for an empty text: ISO 20022 knows no empty text.
func (w *xmlWriter) leaf(name, text string) {
	if text != "" {
		w.after(appendEscaped(w.before(name), text), name)
	}
}

// text is leaf for what a person wrote, in the characters of the profile.
func (w *xmlWriter) text(name, text string) {
	if text != "" {
		written, _, _ := w.profile.rewrite(text) // checked before
		w.leaf(name, written)
	}
}

// number writes an element with a whole number.
func (w *xmlWriter) number(name string, n int) {
	w.after(strconv.AppendInt(w.before(name), int64(n), 10), name)
}

// amount writes the plain decimal with the digits of the minor unit, and the currency as attribute.
func (w *xmlWriter) amount(name string, a money.Amount) {
	b := append(append(w.start(), '<'), name...)
	b = append(append(b, ` Ccy="`...), a.Currency().Code()...)
	w.after(w.appendDecimal(append(b, `">`...), a), name)
}

// decimal writes an element with an amount without its currency.
func (w *xmlWriter) decimal(name string, a money.Amount) {
	w.after(w.appendDecimal(w.before(name), a), name)
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
func (w *xmlWriter) date(name string, d calendar.Date) {
	if d.IsZero() {
		return
	}
	b := w.before(name)
	year, month, day := d.Year(), int(d.Month()), d.Day()
	w.after(append(b, byte('0'+year/1000), byte('0'+year/100%10), byte('0'+year/10%10), byte('0'+year%10), '-',
		byte('0'+month/10), byte('0'+month%10), '-', byte('0'+day/10), byte('0'+day%10)), name)
}

// instant writes an element with an instant, and nothing for none. CBPR+ refuses "Z" (CBPR_DateTime).
func (w *xmlWriter) instant(name string, at time.Time) {
	if at.IsZero() {
		return
	}
	form := "2006-01-02T15:04:05-07:00"
	if w.profile.DateTimes == ZuluTime {
		form = "2006-01-02T15:04:05Z07:00"
	}
	w.after(at.AppendFormat(w.before(name), form), name)
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
