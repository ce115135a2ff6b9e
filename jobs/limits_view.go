package jobs

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"nostro/calendar"
	"nostro/money"
	"nostro/risk/limit"
)

// LimitEvidence returns the choice of a cycle within the caps as it was kept. Where the file is not the one that was
// kept, a person must put it back; of a cycle that closed without caps there is none.
func (s *Stages) LimitEvidence(ctx context.Context, cycle string) (e LimitEvidence, err error) {
	choice, err := view(ctx, s.Store, func(tx Tx) (LimitChoice, error) {
		if _, err := findCycle(tx, cycle); err != nil {
			return LimitChoice{}, err
		}
		c, found, err := tx.LimitChoice(cycle)
		if err == nil && !found {
			err = fmt.Errorf("cycle %s has not closed under caps: %w", cycle, ErrUnknownID)
		}
		return c, err
	})
	if err != nil {
		return e, err
	}
	data, err := s.Spool.Read(choice.Place)
	if err != nil {
		return e, err
	}
	if hashOf(data) != choice.SHA256 {
		return e, needsPerson("%s in the spool is not the one that was kept: restore it", choice.Place)
	}
	return e, json.Unmarshal(data, &e)
}

// Headroom is what the caps would let a cycle of the value date take now, and what is left of them then.
type Headroom struct {
	ValueDate calendar.Date
	Limits    limit.Limits
	Base      money.Currency
	Values    []limit.Value
	Caps      []limit.Cap
	Left      []limit.Left
	Together  [][]string
	Obstacles []Deferral // what no cap keeps back
}

// Headroom decides for the value date as its close would, and keeps nothing.
func (s *Stages) Headroom(ctx context.Context, on calendar.Date) (Headroom, error) {
	return view(ctx, s.Store, func(tx Tx) (Headroom, error) {
		open, _, err := openCycle(tx, on)
		if err != nil {
			return Headroom{}, err
		}
		closes := open.CutOffAt
		if open.ID == "" {
			cycles, err := tx.Cycles()
			if err != nil {
				return Headroom{}, err
			}
			closes = s.nextCutOff(cycles, on)
		}
		takeable, obstacles, err := s.sortTakeable(tx, open.ID, on, closes)
		if err != nil {
			return Headroom{}, err
		}
		d, err := s.withinLimits(tx, Cycle{ID: open.ID, ValueDate: on}, takeable)
		return Headroom{on, d.book.Limits, d.book.Base, d.choice.Values, d.choice.Caps, d.choice.Left, d.choice.Together, obstacles}, err
	})
}

// HeadroomEvidence shows it in the form in which choices are kept.
func HeadroomEvidence(r Headroom) LimitEvidence {
	d := limitDecision{choice: limit.Choice{Caps: r.Caps, Left: r.Left, Values: r.Values, Together: r.Together}}
	d.book.Book = limit.Book{Limits: r.Limits, Base: r.Base}
	return d.evidence("")
}

// LimitsInForceOf returns what the house has decided.
func LimitsInForceOf(s Settings) LimitsInForce { return limitsInForce(s.Risk.Settlement) }

// Wait is an obligation that cycles have left for a later one.
type Wait struct {
	Obligation   string
	Payer, Payee string
	Amount       money.Amount
	Times        int           // how many cycles left it
	Since        calendar.Date // value date of the first of them
	Cycle        string        // the last of them
	Reason       string        // what it said
}

// Waits returns what cycles have left and none has taken since: the longest first, then by obligation.
func (s *Stages) Waits(ctx context.Context) ([]Wait, error) {
	return view(ctx, s.Store, func(tx Tx) ([]Wait, error) { return waits(tx) })
}

func waits(tx Tx) (list []Wait, err error) {
	deferrals, err := tx.DeferralsOfWaiting()
	if err != nil {
		return nil, err
	}
	dates := map[string]calendar.Date{}
	cycles, err := tx.Cycles()
	for _, c := range cycles {
		dates[c.ID] = c.ValueDate
	}
	for _, d := range deferrals {
		last := len(list) - 1
		if last < 0 || list[last].Obligation != d.Obligation {
			o, _, err := tx.Obligation(d.Obligation)
			if err != nil {
				return nil, err
			}
			list = append(list, Wait{Obligation: o.ID, Payer: o.Payer, Payee: o.Payee, Amount: o.Amount, Since: dates[d.Cycle]})
			last++
		}
		list[last].Times++
		list[last].Cycle, list[last].Reason = d.Cycle, d.Reason
	}
	slices.SortStableFunc(list, func(a, b Wait) int { return a.Since.Compare(b.Since) })
	return list, err
}

// checkChoices reads the evidence of every choice and compares its bytes with the recorded hash.
func (s *Stages) checkChoices(tx Tx, f *findings) error {
	cycles, err := tx.Cycles()
	if err != nil {
		return err
	}
	for _, c := range cycles {
		choice, found, err := tx.LimitChoice(c.ID)
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		f.counted++
		if data, err := s.Spool.Read(choice.Place); err != nil {
			f.fail("%s: %v", choice.Place, err)
		} else if hashOf(data) != choice.SHA256 {
			f.fail("%s: its bytes are not those that were recorded", choice.Place)
		}
	}
	return nil
}
