package jobs

import (
	"cmp"
	"fmt"
	"time"

	"nostro/calendar"
	"nostro/intake"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/netting"
)

// door decides which obligations a cycle can settle.
type door struct {
	settings     Settings
	participants map[string]intake.Participant
	accounts     map[accountKey]bool
	stopped      map[string]string // participants that are held or withdrawn, and why
	sides        map[side]string   // what was found of one before
	late         map[int64]string  // what came too late for the cycle, by sequence, and why
	earlier      Cycle             // the last one that is open for an earlier value date; none has no ID
}

// side is a party of an obligation in its currency.
type side struct {
	participant string
	currency    money.Currency
	payee       bool
}

type accountKey struct {
	participant string
	currency    money.Currency
}

func newDoor(tx Tx, settings Settings) (door, error) {
	d := door{settings, map[string]intake.Participant{}, map[accountKey]bool{}, nil, map[side]string{}, nil, Cycle{}}
	participants, err := tx.Participants()
	if err != nil {
		return d, err
	}
	for _, p := range participants {
		d.participants[p.ID] = p
	}
	accounts, err := tx.Accounts()
	if err != nil {
		return d, err
	}
	for _, a := range accounts {
		d.accounts[accountKey{a.Participant, a.Currency}] = true
	}
	d.stopped, err = stoppedParticipants(tx)
	return d, err
}

// sortTakeable tells which obligations of the value date, or of an earlier one, a cycle can settle now, and
// which wait, with the reason. The cycle closes at cutOffAt.
func (s *Stages) sortTakeable(tx Tx, cycle string, valueDate calendar.Date, cutOffAt time.Time) (taken []netting.Obligation,
	deferrals []Deferral, err error) {
	waiting, err := tx.Takeable(valueDate)
	if err != nil {
		return nil, nil, err
	}
	door, err := newDoor(tx, s.Settings)
	if err != nil {
		return nil, nil, err
	}
	if door.earlier, err = openBefore(tx, valueDate); err != nil {
		return nil, nil, err
	}
	if door.late, err = s.lateFor(tx, valueDate, cutOffAt); err != nil {
		return nil, nil, err
	}
	taken, deferrals = door.sort(cycle, waiting)
	held, err := heldDeferrals(tx, cycle, valueDate)
	return taken, append(deferrals, held...), err
}

// openBefore returns the last of the cycles that are open for an earlier value date; none has no ID.
func openBefore(tx Tx, valueDate calendar.Date) (last Cycle, err error) {
	cycles, err := tx.Cycles()
	for _, c := range cycles { // by value date
		if c.State == lifecycle.CycleOpen && c.ValueDate.Before(valueDate) {
			last = c
		}
	}
	return last, err
}

// sort parts what waits; taken lies where it lay.
func (d door) sort(cycle string, waiting []netting.Obligation) (taken []netting.Obligation, deferrals []Deferral) {
	taken = waiting[:0]
	for n := range waiting {
		o := &waiting[n]
		if reason := d.obstacle(o); reason != "" {
			deferrals = append(deferrals, Deferral{cycle, o.ID, reason})
			continue
		}
		taken = append(taken, *o)
	}
	return taken, deferrals
}

// obstacle says why the obligation cannot be settled, or "". A payee may become a net receiver, so it
// needs an account in the currency in which it settles; both sides need a correspondent in theirs.
func (d door) obstacle(o *netting.Obligation) string {
	if d.earlier.ID != "" && !o.ValueDate.After(d.earlier.ValueDate) {
		return fmt.Sprintf("cycle %s is open for an earlier value date, and takes it when it closes", d.earlier.ID)
	}
	if reason := d.stop(o); reason != "" {
		return reason
	}
	c := o.Amount.Currency()
	return cmp.Or(d.sideObstacle(side{o.Payer, c, false}), d.sideObstacle(side{o.Payee, c, true}), d.late[o.Seq])
}

// sideObstacle is found once for each side, since many obligations share it.
func (d door) sideObstacle(s side) string {
	reason, known := d.sides[s]
	if known {
		return reason
	}
	currency := settlesIn(d.participants[s.participant], s.currency)
	if _, _, ok := d.settings.Route(currency); !ok {
		reason = fmt.Sprintf("%s settles in %s, and no correspondent holds a nostro account in it: add one to nostro.yaml",
			s.participant, currency)
	} else if s.payee && !d.accounts[accountKey{s.participant, currency}] {
		reason = fmt.Sprintf("%s has no account in %s: import one", s.participant, currency)
	}
	d.sides[s] = reason
	return reason
}

// settlesIn returns the currency in which a participant settles a position in the given one.
func settlesIn(p intake.Participant, position money.Currency) money.Currency {
	if p.SettlementCurrency.IsZero() {
		return position
	}
	return p.SettlementCurrency
}
