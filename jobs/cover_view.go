package jobs

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"nostro/fx"
	"nostro/lifecycle"
	"nostro/money"
)

// CoverView is what a cycle is exposed to, what was dealt against it, and what both have brought.
type CoverView struct {
	Cycle    string
	Exposure []money.Amount // what the conversions left: + long, - short
	Open     []money.Amount // less what was dealt and not refused
	Deals    []DealView
	Proposed []fx.Trade // that would flatten what is open, at mid
	Gain     fx.Gain    // of the conversions and the confirmed deals, in Base, each at the mid rates of its own day
	Base     money.Currency
	Note     string // why a figure is missing, "" where none is
}

// DealView is a deal and how far it is settled.
type DealView struct {
	CoverDeal
	Checker string     // who confirmed or refused it
	Reason  string     // of a refusal
	Share   CoverShare // what of it belongs to the cycle
	Gain    fx.Gain    // slippage alone, of the whole deal; the zero value where a rate is missing
	Sides   []SideView // bought, sold
}

// SideView is one side of a deal.
type SideView struct {
	Side          Side
	Correspondent string
	Amount        money.Amount
	Booked        *CoverLeg // nil: not booked
	Fits          []Booking // bookings in suspense that move just this, or with a charge that the bank states; where none is booked
}

// Cover returns the views of the cycle, or of all cycles that converted anything, by cycle.
func (s *Stages) Cover(ctx context.Context, cycle string) ([]CoverView, error) {
	return view(ctx, s.Store, func(tx Tx) ([]CoverView, error) {
		cycles, err := tx.Cycles()
		if err != nil {
			return nil, err
		}
		gains, noGains := s.gains(tx, true)
		if noGains != nil && !errors.Is(noGains, ErrNeedsPerson) {
			return nil, noGains
		}
		var all []CoverView
		for _, c := range cycles {
			if cycle != "" && c.ID != cycle {
				continue
			}
			v, err := s.coverView(tx, c)
			if err != nil {
				return nil, fmt.Errorf("cycle %s: %w", c.ID, err)
			}
			if v.Gain = gains[c.ID]; noGains != nil {
				v.Note = plainWords(noGains)
			}
			if cycle != "" || len(v.Exposure)+len(v.Deals) > 0 {
				all = append(all, v)
			}
		}
		if cycle != "" && len(all) == 0 {
			_, err = findCycle(tx, cycle)
		}
		return all, err
	})
}

func (s *Stages) coverView(tx Tx, c Cycle) (v CoverView, err error) {
	v = CoverView{Cycle: c.ID, Base: s.Settings.House.Base}
	records, err := standingConversions(tx, c.ID)
	if err != nil {
		return v, err
	}
	if v.Exposure, err = fx.Exposure(asConversions(records)); err != nil {
		return v, err
	}
	if v.Open, err = openExposure(tx, c.ID); err != nil {
		return v, err
	}
	deals, err := tx.CoverDeals(c.ID)
	if err != nil || len(records) == 0 {
		return v, err
	}
	fixing, err := s.fixingOf(tx, c, records[0])
	if err != nil {
		return v, err
	}
	if v.Proposed, err = fx.Cover(v.Open, s.Settings.Rates.Pivot, fixing); err != nil {
		v.Note = err.Error()
	}
	v.Deals, err = s.dealViews(tx, c.ID, deals)
	return v, err
}

func asConversions(records []Conversion) []fx.Conversion {
	out := make([]fx.Conversion, len(records))
	for n, r := range records {
		out[n] = fx.Conversion{From: r.From, To: r.To, Mid: r.Mid, Spread: r.Spread, Residual: r.Residual}
	}
	return out
}

// fixingOf returns the rates of a conversion as they counted when its cycle was instructed, with those that a person
// accepted from earlier fixings.
func (s *Stages) fixingOf(tx Tx, c Cycle, v Conversion) (fx.Fixing, error) {
	at := c.InstructedAt
	if at.IsZero() {
		at = c.AbortedAt
	}
	if at.IsZero() {
		at = s.instant()
	}
	f, found, err := tx.FixingAsOf(v.Source, v.FixingDate, at)
	if err != nil {
		return f, err
	}
	if !found {
		return f, fmt.Errorf("the %s fixing of %s, at which it was converted: %w", v.Source, v.FixingDate, ErrUnknownID)
	}
	f.Pivot = s.Settings.Rates.Cross
	decisions, err := tx.RateDecisions()
	if err != nil {
		return f, err
	}
	for _, d := range decisions {
		if d.Kind != AskMissing || d.Cycle != c.ID || !d.Accepted {
			continue
		}
		earlier, _, err := tx.FixingAsOf(d.Source, d.Date, at)
		if err != nil {
			return f, err
		}
		for _, r := range earlier.Rates {
			if r.Pair == d.Pair {
				f = f.With(r, earlier)
			}
		}
	}
	return f, nil
}

// openExposure is what the conversions of a cycle left us long or short of, less what was dealt and not refused.
func openExposure(tx Tx, cycle string) ([]money.Amount, error) {
	records, err := standingConversions(tx, cycle)
	if err != nil {
		return nil, err
	}
	exposure, err := fx.Exposure(asConversions(records))
	if err != nil {
		return nil, err
	}
	deals, err := tx.CoverDeals(cycle)
	if err != nil {
		return nil, err
	}
	open := map[money.Currency]money.Amount{}
	add := func(a money.Amount) {
		old, ok := open[a.Currency()]
		if !ok {
			old = money.Zero(a.Currency())
		}
		sum, errAdd := old.Add(a)
		if errAdd != nil && err == nil {
			err = errAdd
		}
		open[a.Currency()] = sum
	}
	for _, e := range exposure {
		add(e)
	}
	for _, d := range deals {
		if d.State == lifecycle.DealRefused {
			continue
		}
		share := d.ShareOf(cycle)
		sold, errNeg := share.Sold.Neg()
		if errNeg != nil {
			return nil, errNeg
		}
		add(share.Bought)
		add(sold)
	}
	return sortedAmounts(open), err
}

// sortedAmounts returns those that are not zero by currency.
func sortedAmounts(sums map[money.Currency]money.Amount) []money.Amount {
	var out []money.Amount
	for _, a := range sums {
		if !a.IsZero() {
			out = append(out, a)
		}
	}
	slices.SortFunc(out, func(a, b money.Amount) int { return cmp.Compare(a.Currency().Code(), b.Currency().Code()) })
	return out
}

func amountsInWords(list []money.Amount) string {
	words := make([]string, len(list))
	for n, a := range list {
		words[n] = a.String()
	}
	if len(words) == 0 {
		return "nothing"
	}
	return strings.Join(words, ", ")
}

func (s *Stages) dealViews(tx Tx, cycle string, deals []CoverDeal) ([]DealView, error) {
	decisions, err := tx.CoverDecisions()
	if err != nil {
		return nil, err
	}
	legs, err := tx.CoverLegs()
	if err != nil {
		return nil, err
	}
	bookings, err := suspendedBookings(tx)
	rates := newRateShelf(tx, s.Settings)
	var all []DealView
	for _, d := range deals {
		v := DealView{CoverDeal: d, Share: d.ShareOf(cycle)}
		for _, one := range decisions {
			if one.Deal == d.ID {
				v.Checker, v.Reason = one.Checker, one.Reason
			}
		}
		if flows, err := dealFlows(rates, d, d.Shares); err == nil {
			if v.Gain, err = fx.GainOf(flows, s.Settings.House.Base); err != nil {
				return nil, err
			}
		}
		for _, side := range Sides() {
			v.Sides = append(v.Sides, sideView(d, side, legs, bookings))
		}
		all = append(all, v)
	}
	return all, err
}

func sideView(d CoverDeal, side Side, legs []CoverLeg, bookings []suspended) SideView {
	correspondent, amount, _ := d.leg(side)
	v := SideView{Side: side, Correspondent: correspondent, Amount: amount}
	for _, l := range legs {
		if l.Deal == d.ID && l.Side == side {
			v.Booked = &l
			return v
		}
	}
	for _, b := range bookings {
		if _, fits := b.fits(d, side, chargeBPAny); fits {
			v.Fits = append(v.Fits, Booking{b.match.Statement, b.match.Entry, b.match.Detail})
		}
	}
	return v
}
