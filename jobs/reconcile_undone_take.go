package jobs

import (
	"fmt"
	"slices"

	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// sameMoney errs where what is found is not what is taken out of suspense: nothing may be booked twice, or get lost.
func sameMoney(taken []reconcile.Held, found []reconcile.Finding) error {
	left := map[int]money.Amount{}
	for _, h := range taken {
		before, some := left[h.Entry]
		if !some {
			before = money.Zero(h.Amount.Currency())
		}
		sum, err := before.Add(h.Amount)
		if err != nil {
			return err
		}
		left[h.Entry] = sum
	}
	for _, f := range found {
		rest, err := left[f.Entry].Sub(f.Signed())
		if err != nil {
			return fmt.Errorf("entry %d: nothing of it is taken out of suspense: %w", f.Entry, err)
		}
		left[f.Entry] = rest
	}
	for entry, rest := range left {
		if !rest.IsZero() {
			return fmt.Errorf("entry %d: what is found and what is in suspense are %s apart", entry, rest)
		}
	}
	return nil
}

// retake takes pieces out of suspense, and ends the breaks about them.
func (d *breakDesk) retake(st Statement, pieces []Match, taken []reconcile.Held) error {
	is := func(entry, detail int) bool {
		return slices.ContainsFunc(taken, func(h reconcile.Held) bool { return h.Entry == entry && h.Detail == detail })
	}
	for _, m := range pieces {
		if !is(m.Entry, m.Detail) {
			continue
		}
		if err := d.stages.outOfSuspense(d.tx, m); err != nil {
			return err
		}
	}
	for _, b := range d.breaks {
		if b.State != lifecycle.BreakOpen || b.Statement != st.ID || !is(b.Entry, b.Detail) {
			continue
		}
		why := "since a match was undone, a rule finds what it is: nostro trace shows it"
		if err := d.tx.ResolveBreak(b.Key, why, d.stages.instant()); err != nil {
			return err
		}
	}
	return nil
}

func againNotes(st Statement, o reconcile.Outcome) (notes []string) {
	for _, f := range o.Findings {
		if f.Instruction == "" || f.Kind == reconcile.FindingUnexplained {
			continue
		}
		if len(notes) == againNotesMax {
			return append(notes, "and more: nostro statements show has them")
		}
		notes = append(notes, fmt.Sprintf("since a match was undone, entry %d of statement %s is %s of %s, by rule %s", f.Entry, st.BankID, f.Kind,
			f.Instruction, f.Rule))
	}
	return notes
}

// againNotesMax bounds how many are told one by one.
const againNotesMax = 20
