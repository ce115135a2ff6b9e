package jobs

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"nostro/calendar"
	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// findOverdue shows what should have been booked by now and was not. A break of this kind closes itself
// when its instruction has come to an end.
func (s *Stages) findOverdue(ctx context.Context, _ *reconcileTally) error {
	return s.Store.Update(ctx, func(tx Tx) error {
		instructions, byID, err := stillToCome(tx)
		if err != nil {
			return err
		}
		if err := s.resolveOverdue(tx, byID); err != nil {
			return err
		}
		undone, err := undoneOf(tx)
		if err != nil {
			return err
		}
		if err := s.mendShortfalls(tx, undone); err != nil {
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
		said, err := overdueSaid(tx)
		if err != nil {
			return err
		}
		for _, b := range reconcile.OverdueBy(asInstructions(awaited), s.today(), s.Settings.Calendar, covered, s.lateNow) {
			if err := s.addOverdue(tx, b, byID[b.Instruction], undone[b.Instruction], said[b.Instruction]); err != nil {
				return err
			}
		}
		if err := s.findBorneThatCame(tx, undone); err != nil {
			return err
		}
		if err := s.findPaidTwice(tx, undone); err != nil {
			return err
		}
		return s.findLateAnswers(tx, covered)
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
		if (!unwritten || i.Direction == PayIn) && i.State != lifecycle.InstructionWithdrawn && !partly[i.ID] && !borne.all(i) {
			awaited = append(awaited, i)
		}
	}
	return awaited, nil
}

// undoneOf is how many bookings of instructions were undone, by their ids. What waits again after that is overdue anew.
func undoneOf(tx Tx) (map[string]int, error) {
	places, err := reopenedAt(tx)
	if err != nil || len(places) == 0 {
		return nil, err
	}
	matches, err := tx.Matches()
	if err != nil {
		return nil, err
	}
	undone := map[string]int{}
	for _, m := range matches {
		if m.Instruction == "" || m.Kind == string(reconcile.FindingUnexplained) || !places[bookingPlace{m.Statement, m.Entry}] {
			continue
		}
		_, reversed, err := tx.EntryByKey(ledger.ReversalKey(m.Journal))
		if err != nil {
			return nil, err
		}
		if reversed {
			undone[m.Instruction]++
		}
	}
	return undone, nil
}

// reopenedAt are the bookings about which a person undid something.
func reopenedAt(tx Tx) (map[bookingPlace]bool, error) {
	steps, err := tx.BreakSteps(0)
	if err != nil {
		return nil, err
	}
	reopened, places := map[int64]bool{}, map[bookingPlace]bool{}
	for _, step := range steps {
		if step.Did == BreakReopened {
			reopened[step.Break] = true
		}
	}
	if len(reopened) == 0 {
		return nil, nil
	}
	breaks, err := tx.Breaks()
	for _, b := range breaks {
		if reopened[b.ID] {
			places[bookingPlace{b.Statement, b.Entry}] = true
		}
	}
	return places, err
}

// overdueSaid are the open breaks that say that something is overdue, by its instruction.
func overdueSaid(tx Tx) (map[string][]Break, error) {
	open, err := tx.OpenBreaks()
	said := map[string][]Break{}
	for _, b := range open {
		if strings.HasPrefix(b.Key, overduePrefix) {
			said[b.Instruction] = append(said[b.Instruction], b)
		}
	}
	return said, err
}

// addOverdue keeps the break. Once a statement covers the day, late has become missing at the bank. What an open one says already,
// such as one that a person opened again, is not said twice; one that says another amount ends.
func (s *Stages) addOverdue(tx Tx, b reconcile.Break, i Instruction, undone int, said []Break) error {
	key := overdueKey(b.Reason, i.ID, undone)
	kept := slices.IndexFunc(said, func(before Break) bool { return before.Key == key })
	if kept < 0 {
		kept = slices.IndexFunc(said, func(before Break) bool { return before.Reason == b.Reason && before.Amount == b.Amount })
	}
	for n, before := range said {
		why := fmt.Sprintf("by now %s is missing, which another break says", b.Amount)
		if b.Reason == reconcile.ReasonMissingAtBank && before.Reason == reconcile.ReasonLate {
			why = "a statement covers the day: it is missing at the bank"
		}
		if n == kept {
			continue
		}
		if err := tx.ResolveBreak(before.Key, why, s.instant()); err != nil {
			return err
		}
	}
	if kept >= 0 {
		return nil
	}
	return tx.AddBreak(Break{Key: key, Reason: b.Reason, Correspondent: i.Correspondent,
		Cycle: i.Cycle, Instruction: i.ID, Amount: b.Amount, Text: b.Text, State: lifecycle.BreakOpen, OpenedAt: s.instant()})
}

// overduePrefix begins the keys of breaks about what is overdue.
const overduePrefix = "overdue:"

// overdueKey is the key of the break: another one for each time that a booking was undone.
func overdueKey(reason reconcile.Reason, instruction string, undone int) string {
	key := overduePrefix + string(reason) + ":" + instruction
	if undone > 0 {
		key += fmt.Sprintf(":%d", undone)
	}
	return key
}

// resolveOverdue closes what later evidence explains.
func (s *Stages) resolveOverdue(tx Tx, byID map[string]Instruction) error {
	for _, end := range []lifecycle.Instruction{
		lifecycle.InstructionSettled, lifecycle.InstructionRejected, lifecycle.InstructionReturned,
	} {
		err := s.resolveBreaks(tx, fmt.Sprintf("the instruction is %s", end), func(b Break) bool {
			return b.overdue() && byID[b.Instruction].State == end
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
