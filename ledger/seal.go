package ledger

import (
	"bytes"
	"crypto/sha256"
	"strconv"

	"golang.org/x/mod/sumdb/tlog"
)

// Sizes of what the transparency log keeps of an entry, in bytes.
const (
	tagBytes  = 8                  // of one field: the beginning of its hash
	TagsBytes = 10 * tagBytes      // of all fields
	sealForm  = "nostro entry 1\n" // names the form of the record
)

// Seal is what the transparency log says of one journal entry: one hash for each of its ten fields, in
// the order number, key, kind, value_date, booked_at, evidence_sha256, evidence_place, reverses, memo,
// postings. The hash of a field is SHA-256("nostro field " || name || 0x00 || value). Since each field has
// its own, a verifier that finds a leaf changed can tell which field it was.
type Seal [10][sha256.Size]byte

// The places of the ten fields in a seal.
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
	fieldPostings
)

// fieldNames are the names of the ten fields, in order.
var fieldNames = [len(Seal{})]string{"number", "key", "kind", "value_date", "booked_at", "evidence_sha256",
	"evidence_place", "reverses", "memo", "postings"}

// NewSeal returns the seal of the entry that has the number in the journal, counted from 1. bookedAt is
// the instant of booking, exactly as the journal writes it.
func NewSeal(number int64, bookedAt string, e Entry) Seal {
	return NewContent(e).Seal(number, bookedAt)
}

// Content is the part of a seal that does not depend on the place of the entry in the journal, so that it can
// be computed before the place is known.
type Content struct{ seal Seal }

// NewContent hashes what the entry says.
func NewContent(e Entry) Content {
	var c Content
	for n, value := range [len(c.seal)]string{fieldKey: e.Key, fieldKind: string(e.Kind), fieldValueDate: e.ValueDate.String(),
		fieldEvidence: e.Evidence.SHA256, fieldPlace: e.Evidence.Place, fieldReverses: e.Reverses, fieldMemo: e.Memo,
		fieldPostings: postingLines(e.Postings)} {
		if n != fieldNumber && n != fieldBookedAt {
			c.seal[n] = fieldHash(fieldNames[n], value)
		}
	}
	return c
}

// Seal returns the seal of the entry at a place in the journal, as NewSeal does.
func (c Content) Seal(number int64, bookedAt string) Seal {
	c.seal[fieldNumber] = fieldHash(fieldNames[fieldNumber], strconv.FormatInt(number, 10))
	c.seal[fieldBookedAt] = fieldHash(fieldNames[fieldBookedAt], bookedAt)
	return c.seal
}

func fieldHash(name, value string) [sha256.Size]byte {
	field := make([]byte, 0, 32+len(value))
	field = append(field, "nostro field "...)
	field = append(field, name...)
	field = append(field, 0)
	return sha256.Sum256(append(field, value...))
}

// postingLines writes a line for each posting by account and currency: the account, a tab, the currency,
// a tab, the minor units (debit positive), a line feed.
func postingLines(postings []Posting) string {
	var out []byte
	for _, p := range sorted(postings) {
		out = append(out, p.Account...)
		out = append(out, '\t')
		out = append(out, p.Amount.Currency().Code()...)
		out = append(out, '\t')
		out = strconv.AppendInt(out, p.Amount.Minor(), 10)
		out = append(out, '\n')
	}
	return string(out)
}

// Tags returns the first eight bytes of each hash, one after the other: enough to tell which field
// of a stored entry is no longer what was sealed.
func (s Seal) Tags() []byte {
	tags := make([]byte, 0, TagsBytes)
	for _, hash := range s {
		tags = append(tags, hash[:tagBytes]...)
	}
	return tags
}

// Changed names the fields whose hashes do not begin with the tags that were kept of them. Tags that are
// not ten times eight bytes name every field.
func (s Seal) Changed(tags []byte) []string {
	var changed []string
	for n, hash := range s {
		at := n * tagBytes
		if len(tags) != TagsBytes || !bytes.Equal(tags[at:at+tagBytes], hash[:tagBytes]) {
			changed = append(changed, fieldNames[n])
		}
	}
	return changed
}

// Record returns the bytes of the leaf: the name of the form and the ten hashes.
func (s Seal) Record() []byte {
	record := append(make([]byte, 0, len(sealForm)+len(s)*sha256.Size), sealForm...)
	for _, hash := range s {
		record = append(record, hash[:]...)
	}
	return record
}

// Leaf returns the hash of the leaf, SHA-256(0x00 || Record), by RFC 6962 section 2.1.
func (s Seal) Leaf() tlog.Hash { return tlog.RecordHash(s.Record()) }
