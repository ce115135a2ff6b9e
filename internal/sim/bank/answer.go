package bank

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"nostro/calendar"
)

// File is one file for our inbox.
type File struct {
	Name string // unique, and in the bank's order when sorted
	Data []byte
}

// Answer closes a business day and returns everything that the bank puts into our inbox for it, in order:
// a pacs.002 for each message with something to say about it, a pacs.004 for each return, a camt.029 for each
// answer to a recall, and one camt.053
// for each account, also where it has no entries. The instant is when the bank wrote the files; it stands
// in them with its offset. Days must follow on one another; some may be left out.
//
// Pay-outs and pay-ins whose value date has come are booked on the statement of the day. An error names
// what cannot be booked, such as a balance of more than 18 digits, and then nothing is.
func (b *Bank) Answer(at time.Time, date calendar.Date) ([]File, error) {
	if at.IsZero() || date.IsZero() {
		return nil, fmt.Errorf("bank %s: answer: instant or day is missing: give both", b.config.ID)
	}
	if at.Year() < 1 || at.Year() > 9999 {
		return nil, fmt.Errorf("bank %s: answer: the year of %v has not four digits", b.config.ID, at)
	}
	if !date.After(b.books.last) {
		return nil, fmt.Errorf("bank %s: answer: %s was closed with %s: give a later day", b.config.ID, date, b.books.last)
	}
	d := &day{bank: b, books: b.books.clone(), date: date, at: at, paid: map[string]paid{}}
	if err := d.run(); err != nil {
		return nil, err
	}
	d.books.last = date
	b.books = d.books
	maps.Copy(b.paid, d.paid)
	return d.files(), nil
}

// files writes what the day brought.
func (d *day) files() []File {
	var list []File
	add := func(m message) {
		data := d.bank.write(m, d.at)
		list = append(list, File{Name: fileName(d.date, len(list)+1, m.name, data), Data: data})
	}
	for _, group := range byMessage(d.statuses) {
		add(d.statusReport(group))
	}
	for _, r := range d.returns {
		add(d.paymentReturn(r))
	}
	for _, r := range d.answers {
		add(d.resolution(r))
	}
	for i, a := range d.books.accounts {
		add(d.statement(i))
		if slices.Contains(d.bank.config.Script.StatementTwice, a.Currency) {
			add(d.statement(i))
		}
	}
	return list
}

// byMessage groups statuses by the message that they answer, in the order in which the messages came.
func byMessage(list []status) [][]status {
	var groups [][]status
	index := map[string]int{}
	for _, s := range list {
		i, known := index[s.payOut.origin.file]
		if !known {
			i = len(groups)
			index[s.payOut.origin.file] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], s)
	}
	return groups
}
