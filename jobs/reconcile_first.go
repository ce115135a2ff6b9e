package jobs

import "nostro/reconcile"

// begunLate refuses the first statement of an account in books that were restored, where a pay-out that is
// on its way since an earlier value date does not stand on it: a statement before it may have been collected
// and lost with the books, and then its opening balance would hide what was paid.
func (s *Stages) begunLate(tx Tx, st Statement) ([]reconcile.Break, error) {
	restored, err := everRestored(tx)
	if err != nil || !restored {
		return nil, err
	}
	instructions, err := tx.InstructionsAt(st.Correspondent, st.Currency)
	if err != nil {
		return nil, err
	}
	named := map[string]bool{}
	for _, e := range st.Entries {
		for _, d := range e.Details {
			named[d.UETR], named[instrIDOf(d.InstrID, d.EndToEndID)] = true, true
		}
	}
	for _, i := range instructions {
		if i.IntentOpen && i.ValueDate.Before(st.ClosingDate) && !named[i.UETR] && !named[i.ID] {
			return st.refused(reconcile.ReasonStatementGap, "Our books of the account would begin with statement %s of %s. They "+
				"were restored, and pay-out %s of %s is on its way: it may be in the opening balance. Nothing of it is posted. Ask "+
				"%s for the statement before it.", st.BankID, st.ClosingDate, i.ID, i.ValueDate, st.Correspondent), nil
		}
	}
	return nil, nil
}
