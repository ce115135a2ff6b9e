package jobs

import (
	"context"
	"errors"
	"fmt"

	"nostro/lifecycle"
)

// deliver brings one file to an end that is known, or to unknown. What a crash or a lost reply left is
// looked at first.
func (s *Stages) deliver(ctx context.Context, session CourierSession, f FileOut) (FileOut, error) {
	parcel, err := s.parcel(ctx, f)
	if no := (*unsealed)(nil); errors.As(err, &no) {
		f.Detail = no.Error()
		return f, nil
	}
	if err != nil {
		return f, err
	}
	if f.State == lifecycle.FileOutSending || f.State == lifecycle.FileOutUnknown {
		if f, err = s.conclude(ctx, f, s.lookFor(ctx, session, f, parcel)); err != nil {
			return f, err
		}
	}
	if f.State == lifecycle.FileOutSent || f.State == lifecycle.FileOutUnknown {
		return f, nil
	}
	if f, err = s.intend(ctx, f); err != nil {
		return f, err
	}
	return s.conclude(ctx, f, session.Send(ctx, parcel))
}

// intend commits that the file is about to be sent, and posts its pay-outs as on their way.
func (s *Stages) intend(ctx context.Context, f FileOut) (FileOut, error) {
	f.State, f.Detail = lifecycle.FileOutSending, ""
	f.Attempts++
	return f, s.Store.Update(ctx, func(tx Tx) error {
		if err := tx.SaveFileOut(f); err != nil {
			return err
		}
		attempt := Attempt{File: f.Name, Number: f.Attempts, StartedAt: s.instant(), Outcome: lifecycle.FileOutSending}
		if err := tx.AddAttempt(attempt); err != nil {
			return err
		}
		return s.setOut(tx, f)
	})
}

// setOut puts every instruction of the file on its way. Where the bank has answered already, its word
// counts more.
func (s *Stages) setOut(tx Tx, f FileOut) error {
	return eachOfFile(tx, f, func(i Instruction) error {
		if i.State != lifecycle.InstructionWritten {
			return nil
		}
		i.State = lifecycle.InstructionSending
		return s.postIntent(tx, i, f)
	})
}

// eachOfFile calls work with every instruction that the file carries.
func eachOfFile(tx Tx, f FileOut, work func(Instruction) error) error {
	instructions, err := tx.InstructionsOf(f.Cycle)
	if err != nil {
		return err
	}
	for _, i := range instructions {
		if i.File != f.Name {
			continue
		}
		if err := work(i); err != nil {
			return fmt.Errorf("instruction %s: %w", i.ID, err)
		}
	}
	return nil
}

// conclude commits how an attempt ended.
func (s *Stages) conclude(ctx context.Context, f FileOut, d Delivery) (FileOut, error) {
	f.Detail = d.Detail
	if f.State == d.State { // still unknown: only the detail is new
		return f, s.Store.Update(ctx, func(tx Tx) error { return tx.SaveFileOut(f) })
	}
	wasUnknown := f.State == lifecycle.FileOutUnknown
	if wasUnknown { // that attempt has ended; this look is one of its own
		f.Attempts++
	}
	f.State = d.State
	if d.State == lifecycle.FileOutSent {
		f.SentAt = s.instant()
	}
	return f, s.Store.Update(ctx, func(tx Tx) error {
		if err := tx.SaveFileOut(f); err != nil {
			return err
		}
		attempt := Attempt{File: f.Name, Number: f.Attempts, StartedAt: s.instant(), EndedAt: s.instant(), Outcome: d.State,
			Detail: d.Detail, Replies: d.Replies}
		keep := tx.EndAttempt
		if wasUnknown {
			keep = tx.AddAttempt
		}
		if err := keep(attempt); err != nil {
			return err
		}
		return eachOfFile(tx, f, func(i Instruction) error { return s.afterDelivery(tx, i, f, d.State) })
	})
}

// afterDelivery moves an instruction with its file, unless the bank has answered already.
func (s *Stages) afterDelivery(tx Tx, i Instruction, f FileOut, state lifecycle.FileOut) error {
	if i.State != lifecycle.InstructionSending && i.State != lifecycle.InstructionUnknown {
		return nil
	}
	switch state {
	case lifecycle.FileOutSent:
		i.State = lifecycle.InstructionSent
	case lifecycle.FileOutUnknown:
		i.State = lifecycle.InstructionUnknown
	case lifecycle.FileOutFailed:
		i.State = lifecycle.InstructionWritten
		return s.undoIntent(tx, i, f)
	}
	return tx.SaveInstruction(i)
}
