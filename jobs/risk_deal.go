package jobs

import (
	"fmt"
	"strings"
	"time"

	"nostro/lifecycle"
)

// dealRisk finds the confirmed deals of which the bank has booked one side only.
func (w *riskWatch) dealRisk() ([]SettlementRisk, error) {
	deals, err := w.tx.CoverDeals("")
	if err != nil {
		return nil, err
	}
	legs, err := w.tx.CoverLegs()
	if err != nil {
		return nil, err
	}
	found := map[string]map[Side]CoverLeg{}
	for _, l := range legs {
		if found[l.Deal] == nil {
			found[l.Deal] = map[Side]CoverLeg{}
		}
		found[l.Deal][l.Side] = l
	}
	var list []SettlementRisk
	for _, d := range deals {
		if d.State != lifecycle.DealConfirmed || len(found[d.ID]) != 1 {
			continue
		}
		r, err := w.halfDeal(d, found[d.ID])
		if err != nil {
			return nil, fmt.Errorf("deal %s: %w", d.ID, err)
		}
		list = append(list, r)
	}
	return list, nil
}

// halfDeal is ours where what we sold has left, and theirs where what we bought has come.
func (w *riskWatch) halfDeal(d CoverDeal, found map[Side]CoverLeg) (SettlementRisk, error) {
	settled, open := SideSold, SideBought
	if _, ours := found[SideSold]; !ours {
		settled, open = open, settled
	}
	r := SettlementRisk{Cycle: strings.Join(d.Cycles(), ", "), Party: d.Counterparty, Deal: d.ID, Ours: settled == SideSold}
	leg := func(side Side, since time.Time) RiskLeg {
		correspondent, amount, _ := d.leg(side)
		return RiskLeg{Correspondent: correspondent, Amount: amount, Booked: side == settled, Since: since}
	}
	since, err := w.bookedAt(found[settled].Suspense)
	if err != nil {
		return r, err
	}
	r.Settled = []RiskLeg{leg(settled, since)}
	r.Open = []RiskLeg{leg(open, d.ValueDate.In(w.stages.Settings.CutOff.Zone()))}
	return r, w.value(&r)
}

// bookedAt is when an entry was booked.
func (w *riskWatch) bookedAt(key string) (time.Time, error) {
	e, found, err := w.tx.EntryByKey(key)
	if err != nil {
		return time.Time{}, err
	}
	if !found {
		return time.Time{}, fmt.Errorf("entry %q: %w", key, ErrUnknownID)
	}
	at, err := time.Parse(time.RFC3339Nano, e.BookedAt)
	if err != nil {
		return at, fmt.Errorf("entry %q: %w", key, err)
	}
	return at, nil
}
