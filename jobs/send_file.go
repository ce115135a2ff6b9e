package jobs

import (
	"context"
	"errors"
	"fmt"

	"nostro/lifecycle"
)

// deliver brings one file to an end that is known, or to unknown, and tries again where that may help. Each try is
// an attempt of its own.
func (s *Stages) deliver(ctx context.Context, session CourierSession, f FileOut) (FileOut, error) {
	for p := s.patient(f.Correspondent, f.Name); ; {
		tried, again, err := s.deliverOnce(ctx, session, f)
		if err != nil || !again || !p.again(ctx) {
			return tried, err
		}
		f = tried
	}
}

// deliverOnce looks first at what a crash or a lost reply left. It tells whether another try may help.
func (s *Stages) deliverOnce(ctx context.Context, session CourierSession, f FileOut) (tried FileOut, again bool, err error) {
	parcel, err := s.parcel(ctx, f)
	if no := (*unsealed)(nil); errors.As(err, &no) {
		f.Detail = no.Error()
		return f, false, nil
	}
	if err != nil {
		return f, false, err
	}
	if f.State == lifecycle.FileOutSending || f.State == lifecycle.FileOutUnknown {
		d := s.lookFor(ctx, session, f, parcel)
		if f, err = s.conclude(ctx, f, d); err != nil {
			return f, false, err
		}
		again = d.Again
	}
	if f.State == lifecycle.FileOutSent || f.State == lifecycle.FileOutUnknown {
		return f, again, nil
	}
	s.pass(PointSendBegins)
	if f, err = s.intend(ctx, f); err != nil {
		return f, false, err
	}
	s.pass(PointIntentCommitted)
	d := session.Send(ctx, parcel)
	s.pass(PointOutcomeKnown)
	f, err = s.conclude(ctx, f, d)
	s.pass(PointOutcomeCommitted)
	return f, d.Again, err
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
	instructions, err := tx.InstructionsIn(f.Name)
	if err != nil {
		return err
	}
	for _, i := range instructions {
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
