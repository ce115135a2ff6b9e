package ledger

import "strconv"

// canonicalForm names the form, so that a later one can never be taken for it.
const canonicalForm = "nostro-entry-1"

// Canonical returns the entry as bytes, the same for the same entry whatever the order of its postings.
//
// The form is a row of fields, each written as its length in bytes in decimal, ":", the bytes and ","
// (a netstring, https://cr.yp.to/proto/netstrings.txt). The fields are: the name of the form, key, kind,
// value date as 2006-01-02, SHA-256 and place of the evidence, key of the reversed entry, memo, number of
// postings, and for each posting the account, the currency code and the amount as a plain decimal.
// Postings stand in the order of account, currency and amount by bytes and value. As each field tells
// its length, no two entries that differ in more than the order of postings have the same form.
func (e Entry) Canonical() []byte {
	out := make([]byte, 0, 256+64*len(e.Postings))
	for _, field := range []string{canonicalForm, e.Key, string(e.Kind), e.ValueDate.String(), e.Evidence.SHA256,
		e.Evidence.Place, e.Reverses, e.Memo, strconv.Itoa(len(e.Postings))} {
		out = appendField(out, field)
	}
	for _, p := range sorted(e.Postings) {
		out = appendField(out, string(p.Account))
		out = appendField(out, p.Amount.Currency().Code())
		out = appendField(out, p.Amount.Decimal())
	}
	return out
}

func appendField(out []byte, field string) []byte {
	out = strconv.AppendInt(out, int64(len(field)), 10)
	out = append(out, ':')
	out = append(out, field...)
	return append(out, ',')
}
