package store_test

import (
	"errors"
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
)

func TestCoverDealsComeBackAsTheyWere(t *testing.T) {
	s, _ := world(t)
	same(t, "deals", get(t, s, func(tx jobs.Tx) ([]jobs.CoverDeal, error) { return tx.CoverDeals("") }), []jobs.CoverDeal{coverDeal})
	same(t, "of the cycle", get(t, s, func(tx jobs.Tx) ([]jobs.CoverDeal, error) { return tx.CoverDeals(cycle.ID) }), []jobs.CoverDeal{coverDeal})
	same(t, "of another", len(get(t, s, func(tx jobs.Tx) ([]jobs.CoverDeal, error) { return tx.CoverDeals("x") })), 0)
	same(t, "decisions", get(t, s, jobs.Tx.CoverDecisions), []jobs.CoverDecision{coverDecision})
	same(t, "sides", get(t, s, jobs.Tx.CoverLegs), []jobs.CoverLeg{coverLeg})
	update(t, s, func(tx jobs.Tx) error {
		if _, found, err := tx.CoverDeal("T-9"); found || err != nil {
			t.Errorf("found %t, %v", found, err)
		}
		if err := tx.MoveCoverDeal("T-9", lifecycle.DealConfirmed); !errors.Is(err, jobs.ErrUnknownID) {
			t.Errorf("an unknown deal moved: %v", err)
		}
		if err := tx.MoveCoverDeal("T-1", lifecycle.DealSettled); err == nil {
			t.Error("a deal settled unconfirmed")
		}
		return tx.MoveCoverDeal("T-1", lifecycle.DealConfirmed)
	})
	same(t, "state", get(t, s, func(tx jobs.Tx) ([]jobs.CoverDeal, error) { return tx.CoverDeals("") })[0].State, lifecycle.DealConfirmed)
}
