package verify

import (
	"fmt"
	"slices"
	"strings"
)

// mismatchesMax bounds how many entries that are not what their leaves say are kept, where an account may be
// to blame for them.
const mismatchesMax = 10_000

// mismatch is an entry that is not what its leaf says, or a row of entries that stand at other numbers.
type mismatch struct {
	entry, upTo int64
	key         string
	fields      []string // by the tags; none where these agree with the entry
	accounts    []int64  // of its postings, where these alone differ
	bookedAs    int64    // the number that its leaf says; 0 where that is no other
}

// compareLeaf compares the entry with its leaf, which covers all, and with its tags, which name the field. It
// tells whether the postings are not those that were booked.
func (w *walk) compareLeaf(e *entry) (postingsDiffer bool) {
	fields := changed(&e.tags, e.storedTags)
	if e.leaf == e.storedLeaf {
		if len(fields) > 0 {
			w.accuse(Finding{Entry: e.number, Key: e.key(), Field: "tags", unsigned: true, What: "the tags of " +
				strings.Join(fields, ", ") + " were changed; the entry is what its leaf says"})
		}
		return false
	}
	m := mismatch{entry: e.number, upTo: e.number, key: e.key(), fields: slices.Clone(fields)}
	if len(w.unsealed) < mismatchesMax {
		w.unsealed[e.number] = true
	}
	switch {
	case len(fields) == 1 && fields[0] == "number":
		w.moved(e, m)
	case len(fields) == 1 && fields[0] == namePostings:
		w.postingsChanged(e, m)
	default:
		w.keep(m)
	}
	return slices.Contains(fields, namePostings)
}

func (w *walk) keep(m mismatch) {
	if len(w.changed) < findingsMax {
		w.changed = append(w.changed, m)
	} else {
		w.Left++
	}
}

// postingsChanged keeps an entry of which only the postings differ. That may be due to the row of an account:
// to one to which no entry so far was posted that agrees with its leaf.
func (w *walk) postingsChanged(e *entry, m mismatch) {
	for _, p := range e.rows {
		if a := w.books.account(p.account); a.missing || a.bad == a.entries {
			m.accounts = append(m.accounts, a.id)
		}
	}
	switch {
	case len(m.accounts) == 0:
		w.keep(m)
	case len(w.unnamed) < mismatchesMax:
		w.unnamed = append(w.unnamed, m)
	default:
		w.dropped++
	}
}

// isSealed tells whether the entry is what its leaf says, as far as that is remembered.
func (w *walk) isSealed(number int64) bool {
	return !w.unsealed[number] && len(w.unsealed) < mismatchesMax
}

// finding says what is known of an entry that is not what its leaf says. Where a checkpoint signed the
// entry as it is, the leaf is what was changed.
func (m mismatch) finding(c *claim) Finding {
	f := Finding{Entry: m.entry, Key: m.key, Field: strings.Join(m.fields, ", "),
		What: "not as it was when the entry was booked"}
	switch {
	case c != nil && c.entriesAgree:
		f.Field, f.What = "leaf", "its stored leaf was changed; the entry itself is as "+c.Mark.String()+" signed it"
	case m.bookedAs != 0 && m.upTo > m.entry:
		f.What = fmt.Sprintf("entries %d to %d were booked as %d to %d", m.entry, m.upTo, m.bookedAs, m.bookedAs+m.upTo-m.entry)
	case m.bookedAs != 0:
		f.What = fmt.Sprintf("it was booked as entry %d", m.bookedAs)
	case len(m.fields) == 0:
		f.Field, f.What = "leaf", "the entry agrees with its tags, but not with its leaf: the leaf was changed, or a field "+
			"together with its tag"
	}
	return f
}
