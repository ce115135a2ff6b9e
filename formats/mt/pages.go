package mt

import (
	"fmt"
	"strconv"
	"strings"

	"nostro/formats"
)

// pagesOf tells how many of the messages, from the first on, are pages of one statement: the same account and number,
// and each but the last ends with an intermediate balance.
func pagesOf(pages []page) int {
	n := 1
	for n < len(pages) && !pages[n-1].closes && pages[n-1].statement.Closing.Present && !pages[n].opens &&
		pages[n].statement.Opening.Present && pages[n].statement.Sequence == pages[0].statement.Sequence &&
		pages[n].statement.Account == pages[0].statement.Account {
		n++
	}
	return n
}

// document puts the pages of one statement together.
func document(pages []page) (formats.Document, error) {
	first, last := pages[0], pages[len(pages)-1]
	message, kind, err := first.kindOf()
	if err != nil {
		return formats.Document{}, err
	}
	s := first.statement
	for n := 1; n < len(pages); n++ {
		if err := follows(pages[n-1], pages[n]); err != nil {
			return formats.Document{}, err
		}
		next := pages[n].statement
		s.Entries = append(s.Entries, next.Entries...)
		s.Balances = append(s.Balances, next.Balances...)
		s.Info = strings.TrimSpace(s.Info + " " + next.Info)
	}
	s.Number, s.Closing = 1, last.statement.Closing
	s.ID = identity(s)
	if kind == "camt.053" {
		whole(&s, first, last)
	}
	for i := range s.Entries {
		s.Entries[i].Number = i + 1
	}
	s.EntryCount, s.DetailCount = len(s.Entries), len(s.Entries)
	problems(&s, first)
	return formats.Document{Line: s.Line, Offset: s.Offset, Message: message, Kind: kind, MsgID: first.statement.ID,
		Statements: []formats.Statement{s}}, nil
}

// kindOf returns the name of the message, and the kind of its twin in ISO 20022.
func (p page) kindOf() (message, kind string, err error) {
	switch p.kind {
	case "942":
		return "MT942", "camt.052", nil
	case "950":
		return "MT950", "camt.053", nil
	case "", "940":
		return "MT940", "camt.053", nil
	}
	return "", "", p.first.broken("a message MT%s is none of MT940, MT942 and MT950", p.kind)
}

// follows sees that a page begins with what the one before it ended with.
func follows(before, p page) error {
	if p.number != 0 && before.number != 0 && p.number != before.number+1 {
		return p.first.broken("page %d of statement %d follows on page %d: one is missing", p.number, p.statement.Sequence, before.number)
	}
	if p.statement.Opening.Amount != before.statement.Closing.Amount {
		return p.first.broken("the page begins with %s, and the one before it ends with %s", p.statement.Opening.Amount, before.statement.Closing.Amount)
	}
	return nil
}

// identity names the statement. Banks put the same reference into field 20 each time, so number and day belong to it.
func identity(s formats.Statement) string {
	parts := []string{s.ID}
	if s.Sequence != 0 {
		parts = append(parts, strconv.FormatInt(s.Sequence, 10))
	}
	if !s.Closing.Date.IsZero() {
		parts = append(parts, s.Closing.Date.String())
	}
	return strings.Join(parts, "/")
}

// whole takes the balances away by which a statement would be proven whose first or last page is not there, and says which
// page it is.
func whole(s *formats.Statement, first, last page) {
	if s.LastPage = last.closes; !first.opens || !last.closes {
		s.Page = first.number
	}
	if !first.opens {
		s.Opening = formats.Balance{}
	}
	if !last.closes {
		s.Closing = formats.Balance{}
	}
}

// problems are what money would be booked by, and is missing.
func problems(s *formats.Statement, first page) {
	missing := func(tag, what string) {
		s.Problems = append(s.Problems, formats.Problem{Class: formats.ErrUnbookable, Path: tag, Line: s.Line, Offset: s.Offset,
			Problem: fmt.Sprintf("%s is missing", what), Remedy: "ask the bank for a file that has it"})
	}
	if s.Account.IsZero() {
		missing(":25:", "the account")
	}
	if s.Currency.IsZero() {
		missing(":60F:", "every balance, which would tell the currency,")
	}
}
