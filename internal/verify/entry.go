package verify

import (
	"encoding/hex"
	"fmt"
	"strconv"
)

// Columns of selectEntries.
const (
	columnNumber = iota
	columnKey
	columnKind
	columnValueDate
	columnBookedAt
	columnEvidence
	columnPlace
	columnReverses
	columnMemo
	columnPostings
	columnContentHash
)

// entry is one entry with its postings. Its memory is used again for the next.
type entry struct {
	fields
	number      int64
	count       int64 // postings that there are
	said        int64 // postings that the row says there are
	contentHash string
	canonical   canonical
	sums        []sum
	zero        bool // some posting is of zero
}

// sum is the total of one currency in two halves, so that no amounts, however large, can overflow it.
type sum struct {
	currency  string
	high, low int64
}

func (s *sum) add(minor int64) {
	s.high += minor >> 32
	s.low += minor & 0xffffffff
}

func (s *sum) isZero() bool { return s.low&0xffffffff == 0 && s.high+s.low>>32 == 0 }

func (e *entry) key() string { return string(e.fields[columnKey]) }

// read takes the entry at hand and moves the postings behind those that are its own.
func (e *entry) read(row, postings *cursor) error {
	e.number, e.count, e.zero, e.sums = row.number(columnNumber), 0, false, e.sums[:0]
	e.said, e.contentHash = row.number(columnPostings), row.text(columnContentHash)
	e.fields[columnNumber] = strconv.AppendInt(e.fields[columnNumber][:0], e.number, 10)
	for n := columnKey; n <= columnMemo; n++ {
		e.fields[n] = append(e.fields[n][:0], row.text(n)...)
	}
	e.canonical.begin()
	lines := e.fields[columnPostings][:0]
	for postings.at(e.number) {
		account, currency, minor := postings.text(1), postings.text(2), postings.number(3)
		lines = appendPosting(lines, account, currency, minor)
		e.canonical.posting(account, currency, minor)
		e.add(currency, minor)
		if err := postings.next(); err != nil {
			return err
		}
	}
	e.fields[columnPostings] = lines
	return nil
}

func (e *entry) add(currency string, minor int64) {
	e.count++
	e.zero = e.zero || minor == 0
	for n := range e.sums {
		if e.sums[n].currency == currency {
			e.sums[n].add(minor)
			return
		}
	}
	s := sum{currency: currency}
	s.add(minor)
	e.sums = append(e.sums, s)
}

// checkEntry holds for every entry, whatever its leaf says.
func (w *walk) checkEntry() {
	e := &w.one
	w.Counted.Postings += e.count
	for _, s := range e.sums {
		if !s.isZero() {
			w.accuseEntry("postings", "they do not sum to zero in "+s.currency)
		}
	}
	if e.count < 2 {
		w.accuseEntry("postings", fmt.Sprintf("it has %d, and 2 are the fewest", e.count))
	}
	if e.zero {
		w.accuseEntry("postings", "one is of zero")
	}
	if isReversal := string(e.fields[columnKind]) == "reversal"; isReversal != (len(e.fields[columnReverses]) > 0) {
		w.accuseEntry("reverses", "a reversal names the entry that it reverses, and no other entry does")
	}
	w.keepEvidence()
}

// checkRow holds the two columns that the leaf does not cover against what it does cover.
func (w *walk) checkRow() {
	e := &w.one
	if e.said != e.count {
		w.accuseEntry("postings", fmt.Sprintf("the row says that it has %d, there are %d", e.said, e.count))
	}
	if want, ok := e.canonical.hash(&e.fields, e.count); ok && want != e.contentHash {
		w.accuseEntry("content_hash", "it is not the hash of the entry, which is what its leaf says")
	}
}

func (w *walk) accuseEntry(field, what string) {
	w.accuse(Finding{Entry: w.one.number, Key: w.one.key(), Field: field, What: what})
}

// keepEvidence remembers the file that proves the entry, where it is named first.
func (w *walk) keepEvidence() {
	var sha hash
	text := w.one.fields[columnEvidence]
	if len(text) != hex.EncodedLen(len(sha)) {
		return
	}
	if _, err := hex.Decode(sha[:], text); err != nil {
		return
	}
	if _, known := w.evidence[sha]; !known {
		w.evidence[sha] = place{w.one.number, w.one.key(), string(w.one.fields[columnPlace])}
	}
}
