package jobs

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// A bank may correct a statement that is proven already: the same number and day, other entries. That is a break, which lists
// the difference. Once a person accepts it, what is gone is reversed, what is new is booked, what is the same stays booked as it
// is, and the correction counts in place of the first.

// correctionLinesMax bounds how many differences a break lists.
const correctionLinesMax = 20

// corrects returns the proven statement of which this one is a correction, with its entries; ok is false for none. A number may
// come again in another year, so the day counts too.
func (st Statement) corrects(tx Tx, all []Statement) (old Statement, ok bool, err error) {
	for _, other := range all {
		sameNumber := other.Sequence == st.Sequence && st.Sequence != 0 || st.Sequence == 0 && other.BankID == st.BankID && st.BankID != ""
		if other.ID != st.ID && other.State == lifecycle.StatementProven && sameNumber && other.accountKey() == st.accountKey() &&
			other.ClosingDate == st.ClosingDate {
			other.Entries, err = tx.StatementEntriesAsGiven(other.ID)
			return other, err == nil, err
		}
	}
	return Statement{}, false, nil
}

// correction is the break of a statement that adds up and says something else than a proven one of its number, nil for others.
func (s *Stages) correction(tx Tx, st Statement, all []Statement) ([]reconcile.Break, error) {
	old, ok, err := st.corrects(tx, all)
	if err != nil || !ok || !addsUp(st) {
		return nil, err
	}
	text := fmt.Sprintf("Statement %s (number %d) came again with another content: statement %d is proven already, with closing balance %s, this one "+
		"has %s.", st.BankID, st.Sequence, old.ID, old.Closing, st.Closing)
	for _, line := range reconcile.Corrected(old.Entries, st.Entries).Lines(correctionLinesMax) {
		text += " " + line + "."
	}
	b := st.refused(reconcile.ReasonDuplicate, "%s", text+" Nothing of it is posted. Ask "+st.Correspondent+" which one counts.")
	b[0].Amount, err = st.Closing.Sub(old.Closing)
	return b, err
}

// AcceptCorrection puts a corrected statement in the place of the proven one of its number. It needs another person above the
// limit of one alone, measured by all that is undone and added.
func (s *Stages) AcceptCorrection(ctx context.Context, id int64, reason string) (Result, error) {
	return s.act(ctx, breakAct{Do: BreakMatched, Break: id, Correction: true, Reason: reason})
}

// corrected is a correction that can be accepted.
type corrected struct {
	old, now Statement
	reconcile.Correction
	undone  []Match // those that hold of what is undone
	kept    []Match // those that hold of what stays, at the places where they stand now
	places  map[bookingPlace]bookingPlace
	opening money.Amount // by how much more our books of the account begin, where it is the first statement; else the zero value
}

// prepareCorrection completes the act with what differs, or says why it cannot be accepted.
func (d *breakDesk) prepareCorrection(a *breakAct, b Break) error {
	c, err := d.correctionOf(b)
	if err != nil {
		return err
	}
	gross, ok := c.Gross(c.now.Currency)
	if !ok {
		return fmt.Errorf("break %d: what the correction moves is beyond 64 bits", b.ID)
	}
	lines := c.Lines(correctionLinesMax)
	if c.opening != (money.Amount{}) {
		size, err := c.opening.Abs()
		if err != nil {
			return fmt.Errorf("break %d: %w", b.ID, err)
		}
		if gross, err = gross.Add(size); err != nil {
			return fmt.Errorf("break %d: %w", b.ID, err)
		}
		lines = append([]string{c.opens()}, lines...)
	}
	a.Corrects, a.Amount, a.Difference = c.old.ID, amountText(gross), lines
	return nil
}

func (d *breakDesk) correctionOf(b Break) (c corrected, err error) {
	now, known := d.statements[b.Statement]
	if !known || b.Entry != 0 || b.Reason != reconcile.ReasonDuplicate || now.State == lifecycle.StatementProven || now.isPage() {
		return c, fmt.Errorf("break %d is about no statement that corrects a proven one: %s", b.ID, hintOf(b))
	}
	heads, err := d.tx.StatementHeads()
	if err != nil {
		return c, err
	}
	old, found, err := now.corrects(d.tx, heads)
	if err != nil {
		return c, err
	}
	if !found {
		return c, fmt.Errorf("break %d: no proven statement has the number and the day of %s: %s", b.ID, now.BankID, hintOf(b))
	}
	c = corrected{old: old, now: now, Correction: reconcile.Corrected(old.Entries, now.Entries), places: map[bookingPlace]bookingPlace{}}
	for _, pair := range c.Kept {
		c.places[bookingPlace{old.ID, pair[0].Number}] = bookingPlace{now.ID, pair[1].Number}
	}
	if err := d.fits(&c, heads); err != nil {
		return c, fmt.Errorf("break %d: %w", b.ID, err)
	}
	return c, d.standing(&c, b)
}

// fits sees that the chain of statements holds with the correction.
func (d *breakDesk) fits(c *corrected, heads []Statement) (err error) {
	var before, after *Statement
	passed := false
	for n := range heads {
		st := &heads[n]
		switch {
		case st.State != lifecycle.StatementProven || st.accountKey() != c.old.accountKey():
		case st.ID == c.old.ID:
			passed = true
		case !passed:
			before = st
		case after == nil:
			after = st
		}
	}
	var last *reconcile.Previous
	switch {
	case before != nil:
		last = &reconcile.Previous{ID: before.BankID, Sequence: before.Sequence, Closing: before.Closing}
	case c.now.Opening != c.old.Opening:
		if c.opening, err = c.now.Opening.Sub(c.old.Opening); err != nil {
			return err
		}
	}
	proof, err := reconcile.Prove(asReconcile(c.now), last)
	switch {
	case err != nil:
		return err
	case proof.State != lifecycle.StatementProven:
		return fmt.Errorf("the correction is not proven itself: %s", proof.Breaks[0].Text)
	case after != nil && after.Opening != c.now.Closing:
		return fmt.Errorf("statement %d (%s) after it is proven and opens with %s, the correction closes with %s: ask %s to correct that one too",
			after.ID, after.BankID, after.Opening, c.now.Closing, c.now.Correspondent)
	}
	return nil
}

// standing gathers the matches that hold. What a person did about an entry that is undone, or a deal that took one, must be
// undone first.
func (d *breakDesk) standing(c *corrected, b Break) error {
	legs, err := d.tx.CoverLegs()
	if err != nil {
		return err
	}
	if slices.ContainsFunc(legs, func(l CoverLeg) bool { return l.Statement == c.old.ID }) {
		return fmt.Errorf("break %d: a cover deal was found on statement %d, and what is found of a deal is not undone: ask %s to book what was "+
			"wrong on a later statement, as a reversal and a booking; then nostro breaks close %d --reason WHY leaves this one", b.ID, c.old.ID,
			c.now.Correspondent, b.ID)
	}
	for _, m := range d.matches {
		if m.Statement != c.old.ID {
			continue
		}
		if _, reversed, err := d.tx.EntryByKey(ledger.ReversalKey(m.Journal)); err != nil {
			return err
		} else if reversed {
			continue
		}
		place, kept := c.places[bookingPlace{m.Statement, m.Entry}]
		if !kept {
			c.undone = append(c.undone, m)
			continue
		}
		if m.Kind == string(reconcile.FindingUnexplained) && !d.shownOpen(m) {
			return fmt.Errorf("break %d: entry %d of statement %d was paired by a person: reopen that first", b.ID, m.Entry, m.Statement)
		}
		m.Statement, m.Entry = place.statement, place.entry
		c.kept = append(c.kept, m)
	}
	for _, other := range d.breaks {
		_, kept := c.places[bookingPlace{other.Statement, other.Entry}]
		last, ended := d.last(other)
		switch {
		case other.Statement != c.old.ID || other.Entry == 0:
		case d.waits[other.ID] != 0:
			return fmt.Errorf("break %d: break %d about statement %d waits for approval %d: decide that first", b.ID, other.ID, c.old.ID, d.waits[other.ID])
		case !kept && ended && last.Person != "" && other.State == lifecycle.BreakResolved:
			return fmt.Errorf("break %d: a person has ended break %d about an entry that is gone: nostro breaks reopen %d first", b.ID, other.ID, other.ID)
		}
	}
	slices.SortStableFunc(c.undone, func(a, b Match) int { return cmp.Compare(laterEvents(b), laterEvents(a)) })
	return nil
}

// laterEvents puts what came back behind what was booked.
func laterEvents(m Match) int {
	if m.Kind == string(reconcile.FindingReturned) {
		return 1
	}
	return 0
}

// shownOpen tells whether an open break shows a booking in suspense.
func (d *breakDesk) shownOpen(m Match) bool {
	return slices.ContainsFunc(d.breaks, func(b Break) bool {
		held, is := d.held(b)
		return is && held.Journal == m.Journal
	})
}
