package jobs

import (
	"time"

	"nostro/lifecycle"
)

// OpenThen tells whether a break was open at the instant, by its steps in their order. A break that was resolved before steps
// were kept has none; one that first of all was opened again had come resolved.
func OpenThen(b Break, steps []BreakStep, at time.Time) bool {
	if b.OpenedAt.After(at) {
		return false
	}
	open, kept := true, false
	for _, s := range steps {
		if !s.Did.Ends() && s.Did != BreakReopened {
			continue
		}
		if !kept {
			open = s.Did != BreakReopened
		}
		kept = true
		if !s.At.After(at) {
			open = s.Did == BreakReopened
		}
	}
	if kept {
		return open
	}
	return b.ResolvedAt.IsZero() || b.ResolvedAt.After(at)
}

// StateAt is what the request was at the instant, "" where it was not asked yet.
func (r ApprovalRequest) StateAt(at time.Time) (state lifecycle.Approval) {
	for _, s := range r.Steps {
		if !s.At.After(at) {
			state = s.State
		}
	}
	return state
}
