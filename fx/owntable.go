package fx

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"

	"nostro/calendar"
)

// The columns of a CSV of one's own, in any order. time is an instant with its offset, such as
// 2026-11-24T16:00:00+01:00; date is the day of the fixing, by default that of time on its own clock.
var (
	ownColumns  = []string{"source", "date", "time", "base", "quote", "bid", "mid", "ask", "per_units"}
	ownNeeded   = []string{"time", "base", "quote"}
	sourceForm  = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,29}$`)
	ownReserved = []string{ecbSource, cnbSource} // whose rates come in their own forms
)

// CheckSource errs where the text is no name of a source.
func CheckSource(name string) error {
	if !sourceForm.MatchString(name) {
		return fmt.Errorf("%q is no name of a source: use up to 30 letters, digits and . _ -", name)
	}
	return nil
}

func isOwnTable(text []byte) bool {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	header := cells(string(line))
	return slices.Contains(header, "base") && slices.Contains(header, "quote")
}

// ownReader reads a CSV of one's own. Each (source, day) is one fixing, with one time.
type ownReader struct {
	source  string
	columns map[string]int
	tables  map[ownKey]*ownFixing
	order   []ownKey
	wrong   []ParseError
}

type ownKey struct {
	source string
	date   calendar.Date
}

type ownFixing struct {
	pairTable
	at   time.Time
	line int
}

func ownTable(text []byte, hash, source string) (Sheet, error) {
	in := csv.NewReader(bytes.NewReader(text))
	in.FieldsPerRecord, in.TrimLeadingSpace = -1, true
	header, err := in.Read()
	if err != nil {
		return Sheet{}, refuseFile("its header cannot be read: %v", err)
	}
	r := &ownReader{source: source, columns: map[string]int{}, tables: map[ownKey]*ownFixing{}}
	if err := r.header(header); err != nil {
		return Sheet{}, err
	}
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return r.sheet(hash)
		}
		line, _ := in.FieldPos(0)
		if bad := (*csv.ParseError)(nil); errors.As(err, &bad) {
			r.refuse(bad.StartLine, "row", "", "it is no CSV: "+bad.Err.Error())
			continue
		}
		if err != nil {
			return Sheet{}, refuseFile("line %d cannot be read: %v", line, err)
		}
		r.row(row, line)
	}
}

func (r *ownReader) header(names []string) error {
	for n, name := range names {
		name = strings.TrimSpace(name)
		if !slices.Contains(ownColumns, name) {
			return refuseFile("its column %q is not known: use %s", shorten(name), strings.Join(ownColumns, ", "))
		}
		if _, twice := r.columns[name]; twice {
			return refuseFile("its column %q comes twice", name)
		}
		r.columns[name] = n
	}
	for _, name := range ownNeeded {
		if _, there := r.columns[name]; !there {
			return refuseFile("its column %q is missing", name)
		}
	}
	return nil
}

func (r *ownReader) refuse(line int, field, value, reason string) {
	r.wrong = append(r.wrong, ParseError{Line: line, Field: field, Value: shorten(value), Reason: reason,
		Remedy: "correct it, and give the file again", RefusedSource: r.source})
}

func (r *ownReader) row(row []string, line int) {
	if len(row) != len(r.columns) {
		r.refuse(line, "row", strings.Join(row, ","), fmt.Sprintf("it has %d cells, the header has %d", len(row), len(r.columns)))
		return
	}
	cell := func(name string) string {
		if n, there := r.columns[name]; there {
			return strings.TrimSpace(row[n])
		}
		return ""
	}
	f := r.fixing(cell, line)
	if f == nil {
		return
	}
	f.take(pairRow{line: line, base: cell("base"), quote: cell("quote"), bid: cell("bid"), mid: cell("mid"), ask: cell("ask"),
		units: cell("per_units")})
}

// fixing returns the fixing to which a row belongs, or nil where it was refused.
func (r *ownReader) fixing(cell func(string) string, line int) *ownFixing {
	key := ownKey{source: r.source}
	if name := cell("source"); name != "" {
		key.source = name
	}
	if err := CheckSource(key.source); err != nil || slices.Contains(ownReserved, strings.ToUpper(key.source)) {
		r.refuse(line, "source", key.source, "it is no name of a source of your own: ECB and CNB come in their own forms")
		return nil
	}
	at, err := time.Parse(time.RFC3339, cell("time"))
	if err != nil {
		r.refuse(line, "time", cell("time"), "it is no instant with its offset, such as 2026-11-24T16:00:00+01:00")
		return nil
	}
	key.date = calendar.DateOf(at)
	if text := cell("date"); text != "" {
		if key.date, err = calendar.ParseDate(text); err != nil {
			r.refuse(line, "date", text, "it is no date such as 2026-11-24")
			return nil
		}
	}
	f := r.tables[key]
	if f == nil {
		f = &ownFixing{pairTable: pairTable{source: key.source}, at: at.UTC(), line: line}
		r.tables[key], r.order = f, append(r.order, key)
	}
	if !f.at.Equal(at) {
		r.refuse(line, "time", cell("time"), fmt.Sprintf("the fixing of %s has another one on line %d: one a day for each source",
			key.date, f.line))
		return nil
	}
	return f
}

func (r *ownReader) sheet(hash string) (Sheet, error) {
	all := Sheet{Refusals: r.wrong}
	for _, key := range r.order {
		f := r.tables[key]
		one, err := f.pairTable.sheet(hash, key.date)
		if err != nil {
			return Sheet{}, err
		}
		for n := range one.Fixings {
			one.Fixings[n].FixedAt = f.at
		}
		all.Fixings, all.Refusals = append(all.Fixings, one.Fixings...), append(all.Refusals, one.Refusals...)
	}
	slices.SortStableFunc(all.Refusals, func(a, b ParseError) int { return a.Line - b.Line })
	return all, nil
}
