package jobs

import (
	"fmt"
	"time"

	"nostro/calendar"
	"nostro/fx"
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

// readDeal is what a deal adds to our position: both of its sides, at the last fixing on or before its day. It belongs
// to its cycle.
func (r flowReader) readDeal(rates rateShelf, d *riskDeal) (bookedFlows, error) {
	b := bookedFlows{on: d.on}
	pricer, err := rates.before(d.on)
	if err != nil {
		return b, fmt.Errorf("deal %s: %w", d.ID, err)
	}
	postings := d.entry
	if postings == nil || r.records {
		sold, err := d.Bought.Neg()
		if err != nil {
			return b, err
		}
		postings = []ledger.Posting{{Account: ledger.FXPosition, Amount: sold}, {Account: ledger.FXPosition, Amount: d.Sold}}
	}
	for _, p := range postings {
		if p.Account != ledger.FXPosition {
			continue
		}
		change, err := rates.change(p.Amount, pricer)
		if err != nil {
			return b, fmt.Errorf("deal %s: %w", d.ID, needsRates(err))
		}
		b.flows = append(b.flows, fx.Flow{Origin: d.Cycle, Part: fx.PartTrade, Change: change})
	}
	return b, nil
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
