package jobs

import (
	"context"
	"fmt"

	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/reconcile"
)

// chain is how far the statements of one account are proven, while they are gone through in order.
type chain struct {
	previous *Statement // the last proven one so far, nil before the first
	ahead    int        // proven ones that are still to come: what lies before them cannot be new
	stopped  bool       // one of them could not be taken in, or was by another reconciliation: what follows on it waits
}

// takeStatements proves statements in order and posts what the proven ones show, each in a transaction of
// its own. A disputed one is tried again: what was missing before it may have come.
func (s *Stages) takeStatements(ctx context.Context, tally *reconcileTally) error {
	statements, err := view(ctx, s.Store, Tx.StatementHeads)
	if err != nil {
		return err
	}
	chains := chainsOf(statements)
	for n := range statements {
		st, c := &statements[n], chains[statements[n].accountKey()]
		if st.isPage() {
			continue // it proves nothing by itself
		}
		if c.stopped {
			continue
		}
		if st.State != lifecycle.StatementProven {
			if err := s.takeStatementAlone(ctx, st, c, statements, tally); err != nil {
				return err
			}
		} else {
			c.ahead--
		}
		if st.State == lifecycle.StatementProven {
			c.previous = st
		}
	}
	return nil
}

// takeStatementAlone takes one, whatever becomes of it: where that fails, or another reconciliation has taken it since, the others of its
// account wait, and those of other accounts go on.
func (s *Stages) takeStatementAlone(ctx context.Context, st *Statement, c *chain, all []Statement, tally *reconcileTally) error {
	before := *st
	taken, err := s.takeItem(ctx, tally, bankItem{said: SaidStatement, id: st.ID, reason: reconcile.ReasonStatementGap,
		name:          fmt.Sprintf("statement %s of %s (file in:%d)", st.BankID, st.Correspondent, st.FileIn),
		correspondent: st.Correspondent, statement: st.ID}, func(tx Tx) error { return s.takeStatement(tx, st, *c, all, tally) })
	if !taken {
		*st, c.stopped = before, true
	}
	return err
}

// accountKey names the account that the statement is about.
func (st Statement) accountKey() string {
	return st.Correspondent + "/" + st.Account + "/" + st.Currency.Code()
}

func chainsOf(statements []Statement) map[string]*chain {
	chains := map[string]*chain{}
	for _, st := range statements {
		if chains[st.accountKey()] == nil {
			chains[st.accountKey()] = &chain{}
		}
		if st.State == lifecycle.StatementProven {
			chains[st.accountKey()].ahead++
		}
	}
	return chains
}

func (s *Stages) takeStatement(tx Tx, st *Statement, c chain, all []Statement, tally *reconcileTally) error {
	var err error
	if st.Entries, err = tx.StatementEntries(st.ID); err != nil {
		return err
	}
	defer func() { st.Entries = nil }() // a year of them does not fit into memory
	if first, err := st.original(tx, all); err != nil {
		return err
	} else if first != 0 {
		tally.notes = append(tally.notes, fmt.Sprintf("statement %s of %s came again with the same content: nothing is booked twice",
			st.BankID, st.Correspondent))
		return s.supersede(tx, *st, first, fmt.Sprintf("it says what statement %d says: nothing is booked twice", first), tally)
	}
	if now, err := s.readAgainReversed(tx, *st); err != nil {
		return err
	} else if now != nil {
		return s.takeReadAgain(tx, st, *now, c, all, tally)
	}
	breaks, err := s.correction(tx, *st, all)
	if err == nil && len(breaks) == 0 {
		breaks, err = s.prove(*st, c)
	}
	if err == nil && len(breaks) == 0 && c.previous == nil {
		breaks, err = s.begunLate(tx, *st)
	}
	if err != nil {
		return err
	}
	if len(breaks) > 0 {
		return s.dispute(tx, st, breaks, tally)
	}
	st.State, st.Detail, st.ProvenAt = lifecycle.StatementProven, "", s.instant()
	if err := tx.SaveStatement(*st); err != nil {
		return err
	}
	tally.proven++
	if err := s.resolveProven(tx, *st, all); err != nil {
		return err
	}
	if c.previous == nil {
		if err := s.postOpening(tx, *st); err != nil {
			return err
		}
	}
	return s.takeEntries(tx, *st, tally)
}

// takeReadAgain puts a statement as it is read now in the place of what it was read as, and takes it.
func (s *Stages) takeReadAgain(tx Tx, st *Statement, now Statement, c chain, all []Statement, tally *reconcileTally) error {
	id, err := tx.AddStatement(now)
	if err != nil {
		return err
	}
	err = s.supersede(tx, *st, id, fmt.Sprintf("its reversals have the other direction, by nostro.yaml: statement %d", id), tally)
	if err != nil {
		return err
	}
	now.ID = id
	*st = now
	return s.takeStatement(tx, st, c, all, tally)
}

// dispute keeps the statement out of the books and shows why. Found disputed again, it is no news, but
// may be for less or more than before.
func (s *Stages) dispute(tx Tx, st *Statement, breaks []reconcile.Break, tally *reconcileTally) error {
	still := map[string]bool{}
	for _, b := range breaks {
		one := s.statementBreak(*st, b, Instruction{})
		still[one.Key] = true
		if err := tx.AddBreak(one); err != nil {
			return err
		}
	}
	if st.State == lifecycle.StatementDisputed {
		if st.Detail != breaks[0].Text { // such as a gap of which a part has come
			st.Detail = breaks[0].Text
			if err := tx.SaveStatement(*st); err != nil {
				return err
			}
		}
		return s.resolveBreaks(tx, "the statement is disputed for another reason now", func(b Break) bool {
			return b.aboutWhole(st.ID) && !still[b.Key]
		})
	}
	tally.disputed++
	st.State, st.Detail = lifecycle.StatementDisputed, breaks[0].Text
	return tx.SaveStatement(*st)
}

func (s *Stages) statementBreak(st Statement, b reconcile.Break, i Instruction) Break {
	return Break{Key: fmt.Sprintf("statement:%d:%d:%d:%s:%s", st.ID, b.Entry, b.Detail, b.Reason, b.Instruction),
		Reason: b.Reason, Correspondent: st.Correspondent, Cycle: i.Cycle, Instruction: b.Instruction,
		Statement: st.ID, Entry: b.Entry, Detail: b.Detail, Amount: b.Amount, Text: b.Text, State: lifecycle.BreakOpen, OpenedAt: s.instant()}
}

// resolveProven closes the breaks about a statement as a whole, now that it is proven, and those about a
// wrong copy of it, whose place it has taken. That a second copy came stays open: a person compares them.
func (s *Stages) resolveProven(tx Tx, st Statement, all []Statement) error {
	err := s.resolveBreaks(tx, "what was missing has come: the statement is proven", func(b Break) bool {
		return b.aboutWhole(st.ID)
	})
	if err != nil {
		return err
	}
	copies := map[int64]bool{}
	for _, other := range all {
		sameNumber := other.Sequence == st.Sequence && st.Sequence != 0 || other.BankID == st.BankID && st.BankID != ""
		copies[other.ID] = other.ID != st.ID && other.accountKey() == st.accountKey() && sameNumber
	}
	return s.resolveBreaks(tx, fmt.Sprintf("statement %s came again and is proven in its place", st.BankID),
		func(b Break) bool {
			return copies[b.Statement] && b.aboutWhole(b.Statement) && b.Reason != reconcile.ReasonDuplicate
		})
}

// aboutWhole tells whether the break is about the statement with that id as a whole.
func (b Break) aboutWhole(statement int64) bool {
	return b.Statement == statement && b.Statement != 0 && b.Entry == 0
}

// resolveBreaks closes every open break that which picks.
func (s *Stages) resolveBreaks(tx Tx, resolution string, which func(Break) bool) error {
	breaks, err := tx.Breaks()
	if err != nil {
		return err
	}
	for _, b := range breaks {
		if b.State != lifecycle.BreakOpen || !which(b) {
			continue
		}
		if err := tx.ResolveBreak(b.Key, memo(resolution), s.instant()); err != nil {
			return err
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
	return s.post(tx, entry)
}
