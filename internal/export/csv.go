package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// csvHeader is a promise: columns are never renamed or moved, new ones come at the end.
var csvHeader = []string{"number", "booked_at", "value_date", "kind", "key", "line", "account", "currency", "amount",
	"reverses", "evidence_sha256", "evidence_place", "memo"}

// CSV writes the books as one table, a line for each posting, in the form of RFC 4180 with bare line feeds
// and this header, to which columns may be added at the end and no other change is made:
//
//	number           of the entry, from 1, in the order of posting
//	booked_at        the instant of posting, RFC 3339 in UTC
//	value_date       2006-01-02
//	kind             netting, conversion, pay-out ...
//	key              the idempotency key of the entry, unique
//	line             of the posting in its entry, from 1
//	account          participant:ID, nostro:CORRESPONDENT ...
//	currency         ISO 4217
//	amount           plain decimal with all digits of the minor unit; debit positive, credit negative
//	reverses         the key of the entry that this one undoes, or empty
//	evidence_sha256  of the file that proves the entry, in hex, or empty
//	evidence_place   where in that file, or empty
//	memo             for people, or empty
//
// What is true of an entry is repeated on each of its lines. Texts of key, reverses, evidence_place and memo
// that a spreadsheet could take for a formula get an apostrophe before them (OWASP, CSV Injection): those
// whose first character other than a blank is one of = + - @ in common or full width, or an apostrophe. So
// one apostrophe at the beginning is always ours, and to be taken off.
//
// It errs where the store or the writer does, and for an entry that is not valid.
func CSV(w io.Writer, b Books) error {
	out := csv.NewWriter(w)
	err := out.Write(csvHeader)
	if err == nil {
		err = b.each(func(p posted) error { return csvEntry(out, p) })
	}
	out.Flush()
	if err == nil {
		err = out.Error()
	}
	if err != nil {
		return fmt.Errorf("export as csv: %w", err)
	}
	return nil
}

func csvEntry(out *csv.Writer, p posted) error {
	for n, line := range p.Postings {
		err := out.Write([]string{strconv.FormatInt(p.number, 10), instant(p.at), p.ValueDate.String(), string(p.Kind),
			safe(p.Key), strconv.Itoa(n + 1), string(line.Account), line.Amount.Currency().Code(), line.Amount.Decimal(),
			safe(p.Reverses), p.Evidence.SHA256, safe(p.Evidence.Place), safe(p.Memo)})
		if err != nil {
			return err
		}
	}
	return nil
}

// formulaStarts are the characters that begin a formula for one spreadsheet or another, and the apostrophe,
// so that ours can be told from theirs. Full width: U+FF1D, U+FF0B, U+FF0D, U+FF20.
const formulaStarts = "'=+-@\uff1d\uff0b\uff0d\uff20"

// safe puts an apostrophe before a text that a spreadsheet could take for a formula.
func safe(text string) string {
	first, size := utf8.DecodeRuneInString(strings.TrimSpace(text))
	if size > 0 && strings.ContainsRune(formulaStarts, first) {
		return "'" + text
	}
	return text
}
