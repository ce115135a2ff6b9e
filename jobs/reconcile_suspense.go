package jobs

import (
	"fmt"

	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/reconcile"
)

// earlyBookings matches again every booking in suspense of which an instruction has come into the books.
func (s *Stages) earlyBookings(tx Tx) error {
	waiting, err := inSuspense(tx)
	if err != nil {
		return err
	}
	for _, w := range waiting {
		known, err := w.named(tx)
		if err != nil {
			return err
		}
		if !known || !w.whole {
			continue
		}
		if err := s.matchAgain(tx, w); err != nil {
			return fmt.Errorf("statement %s of %s, entry %d: %w", w.statement.BankID, w.statement.Correspondent,
				w.entry.Number, err)
		}
	}
	return nil
}

// matchAgain takes a booking out of suspense and posts what it is now known to be. Where it is still not
// explained to the last part, it stays where it is: a person decides.
func (s *Stages) matchAgain(tx Tx, w waitingBooking) error {
	instructions, err := tx.InstructionsAt(w.statement.Correspondent, w.statement.Currency)
	if err != nil {
		return err
	}
	one := w.statement
	one.Entries = []reconcile.Entry{w.entry}
	outcome, err := s.match(tx, one, instructions)
	if err != nil || !explained(outcome) {
		return err
	}
	for _, m := range w.matches {
		if err := s.outOfSuspense(tx, m); err != nil {
			return err
		}
	}
	if err := s.postOutcome(tx, one, outcome, instructions, ""); err != nil {
		return err
	}
	return s.resolveBreaks(tx, "its payment is in the books again", func(b Break) bool {
		return b.Statement == one.ID && b.Entry == w.entry.Number && b.Reason == reconcile.ReasonUnknownAtUs
	})
}

func explained(o reconcile.Outcome) bool {
	for _, f := range o.Findings {
		if f.Kind == reconcile.FindingUnexplained {
			return false
		}
	}
	return len(o.Findings) > 0
}

// outOfSuspense reverses the entry that put the booking there.
func (s *Stages) outOfSuspense(tx Tx, m Match) error {
	posted, found, err := tx.EntryByKey(m.Journal)
	if err != nil {
		return err
	}
	if !found {
		return fmt.Errorf("journal entry %q: %w", m.Journal, ErrUnknownID)
	}
	undo, err := ledger.Reverse(posted.Entry, ledger.ReversalKey(m.Journal))
	if err != nil {
		return err
	}
	return s.post(tx, undo)
}

// waitingBooking is an entry of a proven statement that is in suspense, or some of whose details are.
type waitingBooking struct {
	statement Statement
	entry     reconcile.Entry
	matches   []Match // those that are in suspense
	whole     bool    // nothing of the entry is explained
}

// inSuspense returns what is there now, in the order of statements and entries.
func inSuspense(tx Tx) ([]waitingBooking, error) {
	matches, err := tx.Matches()
	if err != nil {
		return nil, err
	}
	statements, err := tx.Statements()
	if err != nil {
		return nil, err
	}
	there, explained := map[bookingPlace][]Match{}, map[bookingPlace]bool{}
	for _, m := range matches {
		at := bookingPlace{m.Statement, m.Entry}
		if m.Kind != string(reconcile.FindingUnexplained) {
			explained[at] = true
			continue
		}
		_, reversed, err := tx.EntryByKey(ledger.ReversalKey(m.Journal))
		if err != nil {
			return nil, err
		}
		if !reversed {
			there[at] = append(there[at], m)
		}
	}
	var waiting []waitingBooking
	for _, st := range statements {
		for _, e := range st.Entries {
			at := bookingPlace{st.ID, e.Number}
			if st.State == lifecycle.StatementProven && len(there[at]) > 0 {
				waiting = append(waiting, waitingBooking{st, e, there[at], !explained[at]})
			}
		}
	}
	return waiting, nil
}

// names are the references of the details that are in suspense.
func (w waitingBooking) names() (out []reference) {
	for _, m := range w.matches {
		for _, d := range w.entry.Details {
			if m.Detail == d.Number || m.Detail == 0 {
				out = append(out, reference{d.UETR, instrIDOf(d.InstrID, d.EndToEndID)})
			}
		}
	}
	return out
}

// reference is how a bank names a payment; either may be "".
type reference struct{ uetr, instrID string }

// find returns the instruction that the bank means.
func (r reference) find(tx Tx, correspondent string) (Instruction, bool, error) {
	if r == (reference{}) {
		return Instruction{}, false, nil
	}
	i, found, err := tx.FindInstruction(r.uetr, r.instrID)
	return i, found && i.Correspondent == correspondent, err
}

// named tells whether an instruction of the books is meant.
func (w waitingBooking) named(tx Tx) (bool, error) {
	for _, name := range w.names() {
		if _, found, err := name.find(tx, w.statement.Correspondent); err != nil || found {
			return found, err
		}
	}
	return false, nil
}
