package mt

import (
	"strings"

	"nostro/formats"
	"nostro/money"
)

// noReference is what stands where there is no reference.
const noReference = "NONREF"

// entry reads field 61: value date, entry date, direction, funds code, amount, type, the reference of the owner of the
// account, that of the bank, and a line of details.
func (f field) entry(c money.Currency) (formats.StatementEntry, error) {
	e := formats.StatementEntry{Line: f.line, Offset: f.offset, Status: "BOOK"}
	first, more, _ := strings.Cut(f.text, "\n")
	rest, err := f.entryDates(&e, first)
	if err == nil {
		rest, err = f.direction(&e, rest, c)
	}
	if err == nil {
		rest, err = f.entryAmount(&e, rest, c)
	}
	if err != nil {
		return e, err
	}
	if len(rest) < 4 || !strings.ContainsRune("SNF", rune(rest[0])) {
		return e, f.broken("after the amount stands %.10q, and no type of transaction such as NTRF", rest)
	}
	e.Code = formats.BankCode{Proprietary: rest[:4], Issuer: "SWIFT"}
	ours, banks, _ := strings.Cut(rest[4:], "//")
	d := formats.EntryDetail{Number: 1, Line: f.line, Offset: f.offset, Debit: e.Debit, Amount: e.Amount}
	if ours = strings.TrimSpace(ours); ours != noReference {
		d.InstrID = ours
	}
	e.BankRef = strings.TrimSpace(banks)
	e.Info = strings.TrimSpace(strings.ReplaceAll(more, "\n", " "))
	e.Charges = chargesOf(more)
	e.Details, e.DetailCount = []formats.EntryDetail{d}, 1
	return e, nil
}

// entryDates reads YYMMDD and perhaps MMDD. Without the latter, it was booked on its value date.
func (f field) entryDates(e *formats.StatementEntry, text string) (rest string, err error) {
	if len(text) < 6 {
		return "", f.broken("%q is no entry: it begins with the value date, YYMMDD", text)
	}
	if e.ValueDate, err = dateOf(text[:6]); err != nil {
		return "", f.broken("the value date: %v", err)
	}
	e.BookingDate, rest = e.ValueDate, text[6:]
	if len(rest) < 4 || !digits(rest[:4]) {
		return rest, nil
	}
	if e.BookingDate, err = entryDate(rest[:4], e.ValueDate); err != nil {
		return "", f.broken("the entry date: %v", err)
	}
	return rest[4:], nil
}

// direction reads C, D, RC (a credit is taken back: a debit), RD (a debit is taken back: a credit), EC and ED (expected,
// of an MT942), and the funds code, which is the third letter of the currency.
func (f field) direction(e *formats.StatementEntry, text string, c money.Currency) (rest string, err error) {
	mark, side := "", byte(0)
	for _, known := range []string{"RC", "RD", "EC", "ED", "C", "D"} {
		if strings.HasPrefix(text, known) {
			mark, side, rest = known, known[len(known)-1], text[len(known):]
			break
		}
	}
	if mark == "" {
		return "", f.broken("%.10q stands where C, D, RC, RD, EC or ED must", text)
	}
	e.Reversal = mark[0] == 'R'
	e.Debit = (side == 'D') != e.Reversal
	if mark[0] == 'E' {
		e.Status = "PDNG"
	}
	if rest == "" || digits(rest[:1]) {
		return rest, nil
	}
	if rest[0] != c.Code()[2] {
		return "", f.broken("the funds code is %.1q, and not the last letter of %s: the direction is in doubt", rest, c)
	}
	return rest[1:], nil
}

// entryAmount reads the digits and the comma.
func (f field) entryAmount(e *formats.StatementEntry, text string, c money.Currency) (rest string, err error) {
	n := strings.IndexFunc(text, func(r rune) bool { return r != ',' && (r < '0' || r > '9') })
	if n < 0 {
		n = len(text)
	}
	if e.Amount, err = amountOf(c, text[:n]); err == nil && e.Debit {
		e.Amount, err = e.Amount.Neg()
	}
	if err != nil {
		return "", f.broken("the amount of the entry: %v", err)
	}
	return text[n:], nil
}

// chargesOf reads /CHGS/EUR1,50/ of the details: what the bank kept, inside the amount. What cannot be read explains
// nothing, and stays in the text for people.
func chargesOf(text string) []formats.Charge {
	_, after, found := strings.Cut(strings.ReplaceAll(text, "\n", ""), "/CHGS/")
	if !found {
		return nil
	}
	written, _, _ := strings.Cut(after, "/")
	if len(written) < 4 {
		return nil
	}
	c, err := money.ParseCurrency(written[:3])
	if err != nil {
		return nil
	}
	amount, err := amountOf(c, written[3:])
	if err != nil {
		return nil
	}
	return []formats.Charge{{Amount: amount, Included: "true"}}
}
