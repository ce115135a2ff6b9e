package jobs

import (
	"cmp"
	"context"
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
	Gain     fx.Gain    // in Base, at the mid rates of the conversions
	Base     money.Currency
	Note     string // why a figure is missing, "" where none is
}

// DealView is a deal and how far it is settled.
type DealView struct {
	CoverDeal
	Checker string     // who confirmed or refused it
	Reason  string     // of a refusal
	Gain    fx.Gain    // slippage alone; the zero value where a rate is missing
	Sides   []SideView // bought, sold
}

// SideView is one side of a deal.
type SideView struct {
	Side          Side
	Correspondent string
	Amount        money.Amount
	Booked        *CoverLeg // nil: not booked
	Fits          []Booking // bookings in suspense that move just this; where none is booked
}

// Cover returns the views of the cycle, or of all cycles that converted anything, by cycle.
func (s *Stages) Cover(ctx context.Context, cycle string) ([]CoverView, error) {
	return view(ctx, s.Store, func(tx Tx) ([]CoverView, error) {
		cycles, err := tx.Cycles()
		if err != nil {
			return nil, err
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
	records, err := tx.Conversions(c.ID)
	if err != nil {
		return v, err
	}
	conversions := asConversions(records)
	if v.Exposure, err = fx.Exposure(conversions); err != nil {
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
	if v.Gain, err = fx.RealisedGain(conversions, standing(deals), v.Base, fixing); err != nil {
		v.Note = err.Error()
	}
	v.Deals, err = dealViews(tx, deals, v.Base, fixing)
	return v, err
}

func asConversions(records []Conversion) []fx.Conversion {
	out := make([]fx.Conversion, len(records))
	for n, r := range records {
		out[n] = fx.Conversion{From: r.From, To: r.To, Mid: r.Mid, Spread: r.Spread, Residual: r.Residual}
	}
	return out
}

// standing returns the deals that were not refused.
func standing(deals []CoverDeal) (out []fx.Deal) {
	for _, d := range deals {
		if d.State != lifecycle.DealRefused {
			out = append(out, d.Deal)
		}
	}
	return out
}

// fixingOf returns the rates of a conversion as they counted when its cycle was instructed, with those that a person
// accepted from earlier fixings.
func (s *Stages) fixingOf(tx Tx, c Cycle, v Conversion) (fx.Fixing, error) {
	at := c.InstructedAt
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
	records, err := tx.Conversions(cycle)
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
	for _, d := range standing(deals) {
		add(d.Bought)
		add(money.FromMinor(d.Sold.Currency(), -d.Sold.Minor())) // above zero, so it has an opposite
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

func dealViews(tx Tx, deals []CoverDeal, base money.Currency, f fx.Fixing) ([]DealView, error) {
	decisions, err := tx.CoverDecisions()
	if err != nil {
		return nil, err
	}
	legs, err := tx.CoverLegs()
	if err != nil {
		return nil, err
	}
	bookings, err := suspendedBookings(tx)
	var all []DealView
	for _, d := range deals {
		v := DealView{CoverDeal: d}
		for _, one := range decisions {
			if one.Deal == d.ID {
				v.Checker, v.Reason = one.Checker, one.Reason
			}
		}
		if gain, err := fx.RealisedGain(nil, []fx.Deal{d.Deal}, base, f); err == nil {
			v.Gain = gain
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
		if b.fits(d, side) {
			v.Fits = append(v.Fits, Booking{b.match.Statement, b.match.Entry, b.match.Detail})
		}
	}
	return v
}
