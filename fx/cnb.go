package fx

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"nostro/calendar"
	"nostro/money"
)

// The daily text of the Czech National Bank: a date with the number of the list, a header, and one row for
// each currency, such as Japonsko|jen|100|JPY|14,123: so many CZK for so many units. Form:
// https://cnb.cz/en/faq/Format-of-the-foreign-exchange-market-rates.
const (
	cnbSource  = "CNB"
	cnbColumns = 5
)

var cnbFirst = regexp.MustCompile(`^([0-9]{1,2}[. ][0-9A-Za-z]{2,3}[. ][0-9]{4})\s+#[0-9]+\s*$`)

func isCNB(text []byte) bool {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	return cnbFirst.Match(line)
}

func cnbSheet(text []byte, hash string) (Sheet, error) {
	lines := strings.Split(string(text), "\n")
	date, err := cnbDate(cnbFirst.FindStringSubmatch(lines[0])[1])
	if err != nil {
		return Sheet{}, &ParseError{Line: 1, Field: "date", Value: shorten(lines[0]), RefusedSource: cnbSource,
			Reason: "it is no date such as 24.11.2026", Remedy: fetchItAgain}
	}
	table := pairTable{source: cnbSource}
	for n, line := range lines[1:] {
		line = strings.TrimSpace(line)
		if line == "" && n > 0 {
			break // what follows in the lists of 1999 to 2001 are the fixed rates of the euro's forerunners
		}
		if n == 0 || line == "" {
			continue
		}
		table.take(cnbRow(strings.Split(line, "|"), n+2))
	}
	return table.sheet(hash, date)
}

func cnbDate(text string) (calendar.Date, error) {
	for _, form := range []string{"2.1.2006", "02.01.2006", "02 Jan 2006", "02.Jan.2006", "2 Jan 2006"} {
		if t, err := time.Parse(form, text); err == nil {
			return calendar.DateOf(t), nil
		}
	}
	return calendar.Date{}, fmt.Errorf("%q is no date", text)
}

func cnbRow(cells []string, line int) pairRow {
	row := pairRow{line: line}
	if len(cells) != cnbColumns {
		row.wrong = &ParseError{Line: line, Field: "row", Value: shorten(strings.Join(cells, "|")), RefusedSource: cnbSource,
			Reason: fmt.Sprintf("it has %d cells, not %d", len(cells), cnbColumns), Remedy: fetchItAgain}
		return row
	}
	row.base, row.quote, row.units = cells[3], "CZK", cells[2]
	row.mid = strings.Replace(cells[4], ",", ".", 1)
	return row
}

// unitsKnown are for how many units a central bank quotes. Each is a power of ten, so that the rate for one
// unit is as exact as what was published.
var unitsKnown = []int{1, 10, 100, 1000, 10000}

// units reads for how many units of the base a rate is; "" is one.
func units(text string) (int, string) {
	if text == "" {
		return 1, ""
	}
	n, err := strconv.Atoi(text)
	if err != nil || !slices.Contains(unitsKnown, n) || strconv.Itoa(n) != text {
		return 0, "it is none of 1, 10, 100, 1000, 10000"
	}
	return n, ""
}

func isISO(code string) bool {
	_, err := money.ParseCurrency(code)
	return err == nil
}
