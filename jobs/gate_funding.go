package jobs

import (
	"context"
	"time"

	"nostro/calendar"
)

// Funding is what each nostro needs until a value date, and by when.
type Funding struct {
	ValueDate calendar.Date
	By        time.Time // the cut-off of the value date
	Nostros   []Funds   // as nostro.yaml orders correspondents and accounts
	Held      []Held    // files that wait
}

// Missing tells whether any nostro must be funded.
func (f Funding) Missing() bool {
	for _, n := range f.Nostros {
		if n.ToFund.Sign() > 0 {
			return true
		}
	}
	return false
}

// Funding tells for every nostro what is there, what comes, what goes until the value date, and what must be funded.
func (s *Stages) Funding(ctx context.Context, on calendar.Date) (Funding, error) {
	held, err := s.HeldFiles(ctx)
	if err != nil {
		return Funding{}, err
	}
	return view(ctx, s.Store, func(tx Tx) (Funding, error) {
		out := Funding{ValueDate: on, By: s.Settings.CutOff.At(on).UTC(), Held: held}
		for _, c := range s.Settings.Correspondents {
			for _, a := range c.Accounts {
				n, err := s.nostroFunds(tx, fundKey{c.ID, a.Currency}, on)
				if err != nil {
					return Funding{}, err
				}
				out.Nostros = append(out.Nostros, n)
			}
		}
		return out, nil
	})
}
