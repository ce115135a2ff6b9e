package reconcile

import "fmt"

// shortfalls breaks what is still open after bookings or returns of this statement, at the last of them.
func (m *matcher) shortfalls(touched []*tally) {
	for _, t := range touched {
		if t.lastBooked != nil && !t.settled {
			m.short(t)
		}
		if t.lastReturn != nil && !t.ended {
			m.shortReturn(t)
		}
	}
}

func (m *matcher) short(t *tally) {
	difference, next := -t.rest(), "Ask participant "+t.Participant+" for the rest, or for who kept it."
	if t.Direction == Out {
		difference, next = t.rest(), "Ask "+m.statement.Correspondent+" for the rest of the booking."
	}
	m.broken(t.lastBooked, ReasonAmountDiffers, t.ID, difference, t.lastBooked.String()+" brings "+t.name()+" to "+
		m.money(t.booked).String()+" of "+t.Amount.String()+": "+m.money(t.rest()).String()+" is missing and nothing explains it"+
		m.statedFor(t.lastBooked)+". What came is posted, the rest stays open. "+next)
}

func (m *matcher) shortReturn(t *tally) {
	missing := t.returnable()
	m.broken(t.lastReturn, ReasonAmountDiffers, t.ID, -missing, fmt.Sprintf(
		"%s brings what came back of %s to %s of %s: %s is missing and nothing explains it%s. What came is posted. "+
			"Ask %s for the rest, or for the charges that it kept.", t.lastReturn, t.name(), m.money(t.returned),
		m.money(t.booked), m.money(missing), m.statedFor(t.lastReturn), m.statement.Correspondent))
}

// statedFor repeats the charges that the bank states where they do not explain the difference.
func (m *matcher) statedFor(u *unit) string {
	stated := u.stated()
	if len(stated) == 0 {
		return ""
	}
	return fmt.Sprintf(" (the bank states charges of %s)", m.money(stated[len(stated)-1]))
}
