package jobs

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"nostro/calendar"
	"nostro/fx"
	"nostro/ledger"
)

// positionParts are the accounts whose balances, taken together and with the opposite sign, are our open position:
// what conversions and cover trades left us of each currency, what we earned on them, and what rounding left. Each
// says which line of the explanation its postings belong to.
var positionParts = map[ledger.Account]fx.Part{ledger.FXPosition: fx.PartExchange, ledger.FXSpread: fx.PartSpread,
	ledger.Rounding: fx.PartRounding}

// positionAccounts are those accounts.
var positionAccounts = []ledger.Account{ledger.FXPosition, ledger.FXSpread, ledger.Rounding}

// bookedFlows is what one entry of the journal added to our position, and on which day. The day is that of booking, in
// the zone of the house: from then on we bear the risk, whenever the money moves. So what was known at the end of a
// day stays what it was.
type bookedFlows struct {
	on    calendar.Date
	at    time.Time // of the booking; none of a deal, which counts from the day of its confirmation
	flows []fx.Flow
}

var errNoBase = errors.New("nothing can be valued without the base currency and the zone of the house")

// flowReader values what entries add to our position at the rates at which they were made.
type flowReader struct {
	tx          Tx
	settings    Settings
	conversions map[string]Conversion // by the key of their entry
	deals       map[string]*riskDeal  // confirmed, by the key of the entry that settles them
	records     bool                  // of a conversion, take what its record says, not what its entry says
}

// bookedFlows reads them all, by day. In books of before there were running balances a booking instant may go back.
func (s *Stages) bookedFlows(tx Tx) ([]bookedFlows, error) { return s.readFlows(tx, false) }

func (s *Stages) readFlows(tx Tx, records bool) ([]bookedFlows, error) {
	if s.Settings.House.Base.IsZero() || s.Settings.CutOff.Zone() == nil {
		return nil, errNoBase
	}
	r := flowReader{tx: tx, settings: s.Settings, conversions: map[string]Conversion{}, records: records}
	if err := r.loadConversions(); err != nil {
		return nil, err
	}
	deals, err := s.riskDeals(tx)
	if err != nil {
		return nil, err
	}
	if r.deals = map[string]*riskDeal{}; len(deals) > 0 {
		for n := range deals {
			r.deals[ledger.CoverKey(deals[n].ID)] = &deals[n]
		}
	}
	var all []bookedFlows
	rates := newRateShelf(tx, s.Settings)
	err = tx.EntriesOn(positionAccounts, func(_ int64, at time.Time, e ledger.Entry) error {
		if d, dealt := r.deals[e.Key]; dealt {
			d.entry = e.Postings
			return nil // it has counted since it was confirmed
		}
		b, err := r.read(rates, at, e)
		all = append(all, b)
		return err
	})
	if err != nil {
		return nil, err
	}
	for n := range deals {
		b, err := r.readDeal(rates, &deals[n])
		if err != nil {
			return nil, err
		}
		all = append(all, b)
	}
	slices.SortStableFunc(all, func(a, b bookedFlows) int { return a.on.Compare(b.on) })
	return all, nil
}

func (r flowReader) loadConversions() error {
	cycles, err := r.tx.Cycles()
	if err != nil {
		return err
	}
	for _, c := range cycles {
		conversions, err := r.tx.Conversions(c.ID)
		if err != nil {
			return err
		}
		for _, v := range conversions {
			r.conversions[ledger.ConversionKey(v.Cycle, v.Participant, v.From.Currency(), v.Set.Key())] = v
		}
	}
	return nil
}

// read takes a conversion at its own fixing; what undoes one at the same. Anything else that changes our position is a
// trade, at the last fixing on or before its day.
func (r flowReader) read(rates rateShelf, at time.Time, e ledger.Entry) (bookedFlows, error) {
	b := bookedFlows{on: calendar.DateOf(at.In(r.settings.CutOff.Zone())), at: at}
	conversion, converted := r.conversions[cmp.Or(e.Reverses, e.Key)]
	origin, err := e.Key, error(nil)
	var pricer *fx.Pricer
	if converted {
		origin = conversion.Cycle
		pricer, err = rates.of(conversion, at)
	} else {
		pricer, err = rates.before(b.on)
	}
	if err != nil {
		return b, fmt.Errorf("entry %q: %w", e.Key, err)
	}
	postings := e.Postings
	if converted && r.records && e.Kind == ledger.KindConversion {
		if postings, err = conversion.postings(); err != nil {
			return b, err
		}
	}
	for _, p := range postings {
		part, ours := positionParts[p.Account]
		if !ours {
			continue
		}
		if part == fx.PartExchange && !converted {
			part = fx.PartTrade
		}
		change, err := rates.change(p.Amount, pricer)
		if err != nil {
			return b, fmt.Errorf("entry %q: %w", e.Key, needsRates(err))
		}
		b.flows = append(b.flows, fx.Flow{Origin: origin, Part: part, Change: change})
	}
	return b, nil
}

// postings are those on our accounts that the record asks for.
func (v Conversion) postings() ([]ledger.Posting, error) {
	list := []ledger.Posting{{Account: ledger.FXPosition, Amount: v.Mid}}
	for _, credit := range []ledger.Posting{{Account: ledger.FXPosition, Amount: v.From}, {Account: ledger.FXSpread, Amount: v.Spread},
		{Account: ledger.Rounding, Amount: v.Residual}} {
		amount, err := credit.Amount.Neg()
		if err != nil {
			return nil, err
		}
		list = append(list, ledger.Posting{Account: credit.Account, Amount: amount})
	}
	return list, nil
}
