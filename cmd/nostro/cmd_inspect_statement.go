package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"nostro/formats"
	"nostro/formats/codeset"
	"nostro/formats/inspect"
)

// sumRow is one line of the addition that a statement is.
type sumRow struct {
	what, when, amount, note string
	ink                      string // of the note
	dim                      bool
}

// heading shows whose statement it is.
func (t *inspectText) heading(s *inspect.Statement) {
	h := s.Head
	t.blank()
	t.inked(inkBold, statementLabel(s.Kind), joined(", ", "id "+known(h.ID), numberText(h), prefixed("page ", pageText(h)),
		codeset.CopyDuplicates.Say(h.Copy, false)))
	t.line("account", joined(", ", known(h.Account.String()), codeOf(s), h.Account.Name, h.AccountOwner.DisplayName()))
	t.line("period", joined(" to ", h.From, h.To))
}

// Statement shows a statement as the addition that it is.
func (t *inspectText) Statement(s *inspect.Statement) {
	if t.entries == 0 {
		t.heading(s)
	} else {
		t.blank()
	}
	t.entries = 0
	t.addition(s)
	t.line("entries", entriesText(s))
	t.batches(s)
	t.returns(s)
	t.exchanges(s)
}

func statementLabel(kind string) string {
	switch kind {
	case "camt.052":
		return "report"
	case "camt.054":
		return "notice"
	}
	return "statement"
}

func codeOf(s *inspect.Statement) string {
	if c := s.Currency(); !c.IsZero() {
		return c.Code()
	}
	return "currency not named"
}

func numberText(h *formats.Statement) string {
	switch {
	case h.Sequence > 0:
		return fmt.Sprintf("number %d", h.Sequence)
	case h.LegalSequence > 0:
		return fmt.Sprintf("legal number %d", h.LegalSequence)
	}
	return ""
}

func pageText(h *formats.Statement) string {
	switch {
	case h.Page == 0, h.Page == 1 && h.LastPage:
		return ""
	case h.LastPage:
		return fmt.Sprintf("%d, the last", h.Page)
	}
	return fmt.Sprintf("%d, more follow", h.Page)
}

// addition shows opening, credits, debits and closing, and then the other balances.
func (t *inspectText) addition(s *inspect.Statement) {
	opening, closing := s.Opening(), s.Closing()
	var rows []sumRow
	if opening.Present {
		rows = append(rows, balanceRow(opening))
	}
	rows = append(rows, movement(&s.BookedCredits, "credit", ""), movement(&s.BookedDebits, "debit", "-"))
	rows = append(rows, verdictRows(s.Verdict(), closing)...)
	rows = append(rows, unbooked(s)...)
	for i, b := range s.Head.Balances {
		if !sameBalance(b, opening) && !sameBalance(b, closing) && i < itemsShown {
			row := balanceRow(b)
			row.dim = true
			rows = append(rows, row)
		}
	}
	t.sumRows(rows)
}

// movement is the row of all booked credits or debits.
func movement(total *inspect.Total, word, sign string) sumRow {
	amount := total.Grouped()
	if total.Count() > 0 {
		amount = sign + amount
	}
	return sumRow{what: counted(total.Count(), "booked "+word), amount: amount}
}

// verdictRows are the closing balance and whether it is what the entries make.
func verdictRows(v inspect.Verdict, closing formats.Balance) []sumRow {
	row := sumRow{}
	if closing.Present {
		row = balanceRow(closing)
	}
	row.note, row.ink = "cannot be proven: "+v.Why, inkDoubt
	switch v.AddsUp {
	case inspect.Yes:
		row.note, row.ink = "adds up", inkGood
	case inspect.No:
		row.note, row.ink = "DOES NOT ADD UP: "+inspect.Grouped(v.Difference)+" off", inkBad
	}
	if strings.Contains(v.Why, "notification") {
		return nil
	}
	return []sumRow{row}
}

// unbooked are what is shown and not booked, and what is in other currencies.
func unbooked(s *inspect.Statement) []sumRow {
	var rows []sumRow
	credits, debits := s.Credits.Less(&s.BookedCredits), s.Debits.Less(&s.BookedDebits)
	if credits.Count() > 0 {
		rows = append(rows, sumRow{what: counted(credits.Count(), "other credit"), amount: credits.Grouped(), note: "not booked", dim: true})
	}
	if debits.Count() > 0 {
		rows = append(rows, sumRow{what: counted(debits.Count(), "other debit"), amount: "-" + debits.Grouped(), note: "not booked", dim: true})
	}
	for _, f := range s.Others {
		rows = append(rows, sumRow{what: counted(f.Credits.Count(), f.Credits.Currency().Code()+" credit"), amount: f.Credits.Grouped(), dim: true},
			sumRow{what: counted(f.Debits.Count(), f.Debits.Currency().Code()+" debit"), amount: f.Debits.Grouped(), dim: true})
	}
	return rows
}

func balanceRow(b formats.Balance) sumRow {
	code, own := strings.CutPrefix(b.Code, "own:")
	what := codeset.Balances.Text(code)
	if own || what == "" {
		what = codeset.Balances.Say(code, own)
	}
	row := sumRow{what: visible(what), when: b.Date.String(), amount: b.Amount.Grouped()}
	if b.Amount.Currency().IsZero() {
		row.amount, row.note, row.ink = "?", "cannot be read", inkBad
	}
	return row
}

func sameBalance(a, b formats.Balance) bool {
	return a.Present == b.Present && a.Code == b.Code && a.Amount == b.Amount && a.Date == b.Date
}

// sumRows lays the rows out: amounts end in one column.
func (t *inspectText) sumRows(rows []sumRow) {
	var what, amount int
	when := 0
	for _, row := range rows {
		what, when = max(what, utf8.RuneCountInString(row.what)), max(when, len(row.when))
		amount = max(amount, len(row.amount))
	}
	for _, row := range rows {
		text := pad(row.what, what) + "  " + pad(row.when, when) + "  " + padLeft(row.amount, amount)
		if row.dim {
			text = t.paint(inkDim, text)
		}
		if row.what+row.amount == "" {
			t.inked(row.ink, "", row.note)
			continue
		}
		room := lineWidth - stageWidth - 1 - what - when - amount - 6
		if utf8.RuneCountInString(row.note) > room {
			t.raw("", text)
			t.inked(row.ink, "", row.note)
			continue
		}
		t.raw("", text+"  "+t.paint(row.ink, row.note))
	}
}

func entriesText(s *inspect.Statement) string {
	parts := []string{counted(s.Entries, "entry") + " with " + counted(s.Details, "detail")}
	if s.Entries > s.Booked {
		for _, status := range slices.Sorted(maps.Keys(s.ByStatus)) {
			parts = append(parts, inspect.Grouped(fmt.Sprint(s.ByStatus[status]))+" "+statusWords(status))
		}
	}
	if s.Reversals > 0 {
		parts = append(parts, counted(s.Reversals, "reversal"))
	}
	return strings.Join(parts, "; ")
}

func statusWords(status string) string {
	if text := codeset.EntryStatuses.Text(status); text != "" {
		return text
	}
	return "of status " + known(status)
}
