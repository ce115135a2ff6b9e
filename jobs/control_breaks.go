package jobs

import (
	"time"

	"nostro/lifecycle"
)

// breaks are those of the accounts of the scope that were open then. What persons and evidence did is kept step by step, so
// that one that was ended, or opened again, later shows as it was.
func (c control) breaks() (open []Break, err error) {
	all, err := c.tx.Breaks()
	if err != nil {
		return nil, err
	}
	steps, err := c.tx.BreakSteps(0)
	if err != nil {
		return nil, err
	}
	did := map[int64][]BreakStep{}
	for _, s := range steps {
		did[s.Break] = append(did[s.Break], s)
	}
	for _, b := range all {
		if c.known(b.OpenedAt) && c.inScope(b) && OpenThen(b, did[b.ID], c.until()) {
			b.State, b.ResolvedAt, b.Resolution = lifecycle.BreakOpen, time.Time{}, ""
			open = append(open, b)
		}
	}
	return open, nil
}

func (c control) inScope(b Break) bool {
	currency := b.Amount.Currency()
	return (c.scope.Correspondent == "" || b.Correspondent == c.scope.Correspondent) &&
		(c.scope.Currency.IsZero() || currency.IsZero() || currency == c.scope.Currency)
}
