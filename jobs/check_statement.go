package jobs

import (
	"errors"
	"fmt"

	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// checkStatements proves every proven statement again: opening, entries and closing, and that it follows on
// the one before it.
func checkStatements(tx Tx, f *findings) error {
	statements, err := tx.Statements()
	if err != nil {
		return err
	}
	last := map[string]*reconcile.Previous{}
	for _, st := range statements {
		if st.State != lifecycle.StatementProven {
			continue
		}
		f.counted++
		proof, err := reconcile.Prove(asReconcile(st), last[st.accountKey()])
		if err != nil {
			f.fail("statement %s of %s: %v", st.BankID, st.Correspondent, err)
			continue
		}
		for _, b := range proof.Breaks {
			f.fail("statement %s of %s counts as proven: %s", st.BankID, st.Correspondent, b.Reason)
		}
		last[st.accountKey()] = &reconcile.Previous{ID: st.BankID, Sequence: st.Sequence, Closing: st.Closing}
	}
	return nil
}

// checkBookings adds up what the matches say of every booked entry of a proven statement, and compares each
// match with its entry in the journal and with its instruction.
func (b *books) checkBookings(tx Tx, f *findings) error {
	if err := errors.Join(b.err, b.witnessErr); err != nil {
		return err
	}
	w := b.witness
	deals, err := tx.CoverDeals("")
	if err != nil {
		return err
	}
	sides, err := newDealWitness(tx)
	if err != nil {
		return err
	}
	matched := sides.taken(deals)
	for _, m := range w.matches {
		matched[bookingPlace{m.Statement, m.Entry}] += w.check(f, m)
	}
	for _, st := range w.statements {
		for _, e := range st.Entries {
			if st.State != lifecycle.StatementProven || !e.Booked {
				continue
			}
			f.counted++
			if got := matched[bookingPlace{st.ID, e.Number}]; got != e.Amount.Minor() {
				f.fail("statement %s of %s, entry %d: %s is booked, %s is matched", st.BankID, st.Correspondent, e.Number, e.Amount,
					money.FromMinor(e.Amount.Currency(), got))
			}
		}
	}
	return nil
}

// witness is what matches are compared with. It sees the entries in the walk over the journal.
type witness struct {
	statements []Statement
	matches    []Match
	at         map[int64]string        // correspondents of statements
	of         map[string]string       // correspondents of instructions
	wanted     map[string]string       // correspondents of the entries that matches name, by key
	moved      map[string]money.Amount // what an entry posts to a nostro account, debit positive, by key
	reversed   map[string]bool         // keys of entries that are undone
}

func newWitness(tx Tx) (w witness, err error) {
	w = witness{at: map[int64]string{}, of: map[string]string{}, wanted: map[string]string{},
		moved: map[string]money.Amount{}, reversed: map[string]bool{}}
	if w.statements, err = tx.Statements(); err != nil {
		return w, err
	}
	for _, st := range w.statements {
		w.at[st.ID] = st.Correspondent
	}
	if w.matches, err = tx.Matches(); err != nil {
		return w, err
	}
	for _, m := range w.matches {
		w.wanted[m.Journal] = w.at[m.Statement]
	}
	instructions, err := tx.InstructionsOf("")
	if err != nil {
		return w, err
	}
	for _, i := range instructions {
		w.of[i.ID] = i.Correspondent
	}
	return w, nil
}

// see keeps what the entry says of the matches.
func (w witness) see(e ledger.Entry) {
	if e.Reverses != "" {
		w.reversed[e.Reverses] = true
	}
	if correspondent, asked := w.wanted[e.Key]; asked {
		w.moved[e.Key] = nostroOf(e, correspondent)
	}
}

// check returns what the match says that the account moved by, credit positive: nothing where it was explained
// later by another one.
func (w witness) check(f *findings, m Match) int64 {
	place := fmt.Sprintf("statement %d, entry %d", m.Statement, m.Entry)
	moved, found := w.moved[m.Journal]
	if !found {
		f.fail("%s: journal entry %q is not there", place, m.Journal)
		return 0
	}
	minor := m.Amount.Minor()
	if !m.Credit {
		minor = -minor
	}
	if said := money.FromMinor(m.Amount.Currency(), minor); moved != said {
		f.fail("%s: the match moves %s, its journal entry %s", place, said, moved)
	}
	if m.Instruction != "" && w.of[m.Instruction] != w.at[m.Statement] {
		f.fail("%s: instruction %s is not one of %s", place, m.Instruction, w.at[m.Statement])
	}
	if w.reversed[m.Journal] {
		return 0
	}
	return minor
}

// nostroOf is what an entry posts to our account at the correspondent, debit positive.
func nostroOf(e ledger.Entry, correspondent string) money.Amount {
	for _, p := range e.Postings {
		if p.Account.Class() == "nostro" && p.Account.Owner() == correspondent {
			return p.Amount
		}
	}
	return money.Amount{}
}
