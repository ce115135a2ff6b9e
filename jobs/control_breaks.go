package jobs

import (
	"time"

	"nostro/lifecycle"
)

// breaks are those of the accounts of the scope that were open then. What persons and evidence did is kept step by step, so
// that one that was ended, or opened again, later shows as it was.
func (c control) breaks() (open []Break, err error) {
	maybe, err := c.maybeOpen()
	for _, b := range maybe {
		if !c.inScope(b) {
			continue
		}
		steps, err := c.tx.BreakSteps(b.ID)
		if err != nil {
			return nil, err
		}
		if OpenThen(b, steps, c.until()) {
			b.State, b.ResolvedAt, b.Resolution = lifecycle.BreakOpen, time.Time{}, ""
			open = append(open, b)
		}
	}
	return open, err
}

// maybeOpen are the breaks that are open, and those of which anything was ended or opened again since.
func (c control) maybeOpen() ([]Break, error) {
	if c.asOf.IsZero() {
		return c.tx.OpenBreaks()
	}
	return c.tx.BreaksMovedSince(c.asOf)
}

func (c control) inScope(b Break) bool {
	currency := b.Amount.Currency()
	return (c.scope.Correspondent == "" || b.Correspondent == c.scope.Correspondent) &&
		(c.scope.Currency.IsZero() || currency.IsZero() || currency == c.scope.Currency)
}
