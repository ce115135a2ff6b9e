package jobs

import (
	"errors"
	"fmt"
	"strings"

	"nostro/lifecycle"
	"nostro/reconcile"
)

// prove returns why the statement cannot count, or nothing where it does.
func (s *Stages) prove(st Statement, c chain) ([]reconcile.Break, error) {
	if !s.ours(st) {
		return st.refused(reconcile.ReasonUnknownAtUs, "Statement %s is about account %s in %s, which nostro.yaml does not "+
			"name at %s. Nothing of it is posted. Add the account, or ask the bank.", st.BankID, st.Account, st.Currency,
			st.Correspondent), nil
	}
	if lacks := st.lacks(); len(lacks) > 0 {
		return st.refused(reconcile.ReasonDoesNotAddUp,
			"Statement %s cannot be proven: it lacks %s. Ask %s for one that has it.", st.BankID, strings.Join(lacks, " and "), st.Correspondent), nil
	}
	if c.previous == nil && c.ahead > 0 {
		return st.refused(reconcile.ReasonStatementGap,
			"Statement %s of %s lies before the one with which our books of the account "+
				"begin. Nothing of it is posted: what it moved is in the opening balance.", st.BankID, st.ClosingDate), nil
	}
	var last *reconcile.Previous
	if c.previous != nil {
		last = &reconcile.Previous{ID: c.previous.BankID, Sequence: c.previous.Sequence, Closing: c.previous.Closing}
	}
	proof, err := reconcile.Prove(asReconcile(st), last)
	switch {
	case err != nil: // such as two currencies in one statement: it is disputed, and the others go on
		return st.refused(reconcile.ReasonDoesNotAddUp, "%s", err), nil
	case proof.State != lifecycle.StatementProven && len(proof.Breaks) == 0:
		return nil, errors.New("a statement that is not proven has no break that says why")
	case proof.State == lifecycle.StatementProven && c.ahead > 0:
		return st.refused(reconcile.ReasonDuplicate,
			"Statement %s of %s lies between statements that are proven and follow on each "+
				"other: there is nothing that it could add. Nothing of it is posted. Ask %s what it is.",
			st.BankID, st.ClosingDate, st.Correspondent), nil
	}
	if proof.Flipped {
		for n := range proof.Breaks {
			proof.Breaks[n].Text += s.aboutReversals(st)
		}
	}
	return proof.Breaks, nil
}

// lacks names what a statement is proven by and the bank did not give.
func (st Statement) lacks() (names []string) {
	for _, part := range []struct {
		missing bool
		name    string
	}{
		{st.Opening.Currency().IsZero(), "its opening balance"},
		{st.Closing.Currency().IsZero(), "its closing balance"},
		{st.ClosingDate.IsZero(), "the date of its closing balance"},
	} {
		if part.missing {
			names = append(names, part.name)
		}
	}
	return names
}

// refused is the break of a statement that cannot count.
func (st Statement) refused(reason reconcile.Reason, format string, args ...any) []reconcile.Break {
	return []reconcile.Break{{Reason: reason, Statement: st.BankID, Amount: st.Closing, Text: fmt.Sprintf(format,
		args...)}}
}

// ours tells whether the statement is about an account that we hold at the correspondent.
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
		Currency: st.Currency, Opening: st.Opening, Closing: st.Closing, Entries: st.Entries, NoMatches: st.NoMatches}
}
