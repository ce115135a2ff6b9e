package jobs

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// An advice may contradict what its booking was matched with. Once a person has undone that, what the advice tells opens the
// booking: what was undone is matched by the payments that it tells.

// reconsiderAdvices looks again at those that contradict, where nobody has closed the break about it.
func (s *Stages) reconsiderAdvices(ctx context.Context, tally *reconcileTally) error {
	breaks, err := view(ctx, s.Store, Tx.Breaks)
	if err != nil {
		return err
	}
	open := map[string]bool{}
	for _, b := range breaks {
		if b.State == lifecycle.BreakOpen && strings.HasPrefix(b.Key, "advice:contradicts:") {
			open[b.Key] = true
		}
	}
	if len(open) == 0 {
		return nil
	}
	return s.Store.Update(ctx, func(tx Tx) error {
		all, err := tx.Advices()
		if err != nil {
			return err
		}
		for _, a := range all {
			if !open[adviceKey(contradicts, a)] {
				continue
			}
			if err := s.reconsider(tx, a.together(all), tally); err != nil {
				return fmt.Errorf("advice %d: %w", a.ID, err)
			}
		}
		return nil
	})
}

// together are the advice and those that contradict the same booking together with it.
func (a Advice) together(all []Advice) []Advice {
	advices := []Advice{a}
	for _, other := range all {
		if other.ID != a.ID && other.State == lifecycle.AdviceContradicts && other.Statement == a.Statement && other.Entry == a.Entry &&
			other.Why == a.Why {
			advices = append(advices, other)
		}
	}
	return advices
}

func (s *Stages) reconsider(tx Tx, advices []Advice, tally *reconcileTally) error {
	a := advices[0]
	heads, err := tx.StatementHeads()
	if err != nil {
		return err
	}
	at := slices.IndexFunc(heads, func(st Statement) bool { return st.ID == a.Statement })
	if at < 0 {
		return nil // another statement counts in its place
	}
	st := heads[at]
	if st.Entries, err = tx.StatementEntries(st.ID); err != nil {
		return err
	}
	n := slices.IndexFunc(st.Entries, func(e reconcile.Entry) bool { return e.Number == a.Entry })
	if n < 0 || st.Entries[n].Names() {
		return nil
	}
	told := a.told()
	if len(advices) > 1 {
		parts := make([]*reconcile.Advice, len(advices))
		for n := range advices {
			parts[n] = advices[n].told()
		}
		told, _ = reconcile.Together(&st.Entries[n], parts)
	}
	if text, _ := told.Contradiction(&st.Entries[n]); text != "" {
		return nil
	}
	opened := st.Entries[n]
	opened.Details = following(opened.Details, told.Booking.Details)
	return newAdviceDesk(s, tx, []*Statement{&st}).agrees(advices, &st, opened, tally)
}

// agrees ends the contradiction where the booking is settled with what is told by now, or what is in suspense of it is just that.
func (d *adviceDesk) agrees(advices []Advice, st *Statement, opened reconcile.Entry, tally *reconcileTally) error {
	if err := d.readMatches(); err != nil {
		return err
	}
	live := d.live[bookingPlace{st.ID, opened.Number}]
	differs, err := comparePayments(d.tx, st.Correspondent, opened.Details, live)
	if err != nil || len(differs.ours) > 0 {
		return err
	}
	held := slices.DeleteFunc(slices.Clone(live), func(m Match) bool { return m.Kind != string(reconcile.FindingUnexplained) })
	became := "its booking is settled with just these payments now"
	if len(held)+len(differs.theirs) > 0 {
		done, err := d.matchTold(advices[0], *st, opened, differs, held)
		if err != nil || !done {
			return err
		}
		became = fmt.Sprintf("what was undone of its booking is matched by the %s that it tells", count(len(differs.theirs), "payment"))
	}
	if err := d.open(advices, st, opened); err != nil {
		return err
	}
	tally.advices += len(advices)
	if err := d.endAll(advices, lifecycle.AdviceTaken, became); err != nil {
		return err
	}
	return d.tx.ResolveBreak(adviceKey(contradicts, advices[0]), became, d.stages.instant())
}

// matchTold matches what is in suspense of a booking by the payments that are told and not matched, where they make it and any of
// them is known.
func (d *adviceDesk) matchTold(a Advice, st Statement, e reconcile.Entry, differs paymentsDiffer, held []Match) (bool, error) {
	rest := money.Zero(e.Amount.Currency())
	e.Details, e.Batch, e.Charges = nil, nil, money.Amount{}
	for _, one := range differs.theirs {
		var err error
		if one.Detail.Amount.Currency() != rest.Currency() {
			return false, nil // it does not say how much
		}
		if rest, err = rest.Add(one.Detail.Amount); err != nil {
			return false, err
		}
		e.Details = append(e.Details, one.Detail)
	}
	lies := money.Zero(rest.Currency())
	for _, m := range held {
		var err error
		if lies, err = lies.Add(signed(m)); err != nil || m.Rule == byHand && !m.reopened() {
			return false, err
		}
	}
	if e.Amount = rest; lies != rest || rest.IsZero() {
		return false, nil
	}
	became := ""
	err := d.rebook(a, st, e, held, &became)
	return err == nil && became == "", err
}
