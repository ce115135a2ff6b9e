package report

import (
	"fmt"

	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/money"
)

// setHeadline counts what a treasurer reads first. It needs the nostros.
func (g *gatherer) setHeadline(p *Picture) error {
	h := &p.Headline
	var err error
	for _, part := range []struct {
		into *[]Tally
		in   func(lifecycle.Instruction) bool
		of   func(jobs.Instruction) (money.Amount, error)
	}{{&h.Due, due, unbooked}, {&h.Settled, settled, whole}, {&h.Failed, failed, whole}} {
		if *part.into, err = g.tally(part.in, part.of); err != nil {
			return err
		}
	}
	if h.Untold, err = g.tally(untold, whole); err != nil {
		return err
	}
	if len(h.Untold) == 0 {
		h.Untold = nil
	}
	h.Restored = g.in.Restored
	h.Transit, h.Suspense = []Held{}, []Held{}
	for _, n := range p.Nostros {
		if !n.Transit.IsZero() {
			h.Transit = append(h.Transit, Held{n.Correspondent, n.Transit})
		}
		if !n.Suspense.IsZero() {
			h.Suspense = append(h.Suspense, Held{n.Correspondent, n.Suspense})
		}
	}
	g.countTrouble(p)
	return nil
}

func (g *gatherer) countTrouble(p *Picture) {
	h := &p.Headline
	for _, b := range p.Breaks {
		h.OpenBreaks += count(b.Open())
	}
	for _, c := range p.Checks {
		h.ChecksFail += count(!c.Holds)
	}
	h.Breaches = len(p.Risk.Breaches)
	for _, i := range g.instructions {
		h.Stuck += count(i.State == lifecycle.InstructionHeld || i.State == lifecycle.InstructionPlanned && i.Note != "")
	}
	for _, f := range g.filesOut {
		h.Stuck += count(f.State == lifecycle.FileOutUnknown || f.State == lifecycle.FileOutFailed)
	}
	for _, f := range g.filesIn {
		h.Quarantined += count(f.State == lifecycle.FileInQuarantined && !f.Dropped)
	}
	for _, s := range g.statements {
		h.Disputed += count(s.State == lifecycle.StatementDisputed)
	}
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func settled(s lifecycle.Instruction) bool { return s == lifecycle.InstructionSettled }

func failed(s lifecycle.Instruction) bool {
	return s == lifecycle.InstructionRejected || s == lifecycle.InstructionReturned || s == lifecycle.InstructionRefused
}

func due(s lifecycle.Instruction) bool {
	return !settled(s) && !failed(s) && !untold(s) && s != lifecycle.InstructionWithdrawn
}

func untold(s lifecycle.Instruction) bool { return s == jobs.StateUntold }

func whole(i jobs.Instruction) (money.Amount, error) { return i.Amount, nil }

func unbooked(i jobs.Instruction) (money.Amount, error) {
	if i.Booked.Currency().IsZero() {
		return i.Amount, nil
	}
	return i.Amount.Sub(i.Booked)
}

// tally sums what counts of the instructions whose state is wanted, by currency.
func (g *gatherer) tally(wanted func(lifecycle.Instruction) bool,
	of func(jobs.Instruction) (money.Amount, error)) ([]Tally, error) {
	out, in, all := sums{}, sums{}, sums{}
	outs, ins := map[money.Currency]int{}, map[money.Currency]int{}
	for _, i := range g.instructions {
		if left, by := g.owed.Of(i); !wanted(i.State) || len(by) > 0 && left.Sign() <= 0 && failed(i.State) { // what pays it anew counts in its place
			continue
		}
		side, n := out, outs
		if i.Direction == jobs.PayIn {
			side, n = in, ins
		}
		n[i.Amount.Currency()]++
		counts, err := of(i)
		if err == nil {
			err = side.add(counts)
		}
		if err != nil {
			return nil, fmt.Errorf("sum of instructions: %w", err)
		}
		all[i.Amount.Currency()] = money.Zero(i.Amount.Currency())
	}
	return mapped(all.currencies(), func(c money.Currency) Tally {
		return Tally{c.Code(), outs[c], out.of(c), ins[c], in.of(c)}
	}), nil
}

// nextStep tells the command that carries a cycle on, and what for.
func nextStep(c jobs.Cycle) (command, why string) {
	switch c.State {
	case lifecycle.CycleOpen:
		return "nostro cycle run", "takes the obligations at the cut-off, nets, converts and writes the files"
	case lifecycle.CycleClosed, lifecycle.CycleNetted, lifecycle.CycleConverted, lifecycle.CycleInstructed:
		return "nostro cycle run", "goes on where the last run ended"
	case lifecycle.CycleWritten:
		return "nostro approve " + c.ID + " --as NAME", "somebody other than the maker looks at the files and releases them"
	case lifecycle.CycleApproved:
		return "nostro send", "delivers the approved files"
	case lifecycle.CycleSent:
		return "nostro collect", "fetches what the banks answered; sent is not settled"
	}
	return "", ""
}
