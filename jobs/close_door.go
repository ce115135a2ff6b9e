package jobs

import (
	"fmt"

	"nostro/calendar"
	"nostro/intake"
	"nostro/money"
)

// door decides which obligations a cycle can settle.
type door struct {
	settings     Settings
	participants map[string]intake.Participant
	accounts     map[accountKey]bool
	stopped      map[string]string // participants that are held or withdrawn, and why
}

type accountKey struct {
	participant string
	currency    money.Currency
}

func newDoor(tx Tx, settings Settings) (door, error) {
	d := door{settings, map[string]intake.Participant{}, map[accountKey]bool{}, nil}
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
// which wait, with the reason.
func (s *Stages) sortTakeable(tx Tx, cycle string, valueDate calendar.Date) (taken []Obligation,
	deferrals []Deferral, err error) {
	waiting, err := tx.Takeable(valueDate)
	if err != nil {
		return nil, nil, err
	}
	door, err := newDoor(tx, s.Settings)
	if err != nil {
		return nil, nil, err
	}
	taken, deferrals = door.sort(cycle, waiting)
	held, err := heldDeferrals(tx, cycle, valueDate)
	return taken, append(deferrals, held...), err
}

func (d door) sort(cycle string, waiting []Obligation) (taken []Obligation, deferrals []Deferral) {
	for _, o := range waiting {
		if reason := d.obstacle(o); reason != "" {
			deferrals = append(deferrals, Deferral{cycle, o.ID, reason})
			continue
		}
		taken = append(taken, o)
	}
	return taken, deferrals
}

// obstacle says why the obligation cannot be settled, or "". A payee may become a net receiver, so it
// needs an account in the currency in which it settles; both sides need a correspondent in theirs.
func (d door) obstacle(o Obligation) string {
	if reason := d.stop(o); reason != "" {
		return reason
	}
	for _, side := range []string{o.Payer, o.Payee} {
		currency := settlesIn(d.participants[side], o.Amount.Currency())
		if _, _, ok := d.settings.Route(currency); !ok {
			return fmt.Sprintf("%s settles in %s, and no correspondent holds a nostro account in it: add one to nostro.yaml",
				side, currency)
		}
		if side == o.Payee && !d.accounts[accountKey{side, currency}] {
			return fmt.Sprintf("%s has no account in %s: import one", side, currency)
		}
	}
	return ""
}

// settlesIn returns the currency in which a participant settles a position in the given one.
func settlesIn(p intake.Participant, position money.Currency) money.Currency {
	if p.SettlementCurrency.IsZero() {
		return position
	}
	return p.SettlementCurrency
}
