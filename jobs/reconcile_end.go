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
		known, err := partlyBooked(tx)
		if err != nil {
			return err
		}
		byID := map[string]Instruction{}
		var sent []Instruction
		for _, i := range instructions {
			byID[i.ID] = i
			if (i.State != lifecycle.InstructionPlanned || i.Direction == PayIn) && !known[i.ID] {
				sent = append(sent, i)
			}
		}
		if err := s.resolveOverdue(tx, byID); err != nil {
			return err
		}
		covered, err := coverage(tx)
		if err != nil {
			return err
		}
		for _, b := range reconcile.Overdue(asInstructions(sent), s.today(), s.Settings.Calendar, covered) {
			i := byID[b.Instruction]
			err := tx.AddBreak(Break{Key: "overdue:" + string(b.Reason) + ":" + i.ID, Reason: b.Reason, Correspondent: i.Correspondent,
				Cycle: i.Cycle, Instruction: i.ID, Amount: b.Amount, Text: b.Text, State: lifecycle.BreakOpen, OpenedAt: s.instant()})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// partlyBooked returns the instructions of which a person knows already that something is missing: to call
// the rest overdue as well would show one difference twice.
func partlyBooked(tx Tx) (map[string]bool, error) {
	known := map[string]bool{}
	breaks, err := tx.Breaks()
	for _, b := range breaks {
		if b.State == lifecycle.BreakOpen && b.Reason == reconcile.ReasonAmountDiffers {
			known[b.Instruction] = true
		}
	}
	return known, err
}

// resolveOverdue closes what later evidence explains.
func (s *Stages) resolveOverdue(tx Tx, byID map[string]Instruction) error {
	breaks, err := tx.Breaks()
	if err != nil {
		return err
	}
	for _, b := range breaks {
		overdue := b.Reason == reconcile.ReasonLate || b.Reason == reconcile.ReasonMissingAtBank
		i, ours := byID[b.Instruction]
		if b.State != lifecycle.BreakOpen || !overdue || !ours || !ended(i.State) {
			continue
		}
		if err := tx.ResolveBreak(b.Key, fmt.Sprintf("the instruction is %s", i.State), s.instant()); err != nil {
			return err
		}
	}
	return nil
}

func ended(state lifecycle.Instruction) bool {
	return state == lifecycle.InstructionSettled || state == lifecycle.InstructionRejected || state == lifecycle.InstructionReturned
}

// coverage tells whether a proven statement of an account has come for a date or a later one.
func coverage(tx Tx) (func(correspondent string, c money.Currency, on calendar.Date) bool, error) {
	type account struct {
		correspondent string
		currency      money.Currency
	}
	last := map[account]calendar.Date{}
	statements, err := tx.Statements()
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

// settleCycles ends the cycles of which nothing is open: every instruction is settled and no break
// touches it. A rejected or returned payment is owed again, so it keeps its cycle open.
func (s *Stages) settleCycles(ctx context.Context, tally *reconcileTally) error {
	return s.Store.Update(ctx, func(tx Tx) error {
		cycles, err := tx.Cycles()
		if err != nil {
			return err
		}
		for _, c := range cycles {
			if c.State != lifecycle.CycleSent {
				continue
			}
			done, err := nothingOpen(tx, c.ID)
			if err != nil {
				return err
			}
			if !done {
				continue
			}
			tally.settled++
			tally.notes = append(tally.notes, fmt.Sprintf("cycle %s is settled: nothing of it is open", c.ID))
			if err := tx.MoveObligations(c.ID, lifecycle.ObligationSettled); err != nil {
				return err
			}
			c.State = lifecycle.CycleSettled
			if err := tx.SaveCycle(c); err != nil {
				return err
			}
		}
		return nil
	})
}

func nothingOpen(tx Tx, cycle string) (bool, error) {
	instructions, err := tx.InstructionsOf(cycle)
	if err != nil {
		return false, err
	}
	for _, i := range instructions {
		if i.State != lifecycle.InstructionSettled {
			return false, nil
		}
	}
	breaks, err := tx.Breaks()
	for _, b := range breaks {
		if b.Cycle == cycle && b.State == lifecycle.BreakOpen {
			return false, err
		}
	}
	return true, err
}
