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
		if c.known(b.OpenedAt) && c.inScope(b) && c.openThen(b, did[b.ID]) {
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

// openThen replays the steps until the instant. A break that was resolved before steps were kept has none; one that first of all
// was opened again had come resolved.
func (c control) openThen(b Break, steps []BreakStep) bool {
	open, kept := true, false
	for _, s := range steps {
		if !s.Did.Ends() && s.Did != BreakReopened {
			continue
		}
		if !kept {
			open = s.Did != BreakReopened
		}
		kept = true
		if c.known(s.At) {
			open = s.Did == BreakReopened
		}
	}
	if kept {
		return open
	}
	return !c.known(b.ResolvedAt)
}
