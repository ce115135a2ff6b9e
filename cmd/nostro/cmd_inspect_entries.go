package main

import (
	"errors"
	"fmt"
	"strings"

	"nostro/formats"
	"nostro/formats/codeset"
	"nostro/formats/inspect"
)

// Detail shows one transaction of an entry, where all are asked for: on the side, for the entry itself comes
// after its details and is shown before them.
func (t *inspectText) Detail(_ *inspect.Statement, _ *formats.StatementEntry, d *formats.EntryDetail) {
	if !t.all {
		return
	}
	name, account := d.Counterparty()
	amount := ""
	if !d.Amount.Currency().IsZero() {
		amount = amountText(d.Amount)
	}
	main := t.w
	t.w = &t.details
	t.inked(inkDim, "", joined(", ", amount, d.EndToEndID, name, account.String(), d.Remittance.Text(), d.Remittance.CreditorRefs()))
	t.w = main
}

// Entry shows one entry, where all are asked for.
func (t *inspectText) Entry(s *inspect.Statement, e *formats.StatementEntry) {
	if !t.all {
		return
	}
	if t.entries++; t.entries == 1 {
		t.heading(s)
		t.blank()
	}
	t.raw("entry", visible(fmt.Sprintf("%-6d %10s  %20s  %s", e.Number, e.BookingDate, amountText(e.Amount), entryWords(e))))
	t.line("", joined(", ", codeWords(e.Code), prefixed("reference ", e.BankRef), e.Info))
	if t.err == nil {
		t.err = errors.Join(t.details.copyTo(t.w), t.details.close())
	}
}

func entryWords(e *formats.StatementEntry) string {
	words := statusWords(e.Status)
	if e.Reversal {
		words += ", reversal"
	}
	return words
}

// codeWords says what kind of booking it is.
func codeWords(c formats.BankCode) string {
	parts := append(strings.SplitN(c.ISO, "/", 3), "", "", "")
	own := ""
	if c.Proprietary != "" {
		own = joined(" of ", "bank's code "+c.Proprietary, c.Issuer)
	}
	return joined(", ", codeset.BankTransaction(parts[0], parts[1], parts[2]), own)
}
