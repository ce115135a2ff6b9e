package verify

import (
	"encoding/hex"
	"fmt"
	"math/bits"
)

// currencySum is the total of one currency of an entry.
type currencySum struct {
	currency string
	sum
}

// sum adds amounts in 128 bits, so that no amounts, however large, can overflow it.
type sum struct {
	high int64
	low  uint64
}

func (s *sum) add(minor int64) {
	var carry uint64
	s.low, carry = bits.Add64(s.low, uint64(minor), 0)
	s.high += minor>>63 + int64(carry)
}

// is tells whether the total is the amount.
func (s *sum) is(minor int64) bool { return s.low == uint64(minor) && s.high == minor>>63 }

func (s *sum) String() string {
	if minor := int64(s.low); s.is(minor) {
		return fmt.Sprint(minor)
	}
	return "more than 63 bits"
}

// checkEntry holds what must be so of every entry, whatever its leaf says.
func (w *walk) checkEntry(e *entry) {
	w.addUp(e)
	for _, s := range w.sums {
		if !s.is(0) {
			w.accuseEntry(e, namePostings, "they do not sum to zero in "+s.currency)
		}
	}
	if len(e.rows) < 2 {
		w.accuseEntry(e, namePostings, fmt.Sprintf("it has %d, and 2 are the fewest", len(e.rows)))
	}
	if isReversal := e.text[fieldKind] == "reversal"; isReversal != (e.text[fieldReverses] != "") {
		w.accuseEntry(e, "reverses", "a reversal names the entry that it reverses, and no other entry does")
	}
	if count := int64(len(e.rows)); e.said != count {
		w.accuse(Finding{Entry: e.number, Key: e.key(), Field: namePostings, unsigned: true,
			What: fmt.Sprintf("the row says that it has %d, there are %d", e.said, count)})
	}
	w.checkLines(e)
	if e.text[fieldBookedAt] < w.booked {
		if w.back++; w.back == 1 {
			w.backAt = e.number
		}
	}
	w.booked = e.text[fieldBookedAt]
	w.keepEvidence(e)
}

func (w *walk) addUp(e *entry) {
	w.sums = w.sums[:0]
	for _, p := range e.rows {
		if p.minor == 0 {
			w.accuseEntry(e, namePostings, "one is of zero")
		}
		// Postings come by currency.
		if last := len(w.sums) - 1; last < 0 || w.sums[last].currency != p.currency {
			w.sums = append(w.sums, currencySum{currency: p.currency})
		}
		w.sums[len(w.sums)-1].add(p.minor)
	}
}

// checkLines holds the places of the postings in the entry: 1, 2, 3 ... in some order.
func (w *walk) checkLines(e *entry) {
	w.lines = append(w.lines[:0], make([]bool, len(e.rows))...)
	for _, p := range e.rows {
		if p.line < 1 || p.line > int64(len(e.rows)) || w.lines[p.line-1] {
			w.accuse(Finding{Entry: e.number, Key: e.key(), Field: "line", unsigned: true,
				What: fmt.Sprintf("the posting to %s stands at place %d, which is taken or not there", w.books.label(p.account), p.line)})
			continue
		}
		w.lines[p.line-1] = true
	}
}

func (w *walk) accuseEntry(e *entry, field, what string) {
	w.accuse(Finding{Entry: e.number, Key: e.key(), Field: field, What: what})
}

// keepEvidence remembers the file that proves the entry, where it is named first.
func (w *walk) keepEvidence(e *entry) {
	var sha hash
	text := e.text[fieldEvidence]
	if len(text) != hex.EncodedLen(len(sha)) {
		return
	}
	if _, err := hex.Decode(sha[:], []byte(text)); err != nil {
		return
	}
	if _, known := w.evidence[sha]; !known {
		w.evidence[sha] = place{e.number, e.key(), e.text[fieldPlace]}
	}
}
