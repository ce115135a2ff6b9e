package jobs

import (
	"fmt"
	"slices"
	"time"

	"nostro/calendar"
	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
)

// riskDeal is a cover deal that a second person has confirmed: from that day on it changes our position, though its
// entry in the journal comes only when the banks have booked both sides.
type riskDeal struct {
	CoverDeal
	on    calendar.Date    // when it was confirmed
	entry []ledger.Posting // of the entry that settled it; nil before
}

// riskDeals returns them by id.
func (s *Stages) riskDeals(tx Tx) ([]riskDeal, error) {
	deals, err := tx.CoverDeals("")
	if err != nil {
		return nil, err
	}
	decisions, err := tx.CoverDecisions()
	if err != nil {
		return nil, err
	}
	confirmed := map[string]time.Time{}
	for _, d := range decisions {
		if d.Confirmed {
			confirmed[d.Deal] = d.At
		}
	}
	var list []riskDeal
	for _, d := range deals {
		at, counts := confirmed[d.ID]
		if !counts || d.State != lifecycle.DealConfirmed && d.State != lifecycle.DealSettled {
			continue
		}
		list = append(list, riskDeal{CoverDeal: d, on: calendar.DateOf(at.In(s.Settings.CutOff.Zone()))})
	}
	return list, nil
}

// readDeal is what a deal adds to our position. Each share belongs to its cycle.
func (r flowReader) readDeal(rates rateShelf, d *riskDeal) (bookedFlows, error) {
	shares := d.Shares
	if d.entry != nil && !r.records {
		shares = d.booked()
	}
	flows, err := dealFlows(rates, d.CoverDeal, shares)
	return bookedFlows{on: d.on, flows: flows}, err
}

// booked are the shares by the journal: the first cycle has what its entry moved, less what the records give the others.
func (d *riskDeal) booked() []CoverShare {
	shares := slices.Clone(d.Shares)
	if len(shares) == 0 {
		return nil
	}
	bought, sold := int64(0), int64(0)
	for _, p := range d.entry {
		switch {
		case p.Account != ledger.FXPosition:
		case p.Amount.Currency() == d.Bought.Currency():
			bought -= p.Amount.Minor()
		default:
			sold += p.Amount.Minor()
		}
	}
	for _, other := range shares[1:] {
		bought, sold = bought-other.Bought.Minor(), sold-other.Sold.Minor()
	}
	shares[0].Bought, shares[0].Sold = money.FromMinor(d.Bought.Currency(), bought), money.FromMinor(d.Sold.Currency(), sold)
	return shares
}

// addDeals adds to what is held those deals that were confirmed until the end of a day, and whose entry came later or is
// still to come.
func (s *Stages) addDeals(tx Tx, held map[money.Currency]money.Amount, on calendar.Date) error {
	deals, err := s.riskDeals(tx)
	if err != nil {
		return err
	}
	for _, d := range deals {
		if d.on.After(on) {
			continue
		}
		e, booked, err := tx.EntryByKey(ledger.CoverKey(d.ID))
		if err != nil {
			return err
		}
		if booked {
			at, err := time.Parse(time.RFC3339Nano, e.BookedAt)
			if err != nil {
				return fmt.Errorf("entry %q: %w", e.Entry.Key, err)
			}
			if !calendar.DateOf(at.In(s.Settings.CutOff.Zone())).After(on) {
				continue
			}
		}
		if err := d.addTo(held); err != nil {
			return fmt.Errorf("deal %s: %w", d.ID, err)
		}
	}
	return nil
}

func (d riskDeal) addTo(held map[money.Currency]money.Amount) error {
	sold, err := d.Sold.Neg()
	if err != nil {
		return err
	}
	for _, a := range []money.Amount{d.Bought, sold} {
		sum, there := held[a.Currency()]
		if !there {
			sum = money.Zero(a.Currency())
		}
		if held[a.Currency()], err = sum.Add(a); err != nil {
			return err
		}
	}
	return nil
}
