package jobs

import (
	"cmp"
	"slices"

	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/reconcile"
)

// untouched returns what of a statement lies in suspense as a whole booking, each piece of which has an open break of its own
// that nobody is at: it was not split or paired, waits for no approval, and nothing of the booking is explained.
func (d *breakDesk) untouched(st Statement) (pieces []Match, err error) {
	of := map[[2]int][]Match{}
	for at, all := range d.suspended {
		for _, m := range all {
			if at.statement == st.ID {
				of[[2]int{m.Entry, m.Detail}] = append(of[[2]int{m.Entry, m.Detail}], m)
			}
		}
	}
	if len(of) == 0 {
		return nil, nil
	}
	open, busy := d.openAt(st)
	explained, err := d.explainedAt(st)
	if err != nil {
		return nil, err
	}
	for at, all := range of {
		whole := [2]int{at[0], 0}
		if open[at] == len(all) && !busy[at] && !explained[at] && !explained[whole] && (at != whole || !explained[anyDetail(at)]) {
			pieces = append(pieces, all...)
		}
	}
	slices.SortFunc(pieces, func(a, b Match) int {
		return cmp.Or(cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Detail, b.Detail), cmp.Compare(a.Journal, b.Journal))
	})
	return pieces, nil
}

// anyDetail is the place at which what is explained of any detail of an entry is counted too.
func anyDetail(at [2]int) [2]int { return [2]int{at[0], -1} }

// openAt counts the open breaks about bookings of a statement by entry and detail, and tells at which of them a person is.
func (d *breakDesk) openAt(st Statement) (open map[[2]int]int, busy map[[2]int]bool) {
	open, busy = map[[2]int]int{}, map[[2]int]bool{}
	for _, b := range d.breaks {
		if b.Statement != st.ID || b.Entry == 0 || b.State != lifecycle.BreakOpen {
			continue
		}
		at := [2]int{b.Entry, b.Detail}
		open[at]++
		busy[at] = busy[at] || b.Parent != 0 || d.waits[b.ID] != 0
	}
	return open, busy
}

// explainedAt tells of which entries and details of a statement something is explained. What the bank charges beside the payments of
// an entry explains none of them.
func (d *breakDesk) explainedAt(st Statement) (map[[2]int]bool, error) {
	explained := map[[2]int]bool{}
	for _, m := range d.matches {
		beside := m.Kind == string(reconcile.FindingCharge) && m.Instruction == ""
		if m.Statement != st.ID || m.Kind == string(reconcile.FindingUnexplained) || beside || len(d.suspended[bookingPlace{m.Statement, m.Entry}]) == 0 {
			continue
		}
		_, undone, err := d.tx.EntryByKey(ledger.ReversalKey(m.Journal))
		if err != nil {
			return nil, err
		}
		if at := [2]int{m.Entry, m.Detail}; !undone {
			explained[at], explained[anyDetail(at)] = true, true
		}
	}
	return explained, nil
}
