package jobs

import (
	"slices"
	"time"

	"nostro/ledger"
	"nostro/lifecycle"
)

// Cycle returns what a cycle was then; there is false where it was not opened yet. Its state is StateUntold where it is not kept
// what it was.
func (p *Past) Cycle(c Cycle) (then Cycle, there bool, err error) {
	if !known(c.OpenedAt, p.at) {
		return c, false, nil
	}
	then, err = p.cycle(c, p.at)
	if err != nil {
		return c, true, err
	}
	now, err := p.cycle(c, endOfTime)
	if err == nil && now.State != c.State {
		then.State = StateUntold
	}
	return then, true, err
}

// cycle reckons what a cycle was at the instant.
func (p *Past) cycle(c Cycle, at time.Time) (Cycle, error) {
	if known(c.AbortedAt, at) {
		return c, nil
	}
	c.AbortedAt, c.AbortedFrom, c.AbortedBy, c.AbortedWhy = time.Time{}, "", "", ""
	c.State = lifecycle.CycleOpen
	if !known(c.ClosedAt, at) {
		c.ClosedAt, c.LastSeq = time.Time{}, 0
		return c, nil
	}
	c.State = lifecycle.CycleClosed
	if p.ran(c.ID, "net", at) {
		c.State = lifecycle.CycleNetted
	}
	if p.ran(c.ID, "convert", at) {
		c.State = lifecycle.CycleConverted
	}
	if !known(c.InstructedAt, at) {
		c.InstructedAt = time.Time{}
		return c, nil
	}
	c.State = lifecycle.CycleInstructed
	return p.released(c, at)
}

// ran tells whether a stage had done its work for the cycle.
func (p *Past) ran(cycle, stage string, at time.Time) bool {
	return slices.ContainsFunc(p.runs[cycle], func(r Run) bool {
		return r.Stage == stage && known(r.StartedAt, at) && (r.Outcome == string(OutcomeDone) || r.Outcome == string(OutcomeNothing))
	})
}

// released says how far the last release that stood then had come.
func (p *Past) released(c Cycle, at time.Time) (Cycle, error) {
	var standing []Release
	for _, r := range p.releases[c.ID] {
		if known(r.WrittenAt, at) && !known(p.withdrawn[c.ID][r.Number], at) {
			standing = append(standing, r)
		}
	}
	if len(standing) == 0 {
		return c, nil
	}
	last := standing[len(standing)-1]
	c.State = lifecycle.CycleWritten
	requests, err := p.tx.ApprovalRequestsOf(ApproveRelease, c.ID)
	if err != nil {
		return c, err
	}
	for _, r := range requests {
		state := r.StateAt(at)
		if r.Digest == last.Digest && (state == lifecycle.ApprovalGranted || state == lifecycle.ApprovalUsed) {
			c.State = lifecycle.CycleApproved
		}
		if r.Digest == last.Digest && state == lifecycle.ApprovalUsed {
			c.State = lifecycle.CycleSent
		}
	}
	if c.State != lifecycle.CycleSent {
		return c, nil
	}
	settled, err := p.settled(c, at)
	if settled {
		c.State = lifecycle.CycleSettled
	}
	return c, err
}

// settled tells whether reconciliation had found nothing open of a cycle that was sent.
func (p *Past) settled(c Cycle, at time.Time) (bool, error) {
	var last time.Time // what a person did that may have ended it
	var steps []BreakStep
	for _, b := range p.breaks {
		if b.Cycle == c.ID && OpenThen(b, p.steps[b.ID], at) {
			return false, nil
		}
		for _, s := range p.steps[b.ID] {
			if known(s.At, at) {
				steps = append(steps, s)
				if b.Cycle == c.ID && s.Person != "" && s.At.After(last) {
					last = s.At
				}
			}
		}
	}
	instructions, err := p.tx.InstructionsOf(c.ID)
	if err != nil {
		return false, err
	}
	given := forgiven(steps)
	over := map[string]bool{} // payments of which more is paid anew than is owed
	for n, i := range instructions {
		then, _, err := p.payment(i, at)
		if err != nil {
			return false, err
		}
		left, owed := p.unpaid(then, given, at)
		if left > 0 {
			return false, nil
		}
		over[i.ID] = left < 0
		if w := p.reissued[i.ID].WithdrawnAt; known(w, at) && w.After(last) {
			last = w
		}
		if instructions[n] = then; !p.made(i, at) || owed {
			instructions[n].State = lifecycle.InstructionWithdrawn
		}
	}
	for _, then := range instructions {
		idle := then.State == lifecycle.InstructionPlanned && over[p.reissued[then.ID].Replaces]
		if idle || then.State == lifecycle.InstructionWithdrawn {
			continue
		}
		if then.State != lifecycle.InstructionSettled && !given.all(then) {
			return false, nil
		}
	}
	return slices.ContainsFunc(p.reconciled, func(run time.Time) bool { return known(run, at) && (last.IsZero() || run.After(last)) }), nil
}

// Netted tells whether the positions of a cycle were there then: they are, with its entry in the journal.
func (p *Past) Netted(cycle string) bool { return p.had(ledger.NettingKey(cycle)) }

// Converted tells whether the conversion was there then.
func (p *Past) Converted(c Conversion) bool {
	return p.had(ledger.ConversionKey(c.Cycle, c.Participant, c.From.Currency(), c.Set.Key()))
}

func (p *Past) had(key string) bool { return known(p.booked[key].at, p.at) }
