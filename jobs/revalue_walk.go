package jobs

import (
	"slices"

	"nostro/calendar"
	"nostro/fx"
)

// bookWalk goes through the business days from the first on which we had an open position, with the book as it stood
// at the end of each. What is booked on a day that is none counts on the next.
type bookWalk struct {
	stages *Stages
	tx     Tx
	book   *fx.Book
	ahead  []bookedFlows // still to come
	day    calendar.Date
	moved  bool // something came on the day, or was held since before
}

// walkBook is before the first day; there is none where nothing ever was converted.
func (s *Stages) walkBook(tx Tx, flows []bookedFlows) *bookWalk {
	return &bookWalk{stages: s, tx: tx, book: fx.NewBook(s.Settings.House.Base), ahead: slices.Clone(flows)}
}

// next goes to the next business day, until one; false where that is past.
func (w *bookWalk) next(until calendar.Date) (bool, error) {
	from := w.day.AddDays(1)
	if w.day.IsZero() {
		if len(w.ahead) == 0 {
			return false, nil
		}
		from = w.ahead[0].on
	}
	day, err := w.stages.Settings.Calendar.Next(from)
	if err != nil || day.After(until) {
		return false, err
	}
	w.day, w.moved = day, !w.book.Flat()
	for len(w.ahead) > 0 && !w.ahead[0].on.After(day) {
		if err := w.addDay(w.ahead[0].on); err != nil {
			return false, err
		}
	}
	return true, nil
}

// addDay adds all flows of one date at once: their order does not matter to the book.
func (w *bookWalk) addDay(on calendar.Date) error {
	var flows []fx.Flow
	for len(w.ahead) > 0 && w.ahead[0].on == on {
		flows = append(flows, w.ahead[0].flows...)
		w.ahead = w.ahead[1:]
	}
	w.moved = true
	return w.book.Add(flows)
}

// value values the book at the last fixing of the source on or before the day, which must not be too old. Where nothing
// is held, no rate is needed.
func (w *bookWalk) value() (ValuedDay, error) {
	return w.valueAt(func() (fx.Fixing, error) { return w.stages.fixingOn(w.tx, w.day) })
}

// valueByRule does so by all the rules of conversions.
func (w *bookWalk) valueByRule() (ValuedDay, error) {
	return w.valueAt(func() (fx.Fixing, error) { return w.stages.valuationFixing(w.tx, w.day, w.book.Held()) })
}

func (w *bookWalk) valueAt(rates func() (fx.Fixing, error)) (ValuedDay, error) {
	v := ValuedDay{Date: w.day}
	var err error
	if !w.book.Flat() {
		if v.fixing, err = rates(); err != nil {
			return v, err
		}
	}
	if v.Valuation, err = w.book.Value(v.fixing); err != nil {
		return v, needsRates(err)
	}
	return v, nil
}

// ValuedDay is our position at the end of one business day.
type ValuedDay struct {
	Date calendar.Date
	fx.Valuation
	fixing fx.Fixing
}

// Fixing returns the source and the date of the rates; none where no rate was needed.
func (v ValuedDay) Fixing() (source string, date calendar.Date) {
	return v.fixing.Source, v.fixing.Date
}
