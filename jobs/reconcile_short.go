package jobs

import (
	"fmt"

	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// A return that came short is posted as a part, with a break. Its pacs.004 may come only afterwards, and say that banks on the
// way kept just what is missing. Then the entry of the return is posted anew with those charges, which we bear; the participant
// is owed all of its money again, and the break closes.

// explainShort does so where the figures of the pacs.004, or of all that were announced of the payment together, are those of the
// return and of what is missing, to the last part. What a person has given up, split or closed stays as it was decided.
func (s *Stages) explainShort(tx Tx, r BankReturn, i Instruction, all told) error {
	if i.Direction != PayOut || i.State != lifecycle.InstructionSettled || i.Returned.IsZero() {
		return nil
	}
	missing, err := i.Booked.Sub(i.Returned)
	fits := told{i.Returned.Minor(), missing.Minor()}
	if err != nil || missing.IsZero() || fits != toldBy(r, i) && fits != all {
		return err
	}
	r.Charges = missing
	short, found, err := shortOf(tx, i)
	if err != nil || !found {
		return err
	}
	m, found, err := lastReturn(tx, i)
	if err != nil || !found {
		return err
	}
	if err := tx.ResolveBreak(short.Key, fmt.Sprintf("the pacs.004 says that %s were kept of the return", r.Charges), s.instant()); err != nil {
		return err
	}
	return s.chargeReturn(tx, r, i, m)
}

// shortOf finds the open break about what is missing of a return.
func shortOf(tx Tx, i Instruction) (Break, bool, error) {
	all, err := tx.Breaks()
	for _, b := range all {
		if b.State == lifecycle.BreakOpen && b.Instruction == i.ID && b.Reason == reconcile.ReasonAmountDiffers &&
			b.Amount.Minor() == i.Returned.Minor()-i.Booked.Minor() {
			return b, true, err
		}
	}
	return Break{}, false, err
}

// lastReturn finds the last booking of a return of the instruction that holds.
func lastReturn(tx Tx, i Instruction) (last Match, found bool, err error) {
	all, err := tx.Matches()
	if err != nil {
		return last, false, err
	}
	for _, m := range all {
		if m.Instruction != i.ID || m.Kind != string(reconcile.FindingReturned) || m.takesBack(i) {
			continue
		}
		_, undone, err := tx.EntryByKey(ledger.ReversalKey(m.Journal))
		if err != nil {
			return last, false, err
		}
		if !undone {
			last, found = m, true
		}
	}
	return last, found, nil
}

// chargeReturn posts the return anew, with the charges.
func (s *Stages) chargeReturn(tx Tx, r BankReturn, i Instruction, m Match) error {
	st, err := statementOf(tx, m.Statement)
	if err != nil {
		return err
	}
	evidence, err := evidenceOf(tx, st.FileIn, "")
	if err != nil {
		return err
	}
	if err := s.outOfSuspense(tx, m); err != nil { // reverses its entry
		return err
	}
	given, err := m.given()
	if err != nil {
		return err
	}
	if i.Returned, err = i.Returned.Sub(given); err != nil {
		return err
	}
	if err := tx.SaveInstruction(i); err != nil {
		return err
	}
	return booking{stages: s, tx: tx, statement: st, evidence: evidence, again: fmt.Sprintf("r%d", r.ID), finding: reconcile.Finding{
		Entry: m.Entry, Detail: m.Detail, Kind: reconcile.FindingReturned, Instruction: i.ID, Amount: m.Amount,
		Charges: money.FromMinor(r.Charges.Currency(), m.Charges.Minor()+r.Charges.Minor()), Credit: true, Rule: m.Rule,
		Why: memo(fmt.Sprintf("%s; the pacs.004 says afterwards that charges of %s were kept", m.Why, r.Charges)), Settles: true}}.take()
}

// statementOf returns a statement with its entries.
func statementOf(tx Tx, id int64) (Statement, error) {
	all, err := tx.Statements()
	for _, st := range all {
		if st.ID == id {
			return st, err
		}
	}
	if err == nil {
		err = fmt.Errorf("statement %d: %w", id, ErrUnknownID)
	}
	return Statement{}, err
}
