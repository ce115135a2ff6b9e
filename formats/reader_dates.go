package formats

import (
	"fmt"
	"regexp"
	"time"

	"nostro/calendar"
)

// zoneForm is what may follow a date: nothing, or a zone.
var zoneForm = regexp.MustCompile(`^(Z|[+-][0-9]{2}:[0-9]{2})?$`)

// date reads an ISODate, or a choice of Dt and DtTm, of which it takes the day as the bank wrote it, and
// keeps the time in at where one is wanted. A bad one is a warning, and no date.
func (r *reader) date(into *calendar.Date, at *string) {
	if !into.IsZero() {
		r.unread()
		return
	}
	bare, ok := r.choice()
	if !ok {
		r.day(bare, into, at)
	}
	for ; ok; ok = r.child() {
		switch string(r.event.Name) {
		case "Dt", "DtTm":
			if !into.IsZero() {
				r.unread()
				continue
			}
			r.day(r.value(), into, at)
		default:
			r.unread()
		}
	}
}

// day parses a date, perhaps with a time behind it.
func (r *reader) day(text []byte, into *calendar.Date, at *string) {
	const length = len("2006-01-02")
	head, rest := text[:min(len(text), length)], text[min(len(text), length):]
	d, err := r.parseDate(head)
	if err != nil || len(rest) > 0 && rest[0] != 'T' && !zoneForm.Match(rest) {
		r.warn("%q is no date", text)
		return
	}
	*into = d
	switch hasTime := len(rest) > 0 && rest[0] == 'T'; {
	case hasTime && at != nil:
		*at = r.keep(text)
	case hasTime:
		r.warn("of %q only the day is read", text)
	}
}

func (r *reader) parseDate(text []byte) (calendar.Date, error) {
	if len(text) != len("2006-01-02") {
		return parseDate(text)
	}
	cached := &r.cache.dates[(text[8]<<4|text[9]&15)&31]
	if string(cached.text[:]) == string(text) {
		return cached.date, nil
	}
	d, err := parseDate(text)
	if err == nil {
		copy(cached.text[:], text)
		cached.date = d
	}
	return d, err
}

// parseDate is calendar.ParseDate for bytes.
func parseDate(text []byte) (calendar.Date, error) {
	year, ok1 := digits(text, 0, 4)
	month, ok2 := digits(text, 5, 2)
	day, ok3 := digits(text, 8, 2)
	if !ok1 || !ok2 || !ok3 || text[4] != '-' || text[7] != '-' {
		return calendar.Date{}, fmt.Errorf("%q is no date", text)
	}
	return calendar.NewDate(year, time.Month(month), day)
}

// digits reads n digits of a text.
func digits(text []byte, at, n int) (value int, ok bool) {
	if len(text) < at+n {
		return 0, false
	}
	for _, c := range text[at : at+n] {
		if c < '0' || c > '9' {
			return 0, false
		}
		value = value*10 + int(c-'0')
	}
	return value, true
}
