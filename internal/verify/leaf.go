package verify

import (
	"bytes"
	"crypto/sha256"
	"strconv"
)

const (
	fieldCount = 10
	tagBytes   = 8 // of a field's hash, kept in the database to name the field that changed
	tagsBytes  = fieldCount * tagBytes
)

type hash = [sha256.Size]byte

// fields are the ten values of an entry that its leaf covers, in the agreed order.
type fields [fieldCount][]byte

// fieldNames stand in the hash of each field.
var fieldNames = [fieldCount]string{"number", "key", "kind", "value_date", "booked_at", "evidence_sha256",
	"evidence_place", "reverses", "memo", "postings"}

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
	for n, value := range f {
		l.field = append(l.field[:0], "nostro field "...)
		l.field = append(l.field, fieldNames[n]...)
		l.field = append(l.field, 0)
		l.field = append(l.field, value...)
		h := sha256.Sum256(l.field)
		copy(l.tags[n*tagBytes:], h[:tagBytes])
		l.record = append(l.record, h[:]...)
	}
	return sha256.Sum256(l.record)
}

// changed names the fields of which the stored tags say something else.
func (l *leafer) changed(stored []byte) []string {
	if len(stored) != tagsBytes {
		return nil
	}
	var names []string
	for n, name := range fieldNames {
		at := n * tagBytes
		if !bytes.Equal(stored[at:at+tagBytes], l.tags[at:at+tagBytes]) {
			names = append(names, name)
		}
	}
	return names
}

// appendPosting writes one posting as it stands in the tenth field.
func appendPosting(to []byte, account, currency string, minor int64) []byte {
	to = append(to, account...)
	to = append(to, '\t')
	to = append(to, currency...)
	to = append(to, '\t')
	to = strconv.AppendInt(to, minor, 10)
	return append(to, '\n')
}
