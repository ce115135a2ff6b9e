package jobs

import (
	"fmt"
	"slices"

	"nostro/fx"
	"nostro/lifecycle"
	"nostro/money"
)

// shareDeal says what of a deal belongs to which cycle: all of it to the one that is named; of several, and of every cycle
// that is open where none is named, what fx.Deal.Divide gives each in the order of the cycles.
func (s *Stages) shareDeal(tx Tx, d CoverDeal, cycles []string) ([]CoverShare, error) {
	for _, id := range cycles {
		c, err := findCycle(tx, id)
		if err != nil {
			return nil, err
		}
		if !c.State.Reached(lifecycle.CycleConverted) {
			return nil, fmt.Errorf("cycle %s is %s: it has nothing to cover before it is converted", c.ID, c.State)
		}
	}
	if len(cycles) == 1 {
		return []CoverShare{{cycles[0], d.Bought, d.Sold}}, nil
	}
	ids, open, err := s.openToCover(tx, d, cycles)
	if err != nil {
		return nil, err
	}
	shares, err := d.Divide(open)
	if err != nil {
		return nil, fmt.Errorf("%w; a deal that was dealt all the same belongs to one cycle: name it with --cycle", err)
	}
	var all []CoverShare
	for n, share := range shares {
		if !share.IsZero() {
			all = append(all, CoverShare{ids[n], share.Bought, share.Sold})
		}
	}
	return all, nil
}

// openToCover returns the cycles, in their order, and what each is open of the currency that the deal covers.
func (s *Stages) openToCover(tx Tx, d CoverDeal, named []string) (ids []string, open []money.Amount, err error) {
	covered := s.coveredBy(d)
	cycles, err := tx.Cycles()
	if err != nil {
		return nil, nil, err
	}
	for _, c := range cycles {
		asked := slices.Contains(named, c.ID)
		if len(named) > 0 && !asked || !c.State.Reached(lifecycle.CycleConverted) {
			continue
		}
		left, err := openExposure(tx, c.ID)
		if err != nil {
			return nil, nil, err
		}
		at := slices.IndexFunc(left, func(a money.Amount) bool { return a.Currency() == covered })
		if at < 0 && asked {
			return nil, nil, fmt.Errorf("cycle %s is not open in %s: leave it out", c.ID, covered)
		}
		if at >= 0 {
			ids, open = append(ids, c.ID), append(open, left[at])
		}
	}
	if len(ids) == 0 {
		return nil, nil, fmt.Errorf("no cycle is open in %s: nostro cover shows what is; name the cycle all the same with --cycle", covered)
	}
	return ids, open, nil
}

// coveredBy is the currency of the position that a deal covers: the one that is not the pivot; the base of the pair
// where neither is.
func (s *Stages) coveredBy(d CoverDeal) money.Currency {
	if d.Pair.Base == s.Settings.Rates.Pivot {
		return d.Pair.Quote
	}
	return d.Pair.Base
}

// openAfter says what is open in each of the cycles.
func openAfter(tx Tx, cycles []string) (words []string, err error) {
	for _, id := range cycles {
		open, err := openExposure(tx, id)
		if err != nil {
			return nil, err
		}
		words = append(words, fmt.Sprintf("open in cycle %s after it: %s", id, amountsInWords(open)))
	}
	return words, nil
}

// sameCycles tells whether a deal covers just the cycles that are named, in whatever order; none named are whatever it covers.
func (d CoverDeal) sameCycles(named []string) bool {
	left, right := slices.Sorted(slices.Values(d.Cycles())), slices.Sorted(slices.Values(named))
	return len(named) == 0 || slices.Equal(left, slices.Compact(right))
}

// checkMeasured refuses a deal of which nobody could tell what it cost: its slippage is measured against the last fixing
// on or before its trade date.
func (s *Stages) checkMeasured(tx Tx, d CoverDeal) error {
	rates := newRateShelf(tx, s.Settings)
	_, err := dealFlows(rates, d, d.Shares)
	return err
}

// dealFlows are the shares of a deal as they add to our position: both of their sides, at the mid rates of the last
// fixing on or before the trade date. So slippage is what dealing cost on the day on which it was done, and what rates did
// before and after it is revaluation.
func dealFlows(rates rateShelf, d CoverDeal, shares []CoverShare) ([]fx.Flow, error) {
	pricer, err := rates.before(d.TradeDate)
	if err != nil {
		return nil, fmt.Errorf("deal %s: %w", d.ID, err)
	}
	var flows []fx.Flow
	for _, share := range shares {
		bought, err := share.Bought.Neg() // as it is posted: what we are long of stands on the credit side
		if err != nil {
			return nil, fmt.Errorf("deal %s: %w", d.ID, err)
		}
		for _, posted := range []money.Amount{bought, share.Sold} {
			change, err := rates.change(posted, pricer)
			if err != nil {
				return nil, fmt.Errorf("deal %s: %w", d.ID, needsRates(err))
			}
			flows = append(flows, fx.Flow{Origin: share.Cycle, Part: fx.PartTrade, Change: change})
		}
	}
	return flows, nil
}
