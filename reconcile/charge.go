package reconcile

import "fmt"

// byCharge takes a debit beside an instruction that it names for what the bank charges for it: where it is less than the
// instruction, and no more than the tolerance of the rule. Banks book what a payment cost apart where the payer bears it.
func (m *matcher) byCharge(u *unit, r *Rule) bool {
	if u.credit() || u.isReturn() {
		return false
	}
	for _, direction := range []Direction{Out, In} {
		for _, t := range m.inCurrency(m.namedByRule(u, r, direction)) {
			if u.size() >= t.Amount.Minor() || t.fits(u) || !r.Window.holds(u.entry.ValueDate, t.ValueDate) {
				continue
			}
			if u.size() <= r.tolerance(t.Correspondent, t.Amount.Currency()).allows(t.Amount.Minor()) {
				m.charge(u, u.size(), t.ID, r, fmt.Sprintf("it names %s, and is small enough for the rule to be what the bank charges for it",
					t.name()))
				return true
			}
		}
	}
	return false
}

// namedByRule returns the instructions that the only detail of the unit names by the reference of the rule; of many that are
// alike the first.
func (m *matcher) namedByRule(u *unit, r *Rule, direction Direction) []*tally {
	kind, single := r.kind()
	if len(u.details) != 1 || !single {
		return nil
	}
	return m.few(m.at(&m.known, kind, direction, u, 0))
}
