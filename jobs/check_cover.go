package jobs

import (
	"fmt"
	"maps"
	"slices"

	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
)

// checkDeals compares every deal with its digest, the decision on it, the bookings of its sides and its entry.
func (b *books) checkDeals(tx Tx, f *findings) error {
	if b.err != nil {
		return b.err
	}
	deals, err := tx.CoverDeals("")
	if err != nil {
		return err
	}
	w, err := newDealWitness(tx)
	if err != nil {
		return err
	}
	entries := map[string]bool{}
	for _, d := range deals {
		f.counted++
		entries[ledger.CoverKey(d.ID)] = true
		for _, problem := range slices.Concat(w.problems(d), b.entryProblems(d, w.legs[d.ID]), shareProblems(d)) {
			f.fail("deal %s: %s", d.ID, problem)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(b.covers)) {
		if !entries[key] {
			f.fail("journal entry %q settles no deal that is recorded", key)
		}
	}
	return nil
}

// shareProblems wants the shares of the cycles to be the deal.
func shareProblems(d CoverDeal) []string {
	bought, sold := money.Zero(d.Bought.Currency()), money.Zero(d.Sold.Currency())
	for _, share := range d.Shares {
		var err error
		if bought, err = bought.Add(share.Bought); err == nil {
			sold, err = sold.Add(share.Sold)
		}
		if err != nil {
			return []string{err.Error()}
		}
	}
	if bought != d.Bought || sold != d.Sold {
		return []string{fmt.Sprintf("the shares of its cycles are %s and %s of %s and %s", bought, sold, d.Bought, d.Sold)}
	}
	return nil
}

// entryProblems compares the deal, and what the banks took of it, with its entry in the journal.
func (b *books) entryProblems(d CoverDeal, legs []CoverLeg) []string {
	e, booked := b.covers[ledger.CoverKey(d.ID)]
	if booked != (d.State == lifecycle.DealSettled) {
		return []string{fmt.Sprintf("it is %s, and in the journal: %t", d.State, booked)}
	}
	if !booked {
		return nil
	}
	trade := ledger.CoverTrade{Key: e.Key, BoughtAt: d.BoughtAt, SoldAt: d.SoldAt, Bought: d.Bought,
		Sold: d.Sold, ValueDate: e.ValueDate, Evidence: e.Evidence, Memo: memo(d.words())}
	trade.BoughtCharge, trade.SoldCharge = chargesOfLegs(legs)
	want, err := ledger.CoverSettled(trade)
	if err != nil {
		return []string{err.Error()}
	}
	if want.Hash() != e.Hash() {
		return []string{fmt.Sprintf("its journal entry says %q", e.Memo)}
	}
	return nil
}
