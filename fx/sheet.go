package fx

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// SheetBytesMax is the largest rate file that is read: the ECB's whole history has some 8 MB as XML.
const SheetBytesMax = 64 << 20

// Sheet is what one rate file says.
type Sheet struct {
	Fixings  []Fixing     // by source and date; a day that stands twice in the file comes twice
	Refusals []ParseError // what of it was not taken, in the order of the file
}

// ParseRates reads a rate file, of any of these forms, which it tells apart by what stands in them:
//
//   - the ECB's euro reference rates, daily or history, as XML or CSV (a ZIP with the CSV alone too);
//   - the daily text of the Czech National Bank, in Czech or English;
//   - a CSV of one's own with base, quote, bid, mid, ask and time. Its rows may name their source; source is
//     that of the others. docs/rates.md has the columns.
//
// A row that is wrong is refused, with its line, field and reason, and the others are taken; a cell N/A of
// the ECB is no rate and no fault. A file of another form, one of more than SheetBytesMax bytes, XML that is
// not well-formed and a file without any rate that can be used are a *ParseError.
func ParseRates(raw []byte, source string) (Sheet, error) {
	text, err := unzipped(raw)
	if err != nil {
		return Sheet{}, err
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	var sheet Sheet
	switch hash := hashOf(raw); {
	case bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte("<")):
		sheet, err = ecbSheet(text, hash)
	case isECBTable(text):
		sheet, err = ecbTable(text, hash)
	case isCNB(text):
		sheet, err = cnbSheet(text, hash)
	case isOwnTable(text):
		sheet, err = ownTable(text, hash, source)
	default:
		err = refuseFile("it is of no form that is known: " + knownForms)
	}
	if err != nil {
		return Sheet{}, err
	}
	return sheet.checked()
}

const knownForms = "XML or CSV of the ECB, text of the CNB, or CSV with the columns base, quote, time and mid, or bid and ask"

func refuseFile(format string, args ...any) error {
	return &ParseError{RefusedSource: "file of", Reason: fmt.Sprintf(format, args...), Remedy: "give the file as it was published"}
}

// checked sorts the fixings, and refuses a sheet that has none.
func (s Sheet) checked() (Sheet, error) {
	if len(s.Fixings) == 0 {
		if len(s.Refusals) > 0 {
			first := s.Refusals[0]
			return Sheet{}, &first
		}
		return Sheet{}, refuseFile("it holds no rate that can be used")
	}
	slices.SortStableFunc(s.Fixings, func(a, b Fixing) int {
		return cmp.Or(strings.Compare(a.Source, b.Source), a.Date.Compare(b.Date))
	})
	return s, nil
}

func ecbSheet(text []byte, hash string) (Sheet, error) {
	r, err := readECB(text)
	if err != nil {
		return Sheet{}, err
	}
	return sheetOfDays(r.days, r.refusals, hash)
}

// sheetOfDays takes the days that have a rate; the others are refused.
func sheetOfDays(days []ecbDay, refusals []ParseError, hash string) (Sheet, error) {
	s := Sheet{Refusals: refusals, Fixings: make([]Fixing, 0, len(days))}
	for n := range days {
		d := &days[n]
		if len(d.rates) == 0 {
			s.Refusals = append(s.Refusals, ParseError{Line: d.line, Field: "time", Value: d.date.String(), RefusedSource: ecbSource,
				Reason: "the day has no rate that can be used", Remedy: fetchItAgain})
			continue
		}
		f, err := d.fixing(ecbSource, hash)
		if err != nil {
			return Sheet{}, err
		}
		s.Fixings = append(s.Fixings, f)
	}
	slices.SortStableFunc(s.Refusals, func(a, b ParseError) int { return cmp.Compare(a.Line, b.Line) })
	return s, nil
}
