package export

import (
	"fmt"
	"io"
	"strings"

	"nostro/calendar"
	"nostro/ledger"
	"nostro/money"
)

// Beancount writes the books for beancount. Before the entries stand a commodity directive for each currency,
// with its ISO 4217 name and its number of decimals as precision, and an open directive for each account, on
// its first value date and for exactly the currencies that were posted to it, with our name of it as
// nostro-account:
//
//	2026-11-24 open Liabilities:Participant:Alfa EUR,USD
//	  nostro-account: "participant:alfa"
//
//	2026-11-24 * "pay-out" "to Alfa"
//	  number: 7
//	  key: "pay-out:AB12"
//	  kind: "pay-out"
//	  booked-at: "2026-11-24T09:30:00Z"
//	  Liabilities:Participant:Alfa      46499.50 EUR
//	  Assets:Transit:Rhein             -46499.50 EUR
//
// The kind stands as payee, the memo as narration. As metadata come number, key, kind, booked-at, and where
// the entry has them evidence-sha256, evidence-place and reverses (the key of the entry that it undoes). In
// texts, \ and " have a \ before them.
//
// After the entries, a balance directive for every account and currency stands on the day after the last
// value date, since beancount checks a balance at the beginning of its day. Its tolerance is given as 0:
// without that, beancount lets a balance be wrong by one minor unit.
//
// It errs where the store or the writer does, for an entry that is not valid, and where the last value date
// is 9999-12-31, which no day follows.
func Beancount(w io.Writer, b Books) error {
	return form{"beancount", beancountHead, beancountEntry, beancountTail}.write(w, b)
}

func beancountHead(s survey) string {
	var out strings.Builder
	out.WriteString("option \"title\" \"Nostro journal\"\n")
	for _, c := range s.currencies {
		fmt.Fprintf(&out, "\n%s commodity %s\n  name: %s\n  precision: %d\n", c.since, c.currency,
			quoted(c.currency.Name()), c.currency.Exponent())
	}
	for _, a := range s.accounts {
		fmt.Fprintf(&out, "\n%s open %s %s\n  nostro-account: %s\n", a.since, beancountAccount(a.account),
			codes(a.currencies), quoted(string(a.account)))
	}
	return out.String()
}

func codes(currencies []money.Currency) string {
	var all []string
	for _, c := range currencies {
		all = append(all, c.Code())
	}
	return strings.Join(all, ",")
}

func beancountEntry(p posted) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s * %s %s\n", p.ValueDate, quoted(string(p.Kind)), quoted(p.Memo))
	for _, d := range p.details() {
		text := d.text
		if d.name != "number" {
			text = quoted(text)
		}
		fmt.Fprintf(&out, "  %s: %s\n", d.name, text)
	}
	for _, line := range p.Postings {
		fmt.Fprintf(&out, "  %-*s  %*s %s\n", accountWidth, beancountAccount(line.Account), amountWidth,
			line.Amount.Decimal(), line.Amount.Currency())
	}
	return out.String()
}

func beancountTail(s survey) (string, error) {
	if len(s.balances) == 0 {
		return "", nil
	}
	on := s.last.AddDays(1)
	if on.IsZero() {
		return "", fmt.Errorf("no day follows the last value date %s, on which beancount could check the "+
			"balances: reverse the entry of that date, or export as hledger or csv", s.last)
	}
	var out strings.Builder
	out.WriteString("\n")
	for _, row := range s.balances {
		out.WriteString(beancountBalance(on, row))
	}
	return out.String(), nil
}

func beancountBalance(on calendar.Date, row ledger.Row) string {
	return fmt.Sprintf("%s balance %-*s  %*s ~ 0 %s\n", on, accountWidth, beancountAccount(row.Account), amountWidth,
		row.Balance.Decimal(), row.Balance.Currency())
}

// quoted writes a text as a string of beancount. Only the quote and the backslash mean something in one.
func quoted(text string) string { return `"` + inString.Replace(text) + `"` }

var inString = strings.NewReplacer(`\`, `\\`, `"`, `\"`)
