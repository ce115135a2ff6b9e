package jobs

import (
	"fmt"
	"strings"

	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// unbookAll takes from their instructions what the entries gave them.
func (d *breakDesk) unbookAll(keys []string) error {
	for _, key := range keys {
		m := d.matchOf[key]
		if m.Kind == string(reconcile.FindingCharge) {
			continue // it gave the instruction nothing
		}
		i, found, err := d.tx.Instruction(m.Instruction)
		if err != nil || !found {
			return fmt.Errorf("instruction %q of entry %q: %w", m.Instruction, key, ErrUnknownID)
		}
		if err := d.unbook(i, m); err != nil {
			return err
		}
	}
	return nil
}

// given is what the match gave its instruction: what the bank moved, and the charges that it kept of it.
func (m Match) given() (money.Amount, error) {
	if m.Charges.Currency().IsZero() {
		return m.Amount, nil
	}
	return m.Amount.Add(m.Charges)
}

// unbook takes from an instruction what the match gave it, the charges that the bank kept of it included.
func (d *breakDesk) unbook(i Instruction, m Match) (err error) {
	given, err := m.given()
	if err != nil {
		return err
	}
	if m.exchanges(i) {
		given = i.Amount
	}
	if m.Kind == string(reconcile.FindingReturned) {
		return d.unreturn(i, m, given)
	}
	if i.State == lifecycle.InstructionReturned || !i.Returned.IsZero() {
		return fmt.Errorf("instruction %s has come back since: its booking cannot be undone before its return is", i.ID)
	}
	if i.Booked, err = i.Booked.Sub(given); err != nil {
		return err
	}
	if i.Direction == PayOut {
		if i.IntentOpen, err = d.onItsWay(i); err != nil {
			return err
		}
	}
	if i.State != lifecycle.InstructionSettled {
		return d.tx.SaveInstruction(i)
	}
	if i.State, err = undoneState(d.tx, i); err != nil {
		return err
	}
	return d.tx.UndoInstruction(i)
}

// onItsWay tells whether a pay-out is in transit again once its booking is undone. What was never in a file is not: that it had
// left was said by nothing but that booking, so what was posted of it is reversed too.
func (d *breakDesk) onItsWay(i Instruction) (bool, error) {
	if i.File != "" || !i.Booked.IsZero() {
		return true, nil
	}
	return false, d.reverse(intentKey(i))
}

// exchanges tells whether a match books an instruction in another currency than its own: then all of it.
func (m Match) exchanges(i Instruction) bool { return m.Amount.Currency() != i.Amount.Currency() }

// takesBack tells whether a match of a return is the bank's taking back of one: money that goes again.
func (m Match) takesBack(i Instruction) bool { return m.Credit == (i.Direction == PayIn) }

// unreturn undoes the return of a payment, or that the bank took such a return back.
func (d *breakDesk) unreturn(i Instruction, m Match, given money.Amount) (err error) {
	later, err := d.laterReturns(i, m)
	if err != nil {
		return err
	}
	if len(later) > 0 {
		return fmt.Errorf("instruction %s: what entry %s did was undone by the bank since: undo %s first", i.ID, m.Journal, later[0].Journal)
	}
	if m.takesBack(i) {
		i.Returned, i.State = given, lifecycle.InstructionReturned
		return d.tx.SaveInstruction(i)
	}
	if i.Returned, err = i.Returned.Sub(given); err != nil {
		return err
	}
	if i.ReturnAdvised && !strings.HasPrefix(i.Note, returnAnnounced) {
		i.Note = returnAnnounced + i.Note
	}
	if i.State != lifecycle.InstructionReturned {
		return d.tx.SaveInstruction(i)
	}
	i.State = lifecycle.InstructionSettled
	if err := d.tx.UndoInstruction(i); err != nil {
		return err
	}
	return d.stages.recallGoesOn(d.tx, i.ID)
}

// laterReturns are what the bank took back of the return after the match, or returned again after it was taken back: what the journal
// has behind it, for a statement may list them in any order.
func (d *breakDesk) laterReturns(i Instruction, m Match) (later []Match, err error) {
	others, err := d.holding(func(other Match) bool {
		return other.Instruction == i.ID && other.Kind == m.Kind && other.takesBack(i) != m.takesBack(i)
	})
	if err != nil || len(others) == 0 {
		return nil, err
	}
	this, _, err := d.tx.EntryByKey(m.Journal)
	if err != nil {
		return nil, err
	}
	for _, other := range others {
		entry, _, err := d.tx.EntryByKey(other.Journal)
		if err != nil {
			return nil, err
		}
		if entry.Number > this.Number {
			later = append(later, other)
		}
	}
	return later, nil
}

// undoneState is what an instruction is once its booking is undone: what its file says. A pay-out that was never in one is as
// far as it was: held or refused, where it was.
func undoneState(tx Tx, i Instruction) (lifecycle.Instruction, error) {
	if i.File != "" {
		f, err := fileOf(tx, i)
		if err != nil {
			return "", err
		}
		return fitting[f.State][0], nil
	}
	for _, state := range []lifecycle.Instruction{lifecycle.InstructionHeld, lifecycle.InstructionRefused} {
		if strings.HasPrefix(i.Note, string(state)) {
			return state, nil
		}
	}
	return lifecycle.InstructionPlanned, nil
}

// saidOf lets the statuses of the bank speak again for instructions that wait again: it had accepted one, or rejected it,
// which its booking had contradicted.
func (d *breakDesk) saidOf(keys []string) error {
	touched, messages := map[string]bool{}, map[string]bool{}
	for _, key := range keys {
		i, _, err := d.tx.Instruction(d.matchOf[key].Instruction)
		if err != nil {
			return err
		}
		touched[i.ID], messages[i.MsgID] = i.ID != "", i.MsgID != ""
	}
	statuses, err := d.tx.BankStatuses()
	if err != nil {
		return err
	}
	for _, status := range statuses {
		if !status.Done || !touched[status.Instruction] && !messages[status.MsgID] {
			continue
		}
		about, err := statusOf(d.tx, status)
		if err != nil {
			return err
		}
		for _, i := range about {
			if !touched[i.ID] {
				continue
			}
			if err := d.sayAgain(status, i); err != nil {
				return err
			}
		}
	}
	return nil
}

// sayAgain applies one of them; a rejection that stands now closes the break that it had made.
func (d *breakDesk) sayAgain(status BankStatus, i Instruction) error {
	if err := d.stages.applyStatus(d.tx, status, i); err != nil {
		return err
	}
	now, _, err := d.tx.Instruction(i.ID)
	if err != nil || now.State != lifecycle.InstructionRejected {
		return err
	}
	return d.tx.ResolveBreak(statusKey(status, i), "the booking that contradicted it was undone: the rejection stands", d.stages.instant())
}
