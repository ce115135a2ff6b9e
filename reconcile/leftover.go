package reconcile

import "fmt"

// leftOver says what can be said of a unit that no rule found an instruction for. It moves nothing but
// suspense, or charges where the bank itself says that they are nothing else.
func (m *matcher) leftOver(u *unit) {
	if !u.credit() && u.explains(u.size()) && !m.barred(u, "") {
		m.charge(u, u.size(), "", statedRule, "the bank states all of it as charges")
		return
	}
	m.suggest(u)
	switch {
	case m.namesOpen(u), m.messageAgain(u), m.namesPaid(u):
	case u.isReturn() && u.credit():
		hint, t := m.hint(u)
		m.unexplained(u, u.minor, ReasonReturnedUnknown, t, u.minor, noRule, fmt.Sprintf(
			"%s is a return%s of nothing that we paid from here; %s. It is in suspense. %s",
			u, u.reason(), u.says(), hint))
	default:
		hint, t := m.hint(u)
		m.unexplained(u, u.minor, ReasonUnknownAtUs, t, u.minor, noRule, u.String()+
			" settles no instruction of ours; "+u.says()+". It is in suspense. "+hint)
	}
}

// namesOpen leaves in suspense a unit that names open instructions, but neither one of them nor all
// together have its amount, or more than one have it. It returns false where the unit names none.
func (m *matcher) namesOpen(u *unit) bool {
	if u.isReturn() {
		return false
	}
	due := m.openOf(m.namedBy(&m.known, u, u.side(), references))
	if len(due) > 1 && len(u.details) == 1 {
		m.cannotTell(u, due)
		return true
	}
	if len(due) == 0 {
		due = m.openOf(m.namedBy(&m.known, u, u.side(), messages))
	}
	if len(due) == 0 {
		return false
	}
	m.otherAmount(u, due)
	return true
}

// cannotTell leaves in suspense a unit that names several open instructions of which it may settle any.
func (m *matcher) cannotTell(u *unit, due []*tally) {
	m.unexplained(u, u.minor, ReasonUnknownAtUs, nil, u.minor, noRule, fmt.Sprintf(
		"%s names more than one instruction: %s. It cannot be told which it settles. It is in suspense. "+
			"Match it by hand, or ask %s.", u, names(due), m.statement.Correspondent))
}

// otherAmount leaves in suspense a unit whose amount is not that of the instructions that it names.
func (m *matcher) otherAmount(u *unit, due []*tally) {
	expected, fits := m.totalOf(due)
	if !fits {
		expected = 0
	}
	difference := u.size() - expected
	if !u.credit() {
		difference = -difference
	}
	if difference == 0 && len(due) == 1 {
		m.unexplained(u, u.minor, ReasonUnknownAtUs, due[0], u.minor, noRule, fmt.Sprintf(
			"%s names %s and has its amount, but no rule may post it. It is in suspense. Match it by hand, if that is it.",
			u, due[0].name()))
		return
	}
	if difference == 0 {
		m.cannotTell(u, due)
		return
	}
	m.unexplained(u, u.minor, ReasonAmountDiffers, only(due), difference, noRule, fmt.Sprintf(
		"%s names %s, of which %s is outstanding: the amount differs by %s. It is in suspense. "+
			"Match it by hand, or ask %s.", u, names(due), m.money(expected), m.money(abs(difference)),
		m.statement.Correspondent))
}

// messageAgain recognises the total of a message whose instructions are all settled.
func (m *matcher) messageAgain(u *unit) bool {
	by, n, ok := messageOf([]*unit{u})
	if !ok || u.isReturn() {
		return false
	}
	list := m.inCurrency(m.at(&m.known, keyMessage, u.side(), by, n))
	if total, settled := m.settledOf(list); len(list) == 0 || !settled || total != u.size() {
		return false
	}
	m.unexplained(u, u.minor, ReasonDuplicate, only(list), u.minor, messageRule, fmt.Sprintf(
		"%s is the total of message %s once more: its %d instructions are settled already. It is in suspense. "+
			"Ask %s to take it back.", u, list[0].MsgID, len(list), m.statement.Correspondent))
	return true
}

// namesPaid leaves in suspense a credit that names pay-outs by a weak reference: one that was never
// booked cannot come back; of one that was, neither the amount nor the bank says that this is its return.
func (m *matcher) namesPaid(u *unit) bool {
	if !u.credit() {
		return false
	}
	list := m.inCurrency(m.namedBy(&m.known, u, Out, references))
	paid := m.returnableOf(list)
	switch {
	case len(list) == 0:
		return false
	case len(paid) == 0:
		m.cannotReturn(u, list[0], noRule)
		return true
	}
	difference := u.minor
	if t := only(paid); t != nil {
		difference = u.size() - t.returnable()
	}
	m.unexplained(u, u.minor, ReasonAmountDiffers, only(paid), difference, noRule, fmt.Sprintf(
		"%s names %s, which we paid, but it cannot be told whether it is the return of it: no reason is given, or more "+
			"than one could be meant. It is in suspense. Ask %s, then match it by hand.",
		u, names(paid), m.statement.Correspondent))
	return true
}
