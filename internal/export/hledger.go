package export

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"nostro/money"
)

// Hledger writes the books for hledger, with every commodity and account declared, as its strict mode wants.
// Accounts keep the names that we give them, and get a type:
//
//	commodity EUR 1000.00
//
//	account participant:alfa  ; type:L
//
//	2026-11-24 * (7) pay-out | to Alfa
//	    ; number:7
//	    ; key:pay-out:AB12
//	    ; kind:pay-out
//	    ; booked-at:2026-11-24T09:30:00Z
//	    participant:alfa     EUR 46499.50
//	    transit:rhein       EUR -46499.50
//
// The code in brackets is the number, the kind stands as payee, the memo as note. As tags come number, key,
// kind, booked-at, and where the entry has them evidence-sha256, evidence-place and reverses.
//
// What would end a text early is written as in a URL, the bytes of its UTF-8 in hexadecimal after "%": the
// "%" itself, ";" in a memo, "," in a tag, a blank at the beginning or end, and every blank other than the
// common one.
//
// After the entries, a transaction on the last value date posts nothing to every account and asserts its
// balance in every currency: hledger checks assertions in the order of dates, and of lines within a date.
// hledger needs a locale of UTF-8, such as LANG=C.UTF-8, to read the texts.
//
// It errs where the store or the writer does, and for an entry that is not valid.
func Hledger(w io.Writer, b Books) error {
	return form{"hledger", hledgerHead, hledgerEntry, hledgerTail}.write(w, b)
}

func hledgerHead(s survey) string {
	var out strings.Builder
	out.WriteString("; Nostro journal\n\ndecimal-mark .\n")
	if len(s.accounts) > 0 {
		out.WriteString("\n")
	}
	for _, c := range s.currencies {
		fmt.Fprintf(&out, "commodity %s 1000.%s\n", c.currency, strings.Repeat("0", c.currency.Exponent()))
	}
	if len(s.accounts) > 0 {
		out.WriteString("\n")
	}
	for _, a := range s.accounts {
		fmt.Fprintf(&out, "account %s  ; type:%s\n", a.account, places[a.account.Class()].hledger)
	}
	return out.String()
}

func hledgerEntry(p posted) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s * (%d) %s", p.ValueDate, p.number, p.Kind)
	if p.Memo != "" {
		out.WriteString(" | " + escaped(p.Memo, ";"))
	}
	out.WriteString("\n")
	for _, d := range p.details() {
		fmt.Fprintf(&out, "    ; %s:%s\n", d.name, escaped(d.text, ","))
	}
	for _, line := range p.Postings {
		fmt.Fprintf(&out, "    %-*s  %*s\n", accountWidth, line.Account, amountWidth+len("EUR "), line.Amount)
	}
	return out.String()
}

func hledgerTail(s survey) (string, error) {
	if len(s.balances) == 0 {
		return "", nil
	}
	var out strings.Builder
	fmt.Fprintf(&out, "\n%s * balances\n", s.last)
	for _, row := range s.balances {
		nothing := money.Zero(row.Balance.Currency())
		fmt.Fprintf(&out, "    %-*s  %s = %s\n", accountWidth, row.Account, nothing, row.Balance)
	}
	return out.String(), nil
}

// escaped writes "%", what is in special, and blanks that hledger would trim, as in a URL.
func escaped(text, special string) string {
	var out strings.Builder
	for i, r := range text {
		atEdge := i == 0 || i+utf8.RuneLen(r) == len(text)
		if r == '%' || strings.ContainsRune(special, r) || unicode.IsSpace(r) && (r != ' ' || atEdge) {
			for _, b := range []byte(string(r)) {
				fmt.Fprintf(&out, "%%%02X", b)
			}
			continue
		}
		out.WriteRune(r)
	}
	return out.String()
}
