package jobs

import (
	"nostro/lifecycle"
	"nostro/reconcile"
)

// checkNostro compares the journal's nostro balances with the closing balances of the last proven
// statements, as the banks wrote them.
func (b *books) checkNostro(tx Tx, f *findings) error {
	journal, err := b.of("nostro")
	if err != nil {
		return err
	}
	statements, err := tx.Statements()
	if err != nil {
		return err
	}
	closing := sums{}
	for _, st := range statements { // in order of date and sequence: the last one stays
		if st.State == lifecycle.StatementProven {
			closing[sumKey{st.Correspondent, st.Currency}] = st.Closing.Minor()
		}
	}
	f.counted = len(closing)
	journal.compare(f, closing, "journal", "statement")
	return nil
}

// checkTransit compares the journal's transit with the pay-outs on their way.
func (b *books) checkTransit(tx Tx, f *findings) error {
	journal, err := b.of("transit")
	if err != nil {
		return err
	}
	instructions, err := tx.InstructionsOf("")
	if err != nil {
		return err
	}
	onItsWay := sums{}
	for _, i := range instructions {
		if i.Direction != PayOut {
			continue
		}
		f.counted++
		if i.IntentOpen { // transit is credited when the intent is posted, and debited as the bank books
			onItsWay[sumKey{i.Correspondent, i.Amount.Currency()}] -= i.Amount.Minor() - i.Booked.Minor()
		}
	}
	journal.compare(f, onItsWay, "journal", "on its way")
	return nil
}

// checkSuspense compares the journal's suspense with the bookings that nobody has explained. One that was
// explained later has the reversal of its entry in the journal.
func (b *books) checkSuspense(tx Tx, f *findings) error {
	journal, err := b.of("suspense")
	if err != nil {
		return err
	}
	matches, err := tx.Matches()
	if err != nil {
		return err
	}
	statements, err := tx.Statements()
	if err != nil {
		return err
	}
	at := map[int64]string{}
	for _, st := range statements {
		at[st.ID] = st.Correspondent
	}
	shown, err := breaksAt(tx)
	if err != nil {
		return err
	}
	listed := sums{}
	for _, m := range matches {
		if m.Kind != string(reconcile.FindingUnexplained) {
			continue
		}
		if b.witness.reversed[m.Journal] {
			continue
		}
		f.counted++
		if !shown[bookingPlace{m.Statement, m.Entry}] {
			f.fail("entry %d of statement %d is in suspense, and no break shows it", m.Entry, m.Statement)
		}
		minor := m.Amount.Minor()
		if m.Credit {
			minor = -minor
		}
		listed[sumKey{at[m.Statement], m.Amount.Currency()}] += minor
	}
	journal.compare(f, listed, "journal", "unexplained bookings")
	return nil
}

// bookingPlace names an entry of a statement.
type bookingPlace struct {
	statement int64
	entry     int
}

// breaksAt tells of which entries a break was ever shown.
func breaksAt(tx Tx) (map[bookingPlace]bool, error) {
	breaks, err := tx.Breaks()
	shown := map[bookingPlace]bool{}
	for _, b := range breaks {
		shown[bookingPlace{b.Statement, b.Entry}] = true
	}
	return shown, err
}
