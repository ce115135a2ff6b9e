package verify

import (
	"context"
	"fmt"
	"maps"
	"slices"
)

const (
	selectDays     = "SELECT account, value_date, minor FROM account_day ORDER BY account, value_date"
	selectSequence = "SELECT seq FROM sqlite_sequence WHERE name = 'journal_entry'"
)

// checkDays compares the totals by value date with the postings.
func (w *walk) checkDays(ctx context.Context) error {
	err := w.source.each(ctx, selectDays, func(c *cursor) error {
		w.Counted.Days++
		a, date := w.books.account(c.number(0)), c.text(1)
		want := a.days[date]
		delete(a.days, date)
		if want == nil {
			w.accuseDay(a, date, "nothing was posted to it with that value date")
		} else if !want.is(c.number(2)) {
			w.accuseDay(a, date, fmt.Sprintf("it says %d; the postings come to %s", c.number(2), want))
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, a := range w.books.sorted() {
		for _, date := range slices.Sorted(maps.Keys(a.days)) {
			w.accuseDay(a, date, fmt.Sprintf("it is missing; the postings come to %s", a.days[date]))
		}
	}
	return nil
}

func (w *walk) accuseDay(a *account, date, what string) {
	w.accuseSome(Finding{Field: fmt.Sprintf("account_day of %s, %s", a, date), What: what})
}

// checkSequence compares the last number with the one that SQLite keeps apart from the table: it never goes back.
func (w *walk) checkSequence(ctx context.Context) error {
	rows := 0
	err := w.source.each(ctx, selectSequence, func(c *cursor) error {
		rows++
		switch last := c.number(0); {
		case last > w.last:
			w.accuse(Finding{Entry: w.last + 1, Field: "entry", What: fmt.Sprintf("entries %d to %d were deleted at the end: "+
				"SQLite keeps %d as the last number that was given", w.last+1, last, last)})
		case last < w.last:
			w.accuse(Finding{Field: "sqlite_sequence of journal_entry", What: fmt.Sprintf("it says that %d is the last number; "+
				"the journal ends with %d", last, w.last)})
		}
		return nil
	})
	if err == nil && (rows > 1 || rows == 0 && w.last > 0) {
		w.accuse(Finding{Field: "sqlite_sequence of journal_entry", What: fmt.Sprintf("it has %d rows, not one", rows)})
	}
	return err
}
