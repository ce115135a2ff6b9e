package jobs

import (
	"context"
	"fmt"
	"strings"

	"nostro/money"
)

// refusalsMax bounds how many payments of a file are named one by one.
const refusalsMax = 50

// ReissueFile pays anew all pay-outs of a file that a bank rejected whole, or of one message in it: each by an instruction of its own, all
// in the next further release of the cycle, at once or not at all. name is that of the file or the MsgId of the message. What of it is
// paid anew already stays so. It errs, and names each of them and why, where any of the others is not owed again.
func (s *Stages) ReissueFile(ctx context.Context, name, reason string) (Result, error) {
	name = strings.TrimSpace(name)
	carried, err := view(ctx, s.Store, func(tx Tx) ([]Instruction, error) { return carriedBy(tx, name) })
	if err != nil {
		return Result{}, err
	}
	return s.record(ctx, "reissue", carried[0].Cycle, func() (out Result, err error) {
		err = s.Store.Update(ctx, func(tx Tx) error {
			out, err = s.reissueFile(tx, name, strings.Join(strings.Fields(reason), " "))
			return err
		})
		return out, err
	})
}

// carriedBy are the pay-outs that a file, or a message, carries.
func carriedBy(tx Tx, name string) (carried []Instruction, err error) {
	files, err := tx.FilesOut("")
	if err != nil {
		return nil, err
	}
	file := ""
	for _, f := range files {
		if f.Name == name || f.MsgID == name {
			file = f.Name
		}
	}
	all, err := tx.InstructionsOf("")
	for _, i := range all {
		if i.File != "" && i.Direction == PayOut && (i.File == file || i.MsgID == name) {
			carried = append(carried, i)
		}
	}
	if err == nil && len(carried) == 0 {
		err = fmt.Errorf("file or message %q carries no pay-out: %w: nostro files lists what was sent", name, ErrUnknownID)
	}
	return carried, err
}

func (s *Stages) reissueFile(tx Tx, name, reason string) (Result, error) {
	carried, err := carriedBy(tx, name)
	if err != nil {
		return Result{}, err
	}
	given, err := borneOf(tx)
	if err != nil {
		return Result{}, err
	}
	out := Result{Outcome: OutcomeNothing, Cycle: carried[0].Cycle, Summary: fmt.Sprintf("all of %s is paid anew already", name)}
	var owed []Instruction
	var refused []string
	left := map[string]int64{}
	for _, old := range carried {
		minor, by, err := unpaid(tx, old, given)
		switch {
		case err != nil:
			return out, err
		case minor <= 0 && len(by) > 0:
			out.Notes = append(out.Notes, paidAnewBy(old, by))
			continue
		}
		if err := owedAgain(tx, old, minor, reason); err != nil {
			refused = append(refused, err.Error())
		}
		owed, left[old.ID] = append(owed, old), minor
	}
	switch {
	case len(refused) > 0:
		return Result{}, refusedOf(name, refused, len(carried))
	case len(owed) == 0:
		return out, nil
	}
	return s.reissueAll(tx, name, owed, left, reason, out.Notes)
}

// refusedOf names each payment of a file that is not paid anew, as far as they can be read.
func refusedOf(name string, refused []string, carried int) error {
	more := ""
	if len(refused) > refusalsMax {
		more = fmt.Sprintf("\n  and %d more", len(refused)-refusalsMax)
		refused = refused[:refusalsMax]
	}
	return fmt.Errorf("%s of %d of %s cannot be paid anew, so none is; nostro reissue ID pays one:\n  %s%s", count(len(refused), "payment"), carried,
		name, strings.Join(refused, "\n  "), more)
}

// reissueAll plans what pays each of them anew.
func (s *Stages) reissueAll(tx Tx, name string, owed []Instruction, left map[string]int64, reason string, notes []string) (Result, error) {
	cycle, total := owed[0].Cycle, money.Zero(owed[0].Amount.Currency())
	for at, old := range owed {
		anew, err := s.payAnew(tx, old, money.FromMinor(old.Amount.Currency(), left[old.ID]), reason)
		if err != nil {
			return Result{}, err
		}
		if total, err = total.Add(anew.Amount); err != nil {
			return Result{}, err
		}
		before, err := beforeReissue(tx, old)
		if err != nil {
			return Result{}, err
		}
		if at < refusalsMax {
			notes = append(append(notes, anewWords(old, anew)), before...)
		}
	}
	if len(owed) > refusalsMax {
		notes = append(notes, fmt.Sprintf("and %d more: nostro trace shows what pays each", len(owed)-refusalsMax))
	}
	return Result{Outcome: OutcomeNeedsPerson, Cycle: cycle, Summary: fmt.Sprintf("%s of %s, %s in all, %s paid anew in one further release",
		count(len(owed), "payment"), name, total, areOf(len(owed))), Notes: append(notes, nextAfterReissue(cycle))}, nil
}

func areOf(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
