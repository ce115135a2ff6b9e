package reconcile

// sureness is how a rule takes an instruction among those that a unit names.
type sureness int

// The ways, the surest first: what fits to the last part and has the value date of the unit, what fits, what the
// tolerance of the rule allows, and what is of another amount or settled already.
const (
	sureDay sureness = iota
	sureAmount
	sureTolerance
	sureName
)

// sureness lists the ways that the rule has.
func (r *Rule) sureness() []sureness {
	switch {
	case r.found() == KeyDetails || r.found() == KeyMessage:
		return []sureness{sureAmount}
	case len(r.Tolerances) == 0:
		return []sureness{sureDay, sureAmount, sureName}
	}
	return []sureness{sureDay, sureAmount, sureTolerance, sureName}
}

// kind returns the reference by which the rule finds one instruction, if that is what it does.
func (r *Rule) kind() (kind keyKind, single bool) {
	switch r.found() {
	case KeyUETR:
		return keyUETR, true
	case KeyInstrID:
		return keyInstrID, true
	case KeyEndToEndID:
		return keyEndToEnd, true
	case KeyCover:
		return keyCover, true
	}
	return 0, false
}

// strong tells whether the reference is ours alone: then it means the instruction whatever the amount is.
func (r *Rule) strong() bool { return r.has(KeyUETR) || r.has(KeyInstrID) || r.has(KeyCover) }

// means returns the instruction that the unit means by the rule, nil where there is none, or where several could be
// meant and they belong to different participants: then nobody may be credited by chance.
func (m *matcher) means(u *unit, r *Rule, how sureness) *tally {
	for _, direction := range u.directions() {
		list := m.candidates(u, r, direction)
		if len(list) == 0 {
			continue
		}
		if how == sureName {
			if t := m.byNameOnly(u, r, list); t != nil {
				return t
			}
			continue
		}
		if list[0].Amount.Currency() != m.statement.Currency {
			continue
		}
		fitting := filter(list, func(t *tally) bool {
			switch how {
			case sureDay:
				return t.fits(u) && t.ValueDate == u.entry.ValueDate
			case sureAmount:
				return t.fits(u)
			}
			return t.within(u, r)
		})
		if len(fitting) > 0 {
			return nearest(fitting, u)
		}
	}
	return nil
}

// candidates returns the instructions of the direction that the unit names by the reference of the rule: those in the
// currency of the account, or, where there are none, those in others, of which only the name can be told.
func (m *matcher) candidates(u *unit, r *Rule, direction Direction) []*tally {
	var list []*tally
	switch found := r.found(); {
	case found != KeyMangled && found != KeyBankRef:
		list = m.namedByRule(u, r, direction)
	case !r.takes(u, direction):
		return nil // before anything is looked up in vain
	case found == KeyMangled:
		list = m.mangledNames(u, direction)
	default:
		list = m.bankRefNames(u, direction)
	}
	if here := m.inCurrency(list); len(here) > 0 {
		list = here
		if !r.takes(u, direction) {
			return nil
		}
	}
	if r.Window == nil && !r.has(KeyValueDate) {
		return list
	}
	return filter(list, func(t *tally) bool {
		return r.Window.holds(u.entry.ValueDate, t.ValueDate) && (!r.has(KeyValueDate) || t.ValueDate == u.entry.ValueDate)
	})
}

// byNameOnly picks among those of which none fits. By a strong reference: the only one that is outstanding, else the
// first, which then is booked again. By another one: the only one that a credit may be a part of. Where the rule asks
// for the amount: one that is settled with just that amount, of which this is a duplicate.
func (m *matcher) byNameOnly(u *unit, r *Rule, list []*tally) *tally {
	switch {
	case u.undoes(list[0].Direction):
		return nil
	case list[0].Amount.Currency() != m.statement.Currency:
		return m.otherCurrency(r, list)
	}
	outstanding := filter(list, func(t *tally) bool { return t.open() || u.credit() && t.returnable() > 0 })
	switch {
	case r.has(KeyAmount):
		return sameParticipant(filter(list, func(t *tally) bool { return !t.open() && t.Amount.Minor() == u.size() }))
	case !r.strong():
		return only(filter(outstanding, func(t *tally) bool {
			return u.credit() && (t.Direction == In && t.open() || u.isReturn() && t.returnable() > 0)
		}))
	case len(outstanding) == 0:
		return list[0]
	}
	return only(outstanding)
}

// otherCurrency returns the instruction in another currency that is meant, if it can be told.
func (m *matcher) otherCurrency(r *Rule, list []*tally) *tally {
	switch {
	case r.has(KeyAmount):
		return nil
	case r.strong():
		return list[0]
	}
	return only(list)
}

// nearest returns the one whose value date is the nearest to that of the unit: of equal payments the bank means that of
// the day. Of two as near, the earlier counts. It returns nil where they belong to different participants.
func nearest(list []*tally, u *unit) *tally {
	best := sameParticipant(list)
	if best == nil || len(list) == 1 || u.entry.ValueDate.IsZero() {
		return best
	}
	days := func(t *tally) int64 {
		if t.ValueDate.IsZero() {
			return farAway
		}
		return abs(dayNumber(t.ValueDate) - dayNumber(u.entry.ValueDate))
	}
	for _, t := range list[1:] {
		if days(t) < days(best) {
			best = t
		}
	}
	return best
}

// farAway is further than any two dates of the calendar.
const farAway = 1 << 30

// sameParticipant returns the first where all belong to one participant, else nil.
func sameParticipant(list []*tally) *tally {
	if len(list) == 0 {
		return nil
	}
	for _, t := range list {
		if t.Participant != list[0].Participant {
			return nil
		}
	}
	return list[0]
}
