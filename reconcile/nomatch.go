package reconcile

import "slices"

// NoMatch is a booking and an instruction of which a person said that they do not belong together. No rule brings them together
// again; either may be found with another.
type NoMatch struct {
	Entry       int
	Detail      int    // 0 for the entry as a whole, and so is a detail that it has no more, since an advice opened it
	Instruction string // "": it is no charge that names no instruction
}

// bars tells whether it is about the unit and the instruction.
func (n *NoMatch) bars(u *unit, instruction string) bool {
	return n.Instruction == instruction && n.Entry == u.entry.Number &&
		(u.detail == 0 || n.Detail == int(u.detail) || !n.ofOneOf(u.entry.Details))
}

// ofOneOf tells whether it is about one of several details.
func (n *NoMatch) ofOneOf(details []Detail) bool {
	return slices.ContainsFunc(details, func(d Detail) bool { return d.Number == n.Detail })
}

// barred tells whether a person said that the unit is not of the instruction.
func (m *matcher) barred(u *unit, instruction string) bool {
	return slices.ContainsFunc(m.statement.NoMatches, func(n NoMatch) bool { return n.bars(u, instruction) })
}

// anyBarred tells whether a person said that any of the units is not of any of the instructions.
func (m *matcher) anyBarred(group []*unit, list []*tally) bool {
	return slices.ContainsFunc(group, func(u *unit) bool { return len(m.allowed(u, list)) < len(list) })
}

// allowed keeps the instructions that the unit may be found with.
func (m *matcher) allowed(u *unit, list []*tally) []*tally {
	if len(m.statement.NoMatches) == 0 {
		return list
	}
	return filter(list, func(t *tally) bool { return !m.barred(u, t.ID) })
}
