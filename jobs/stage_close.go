package jobs

import (
	"context"
	"fmt"

	"nostro/intake"
	"nostro/lifecycle"
	"nostro/money"
)

// Close ends the window of a cycle: the accepted obligations whose value date has come are its own, by
// sequence of acceptance, and what is accepted later goes to the next cycle. Before the cut-off it is
// refused unless early is set. An obligation that could not be settled (no account of the payee, no
// correspondent for the currency) is left for a later cycle, with the reason; it does not stop the others.
func (s *Stages) Close(ctx context.Context, cycle string, early bool) (Result, error) {
	return s.record(ctx, "close", cycle, func() (Result, error) {
		out := Result{}
		err := s.Store.Update(ctx, func(tx Tx) error {
			c, err := findCycle(tx, cycle)
			if err != nil {
				return err
			}
			if c.State != lifecycle.CycleOpen {
				out = alreadyDone(c)
				return nil
			}
			if s.Now().Before(c.CutOffAt) && !early {
				return needsPerson("the cut-off of cycle %s is %s: wait for it, or close with --early", cycle, s.local(c.CutOffAt))
			}
			out, err = s.closeCycle(tx, c)
			return err
		})
		return out, err
	})
}

// alreadyDone is the result of a stage that finds its work done.
func alreadyDone(c Cycle) Result {
	return Result{Outcome: OutcomeNothing, Summary: fmt.Sprintf("done before: the cycle is %s", c.State)}
}

func (s *Stages) closeCycle(tx Tx, c Cycle) (Result, error) {
	waiting, err := tx.Takeable(c.ValueDate)
	if err != nil {
		return Result{}, err
	}
	door, err := newDoor(tx, s.Settings)
	if err != nil {
		return Result{}, err
	}
	taken, deferrals := door.sort(c.ID, waiting)
	if err := tx.AddDeferrals(deferrals); err != nil {
		return Result{}, err
	}
	if err := tx.Take(c.ID, taken); err != nil {
		return Result{}, err
	}
	if c.LastSeq, err = tx.LastSeq(); err != nil {
		return Result{}, err
	}
	c.State, c.ClosedAt = lifecycle.CycleClosed, s.instant()
	if err := tx.SaveCycle(c); err != nil {
		return Result{}, err
	}
	return closeResult(taken, deferrals), nil
}

func closeResult(taken []string, deferrals []Deferral) Result {
	out := Result{Outcome: OutcomeDone, Summary: fmt.Sprintf("%s taken, %d left for a later cycle", count(len(taken), "obligation"), len(deferrals))}
	if len(taken) == 0 {
		out.Outcome = OutcomeNothing
	}
	for _, d := range deferrals {
		out.Outcome = OutcomeNeedsPerson
		out.Notes = append(out.Notes, fmt.Sprintf("obligation %s waits: %s", d.Obligation, d.Reason))
	}
	return out
}

// door decides which obligations a cycle can settle.
type door struct {
	settings     Settings
	participants map[string]intake.Participant
	accounts     map[accountKey]bool
}

type accountKey struct {
	participant string
	currency    money.Currency
}

func newDoor(tx Tx, settings Settings) (door, error) {
	d := door{settings, map[string]intake.Participant{}, map[accountKey]bool{}}
	participants, err := tx.Participants()
	if err != nil {
		return d, err
	}
	for _, p := range participants {
		d.participants[p.ID] = p
	}
	accounts, err := tx.Accounts()
	for _, a := range accounts {
		d.accounts[accountKey{a.Participant, a.Currency}] = true
	}
	return d, err
}

func (d door) sort(cycle string, waiting []Obligation) (taken []string, deferrals []Deferral) {
	for _, o := range waiting {
		if reason := d.obstacle(o); reason != "" {
			deferrals = append(deferrals, Deferral{cycle, o.ID, reason})
			continue
		}
		taken = append(taken, o.ID)
	}
	return taken, deferrals
}

// obstacle says why the obligation cannot be settled, or "". A payee may become a net receiver, so it
// needs an account in the currency in which it settles; both sides need a correspondent in theirs.
func (d door) obstacle(o Obligation) string {
	for _, side := range []string{o.Payer, o.Payee} {
		currency := settlesIn(d.participants[side], o.Amount.Currency())
		if _, _, ok := d.settings.Route(currency); !ok {
			return fmt.Sprintf("%s settles in %s, and no correspondent holds a nostro account in it: add one to nostro.yaml", side, currency)
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
