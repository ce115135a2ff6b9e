package jobs

import (
	"context"
	"errors"
	"fmt"

	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/reconcile"
)

// takeStatements proves statements in order and posts what the proven ones show, each in a transaction of
// its own. A disputed one is tried again: what was missing before it may have come.
func (s *Stages) takeStatements(ctx context.Context, tally *reconcileTally) error {
	statements, err := view(ctx, s.Store, Tx.Statements)
	if err != nil {
		return err
	}
	previous := map[string]*Statement{}
	for n := range statements {
		st := &statements[n]
		account := st.Correspondent + "/" + st.Account + "/" + st.Currency.Code()
		if st.State != lifecycle.StatementProven {
			err := s.Store.Update(ctx, func(tx Tx) error { return s.takeStatement(tx, st, previous[account], tally) })
			if err != nil {
				return fmt.Errorf("statement %s of %s: %w", st.BankID, st.Correspondent, err)
			}
		}
		if st.State == lifecycle.StatementProven {
			previous[account] = st
		}
	}
	return nil
}

func (s *Stages) takeStatement(tx Tx, st *Statement, previous *Statement, tally *reconcileTally) error {
	breaks, err := s.prove(*st, previous)
	if err != nil {
		return err
	}
	if len(breaks) > 0 {
		return s.dispute(tx, st, breaks, tally)
	}
	before := st.State
	st.State, st.Detail, st.ProvenAt = lifecycle.StatementProven, "", s.instant()
	if err := tx.SaveStatement(*st); err != nil {
		return err
	}
	tally.proven++
	if before == lifecycle.StatementDisputed {
		if err := s.resolveStatementBreaks(tx, st.ID); err != nil {
			return err
		}
	}
	if previous == nil {
		if err := s.postOpening(tx, *st); err != nil {
			return err
		}
	}
	return s.takeEntries(tx, *st, tally)
}

// prove returns why the statement cannot count, or nothing where it does.
func (s *Stages) prove(st Statement, previous *Statement) ([]reconcile.Break, error) {
	refuse := func(reason reconcile.Reason, text string) []reconcile.Break {
		return []reconcile.Break{{Reason: reason, Statement: st.BankID, Amount: st.Closing, Text: text}}
	}
	if !s.ours(st) {
		return refuse(reconcile.ReasonUnknownAtUs, fmt.Sprintf("Statement %s is about account %s in %s, which nostro.yaml does not "+
			"name at %s. Nothing of it is posted. Add the account, or ask the bank.", st.BankID, st.Account, st.Currency, st.Correspondent)), nil
	}
	if st.Opening.Currency().IsZero() || st.Closing.Currency().IsZero() {
		return refuse(reconcile.ReasonDoesNotAddUp, fmt.Sprintf("Statement %s cannot be proven: its opening or closing balance is missing. "+
			"Ask %s for one with both.", st.BankID, st.Correspondent)), nil
	}
	var last *reconcile.Previous
	if previous != nil {
		last = &reconcile.Previous{ID: previous.BankID, Sequence: previous.Sequence, Closing: previous.Closing}
	}
	proof, err := reconcile.Prove(asReconcile(st), last)
	if err != nil { // such as two currencies in one statement: it is disputed, and the others go on
		return refuse(reconcile.ReasonDoesNotAddUp, err.Error()), nil
	}
	if proof.State != lifecycle.StatementProven && len(proof.Breaks) == 0 {
		return nil, errors.New("a statement that is not proven has no break that says why")
	}
	return proof.Breaks, nil
}

func (s *Stages) ours(st Statement) bool {
	c, err := s.Settings.Correspondent(st.Correspondent)
	if err != nil {
		return false
	}
	a, ok := c.Account(st.Currency)
	return ok && a.Number() == st.Account
}

func asReconcile(st Statement) reconcile.Statement {
	return reconcile.Statement{Correspondent: st.Correspondent, Account: st.Account, ID: st.BankID, Sequence: st.Sequence,
		Currency: st.Currency, Opening: st.Opening, Closing: st.Closing, Entries: st.Entries}
}

// dispute keeps the statement out of the books and shows why. Found disputed again, it is no news.
func (s *Stages) dispute(tx Tx, st *Statement, breaks []reconcile.Break, tally *reconcileTally) error {
	for _, b := range breaks {
		if err := tx.AddBreak(s.statementBreak(*st, b, Instruction{})); err != nil {
			return err
		}
	}
	if st.State == lifecycle.StatementDisputed {
		return nil
	}
	tally.disputed++
	st.State, st.Detail = lifecycle.StatementDisputed, breaks[0].Text
	return tx.SaveStatement(*st)
}

func (s *Stages) statementBreak(st Statement, b reconcile.Break, i Instruction) Break {
	return Break{Key: fmt.Sprintf("statement:%d:%d:%d:%s:%s", st.ID, b.Entry, b.Detail, b.Reason, b.Instruction),
		Reason: b.Reason, Correspondent: st.Correspondent, Cycle: i.Cycle, Instruction: b.Instruction,
		Statement: st.ID, Entry: b.Entry, Amount: b.Amount, Text: b.Text, State: lifecycle.BreakOpen, OpenedAt: s.instant()}
}

// resolveStatementBreaks closes the breaks about a statement as a whole, now that it is proven.
func (s *Stages) resolveStatementBreaks(tx Tx, statement int64) error {
	breaks, err := tx.Breaks()
	if err != nil {
		return err
	}
	for _, b := range breaks {
		if b.Statement == statement && b.Entry == 0 && b.State == lifecycle.BreakOpen {
			if err := tx.ResolveBreak(b.Key, "what was missing has come: the statement is proven", s.instant()); err != nil {
				return err
			}
		}
	}
	return nil
}

// postOpening takes over what the account held before our books began.
func (s *Stages) postOpening(tx Tx, st Statement) error {
	if st.Opening.IsZero() {
		return nil
	}
	evidence, err := evidenceOf(tx, st.FileIn, memo("statement "+st.BankID+", opening balance"))
	if err != nil {
		return err
	}
	entry, err := ledger.Opened(ledger.Movement{Key: ledger.OpeningKey(st.Correspondent, st.Currency),
		Correspondent: st.Correspondent, Amount: st.Opening, ValueDate: st.ClosingDate, Evidence: evidence,
		Memo: "balance before the first statement"})
	if err != nil {
		return err
	}
	_, err = tx.Post(entry, s.instant())
	return err
}
