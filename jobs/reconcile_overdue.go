package jobs

import (
	"context"
	"fmt"

	"nostro/calendar"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// findOverdue shows what should have been booked by now and was not. A break of this kind closes itself
// when its instruction has come to an end.
func (s *Stages) findOverdue(ctx context.Context, _ *reconcileTally) error {
	return s.Store.Update(ctx, func(tx Tx) error {
		instructions, err := tx.InstructionsOf("")
		if err != nil {
			return err
		}
		byID := map[string]Instruction{}
		for _, i := range instructions {
			byID[i.ID] = i
		}
		if err := s.resolveOverdue(tx, byID); err != nil {
			return err
		}
		awaited, err := awaitedOf(tx, instructions)
		if err != nil {
			return err
		}
		covered, err := coverage(tx)
		if err != nil {
			return err
		}
		for _, b := range reconcile.OverdueBy(asInstructions(awaited), s.today(), s.Settings.Calendar, covered, s.lateNow) {
			if err := s.addOverdue(tx, b, byID[b.Instruction]); err != nil {
				return err
			}
		}
		return nil
	})
}

// awaitedOf leaves out what is not expected, since it was never written, and that of which a person knows
// already that a part is missing, or that it is given up: to call the rest overdue as well would show one difference twice.
func awaitedOf(tx Tx, instructions []Instruction) ([]Instruction, error) {
	partly := map[string]bool{}
	breaks, err := tx.Breaks()
	if err != nil {
		return nil, err
	}
	for _, b := range breaks {
		if b.State == lifecycle.BreakOpen && b.Reason == reconcile.ReasonAmountDiffers {
			partly[b.Instruction] = true
		}
	}
	borne, err := borneOf(tx)
	if err != nil {
		return nil, err
	}
	var awaited []Instruction
	for _, i := range instructions {
		unwritten := i.State == lifecycle.InstructionPlanned || i.State == lifecycle.InstructionHeld || i.State == lifecycle.InstructionRefused
		if (!unwritten || i.Direction == PayIn) && !partly[i.ID] && !borne.all(i) {
			awaited = append(awaited, i)
		}
	}
	return awaited, nil
}

// addOverdue keeps the break. Once a statement covers the day, late has become missing at the bank.
func (s *Stages) addOverdue(tx Tx, b reconcile.Break, i Instruction) error {
	if b.Reason == reconcile.ReasonMissingAtBank {
		err := tx.ResolveBreak(overdueKey(reconcile.ReasonLate, i.ID),
			"a statement covers the day: it is missing at the bank", s.instant())
		if err != nil {
			return err
		}
	}
	return tx.AddBreak(Break{Key: overdueKey(b.Reason, i.ID), Reason: b.Reason, Correspondent: i.Correspondent,
		Cycle: i.Cycle, Instruction: i.ID, Amount: b.Amount, Text: b.Text, State: lifecycle.BreakOpen, OpenedAt: s.instant()})
}

func overdueKey(reason reconcile.Reason, instruction string) string {
	return "overdue:" + string(reason) + ":" + instruction
}

// resolveOverdue closes what later evidence explains.
func (s *Stages) resolveOverdue(tx Tx, byID map[string]Instruction) error {
	for _, end := range []lifecycle.Instruction{
		lifecycle.InstructionSettled, lifecycle.InstructionRejected, lifecycle.InstructionReturned,
	} {
		err := s.resolveBreaks(tx, fmt.Sprintf("the instruction is %s", end), func(b Break) bool {
			overdue := b.Reason == reconcile.ReasonLate || b.Reason == reconcile.ReasonMissingAtBank
			return overdue && byID[b.Instruction].State == end
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// coverage tells whether a proven statement of an account has come for a date or a later one.
func coverage(tx Tx) (func(correspondent string, c money.Currency, on calendar.Date) bool, error) {
	type account struct {
		correspondent string
		currency      money.Currency
	}
	last := map[account]calendar.Date{}
	statements, err := tx.StatementHeads()
	for _, st := range statements {
		key := account{st.Correspondent, st.Currency}
		if st.State == lifecycle.StatementProven && st.ClosingDate.After(last[key]) {
			last[key] = st.ClosingDate
		}
	}
	return func(correspondent string, c money.Currency, on calendar.Date) bool {
		return !last[account{correspondent, c}].Before(on)
	}, err
}
