package jobs

import (
	"fmt"

	"nostro/lifecycle"
	"nostro/risk"
)

// dealWitness is what deals are compared with, beside the journal.
type dealWitness struct {
	decisions map[string]CoverDecision
	legs      map[string][]CoverLeg
	matches   map[string]Match // by journal key
	at        map[int64]string // correspondents of statements
}

func newDealWitness(tx Tx) (w dealWitness, err error) {
	w = dealWitness{map[string]CoverDecision{}, map[string][]CoverLeg{}, map[string]Match{}, map[int64]string{}}
	decisions, err := tx.CoverDecisions()
	if err != nil {
		return w, err
	}
	for _, d := range decisions {
		w.decisions[d.Deal] = d
	}
	legs, err := tx.CoverLegs()
	if err != nil {
		return w, err
	}
	for _, l := range legs {
		w.legs[l.Deal] = append(w.legs[l.Deal], l)
	}
	matches, err := tx.Matches()
	if err != nil {
		return w, err
	}
	for _, m := range matches {
		w.matches[m.Journal] = m
	}
	statements, err := tx.Statements()
	for _, st := range statements {
		w.at[st.ID] = st.Correspondent
	}
	return w, err
}

func (w dealWitness) problems(d CoverDeal) (wrong []string) {
	note := func(broken bool, format string, args ...any) {
		if broken {
			wrong = append(wrong, fmt.Sprintf(format, args...))
		}
	}
	note(d.ContentDigest() != d.Digest, "it is not what was recorded: its digest is %.12s, %.12s was kept", d.ContentDigest(), d.Digest)
	if err := d.Check(); err != nil {
		note(true, "%v", err)
	}
	decision, decided := w.decisions[d.ID]
	note(decided != (d.State != lifecycle.DealRecorded), "it is %s, and decided: %t", d.State, decided)
	if decided {
		note(decision.Digest != d.Digest, "%s decided on other content", decision.Checker)
		note(decision.Confirmed != (d.State != lifecycle.DealRefused), "it is %s, %s said otherwise", d.State, decision.Checker)
		note(decision.Maker != d.Maker || risk.CheckSecondPerson(d.Maker, decision.Checker, nil) != nil, "no second person decided on it")
	}
	legs := w.legs[d.ID]
	note(d.State == lifecycle.DealSettled && len(legs) != 2, "it is settled with %d of 2 sides booked", len(legs))
	note(d.State != lifecycle.DealSettled && len(legs) == 2, "it is %s with both sides booked", d.State)
	for _, l := range legs {
		correspondent, _, credit := d.leg(l.Side)
		m := w.matches[l.Suspense]
		amount, err := l.moved(d)
		note(err != nil, "the charge of its %s side: %v", l.Side, err)
		note(m.Statement != l.Statement || m.Entry != l.Entry || m.Detail != l.Detail || m.Amount != amount || m.Credit != credit ||
			w.at[m.Statement] != correspondent, "the booking of its %s side, statement %d, entry %d, is not %s at %s", l.Side, l.Statement,
			l.Entry, amount, correspondent)
	}
	return wrong
}

// taken are the bookings that are sides of settled deals: how much of each entry of a statement they explain.
func (w dealWitness) taken(deals []CoverDeal) map[bookingPlace]int64 {
	explained := map[bookingPlace]int64{}
	for _, d := range deals {
		if d.State != lifecycle.DealSettled {
			continue
		}
		for _, l := range w.legs[d.ID] {
			moved, err := l.moved(d)
			if err != nil {
				continue // checkDeals names it
			}
			minor := moved.Minor()
			if l.Side == SideSold {
				minor = -minor
			}
			explained[bookingPlace{l.Statement, l.Entry}] += minor
		}
	}
	return explained
}
