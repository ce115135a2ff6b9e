package jobs

import (
	"fmt"
	"slices"

	"nostro/lifecycle"
	"nostro/reconcile"
)

// joined is the statement that the pages are: the opening balance of the first, the closing one of the last.
func joined(pages []Statement) Statement {
	first, last := pages[0], pages[len(pages)-1]
	st := Statement{FileIn: last.FileIn, Correspondent: last.Correspondent, Account: last.Account, BankID: last.BankID, Sequence: last.Sequence,
		Currency: last.Currency, Opening: first.Opening, Closing: last.Closing, ClosingDate: last.ClosingDate, State: lifecycle.StatementRead,
		Copy: first.Copy}
	for _, p := range pages {
		st.Pages = append(st.Pages, StatementPage{Page: p.Page, From: len(st.Entries) + 1, FileIn: p.FileIn})
		for _, e := range p.Entries {
			e.Number = len(st.Entries) + 1
			st.Entries = append(st.Entries, e)
		}
	}
	return st
}

// join adds the statement that the pages are, which counts in their place, and in that of other contents of them: these stay
// to be seen as breaks.
func (s *Stages) join(tx Tx, pages []Statement, versions map[int64][]Statement, tally *reconcileTally) error {
	st := joined(pages)
	id, err := tx.AddStatement(st)
	if err != nil {
		return err
	}
	for _, p := range inOrder(versions) {
		counts := slices.ContainsFunc(pages, func(one Statement) bool { return one.ID == p.ID })
		why := fmt.Sprintf("it is page %d of statement %d", p.Page, id)
		if !counts {
			why = fmt.Sprintf("it has another content than page %d of statement %d, which adds up", p.Page, id)
		}
		if err := s.supersede(tx, p, id, why, tally); err != nil || counts {
			if err != nil {
				return err
			}
			continue
		}
		other := p.refused(reconcile.ReasonDuplicate, "Page %d of statement %s came with another content too. The statement does not add up with "+
			"it, so it does not count. Ask %s what it is.", p.Page, p.BankID, p.Correspondent)[0]
		one := s.statementBreak(p, other, Instruction{})
		one.Key += "other" // than the break about the page while nobody could tell
		if err := tx.AddBreak(one); err != nil {
			return err
		}
	}
	return nil
}

// supersede notes that another statement counts in place of this one. What was disputed about it is over.
func (s *Stages) supersede(tx Tx, st Statement, by int64, why string, tally *reconcileTally) error {
	st.Instead, st.Detail = by, memo(why)
	if err := tx.SaveStatement(st); err != nil {
		return err
	}
	tally.superseded++
	return s.resolveBreaks(tx, why, func(b Break) bool { return b.aboutWhole(st.ID) })
}

// sameContent tells whether two statements say the same of the same account, whatever their messages are called.
func (st Statement) sameContent(other Statement) bool {
	if st.accountKey() != other.accountKey() || st.Opening != other.Opening || st.Closing != other.Closing ||
		st.ClosingDate != other.ClosingDate || st.LastPage != other.LastPage || len(st.Entries) != len(other.Entries) {
		return false
	}
	return slices.EqualFunc(st.Entries, other.Entries, reconcile.Entry.Same)
}

// original returns the proven statement of which this one is a copy, 0 for none: the same number and the same content,
// whether the bank calls it a copy or not. The others come without their entries.
func (st Statement) original(tx Tx, all []Statement) (id int64, err error) {
	for _, other := range all {
		sameNumber := other.Sequence == st.Sequence && st.Sequence != 0 || other.BankID == st.BankID && st.BankID != ""
		if other.ID == st.ID || other.State != lifecycle.StatementProven || !sameNumber || other.Closing != st.Closing ||
			other.ClosingDate != st.ClosingDate {
			continue
		}
		if other.Entries, err = tx.StatementEntriesAsGiven(other.ID); err != nil {
			return 0, err
		}
		if st.sameContent(other) {
			return other.ID, nil
		}
	}
	return 0, nil
}
