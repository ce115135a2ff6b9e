package reconcile

import (
	"fmt"
	"slices"

	"nostro/lifecycle"
)

// giveBack says what a credit is that names a pay-out: the pay-out came back, in full, less charges, in
// part; or something came back that we never paid.
func (m *matcher) giveBack(u *unit, t *tally, r *Rule) {
	returnable, size := t.returnable(), u.size()
	missing := returnable - size
	switch {
	case m.undoesDuplicate(u, t, r):
	case returnable <= 0:
		m.cannotReturn(u, t, r)
	case missing == 0:
		m.returned(u, t, size, 0, r, fmt.Sprintf("all of %s came back%s", t.name(), u.reason()))
	case t.explainsReturn(u, missing):
		m.returned(u, t, size, missing, r, fmt.Sprintf("%s came back%s, less charges of %s that %s",
			t.name(), u.reason(), m.money(missing), t.whoStates(u, missing)))
	case t.within(u, r):
		m.returned(u, t, size, missing, r, fmt.Sprintf("%s came back%s, %s short, which is within the tolerance of the rule: "+
			"banks on the way kept it", t.name(), u.reason(), m.money(missing)))
	case missing > 0:
		t.returned += size
		t.lastReturn = u
		m.addReturn(u, t, size, 0, r, fmt.Sprintf("a part of %s came back%s", t.name(), u.reason()))
	default:
		m.returned(u, t, returnable, 0, r, fmt.Sprintf("all of %s came back%s, and more", t.name(), u.reason()))
		m.unexplained(u, -missing, ReasonAmountDiffers, t, -missing, r, fmt.Sprintf(
			"%s is more than the %s that can come back of %s: %s came on top, and is in suspense. Ask %s what it is, "+
				"for instance interest.", u, m.money(returnable), t.name(), m.money(-missing), m.statement.Correspondent))
	}
}

// undoesDuplicate recognises a credit that takes back a second booking of the pay-out in this statement,
// rather than the pay-out: the same amount, and the bank gives no reason of a return.
func (m *matcher) undoesDuplicate(u *unit, t *tally, r *Rule) bool {
	d, _ := u.single()
	n := slices.IndexFunc(m.again[t], func(other *unit) bool { return other.size() == u.size() })
	if n < 0 || d.ReturnReason != "" {
		return false
	}
	m.unexplained(u, u.minor, ReasonDuplicate, t, u.minor, r, fmt.Sprintf(
		"%s gives back what %s took for %s once too often: together they are nothing in suspense. "+
			"Resolve the two breaks together.", u, m.again[t][n], t.name()))
	if n == 0 { // as where all are equal: nothing is moved
		m.again[t] = m.again[t][1:]
	} else {
		m.again[t] = slices.Delete(m.again[t], n, n+1)
	}
	return true
}

// cannotReturn leaves in suspense a credit for a pay-out of which nothing can come back.
func (m *matcher) cannotReturn(u *unit, t *tally, r *Rule) {
	if t.ended || t.settled {
		m.unexplained(u, u.minor, ReasonDuplicate, t, u.minor, r, fmt.Sprintf(
			"%s returns %s once more: it came back already. It is in suspense. Ask %s whether it is the rest of that "+
				"return, or money that goes back.", u, t.name(), m.statement.Correspondent))
		return
	}
	state := fmt.Sprintf("no booking of it was seen, it is %s", t.State)
	switch {
	case t.State == lifecycle.InstructionRejected:
		state = "it was rejected before it was booked"
	case t.booked > 0:
		state = fmt.Sprintf("only %s of it was booked", m.money(t.booked))
	}
	m.unexplained(u, u.minor, ReasonReturnedUnknown, t, u.minor, r, fmt.Sprintf(
		"%s names %s as if it came back, but %s. It is in suspense. Ask %s what was returned.",
		u, t.name(), state, m.statement.Correspondent))
}

// returned ends the pay-out: minor units came back, charges are what is missing and explained. They count as returned, on this
// statement as on the next one: what the bank takes back of it is all of it, or for a person.
func (m *matcher) returned(u *unit, t *tally, minor, charges int64, r *Rule, why string) {
	t.returned += minor + charges
	t.lastReturn, t.ended = u, true
	m.addReturn(u, t, minor, charges, r, why)
}

// nextTurn counts what comes back of an instruction, and what is taken back of that: nothing but the order tells how it ends. Few
// come back, so it stands beside the tallies.
func (m *matcher) nextTurn(t *tally) int32 {
	if m.turnsOf == nil {
		m.turnsOf = map[*tally]int32{}
	}
	m.turnsOf[t]++
	return m.turnsOf[t]
}

func (m *matcher) addReturn(u *unit, t *tally, minor, charges int64, r *Rule, why string) {
	m.changed(t)
	m.found(u, Finding{Entry: u.entry.Number, Detail: int(u.detail), Kind: FindingReturned, Instruction: t.ID,
		Amount: m.money(minor), Charges: m.money(charges), Credit: true, Rule: r.Name, Why: why, Settles: t.ended, Turn: m.nextTurn(t)})
}

// reason returns the bank's reason for a return, for texts.
func (u *unit) reason() string {
	d, _ := u.single()
	switch {
	case d.ReturnReason != "":
		return " with reason " + d.ReturnReason
	case u.entry.Reversal:
		return " as a reversal"
	}
	return ""
}

func (t *tally) whoStates(u *unit, missing int64) string {
	if u.explains(missing) {
		return "the bank states"
	}
	return "the pacs.004 announced"
}
