package reconcile

import (
	"fmt"
	"slices"

	"nostro/calendar"
)

// Bookings are the booked entries of proven statements of one account, found by what an advice may name of them.
type Bookings struct {
	entries []*Entry
	taken   []bool
	by      map[string][]int
}

// NewBookings gathers the booked entries among those given, which are not copied.
func NewBookings(entries []*Entry) *Bookings {
	b := &Bookings{by: map[string][]int{}}
	for _, e := range entries {
		if !e.Booked {
			continue
		}
		at := len(b.entries)
		b.entries, b.taken = append(b.entries, e), append(b.taken, false)
		for _, key := range bookingKeys(e) {
			if list := b.by[key]; len(list) == 0 || list[len(list)-1] != at {
				b.by[key] = append(list, at)
			}
		}
	}
	return b
}

// Find returns the one entry that the advice is about, and by what it was found; nil where there is none or where several
// fit, and why then says so. An entry is found once, but for advices that each tell a part of it.
func (b *Bookings) Find(a *Advice) (e *Entry, why string) {
	for _, step := range adviceKeys(a) {
		fitting := b.fitting(step.keys, a, step.exact)
		switch {
		case len(fitting) == 1:
			b.taken[fitting[0]] = !a.PartOf(b.entries[fitting[0]])
			return b.entries[fitting[0]], step.name
		case len(fitting) > 1:
			return nil, fmt.Sprintf("%d bookings fit by %s: nobody can tell which", len(fitting), step.name)
		}
	}
	return nil, ""
}

// fitting narrows those that have one of the keys: by amount, then by dates, as long as that leaves any. Where exact is
// asked for, the amount must be the same, and nothing itemised.
func (b *Bookings) fitting(keys []string, a *Advice, exact bool) []int {
	var list []int
	for _, key := range keys {
		for _, at := range b.by[key] {
			sameSide := (b.entries[at].Amount.Sign() < 0) == (a.Booking.Amount.Sign() < 0)
			if !b.taken[at] && sameSide && !slices.Contains(list, at) {
				list = append(list, at)
			}
		}
	}
	sameAmount := func(at int) bool { return b.entries[at].Amount == a.Booking.Amount }
	if exact {
		return keep(list, func(at int) bool { return sameAmount(at) && !b.entries[at].Names() })
	}
	for _, same := range []func(int) bool{sameAmount,
		func(at int) bool { return sameDay(b.entries[at].BookingDate, a.Booking.BookingDate) },
		func(at int) bool { return sameDay(b.entries[at].ValueDate, a.Booking.ValueDate) }} {
		if narrow := keep(list, same); len(narrow) > 0 {
			list = narrow
		}
	}
	return list
}

func keep(list []int, which func(int) bool) (kept []int) {
	for _, at := range list {
		if which(at) {
			kept = append(kept, at)
		}
	}
	return kept
}

func sameDay(a, b calendar.Date) bool { return !a.IsZero() && a == b }

// adviceStep is one way to find the booking of an advice, the surest first.
type adviceStep struct {
	name  string
	keys  []string
	exact bool
}

// adviceKeys are the ways, in their order. A reference of the bank may come with another amount, which then is a
// contradiction; a number of an entry and a date are worth nothing without the amount.
func adviceKeys(a *Advice) []adviceStep {
	e := &a.Booking
	steps := []adviceStep{{name: "the reference of the bank", keys: keysOf("ref:", e.BankRef)},
		{name: "the message that the statement names", keys: keysOf("advice:", a.MsgID)}}
	if e.Batch != nil && e.Batch.Count > 1 || len(e.Details) > 1 { // one payment of a message is not the message
		steps = append(steps, adviceStep{name: "the message of the batch", keys: messageKeys(e)})
	}
	var numbered, dated []string
	for _, on := range []calendar.Date{e.BookingDate, e.ValueDate} {
		if day := dayKey(e, on); day != "" {
			dated = append(dated, day)
			if e.Batch != nil && normalise(e.Batch.Ref) != "" {
				numbered = append(numbered, day+"/"+normalise(e.Batch.Ref))
			}
		}
	}
	return append(steps, adviceStep{"the number of the entry, its amount and date", numbered, true},
		adviceStep{"its amount and date", dated, true})
}

// bookingKeys are all keys by which an entry can be found.
func bookingKeys(e *Entry) []string {
	keys := append(keysOf("ref:", e.BankRef), messageKeys(e)...)
	if e.Batch != nil {
		keys = append(keys, keysOf("advice:", e.Batch.Advice)...)
	}
	for _, on := range []calendar.Date{e.BookingDate, e.ValueDate} {
		if day := dayKey(e, on); day != "" {
			keys = append(keys, day)
			if e.Batch != nil && normalise(e.Batch.Ref) != "" {
				keys = append(keys, day+"/"+normalise(e.Batch.Ref))
			}
		}
	}
	return keys
}

func keysOf(kind, reference string) []string {
	if text := normalise(reference); text != "" {
		return []string{kind + text}
	}
	return nil
}

// messageKeys names the messages of ours that the details carry.
func messageKeys(e *Entry) (keys []string) {
	for _, d := range e.Details {
		for _, key := range keysOf("msg:", d.MsgID) {
			if !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
	}
	return keys
}

func dayKey(e *Entry, on calendar.Date) string {
	if on.IsZero() {
		return ""
	}
	return fmt.Sprintf("%s on %s", e.Amount, on)
}
