package report

import (
	"fmt"
	"io"
	"strings"
)

// JournalText writes the journal of the picture as plain text, in the manner of hledger: a line of value
// date, key and kind; memo, reversal and evidence as comments; and one line for each posting, debit positive:
//
//	2026-11-24 (netting:2026-11-24-1) netting
//	    ; evidence 9f86d081... netting proof
//	    participant:ACME                         EUR 46499.50
//	    participant:BOLT                        EUR -46499.50
//
// Numbers and booking times are left out, so that the same events give the same bytes. It errs where the
// writer does.
func JournalText(w io.Writer, p Picture) error {
	if p.LookBack != nil {
		if _, err := io.WriteString(w, "; "+clean(p.LookBack.Words)+"\n\n"); err != nil {
			return err
		}
	}
	for n, e := range p.Journal {
		if n > 0 {
			if _, err := io.WriteString(w, "\n"); err != nil {
				return err
			}
		}
		if _, err := io.WriteString(w, journalText(e)); err != nil {
			return err
		}
	}
	return nil
}

const (
	accountWidth = 40
	amountWidth  = 26 // of the currency and the largest amount
)

func journalText(e JournalEntry) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s) %s\n", e.ValueDate, clean(e.Key), e.Kind)
	comment := func(label, text string) {
		if text = clean(text); text != "" {
			b.WriteString("    ; " + strings.TrimSpace(label+" "+text) + "\n")
		}
	}
	comment("", e.Memo)
	comment("reverses", e.Reverses)
	if e.SHA256 != "" {
		comment("evidence", e.SHA256+" "+e.Place)
	}
	for _, l := range e.Postings {
		b.WriteString("    " + padRight(l.Account, accountWidth) + "  " + padLeft(l.Amount.String(), amountWidth) + "\n")
	}
	return b.String()
}
