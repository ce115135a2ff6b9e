package jobs

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"nostro/lifecycle"
	"nostro/money"
)

// Reissue pays anew what a pay-out was to pay that the bank rejected, or that came back, or the part of it that did: by another instruction of the same
// cycle, to the account that the participant has by now, on the first value date for which it still comes in time. It leaves in a
// further release of the cycle, which another person approves. It errs for what is not owed again, wrapping ErrUnknownID where
// there is no such payment, and ErrNeedsPerson where something must be done first. Asked again, it does nothing.
func (s *Stages) Reissue(ctx context.Context, id, reason string) (Result, error) {
	i, err := view(ctx, s.Store, func(tx Tx) (Instruction, error) { return payOut(tx, strings.TrimSpace(id), "paid anew") })
	if err != nil {
		return Result{}, err
	}
	return s.record(ctx, "reissue", i.Cycle, func() (out Result, err error) {
		err = s.Store.Update(ctx, func(tx Tx) error {
			out, err = s.reissue(tx, i.ID, strings.Join(strings.Fields(reason), " "))
			return err
		})
		return out, err
	})
}

// payOut returns the pay-out with that id or UETR, for something that is done to pay-outs alone.
func payOut(tx Tx, id, done string) (Instruction, error) {
	i, found, err := tx.FindInstruction(id, id)
	switch {
	case err != nil:
		return i, err
	case !found:
		return i, fmt.Errorf("instruction %q: %w: nostro trace finds a payment by any id", id, ErrUnknownID)
	case i.Direction == PayIn:
		return i, fmt.Errorf("%s is a pay-in of %s: only what we paid can be %s", i.ID, i.Participant, done)
	}
	return i, nil
}

// reissue plans what pays one anew. What is paid anew already is told, and nothing is done.
func (s *Stages) reissue(tx Tx, id, reason string) (Result, error) {
	old, found, err := tx.Instruction(id)
	if err != nil || !found {
		return Result{}, err
	}
	given, err := borneOf(tx)
	if err != nil {
		return Result{}, err
	}
	left, by, err := unpaid(tx, old, given)
	if err != nil {
		return Result{}, err
	}
	if left <= 0 && len(by) > 0 {
		return Result{Outcome: OutcomeNothing, Cycle: old.Cycle, Summary: paidAnewBy(old, by)}, nil
	}
	if err := owedAgain(tx, old, left, reason); err != nil {
		return Result{}, err
	}
	anew, err := s.payAnew(tx, old, money.FromMinor(old.Amount.Currency(), left), reason)
	if err != nil {
		return Result{}, err
	}
	notes, err := beforeReissue(tx, old)
	return Result{Outcome: OutcomeNeedsPerson, Cycle: old.Cycle, Summary: anewWords(old, anew), Notes: append(notes, nextAfterReissue(old.Cycle))}, err
}

// anewWords say what is paid anew by what.
func anewWords(old, anew Instruction) string {
	of := fmt.Sprintf("%s to %s, %s as %s", old.Amount, old.Participant, old.State, old.ID)
	if anew.Amount != old.Amount {
		of = fmt.Sprintf("%s of the %s to %s, which came back of %s", anew.Amount, old.Amount, old.Participant, old.ID)
	}
	return fmt.Sprintf("%s, is paid anew by %s, value date %s", of, anew.ID, anew.ValueDate)
}

func nextAfterReissue(cycle string) string {
	return fmt.Sprintf("nostro cycle further %s writes its release; another person approves it: nostro approve %s; then nostro send", cycle, cycle)
}

// paidAnewBy says what pays a payment anew already.
func paidAnewBy(old Instruction, by []Reissue) string {
	var list []string
	for _, r := range by {
		list = append(list, fmt.Sprintf("%s since %s, asked by %s", r.Instruction, r.AskedAt.Format("2006-01-02"), r.AskedBy))
	}
	return fmt.Sprintf("%s is paid anew by %s", old.ID, strings.Join(list, ", and by "))
}

// payAnew plans the instruction that pays so much of the old one anew, and keeps who asked for it.
func (s *Stages) payAnew(tx Tx, old Instruction, amount money.Amount, reason string) (Instruction, error) {
	before, err := tx.ReissuesOf(old.ID)
	if err != nil {
		return Instruction{}, err
	}
	anew, err := s.planAnew(old, amount, len(before)+1)
	if err != nil {
		return anew, err
	}
	if err := tx.AddInstructions([]Instruction{anew}); err != nil {
		return anew, err
	}
	if err := (booking{stages: s, tx: tx}).openCycle(old.Cycle); err != nil {
		return anew, err
	}
	return anew, tx.AddReissue(Reissue{Instruction: anew.ID, Replaces: old.ID, Reason: reason, AskedBy: s.User, AskedAt: s.instant()})
}

// owedAgain errs where nothing of the pay-out is owed again, or nothing of its cycle may be written now. left is what is not paid anew.
func owedAgain(tx Tx, i Instruction, left int64, reason string) error {
	if reason == "" {
		return fmt.Errorf("%s is paid anew for a reason: say it with --reason", i.ID)
	}
	if left <= 0 {
		return fmt.Errorf("%s is %s: only what the bank rejected, or what came back, is owed again; nostro trace %s tells its way", i.ID, i.State, i.ID)
	}
	if err := notBookedEither(tx, i); err != nil {
		return err
	}
	c, err := findCycle(tx, i.Cycle)
	if err == nil && c.State != lifecycle.CycleSettled { // one that is settled is open again: something of it is owed
		err = mayWriteFurther(c)
	}
	return err
}

// planAnew is the instruction that pays anew. Its identifiers follow from those of the old one: books that were restored make
// the same ones again, which the bank recognises. It is the nth that pays the old one anew.
func (s *Stages) planAnew(old Instruction, amount money.Amount, nth int) (Instruction, error) {
	c := old.Amount.Currency()
	correspondent, _, ok := s.Settings.Route(c)
	if !ok {
		return Instruction{}, needsPerson("no correspondent holds a nostro account in %s any more: add one to nostro.yaml", c)
	}
	from := s.today()
	if old.ValueDate.After(from) {
		from = old.ValueDate
	}
	day, _, found := s.entersOn(c, from, s.Now())
	if !found {
		return Instruction{}, needsPerson("no business day of %s from %s on is known: nostro calendars show %s", c, from, c)
	}
	name := []string{"reissue", old.ID}
	if nth > 1 {
		name = append(name, strconv.Itoa(nth))
	}
	anew := old
	anew.Amount = amount
	anew.ID, anew.UETR, anew.Correspondent = s.Settings.IDs.InstrID(name...), s.Settings.IDs.UETR(name...), correspondent.ID
	anew.State, anew.ValueDate = lifecycle.InstructionPlanned, day
	anew.Booked, anew.Returned, anew.AdvisedCharges = money.Zero(c), money.Zero(c), money.Amount{}
	anew.File, anew.MsgID, anew.Note, anew.Intents, anew.IntentOpen, anew.ReturnAdvised = "", "", "", 0, false, false
	return anew, nil
}

// beforeReissue says what should be thought of before that is paid again.
func beforeReissue(tx Tx, old Instruction) (notes []string, err error) {
	if old.Note != "" {
		notes = append(notes, fmt.Sprintf("it was %s: %s", old.State, old.Note))
	}
	recalls, err := tx.Recalls()
	for _, r := range recalls {
		if r.Instruction == old.ID {
			notes = append(notes, fmt.Sprintf("recall %d asked it back, for %s: be sure that it is still to be paid", r.ID, r.Reason))
		}
	}
	return notes, err
}
