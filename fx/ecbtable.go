package fx

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"nostro/calendar"
)

// notPublished is what the ECB's CSV has where a currency has no rate on a day.
const notPublished = "N/A"

// columnsMax bounds the columns of a table: the ECB has some 40.
const columnsMax = 400

// isECBTable tells the ECB's CSV by its first cell.
func isECBTable(text []byte) bool {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	first, _, found := bytes.Cut(line, []byte(","))
	return found && strings.EqualFold(string(bytes.TrimSpace(first)), "Date")
}

// ecbTable reads the CSV of the ECB: a header Date,USD,JPY,... and one row for each day. The daily file has
// blanks after its commas and writes dates as 24 November 2026; both have a comma at the end of each line.
func ecbTable(text []byte, hash string) (Sheet, error) {
	lines := strings.Split(string(text), "\n")
	header := cells(lines[0])
	if len(header) > columnsMax {
		return Sheet{}, refuseFile("its header has %d columns, at most %d are read", len(header), columnsMax)
	}
	var days []ecbDay
	var refusals []ParseError
	for n, line := range lines[1:] {
		if strings.TrimSpace(line) == "" {
			continue
		}
		day, wrong := ecbRowOf(header, cells(line), n+2)
		refusals = append(refusals, wrong...)
		if day != nil {
			days = append(days, *day)
		}
	}
	return sheetOfDays(days, refusals, hash)
}

// cells splits a line at its commas. An empty last cell is what the comma at the end of the line leaves.
func cells(line string) []string {
	all := strings.Split(strings.TrimSuffix(line, "\r"), ",")
	for n := range all {
		all[n] = strings.TrimSpace(all[n])
	}
	if last := len(all) - 1; last > 0 && all[last] == "" {
		return all[:last]
	}
	return all
}

func ecbRowOf(header, row []string, line int) (*ecbDay, []ParseError) {
	refused := func(field, value, reason string) []ParseError {
		return []ParseError{{Line: line, Field: field, Value: shorten(value), Reason: reason, Remedy: fetchItAgain, RefusedSource: ecbSource}}
	}
	date, err := ecbDate(row[0])
	if err != nil {
		return nil, refused("Date", row[0], "it is no date such as 2026-11-24 or 24 November 2026")
	}
	if len(row) != len(header) {
		return nil, refused("Date", row[0], fmt.Sprintf("the row has %d cells, the header has %d", len(row), len(header)))
	}
	day := &ecbDay{date: date, line: line}
	var wrong []ParseError
	published := false
	for n, text := range row[1:] {
		if text == notPublished || text == "" {
			continue
		}
		published = true
		if refusal, ok := day.add(line, header[n+1], text).(*ParseError); ok {
			wrong = append(wrong, *refusal)
		}
	}
	if !published {
		return nil, nil // a day on which nothing was published is none
	}
	return day, wrong
}

func ecbDate(text string) (calendar.Date, error) {
	if date, err := calendar.ParseDate(text); err == nil {
		return date, nil
	}
	t, err := time.Parse("2 January 2006", text)
	if err != nil {
		return calendar.Date{}, err
	}
	return calendar.DateOf(t), nil
}
