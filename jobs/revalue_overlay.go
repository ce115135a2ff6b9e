package jobs

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"nostro/calendar"
	"nostro/ledger"
	"nostro/money"
)

// overlay is every revaluation in the journal, and what was reversed of it.
type overlay struct {
	entries []*revaluation // in the order of posting
	byKey   map[string]*revaluation
	last    calendar.Date // the last day that was revalued; none where none was
}

// revaluation is one entry.
type revaluation struct {
	entry    ledger.Entry
	date     calendar.Date
	currency money.Currency
	number   int
	at       time.Time     // when it was booked
	amount   money.Amount  // on fx:revaluation: + a gain
	reversed calendar.Date // the value date of its reversal; none while it stands
}

// readOverlay reads it from the journal, which is all there is of it.
func readOverlay(tx Tx) (*overlay, error) {
	o := &overlay{byKey: map[string]*revaluation{}}
	err := tx.EntriesOn([]ledger.Account{ledger.FXRevaluation}, func(_ int64, at time.Time, e ledger.Entry) error {
		return o.add(e, at)
	})
	return o, err
}

func (o *overlay) add(e ledger.Entry, at time.Time) error {
	if e.Kind == ledger.KindReversal {
		r, known := o.byKey[e.Reverses]
		if !known {
			return fmt.Errorf("entry %q reverses %q, which is no revaluation: %w", e.Key, e.Reverses, ErrUnknownID)
		}
		r.reversed = e.ValueDate
		return nil
	}
	date, currency, number, err := ledger.ParseRevaluationKey(e.Key)
	if err != nil {
		return err
	}
	r := &revaluation{entry: e, date: date, currency: currency, number: number, at: at}
	for _, p := range e.Postings {
		if p.Account == ledger.FXRevaluation {
			r.amount = p.Amount
		}
	}
	o.entries, o.byKey[e.Key] = append(o.entries, r), r
	if date.After(o.last) {
		o.last = date
	}
	return nil
}

// standing returns those that are not reversed, of days before one, by date and currency.
func (o *overlay) standing(before calendar.Date) []*revaluation {
	var list []*revaluation
	for _, r := range o.entries {
		if r.reversed.IsZero() && r.date.Before(before) {
			list = append(list, r)
		}
	}
	slices.SortStableFunc(list, func(a, b *revaluation) int {
		return cmp.Or(cmp.Compare(a.date.String(), b.date.String()), cmp.Compare(a.currency.Code(), b.currency.Code()))
	})
	return list
}

// of returns the entries of one day and currency, and what they leave there at the end of it, in the base currency:
// those that were reversed on the day itself, since another took their place, are nothing.
func (o *overlay) of(date calendar.Date, currency, base money.Currency) (list []*revaluation, left money.Amount, err error) {
	left = money.Zero(base)
	for _, r := range o.entries {
		if r.date != date || r.currency != currency {
			continue
		}
		list = append(list, r)
		if r.reversed == date {
			continue
		}
		if left, err = left.Add(r.amount); err != nil {
			return nil, left, err
		}
	}
	return list, left, nil
}

// foreign tells whether the day was revalued in another currency than the base currency of today. Then it stays so.
func (o *overlay) foreign(date calendar.Date, base money.Currency) bool {
	return slices.ContainsFunc(o.entries, func(r *revaluation) bool { return r.date == date && r.amount.Currency() != base })
}

// currencies returns those of the revaluations of a day.
func (o *overlay) currencies(date calendar.Date) []money.Currency {
	var list []money.Currency
	for _, r := range o.entries {
		if r.date == date && !slices.Contains(list, r.currency) {
			list = append(list, r.currency)
		}
	}
	return list
}
