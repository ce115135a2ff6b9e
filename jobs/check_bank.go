package jobs

import (
	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/reconcile"
)

// checkNostro compares the journal's nostro balances with the closing balances of the last proven
// statements, as the banks wrote them.
func checkNostro(tx Tx, f *findings) error {
	journal, err := journalSums(tx, "nostro")
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
func checkTransit(tx Tx, f *findings) error {
	journal, err := journalSums(tx, "transit")
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

// checkSuspense compares the journal's suspense with the bookings that nobody has explained.
func checkSuspense(tx Tx, f *findings) error {
	journal, err := journalSums(tx, "suspense")
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
	listed := sums{}
	for _, m := range matches {
		if m.Kind != string(reconcile.FindingUnexplained) {
			continue
		}
		f.counted++
		minor := m.Amount.Minor()
		if m.Credit {
			minor = -minor
		}
		listed[sumKey{at[m.Statement], m.Amount.Currency()}] += minor
	}
	journal.compare(f, listed, "journal", "unexplained bookings")
	return nil
}

// checkSettled looks for an instruction that counts as settled or returned without a match on a proven
// statement: sent is not settled.
func checkSettled(tx Tx, f *findings) error {
	proven := map[int64]bool{}
	statements, err := tx.Statements()
	if err != nil {
		return err
	}
	for _, st := range statements {
		proven[st.ID] = st.State == lifecycle.StatementProven
	}
	matches, err := tx.Matches()
	if err != nil {
		return err
	}
	booked := sums{}
	for _, m := range matches {
		if !proven[m.Statement] {
			f.fail("match on statement %d, which is not proven", m.Statement)
		}
		if m.Kind == string(ledger.KindPayOutBooked) || m.Kind == string(ledger.KindPayInBooked) {
			booked[sumKey{m.Instruction, m.Amount.Currency()}] += m.Amount.Minor() + m.Charges.Minor()
		}
	}
	instructions, err := tx.InstructionsOf("")
	for _, i := range instructions {
		f.counted++
		if got := booked[sumKey{i.ID, i.Amount.Currency()}]; got != i.Booked.Minor() {
			f.fail("instruction %s counts %s as booked, its entries say otherwise", i.ID, i.Booked)
		}
		if i.State == lifecycle.InstructionSettled && i.Booked != i.Amount {
			f.fail("instruction %s is settled with %s of %s booked", i.ID, i.Booked, i.Amount)
		}
	}
	return err
}

// checkFiles reads every file that was sent or received and compares its bytes with the recorded hash.
func (s *Stages) checkFiles(tx Tx, f *findings) error {
	out, err := tx.FilesOut("")
	if err != nil {
		return err
	}
	for _, file := range out {
		s.checkBytes(f, "out/"+file.Name, file.SHA256)
	}
	in, err := tx.FilesIn()
	for _, file := range in {
		s.checkBytes(f, file.ArchiveName(), file.SHA256)
	}
	return err
}

func (s *Stages) checkBytes(f *findings, name, hash string) {
	f.counted++
	data, err := s.Spool.Read(name)
	if err != nil {
		f.fail("%s: %v", name, err)
	} else if hashOf(data) != hash {
		f.fail("%s: its bytes are not those that were recorded", name)
	}
}
