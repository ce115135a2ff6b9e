package fx

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"nostro/calendar"
	"nostro/money"
)

// pairRow is one row of a table of pairs as it is written. An empty bid and ask are the mid; an empty mid is
// the middle of bid and ask.
type pairRow struct {
	line                 int
	base, quote          string
	bid, mid, ask, units string
	wrong                *ParseError
}

// pairTable collects the rows of one fixing.
type pairTable struct {
	source   string
	rates    []Rate
	remarks  map[Pair]Remark
	lines    map[Pair]int
	ignored  []string
	refusals []ParseError
}

// take takes a row, or keeps why not.
func (t *pairTable) take(row pairRow) {
	if row.wrong == nil {
		row.wrong = t.add(row)
	}
	if row.wrong != nil {
		t.refusals = append(t.refusals, *row.wrong)
	}
}

func (t *pairTable) add(row pairRow) *ParseError {
	refuse := func(field, value, reason string) *ParseError {
		return &ParseError{Line: row.line, Field: field, Value: shorten(value), Reason: reason, RefusedSource: t.source,
			Remedy: "correct it at the source, and give the file again"}
	}
	for _, c := range [][2]string{{"base", row.base}, {"quote", row.quote}} {
		if len(c[1]) != 3 || strings.Trim(c[1], capitals) != "" {
			return refuse(c[0], c[1], "it is no code of three capital letters")
		}
	}
	if row.base == row.quote {
		return refuse("quote", row.quote, "it is the base too")
	}
	per, reason := units(row.units)
	if reason != "" {
		return refuse("per_units", row.units, reason)
	}
	rate, field, value, reason := row.rate(per)
	if reason != "" {
		return refuse(field, value, reason)
	}
	for _, code := range []string{row.base, row.quote} {
		if !isISO(code) {
			t.ignored = append(t.ignored, fmt.Sprintf("line %d: %s/%s %s: %s is not a currency of ISO 4217",
				row.line, row.base, row.quote, rate.Mid, code))
			return nil
		}
	}
	rate.Pair = Pair{money.MustCurrency(row.base), money.MustCurrency(row.quote)}
	if err := rate.Validate(); err != nil {
		return refuse("rate", row.mid, err.Error())
	}
	return t.keep(row, rate, per, refuse)
}

// keep refuses a pair that comes twice. Where the two differ, nobody knows which is right, and both go.
func (t *pairTable) keep(row pairRow, rate Rate, per int, refuse func(field, value, reason string) *ParseError) *ParseError {
	if first, twice := t.lines[rate.Pair]; twice {
		reason := fmt.Sprintf("it stands on line %d already", first)
		if n := slices.IndexFunc(t.rates, func(k Rate) bool { return k.Pair == rate.Pair }); n >= 0 && !t.rates[n].Same(rate) {
			t.rates = slices.Delete(t.rates, n, n+1)
			delete(t.remarks, rate.Pair)
			reason += ", with another rate: neither is taken"
		}
		return refuse("pair", rate.Pair.String(), reason)
	}
	if t.lines == nil {
		t.lines, t.remarks = map[Pair]int{}, map[Pair]Remark{}
	}
	t.lines[rate.Pair] = row.line
	if per > 1 {
		t.remarks[rate.Pair] = Remark{PerUnits: per}
	}
	t.rates = append(t.rates, rate)
	return nil
}

// rate reads the three sides, for one unit of the base. The reason is "" where they are good.
func (row pairRow) rate(per int) (r Rate, field, value, reason string) {
	sides := []struct {
		name, text string
		into       *decimal.Decimal
	}{{"bid", row.bid, &r.Bid}, {"mid", row.mid, &r.Mid}, {"ask", row.ask, &r.Ask}}
	for _, s := range sides {
		if s.text == "" {
			continue
		}
		if *s.into, reason = parseRate(s.text); reason != "" {
			return r, s.name, s.text, reason
		}
		*s.into = s.into.Shift(int32(1 - len(fmt.Sprint(per))))
	}
	switch {
	case (row.bid == "") != (row.ask == ""):
		return r, "bid", row.bid, "bid and ask come together, or neither"
	case row.mid == "" && row.bid == "":
		return r, "mid", row.mid, "there is neither mid nor bid and ask"
	case row.bid == "":
		r.Bid, r.Ask = r.Mid, r.Mid
	case row.mid == "":
		r.Mid = r.Bid.Add(r.Ask).Mul(half)
	}
	return r, "", "", ""
}

var half = decimal.New(5, -1)

// sheet returns the fixing of the date with what was refused.
func (t *pairTable) sheet(hash string, date calendar.Date) (Sheet, error) {
	s := Sheet{Refusals: t.refusals}
	if len(t.rates) == 0 {
		return s, nil
	}
	f, err := NewFixing(t.source, date, hash, t.rates)
	if err != nil {
		return Sheet{}, err
	}
	f.Ignored = t.ignored
	if len(t.remarks) > 0 {
		f.Remarks = t.remarks
	}
	s.Fixings = []Fixing{f}
	return s, nil
}
