package ledger

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"

	"nostro/calendar"
)

// Kind tells which event made an entry.
type Kind string

// The kinds of entries, one for each event that moves money or changes who owes whom.
const (
	KindNetting      Kind = "netting"
	KindConversion   Kind = "conversion"
	KindPayOut       Kind = "pay-out"
	KindPayOutBooked Kind = "pay-out-booked"
	KindPayInBooked  Kind = "pay-in-booked"
	KindRejection    Kind = "rejection"
	KindReturn       Kind = "return"
	KindCharge       Kind = "charge"
	KindUnexplained  Kind = "unexplained"
	KindCover        Kind = "cover"
	KindRevaluation  Kind = "revaluation"
	KindRiskReserve  Kind = "risk-reserve"
	KindReversal     Kind = "reversal"
	KindOpening      Kind = "opening"
)

// Kinds returns all kinds, in the order of the life of a settlement.
func Kinds() []Kind { return slices.Clone(kinds) }

var kinds = []Kind{KindOpening, KindNetting, KindConversion, KindPayOut, KindPayOutBooked, KindPayInBooked,
	KindRejection, KindReturn, KindCharge, KindUnexplained, KindCover, KindRevaluation, KindRiskReserve,
	KindReversal}

// ErrNothing is wrapped by the error of a constructor whose event moves nothing, such as a cycle whose
// every net position is zero. There is no entry to write, and that is no fault.
var ErrNothing = errors.New("nothing to book")

// Evidence names what proves an entry: the SHA-256 of a file in lower-case hex, and the place in it, such
// as "entry 3". Both may be "" where no file made the entry.
type Evidence struct {
	SHA256 string
	Place  string
}

// Entry is one entry of the journal.
type Entry struct {
	Key       string        // idempotency key, unique in the journal, at most 200 characters
	Kind      Kind          // the event
	ValueDate calendar.Date // the day on which the money moves
	Evidence  Evidence      // what proves it
	Reverses  string        // the key of the entry that this one undoes, for KindReversal only
	Memo      string        // for people, at most 1000 characters
	Postings  []Posting     // two or more; in each currency they sum to zero
}

// Hash returns the SHA-256 of the canonical form. It is what the transparency log keeps of the entry.
func (e Entry) Hash() [32]byte { return sha256.Sum256(e.Canonical()) }

// Reverse returns the entry that undoes e: the same accounts with opposite amounts, under a key of its
// own. A mistake in the books is corrected so, never by a change. It errs where e is not valid, the key
// is that of e, or an amount has no opposite in 64 bits.
func Reverse(e Entry, key string) (Entry, error) {
	if err := e.Validate(); err != nil {
		return Entry{}, fmt.Errorf("reverse: %w", err)
	}
	if key == e.Key {
		return Entry{}, fmt.Errorf("reverse entry %q: the reversal needs a key of its own", e.Key)
	}
	var l legs
	for _, p := range e.Postings {
		l.credit(p.Account, p.Amount)
	}
	return l.entry(Entry{Key: key, Kind: KindReversal, ValueDate: e.ValueDate, Evidence: e.Evidence,
		Reverses: e.Key, Memo: "reverses " + string(e.Kind)})
}

// entry closes the collected legs into the head and validates the whole.
func (l *legs) entry(head Entry) (Entry, error) {
	if l.err != nil {
		return Entry{}, fmt.Errorf("%s %q: %w", head.Kind, head.Key, l.err)
	}
	if len(l.postings) == 0 {
		return Entry{}, fmt.Errorf("%s %q: %w: every amount is zero", head.Kind, head.Key, ErrNothing)
	}
	head.Postings = l.postings
	if err := head.Validate(); err != nil {
		return Entry{}, err
	}
	return head, nil
}
