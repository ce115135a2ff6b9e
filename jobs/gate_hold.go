package jobs

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"nostro/lifecycle"
	"nostro/money"
)

// payInsShownMax bounds how many pay-ins a reason names.
const payInsShownMax = 3

// Held is a file that may not leave yet.
type Held struct {
	File, Cycle, Correspondent string
	Amount                     money.Amount // of its pay-outs
	Reason                     string
}

// heldFiles tells which files of a release may not leave yet, and why: for want of pay-ins, or of funds. Files that are
// on their way, or may be, are no longer held.
func (s *Stages) heldFiles(tx Tx, c Cycle, files []FileOut) ([]Held, error) {
	instructions, err := tx.InstructionsOf(c.ID)
	if err != nil {
		return nil, err
	}
	borne, err := borneOf(tx)
	if err != nil {
		return nil, err
	}
	carries := map[string][]Instruction{}
	var payIns []Instruction
	for _, i := range instructions {
		switch {
		case i.Direction == PayOut:
			carries[i.File] = append(carries[i.File], i)
		case i.State != lifecycle.InstructionSettled && !borne.all(i): // what is written off does not come any more
			payIns = append(payIns, i)
		}
	}
	funds := funds{stages: s, tx: tx, on: c.ValueDate, left: map[fundKey]money.Amount{}}
	var held []Held
	for _, f := range files {
		outs := carries[f.Name]
		if !waitsAtGate(f) || len(outs) == 0 {
			continue
		}
		h := Held{File: f.Name, Cycle: c.ID, Correspondent: f.Correspondent}
		if h.Amount, err = sumOf(outs); err != nil {
			return nil, err
		}
		h.Reason = s.shut(outs, payIns)
		if h.Reason == "" {
			if h.Reason, err = funds.take(f.Correspondent, h.Amount); err != nil {
				return nil, err
			}
		}
		if h.Reason != "" {
			held = append(held, h)
		}
	}
	return held, nil
}

// shut says for which pay-ins the gate waits, "" where it is open.
func (s *Stages) shut(outs, payIns []Instruction) string {
	policy := s.Settings.PayOuts.PolicyOf(outs[0].Correspondent, outs[0].Amount.Currency())
	if policy == GateImmediate {
		return ""
	}
	var missing []string
	for _, in := range payIns {
		same := func(out Instruction) bool { return out.Participant == in.Participant }
		if policy == GateCycle || slices.ContainsFunc(outs, same) {
			missing = append(missing, fmt.Sprintf("%s of %s at %s (%s)", in.Amount, in.Participant, in.Correspondent, in.ID))
		}
	}
	if len(missing) == 0 {
		return ""
	}
	more := ""
	if n := len(missing) - payInsShownMax; n > 0 {
		more = fmt.Sprintf(" and %d more", n)
	}
	return fmt.Sprintf("waits for %s that no proven statement has booked: %s%s", count(len(missing), "pay-in"),
		strings.Join(missing[:min(len(missing), payInsShownMax)], ", "), more)
}

func sumOf(list []Instruction) (money.Amount, error) {
	sum := money.Zero(list[0].Amount.Currency())
	for _, i := range list {
		var err error
		if sum, err = sum.Add(i.Amount); err != nil {
			return sum, err
		}
	}
	return sum, nil
}

// letThrough returns the files that may leave, and what is told of the others.
func letThrough(files []FileOut, held []Held) (free []FileOut, notes []string) {
	for _, f := range files {
		at := slices.IndexFunc(held, func(h Held) bool { return h.File == f.Name })
		if at < 0 {
			free = append(free, f)
			continue
		}
		notes = append(notes, fmt.Sprintf("%s (%s) is held: %s", f.Name, held[at].Amount, held[at].Reason))
	}
	return free, notes
}

// HeldFiles returns what is held of all approved cycles, by cycle and file.
func (s *Stages) HeldFiles(ctx context.Context) ([]Held, error) {
	return view(ctx, s.Store, func(tx Tx) (all []Held, err error) {
		cycles, err := tx.Cycles()
		for _, c := range cycles {
			if c.State != lifecycle.CycleApproved {
				continue
			}
			files, err := tx.FilesOut(c.ID)
			if err != nil {
				return nil, err
			}
			held, err := s.heldFiles(tx, c, files)
			if err != nil {
				return nil, err
			}
			all = append(all, held...)
		}
		return all, err
	})
}
