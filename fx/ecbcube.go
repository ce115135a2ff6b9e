package fx

import (
	"encoding/xml"
	"fmt"

	"nostro/calendar"
)

// open takes the start of an element where it may stand, and refuses it elsewhere.
func (r *ecbReader) open(e xml.StartElement) error {
	if len(r.path) >= xmlDepthMax {
		return r.refuse("element", shorten(e.Name.Local), fmt.Sprintf("it lies deeper than %d", xmlDepthMax), fetchItAgain)
	}
	next, err := r.enter(e)
	if err != nil {
		return err
	}
	r.path = append(r.path, next)
	return nil
}

func (r *ecbReader) enter(e xml.StartElement) (level, error) {
	cube := e.Name == xml.Name{Space: eurofxSpace, Local: "Cube"}
	switch top := r.top(); {
	case top == levelNone && !r.rootSeen && e.Name == xml.Name{Space: gesmesSpace, Local: "Envelope"}:
		r.rootSeen = true
		return levelEnvelope, nil
	case top == levelHeader || (top == levelEnvelope && e.Name.Space == gesmesSpace):
		return levelHeader, nil
	case top == levelEnvelope && cube && !r.cubeSeen:
		r.cubeSeen = true
		_, err := r.attributes(e)
		return levelCubes, err
	case top == levelCubes && cube:
		return levelDay, r.day(e)
	case top == levelDay && cube:
		return levelRate, r.rate(e)
	}
	return levelNone, r.refuse("element", shorten(e.Name.Local),
		fmt.Sprintf("it does not belong here (namespace %q)", shorten(e.Name.Space)),
		"give the daily file: Envelope of "+gesmesSpace+" with Cube of "+eurofxSpace)
}

// day begins a day. One whose date cannot be read is refused with all its rates.
func (r *ecbReader) day(e xml.StartElement) error {
	r.skipped = true
	values, err := r.attributes(e, "time")
	if err != nil {
		return r.leaveOut(err)
	}
	date, err := calendar.ParseDate(values[0])
	if err != nil {
		return r.leaveOut(r.refuse("time", shorten(values[0]), "it is no date such as 2026-11-24", fetchItAgain))
	}
	r.skipped = false
	r.days = append(r.days, ecbDay{date: date, line: r.line})
	return nil
}

func (r *ecbReader) rate(e xml.StartElement) error {
	values, err := r.attributes(e, "currency", "rate")
	if err != nil {
		return r.leaveOut(err)
	}
	if r.skipped {
		return nil
	}
	if err := r.days[len(r.days)-1].add(r.line, values[0], values[1]); err != nil {
		return r.leaveOut(err)
	}
	return nil
}

// attributes returns the values of the wanted attributes, in the order of the names. The XML decoder lets an
// attribute come twice; here it is refused, as is one that is missing or not wanted.
func (r *ecbReader) attributes(e xml.StartElement, wanted ...string) ([]string, error) {
	values, seen := make([]string, len(wanted)), make([]bool, len(wanted))
	for _, a := range e.Attr {
		if a.Name.Space == "xmlns" || (a.Name.Space == "" && a.Name.Local == "xmlns") {
			continue
		}
		i := indexOf(wanted, a.Name)
		if i < 0 {
			return nil, r.refuse(shorten(a.Name.Local), shorten(a.Value),
				"the attribute is not known in this place", fetchItAgain)
		}
		if seen[i] {
			return nil, r.refuse(wanted[i], shorten(a.Value), "the attribute comes twice", fetchItAgain)
		}
		values[i], seen[i] = a.Value, true
	}
	for i, name := range wanted {
		if !seen[i] {
			return nil, r.refuse(name, "", "the attribute is missing", fetchItAgain)
		}
	}
	return values, nil
}

func indexOf(wanted []string, name xml.Name) int {
	for i, w := range wanted {
		if name.Space == "" && name.Local == w {
			return i
		}
	}
	return -1
}
