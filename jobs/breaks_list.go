package jobs

import (
	"slices"
	"strings"

	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/reconcile"
)

// openBreakList is a desk that has what is shown of the breaks, and no more: bookings only where one of them is open, whatever else
// the books have. Of a break about an advice that contradicts its booking all is read: what it says looks at every match.
func (s *Stages) openBreakList(tx Tx, breaks []Break) (*breakDesk, error) {
	if slices.ContainsFunc(breaks, func(b Break) bool {
		return b.State == lifecycle.BreakOpen && strings.HasPrefix(b.Key, "advice:contradicts:")
	}) {
		return s.openBreakDesk(tx)
	}
	d := s.emptyBreakDesk(tx)
	d.breaks, d.suggested = breaks, map[string][]Suggestion{}
	for _, b := range breaks {
		steps, err := tx.BreakSteps(b.ID)
		if err != nil {
			return nil, err
		}
		d.steps[b.ID] = steps
	}
	if err := d.readApprovals(); err != nil {
		return nil, err
	}
	read := map[bookingPlace]bool{}
	for _, b := range breaks {
		at := bookingPlace{b.Statement, b.Entry}
		if b.State != lifecycle.BreakOpen || b.Statement == 0 || b.Entry == 0 || read[at] {
			continue
		}
		read[at] = true
		if err := d.readBooking(at); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// readBooking reads what is in suspense of one booking, which breaks name it, and what is suggested for it.
func (d *breakDesk) readBooking(at bookingPlace) error {
	matches, err := d.tx.MatchesAt(at.statement, at.entry)
	if err != nil {
		return err
	}
	for _, m := range matches {
		if m.Kind != string(reconcile.FindingUnexplained) {
			continue
		}
		_, reversed, err := d.tx.EntryByKey(ledger.ReversalKey(m.Journal))
		if err != nil {
			return err
		}
		if reversed {
			continue
		}
		d.suspended[at] = append(d.suspended[at], m)
		if err := d.readNames(m.Journal); err != nil {
			return err
		}
	}
	suggested, err := d.tx.SuggestionsAt(at.statement, at.entry)
	for _, s := range suggested {
		place := suggestionPlace(s.Statement, s.Entry, s.Detail)
		d.suggested[place] = append(d.suggested[place], s)
	}
	return err
}

// readNames notes which breaks name the booking with that entry of the journal, of those that ever did.
func (d *breakDesk) readNames(key string) error {
	breaks, err := d.tx.BreaksNaming(key)
	if err != nil {
		return err
	}
	for _, b := range breaks {
		if _, known := d.steps[b.ID]; !known {
			if d.steps[b.ID], err = d.tx.BreakSteps(b.ID); err != nil {
				return err
			}
		}
		if d.journalOf(b) == key {
			d.named[key] = append(d.named[key], b.ID)
		}
	}
	return nil
}
