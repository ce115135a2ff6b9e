package jobs

import (
	"cmp"
	"context"
	"slices"

	"nostro/money"
	"nostro/reconcile"
)

// AgeingRow counts the open breaks of one bucket of ageing, reason and currency.
type AgeingRow struct {
	Bucket string
	Reason reconcile.Reason
	Count  int
	Size   money.Amount // of their amounts without their signs: a surplus is a difference too
	Alarms int          // how many of them are open for longer than their limit
	order  int
}

// BreakAgeing returns the open breaks by age, the oldest first, then reason and currency. What nobody can add up is an
// error that wraps money.ErrOverflow.
func (s *Stages) BreakAgeing(ctx context.Context) ([]AgeingRow, error) {
	views, err := s.BreakViews(ctx, false)
	if err != nil {
		return nil, err
	}
	type key struct {
		bucket   string
		reason   reconcile.Reason
		currency money.Currency
	}
	rows := map[key]*AgeingRow{}
	var list []*AgeingRow
	for _, v := range views {
		k := key{v.Bucket, v.Reason, v.Amount.Currency()}
		if rows[k] == nil {
			rows[k] = &AgeingRow{Bucket: v.Bucket, Reason: v.Reason, Size: money.Zero(v.Amount.Currency()), order: s.Settings.breaks().bucket(v.Age)}
			list = append(list, rows[k])
		}
		size, err := v.Amount.Abs()
		if err != nil {
			return nil, err
		}
		row := rows[k]
		if row.Size, err = row.Size.Add(size); err != nil {
			return nil, err
		}
		if row.Count++; v.Alarm {
			row.Alarms++
		}
	}
	slices.SortFunc(list, func(a, b *AgeingRow) int {
		return cmp.Or(cmp.Compare(b.order, a.order), cmp.Compare(a.Reason, b.Reason), cmp.Compare(a.Size.Currency().Code(), b.Size.Currency().Code()))
	})
	out := make([]AgeingRow, len(list))
	for n, row := range list {
		out[n] = *row
	}
	return out, nil
}
