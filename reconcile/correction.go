package reconcile

import (
	"fmt"
	"slices"
	"strings"

	"nostro/calendar"
	"nostro/money"
)

// Correction is what a corrected statement has other than the one that it corrects. Only booked entries count.
type Correction struct {
	Kept      [][2]Entry // as they were, and as they are: wherever they stand
	Changed   [][2]Entry // with the same reference of the bank, and another content
	Gone, New []Entry
}

// Same tells whether two entries say the same, wherever they stand.
func (e Entry) Same(o Entry) bool {
	return e.Amount == o.Amount && e.Booked == o.Booked && e.Reversal == o.Reversal && e.BookingDate == o.BookingDate &&
		e.ValueDate == o.ValueDate && e.BankRef == o.BankRef && e.Charges == o.Charges && e.Text == o.Text &&
		slices.EqualFunc(e.Details, o.Details, Detail.same)
}

// same tells whether two details say the same, of a conversion too, whatever their numbers are.
func (d Detail) same(o Detail) bool {
	converted := d.Exchange == o.Exchange || d.Exchange != nil && o.Exchange != nil && *d.Exchange == *o.Exchange
	d.Number, o.Number, d.Exchange, o.Exchange = 0, 0, nil, nil
	return converted && d == o
}

// Corrected compares the entries of a statement with those of its correction. Equal entries stay as many as they are.
func Corrected(was, is []Entry) (c Correction) {
	type key struct {
		minor int64
		value calendar.Date
		ref   string
	}
	of := func(e Entry) key { return key{e.Amount.Minor(), e.ValueDate, e.BankRef} }
	free := map[key][]Entry{}
	for _, e := range is {
		if e.Booked {
			free[of(e)] = append(free[of(e)], e)
		}
	}
	left := map[int]bool{} // numbers of the entries of the correction that are kept or changed
	for _, e := range was {
		if !e.Booked {
			continue
		}
		at := slices.IndexFunc(free[of(e)], e.Same)
		if at < 0 {
			c.Gone = append(c.Gone, e)
			continue
		}
		now := free[of(e)][at]
		free[of(e)] = slices.Delete(free[of(e)], at, at+1)
		c.Kept, left[now.Number] = append(c.Kept, [2]Entry{e, now}), true
	}
	for _, e := range is {
		if e.Booked && !left[e.Number] {
			c.New = append(c.New, e)
		}
	}
	return c.paired()
}

// paired brings together what is gone and what is new under one reference of the bank, where just one each bears it.
func (c Correction) paired() Correction {
	count := func(list []Entry, ref string) (n int) {
		for _, e := range list {
			if normalise(e.BankRef) == ref {
				n++
			}
		}
		return n
	}
	gone, is := c.Gone, c.New
	c.Gone = nil
	for _, e := range gone {
		ref := normalise(e.BankRef)
		if ref == "" || count(gone, ref) != 1 || count(is, ref) != 1 {
			c.Gone = append(c.Gone, e)
			continue
		}
		at := slices.IndexFunc(c.New, func(o Entry) bool { return normalise(o.BankRef) == ref })
		c.Changed = append(c.Changed, [2]Entry{e, c.New[at]})
		c.New = slices.Delete(slices.Clone(c.New), at, at+1)
	}
	return c
}

// Undone are the entries that the correction does not have as they were.
func (c Correction) Undone() []Entry {
	out := slices.Clone(c.Gone)
	for _, pair := range c.Changed {
		out = append(out, pair[0])
	}
	return out
}

// Added are the entries that only the correction has, by number.
func (c Correction) Added() []Entry {
	out := slices.Clone(c.New)
	for _, pair := range c.Changed {
		out = append(out, pair[1])
	}
	slices.SortFunc(out, func(a, b Entry) int { return a.Number - b.Number })
	return out
}

// Gross is what all that is undone and added moves, without regard to the sides; ok is false where that overflows.
func (c Correction) Gross(currency money.Currency) (gross money.Amount, ok bool) {
	total, ok := int64(0), true
	for _, e := range slices.Concat(c.Undone(), c.Added()) {
		if total, ok = sum(total, abs(e.Amount.Minor())); !ok {
			return money.Amount{}, false
		}
	}
	return money.FromMinor(currency, total), true
}

// Lines says item by item what differs, most lines at most; the rest is counted.
func (c Correction) Lines(most int) (lines []string) {
	for _, e := range c.Gone {
		lines = append(lines, "gone: "+e.words())
	}
	for _, pair := range c.Changed {
		lines = append(lines, "changed: "+pair[0].words()+" is now "+pair[1].words())
	}
	for _, e := range c.New {
		lines = append(lines, "new: "+e.words())
	}
	if len(lines) > most {
		lines = append(lines[:most:most], fmt.Sprintf("and %d more", len(lines)-most))
	}
	return lines
}

// words name an entry: number, amount, date, how the bank names it and what is in it.
func (e Entry) words() string {
	text := fmt.Sprintf("entry %d %s", e.Number, e.Amount)
	if !e.ValueDate.IsZero() {
		text += " value " + e.ValueDate.String()
	}
	names := []string{e.BankRef}
	for _, d := range e.Details {
		names = append(names, d.InstrID, d.EndToEndID)
	}
	names = slices.Compact(slices.DeleteFunc(names, func(name string) bool { return normalise(name) == "" }))
	if len(names) > 0 {
		text += " (" + strings.Join(names[:min(2, len(names))], ", ") + ")"
	}
	return text
}
