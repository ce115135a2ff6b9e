package reconcile

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"nostro/money"
)

// unit is what is matched as one: an entry, or one detail of an entry whose details add up.
type unit struct {
	entry   *Entry
	minor   int64    // signed, never zero
	details []Detail // whose references it carries, by number
	hash    uint32   // of the reference of a kind, where it has one detail and the first rules go by that kind
	first   int32    // the number of its first detail among those that joins are asked for, once they are
	place   int32    // its own place among the units
	detail  int32    // number of the detail; 0 for the entry as a whole
	stands  standing
	hashed  keyKind
	names   kindSet // the kinds of references that any of its details carries
	back    bool    // the bank calls it a return or a reversal
	done    bool

	suggested bool // something is suggested for it
}

// standing is what a unit is of its entry.
type standing uint8

const (
	standsForEntry  standing = iota // the whole of it
	standsForDetail                 // one of several details
	standsForGroup                  // several details, put together by a rule
)

// split cuts an entry into units. Where several details do not add up to the entry, their references
// cannot be told apart and the entry stays whole. The second result is what the bank charged for the
// entry beyond its details, 0 for nothing.
func split(units []unit, e *Entry) (all []unit, charge int64) {
	details := e.Details
	byNumber := func(a, b Detail) int { return cmp.Compare(a.Number, b.Number) }
	if len(details) > 1 {
		if !slices.IsSortedFunc(details, byNumber) {
			details = slices.SortedFunc(slices.Values(details), byNumber)
		}
		if minors, charge, ok := addUp(e, details); ok {
			for n := range details {
				units = keepMoved(units, unit{entry: e, detail: int32(details[n].Number), minor: minors[n], details: details[n : n+1],
					stands: standsForDetail})
			}
			return units, charge
		}
	}
	return keepWhole(units, e, details), 0
}

// keepWhole adds the unit that an entry is as a whole, as nearly all are: it is made where it stays.
func keepWhole(units []unit, e *Entry, details []Detail) []unit {
	if e.Amount.IsZero() {
		return units
	}
	count := len(units)
	units = slices.Grow(units, 1)[:count+1]
	u := &units[count]
	if u.entry != nil { // of what was cut before the entries were put in order
		*u = unit{}
	}
	u.entry, u.minor, u.details = e, e.Amount.Minor(), details
	if len(details) == 1 {
		u.detail = int32(details[0].Number)
	}
	u.look()
	return units
}

// statedFor returns what may be the charges of an entry as a whole: those of the entry, those of its
// details, or both, for some banks state the same twice and some do not. Sums beyond 64 bits explain
// nothing.
func statedFor(e *Entry) []int64 {
	ofDetails, fits := int64(0), true
	for n := range e.Details {
		if ofDetails, fits = sum(ofDetails, e.Details[n].Charges.Minor()); !fits {
			ofDetails = 0
			break
		}
	}
	if ofDetails == 0 && e.Charges.IsZero() {
		return nil
	}
	both, _ := sum(ofDetails, e.Charges.Minor())
	return distinct(e.Charges.Minor(), ofDetails, both)
}

// addUp tries whether the details explain the entry: alone, or less the charges that the bank states for
// the entry, for the details, or for both. It returns what each detail moved on the account.
func addUp(e *Entry, details []Detail) (minors []int64, charge int64, ok bool) {
	for _, d := range details {
		if d.Amount == (money.Amount{}) {
			return nil, 0, false
		}
	}
	for _, charge := range []int64{0, e.Charges.Minor()} {
		for _, less := range []bool{false, true} {
			minors := make([]int64, len(details))
			for n, d := range details {
				minors[n] = d.Amount.Minor()
				if less {
					minors[n] -= d.Charges.Minor()
				}
			}
			if total, fits := sum(append([]int64{-charge}, minors...)...); fits && total == e.Amount.Minor() {
				return minors, charge, true
			}
		}
	}
	return nil, 0, false
}

// keepMoved adds a unit, but not one that moved nothing: there is nothing to find out about it.
func keepMoved(units []unit, u unit) []unit {
	if u.minor == 0 {
		return units
	}
	u.look()
	return append(units, u)
}

// distinct returns the values without zeros and repetitions.
func distinct(values ...int64) []int64 {
	if len(values) == 1 && values[0] == 0 {
		return nil
	}
	values = slices.DeleteFunc(values, func(v int64) bool { return v == 0 })
	slices.Sort(values)
	return slices.Compact(values)
}

// size returns what moved, without its sign.
func (u *unit) size() int64 { return abs(u.minor) }

func (u *unit) credit() bool { return u.minor > 0 }

// turn is when a unit is looked at.
type turn int

const (
	turnDebit  turn = iota // first what left the account
	turnCredit             // then what came, or came back
	turnUndo               // and last the debits by which the bank takes a credit back
	turns
)

func (u *unit) turn() turn {
	switch {
	case u.credit():
		return turnCredit
	case u.back:
		return turnUndo
	}
	return turnDebit
}

// explains tells whether the bank states charges of just this much.
func (u *unit) explains(minor int64) bool { return slices.Contains(u.stated(), minor) }

// stated returns the charges that the bank states for the unit; any of them may explain a difference.
func (u *unit) stated() []int64 {
	switch u.stands {
	case standsForEntry:
		return statedFor(u.entry)
	case standsForDetail:
		return distinct(u.details[0].Charges.Minor())
	}
	return nil
}

// single returns the one detail whose references speak for the unit; ok is false where there is none, or
// where there are several that cannot be told apart.
func (u *unit) single() (d *Detail, ok bool) {
	if len(u.details) != 1 {
		return &Detail{}, false
	}
	return &u.details[0], true
}

// isReturn tells whether the bank itself calls the unit a return or a reversal.
func (u *unit) isReturn() bool { return u.back }

// look tells by the details whether the bank calls the unit a return, and which references it carries, so that they are
// looked at again only where they say something.
func (u *unit) look() {
	u.back = u.entry.Reversal
	for n := range u.details {
		d := &u.details[n]
		u.back = u.back || d.ReturnReason != ""
		u.names |= d.kinds()
	}
}

// side returns the direction of the instructions that the unit can book.
func (u *unit) side() Direction {
	if u.credit() {
		return In
	}
	return Out
}

// directions lists the directions in which to look for an instruction, likelier first. A debit is a pay-out, and a credit is
// a pay-in, or a pay-out that came back. Where the bank undoes a booking, a debit takes back a pay-in or a return, and a
// credit a pay-out or what was taken back.
func (u *unit) directions() []Direction {
	switch {
	case u.back && u.credit():
		return outFirst
	case u.credit(), u.back:
		return inFirst
	}
	return outFirst[:1]
}

var outFirst, inFirst = []Direction{Out, In}, []Direction{In, Out}

// String returns the place and the amount: "entry 3, detail 2 (USD -7.00)".
func (u *unit) String() string {
	place := "entry " + strconv.Itoa(u.entry.Number)
	if u.detail > 0 {
		place += ", detail " + strconv.Itoa(int(u.detail))
	}
	return place + " (" + money.FromMinor(u.entry.Amount.Currency(), u.minor).String() + ")"
}

// says returns the bank's own words on the unit, for the text of a break.
func (u *unit) says() string {
	words := u.words()
	if len(words) == 0 {
		return "the bank says nothing about it"
	}
	words = once(words)
	if len(words) > wordsMax {
		words = append(words[:wordsMax:wordsMax], "...")
	}
	return "the bank says: " + strings.Join(words, " / ")
}

// once drops what was said before.
func once(words []string) (out []string) {
	for _, word := range words {
		if !slices.Contains(out, word) {
			out = append(out, word)
		}
	}
	return out
}

// wordsMax bounds how many of the bank's references and texts a break repeats.
const wordsMax = 8
