package jobs

import (
	"errors"
	"fmt"
	"time"

	"nostro/calendar"
	"nostro/fx"
	"nostro/money"
)

// rateShelf holds the fixings at which flows were made.
type rateShelf struct {
	tx         Tx
	settings   Settings
	conversion map[fixingKey]*fx.Pricer
	last       map[calendar.Date]*fx.Pricer
}

func newRateShelf(tx Tx, settings Settings) rateShelf {
	return rateShelf{tx, settings, map[fixingKey]*fx.Pricer{}, map[calendar.Date]*fx.Pricer{}}
}

type fixingKey struct {
	source string
	date   calendar.Date
	cycle  string
}

// of returns the fixing of a conversion as it counted when it was booked: what a person accepted later in its place
// does not change what was converted. All conversions of a cycle are booked at once.
func (r rateShelf) of(v Conversion, bookedAt time.Time) (*fx.Pricer, error) {
	key := fixingKey{v.Source, v.FixingDate, v.Cycle}
	if f, known := r.conversion[key]; known {
		return f, nil
	}
	f, found, err := r.tx.FixingAsOf(v.Source, v.FixingDate, bookedAt)
	if err == nil && !found {
		err = fmt.Errorf("the %s fixing of %s, at which it was made: %w", v.Source, v.FixingDate, ErrUnknownID)
	}
	f.Pivot = r.settings.Rates.Cross
	p := fx.NewPricer(r.settings.House.Base, f)
	r.conversion[key] = p
	return p, err
}

// before is the last fixing on or before the day, however old: what a trade is measured against is said, not guarded.
func (r rateShelf) before(on calendar.Date) (*fx.Pricer, error) {
	if f, known := r.last[on]; known {
		return f, nil
	}
	f, found, err := r.tx.LatestFixing(r.settings.Rates.Source, on)
	if err == nil && !found {
		err = needsPerson("no %s fixing on or before %s, its day: import a rate file with nostro rates FILE",
			r.settings.Rates.Source, on)
	}
	f.Pivot = r.settings.Rates.Cross
	p := fx.NewPricer(r.settings.House.Base, f)
	r.last[on] = p
	return p, err
}

// change is what a posting adds to our position: its opposite, since what we are long of stands on the credit side. A
// rate that the fixing lacks is the last one before it, as a person accepted for the conversion.
func (r rateShelf) change(posted money.Amount, p *fx.Pricer) (fx.Change, error) {
	amount, err := posted.Neg()
	if err != nil {
		return fx.Change{}, err
	}
	worth, err := p.Worth(amount)
	if errors.Is(err, fx.ErrNoRate) {
		fixing, ferr := r.filled(p.Fixing(), amount.Currency(), r.settings.House.Base)
		if ferr != nil {
			return fx.Change{}, ferr
		}
		*p = *fx.NewPricer(r.settings.House.Base, fixing)
		worth, err = p.Worth(amount)
	}
	return fx.Change{Amount: amount, Worth: worth}, err
}

func (r rateShelf) filled(f fx.Fixing, from, to money.Currency) (fx.Fixing, error) {
	g := rateGate{tx: r.tx}
	for _, lacking := range f.Lacking(from, to) {
		earlier, found, err := g.earlier(f, lacking)
		if err != nil {
			return f, err
		}
		if found {
			f = f.With(earlier.Rates[0], earlier)
		}
	}
	return f, nil
}
