package jobs

import (
	"encoding/json"
	"fmt"

	"nostro/lifecycle"
	"nostro/money"
	"nostro/risk/limit"
)

// checkLimits looks at the positions of every cycle that closed under caps: each net debit in one currency is what the
// choice said that it would be, and not beyond its cap, nor beyond what it was before. It shares nothing with the choice:
// it adds up positions.
func (s *Stages) checkLimits(tx Tx, f *findings) error {
	cycles, err := tx.Cycles()
	if err != nil {
		return err
	}
	for _, c := range cycles {
		choice, found, err := tx.LimitChoice(c.ID)
		if err != nil {
			return err
		}
		if !found || !c.State.Reached(lifecycle.CycleNetted) {
			continue
		}
		data, err := s.Spool.Read(choice.Place)
		var e LimitEvidence
		if err == nil {
			err = json.Unmarshal(data, &e)
		}
		if err != nil {
			f.fail("cycle %s: %s cannot be read: %v", c.ID, choice.Place, err)
			continue
		}
		debits, err := netDebits(tx, c.ID)
		if err != nil {
			return err
		}
		for _, u := range e.Caps {
			f.counted++
			if err := holds(u, debits); err != nil {
				f.fail("cycle %s: %s of %s: %v", c.ID, u.Kind, u.Participant, err)
			}
		}
	}
	return nil
}

// netDebits sums what each participant owes in each currency, over what is netted together.
func netDebits(tx Tx, cycle string) (sums, error) {
	positions, err := tx.Positions(cycle)
	debits := sums{}
	for _, p := range positions {
		if p.Net.Sign() < 0 {
			debits[sumKey{p.Participant, p.Net.Currency()}] -= p.Net.Minor()
		}
	}
	return debits, err
}

// holds compares one cap with the positions; those that bound something else are held against what was recorded only.
func holds(u LimitUse, debits sums) error {
	if u.Unit == "" {
		return nil
	}
	c, err := money.ParseCurrency(u.Unit)
	if err != nil {
		return err
	}
	var figures [3]money.Amount
	for n, text := range []string{u.Limit, u.Before, u.Settled} {
		if figures[n], err = money.Parse(c, text); err != nil {
			return err
		}
	}
	most, before, settled := figures[0].Minor(), figures[1].Minor(), figures[2].Minor()
	if settled > max(most, before) {
		return fmt.Errorf("%s is beyond the cap of %s", figures[2], figures[0])
	}
	if kind := limit.Kind(u.Kind); kind != limit.NetDebit {
		return nil
	}
	if now := debits[sumKey{u.Participant, c}]; now != settled {
		return fmt.Errorf("the choice says %s, the positions %s", figures[2], money.FromMinor(c, now))
	}
	return nil
}
