package verify

import (
	"bytes"
	"crypto/sha256"
	"strconv"
	"strings"
)

const (
	fieldCount = 10
	tagBytes   = 8 // of a field's hash, kept in the database to name the field that changed
	tagsBytes  = fieldCount * tagBytes
)

type hash = [sha256.Size]byte

// Places in fields.text, which are those in fieldNames.
const (
	fieldNumber = iota
	fieldKey
	fieldKind
	fieldValueDate
	fieldBookedAt
	fieldEvidence
	fieldPlace
	fieldReverses
	fieldMemo
)

// fieldNames stand in the hash of each field.
var fieldNames = [fieldCount]string{"number", "key", "kind", "value_date", "booked_at", "evidence_sha256",
	"evidence_place", "reverses", "memo", namePostings}

// namePostings is the field that also depends on other rows: on those of the accounts.
const namePostings = "postings"

// fields are the ten values of an entry that its leaf covers.
type fields struct {
	text     [fieldCount - 1]string
	postings []byte // a line for each
}

// leafer computes leaves and keeps its memory from one entry to the next.
type leafer struct {
	field  []byte
	record []byte
	tags   [tagsBytes]byte
}

// leaf returns the hash of the entry's leaf: SHA-256 of a zero byte (RFC 6962 section 2.1) and the record,
// which is the name of the form and the hash of each field. The tags are in l.tags after it.
func (l *leafer) leaf(f *fields) hash {
	l.record = append(l.record[:0], 0)
	l.record = append(l.record, "nostro entry 1\n"...)
	for n, value := range f.text {
		l.begin(n)
		l.field = append(l.field, value...)
		l.end(n)
	}
	l.begin(fieldCount - 1)
	l.field = append(l.field, f.postings...)
	l.end(fieldCount - 1)
	return sha256.Sum256(l.record)
}

func (l *leafer) begin(n int) {
	l.field = append(l.field[:0], "nostro field "...)
	l.field = append(l.field, fieldNames[n]...)
	l.field = append(l.field, 0)
}

func (l *leafer) end(n int) {
	h := sha256.Sum256(l.field)
	copy(l.tags[n*tagBytes:], h[:tagBytes])
	l.record = append(l.record, h[:]...)
}

// changed names the fields of which the stored tags say something else; all where these are no tags.
func changed(tags *[tagsBytes]byte, stored []byte) []string {
	if len(stored) != tagsBytes {
		return fieldNames[:]
	}
	if bytes.Equal(tags[:], stored) {
		return nil
	}
	var names []string
	for n, name := range fieldNames {
		at := n * tagBytes
		if !bytes.Equal(stored[at:at+tagBytes], tags[at:at+tagBytes]) {
			names = append(names, name)
		}
	}
	return names
}

// line is a posting as the leaf knows it.
type line struct {
	account, currency string
	minor             int64
}

// compareLines puts postings in the order of the tenth field.
func compareLines(a, b line) int {
	if a.account != b.account {
		return strings.Compare(a.account, b.account)
	}
	return strings.Compare(a.currency, b.currency)
}

// appendLines writes postings as they stand in the tenth field.
func appendLines(to []byte, lines []line) []byte {
	for _, l := range lines {
		to = append(to, l.account...)
		to = append(to, '\t')
		to = append(to, l.currency...)
		to = append(to, '\t')
		to = strconv.AppendInt(to, l.minor, 10)
		to = append(to, '\n')
	}
	return to
}
