package jobs

import (
	"context"
	"fmt"

	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// A camt.054 informs, whenever it comes. Before its statement, it waits, and the entry is matched by the payments that it
// tells. After it, what lies in suspense is matched again, and what is settled is compared with it.

// repeatedAdvices notes those that tell what another one told already, so that nothing is done twice.
func (s *Stages) repeatedAdvices(ctx context.Context, tally *reconcileTally) error {
	waiting, err := view(ctx, s.Store, Tx.WaitingAdvices)
	if err != nil || len(waiting) == 0 {
		return err
	}
	return s.Store.Update(ctx, func(tx Tx) error {
		all, err := tx.Advices()
		if err != nil {
			return err
		}
		earlier := map[money.Amount][]Advice{}
		for _, a := range all {
			amount := a.Booking.Amount
			for _, b := range earlier[amount] {
				if a.State == lifecycle.AdviceWaiting && a.repeats(b) {
					a.State, a.Statement, a.Entry = lifecycle.AdviceTaken, b.Statement, b.Entry
					a.Why = fmt.Sprintf("it repeats advice %d: nothing is done twice", b.ID)
					tally.advices++
					if err := tx.SaveAdvice(a); err != nil {
						return err
					}
					break
				}
			}
			earlier[amount] = append(earlier[amount], a)
		}
		return nil
	})
}

// openAdvised gives the entries of a statement that was just proven the payments that advices told before it came.
func (s *Stages) openAdvised(tx Tx, st *Statement) error {
	waiting, err := tx.WaitingAdvices()
	if err != nil {
		return err
	}
	desk := newAdviceDesk(s, tx, []*Statement{st})
	for _, a := range waiting {
		if desk.of(a) != nil {
			if err := desk.take(a, false); err != nil {
				return fmt.Errorf("advice %d: %w", a.ID, err)
			}
		}
	}
	return desk.joinParts(false)
}

// takeAdvices looks for the bookings of those that still wait: on statements that are proven already.
func (s *Stages) takeAdvices(ctx context.Context, tally *reconcileTally) error {
	waiting, err := view(ctx, s.Store, Tx.WaitingAdvices)
	if err != nil || len(waiting) == 0 {
		return err
	}
	err = s.Store.Update(ctx, func(tx Tx) error {
		if waiting, err = tx.WaitingAdvices(); err != nil { // another reconciliation may have taken some since
			return err
		}
		statements, err := tx.Statements()
		if err != nil {
			return err
		}
		var proven []*Statement
		for n := range statements {
			if statements[n].State == lifecycle.StatementProven {
				proven = append(proven, &statements[n])
			}
		}
		desk := newAdviceDesk(s, tx, proven)
		for _, a := range waiting {
			if err := desk.take(a, true); err != nil {
				return fmt.Errorf("advice %d: %w", a.ID, err)
			}
		}
		return desk.joinParts(true)
	})
	if err != nil {
		return err
	}
	still, err := view(ctx, s.Store, Tx.WaitingAdvices)
	tally.advices += len(waiting) - len(still)
	if len(still) > 0 {
		tally.notes = append(tally.notes, countOf(len(still), "booking of camt.054 waits for its statement", "bookings of camt.054 wait for their statement")+
			": nostro statements advices")
	}
	return err
}

// adviceDesk is where advices find their bookings.
type adviceDesk struct {
	stages     *Stages
	tx         Tx
	statements []*Statement
	bookings   map[string]*reconcile.Bookings // by account
	home       map[*reconcile.Entry]*Statement
	live       map[bookingPlace][]Match // matches that hold; nil until somebody asks
	undone     noMatches                // nil until somebody asks
	parts      map[*reconcile.Entry]*adviceParts
}

func newAdviceDesk(s *Stages, tx Tx, statements []*Statement) *adviceDesk {
	d := &adviceDesk{stages: s, tx: tx, statements: statements, bookings: map[string]*reconcile.Bookings{},
		home: map[*reconcile.Entry]*Statement{}, parts: map[*reconcile.Entry]*adviceParts{}}
	entries := map[string][]*reconcile.Entry{}
	for _, st := range statements {
		for n := range st.Entries {
			e := &st.Entries[n]
			d.home[e] = st
			entries[st.accountKey()] = append(entries[st.accountKey()], e)
		}
	}
	for account, all := range entries {
		d.bookings[account] = reconcile.NewBookings(all)
	}
	return d
}

// of returns the bookings of the account of the advice, nil where there is none.
func (d *adviceDesk) of(a Advice) *reconcile.Bookings {
	return d.bookings[Statement{Correspondent: a.Correspondent, Account: a.Account, Currency: a.Currency()}.accountKey()]
}

// following numbers details so that they follow on those that an entry has.
func following(has, details []reconcile.Detail) (out []reconcile.Detail) {
	last := 0
	for _, d := range has {
		last = max(last, d.Number)
	}
	for n, d := range details {
		d.Number = last + n + 1
		out = append(out, d)
	}
	return out
}

// endAll is end for those that tell a booking together.
func (d *adviceDesk) endAll(advices []Advice, state lifecycle.Advice, why string) error {
	for _, a := range advices {
		if err := d.end(a, state, why); err != nil {
			return err
		}
	}
	return nil
}

// end keeps what became of the advice. A break that said that its booking is missing closes.
func (d *adviceDesk) end(a Advice, state lifecycle.Advice, why string) error {
	a.State, a.Why = state, memo(why)
	if err := d.tx.SaveAdvice(a); err != nil || a.Statement == 0 {
		return err
	}
	return d.tx.ResolveBreak(adviceKey("missing", a), memo(fmt.Sprintf("its booking is statement %d, entry %d", a.Statement, a.Entry)),
		d.stages.instant())
}

// adviceKey is the key of a break about an advice.
func adviceKey(what string, a Advice) string { return fmt.Sprintf("advice:%s:%d", what, a.ID) }
