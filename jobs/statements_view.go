package jobs

import (
	"context"
	"fmt"

	"nostro/ledger"
	"nostro/lifecycle"
)

// StatementView is a statement as people look at it: with its file, what became of each entry, and what to do next.
type StatementView struct {
	Statement
	File    string // name of the file
	Message string // camt.053.001.08, MT940 ...
	Why     string // of a disputed one: what its open breaks say, else what was found first
	Next    string // what to do next
	Matches []Match
	Undone  map[string]bool // of the matches, those whose entry of the journal is reversed, by its key
}

// StatementViews returns the statements in the order in which they are proven: by correspondent, currency, day of the
// closing balance and number.
// Those in place of which another one counts, such as pages and copies, are left out.
func (s *Stages) StatementViews(ctx context.Context) ([]StatementView, error) {
	return s.statementViews(ctx, Tx.Statements)
}

// SupersededViews returns, by id, those in place of which another one counts.
func (s *Stages) SupersededViews(ctx context.Context) ([]StatementView, error) {
	return s.statementViews(ctx, Tx.SupersededStatements)
}

func (s *Stages) statementViews(ctx context.Context, which func(Tx) ([]Statement, error)) ([]StatementView, error) {
	return view(ctx, s.Store, func(tx Tx) ([]StatementView, error) {
		statements, err := which(tx)
		if err != nil {
			return nil, err
		}
		files, err := tx.FilesIn()
		if err != nil {
			return nil, err
		}
		breaks, err := tx.Breaks()
		if err != nil {
			return nil, err
		}
		byID := map[int64]FileIn{}
		for _, f := range files {
			byID[f.ID] = f
		}
		var out []StatementView
		for _, st := range statements {
			f := byID[st.FileIn]
			v := StatementView{Statement: st, File: f.Name, Message: f.Message}
			v.explain(breaks)
			out = append(out, v)
		}
		return out, nil
	})
}

func (v *StatementView) explain(breaks []Break) {
	switch {
	case v.Instead != 0:
		v.Why, v.Next = v.Detail, fmt.Sprintf("nothing: statement %d counts in its place", v.Instead)
		return
	case v.State == lifecycle.StatementProven:
		v.Next = "nothing: it is proven"
		return
	case v.State == lifecycle.StatementRead && v.isPage():
		v.Why, v.Next = v.Detail, "nostro collect fetches what comes; nostro reconcile joins the pages when all are there"
		return
	case v.State == lifecycle.StatementRead:
		v.Next = "nostro reconcile proves it"
		return
	}
	v.Why, v.Next = v.Detail, "ask the bank; nostro reconcile tries again each time"
	for _, b := range breaks {
		if b.aboutWhole(v.ID) && b.State == lifecycle.BreakOpen {
			v.Why, v.Next = b.Text, fmt.Sprintf("nostro breaks show %d; nostro reconcile tries again each time", b.ID)
			return
		}
	}
}

// StatementView returns one with its matches. Where there is none, the error wraps ErrUnknownID.
func (s *Stages) StatementView(ctx context.Context, id int64) (StatementView, error) {
	all, err := s.StatementViews(ctx)
	if err != nil {
		return StatementView{}, err
	}
	others, err := s.SupersededViews(ctx)
	if err != nil {
		return StatementView{}, err
	}
	for _, v := range append(all, others...) {
		if v.ID != id {
			continue
		}
		err := s.Store.View(ctx, func(tx Tx) error { return v.lookAtMatches(tx) })
		return v, err
	}
	return StatementView{}, fmt.Errorf("statement %d: %w: nostro statements lists them", id, ErrUnknownID)
}

// lookAtMatches reads what its entries were matched with, and what of it was undone. Where a match is undone, something else was
// posted for its entry since, so an entry of one match has none.
func (v *StatementView) lookAtMatches(tx Tx) error {
	matches, err := tx.MatchesOn(v.ID)
	if err != nil {
		return err
	}
	v.Matches, v.Undone = matches, map[string]bool{}
	of := map[int]int{}
	for _, m := range matches {
		of[m.Entry]++
	}
	for _, m := range v.Matches {
		if of[m.Entry] == 1 {
			continue
		}
		_, reversed, err := tx.EntryByKey(ledger.ReversalKey(m.Journal))
		if err != nil {
			return err
		}
		if reversed {
			v.Undone[m.Journal] = true
		}
	}
	return nil
}

// AdviceView is an advice as people look at it.
type AdviceView struct {
	Advice
	File string // its name
}

// AdviceViews returns what notifications (camt.054) told, in the order in which it came.
func (s *Stages) AdviceViews(ctx context.Context) ([]AdviceView, error) {
	return view(ctx, s.Store, func(tx Tx) ([]AdviceView, error) {
		all, err := tx.Advices()
		if err != nil {
			return nil, err
		}
		files, err := tx.FilesIn()
		names := map[int64]string{}
		for _, f := range files {
			names[f.ID] = f.Name
		}
		var out []AdviceView
		for _, a := range all {
			out = append(out, AdviceView{a, names[a.FileIn]})
		}
		return out, err
	})
}
