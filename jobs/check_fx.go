package jobs

import (
	"errors"

	"nostro/calendar"
	"nostro/fx"
	"nostro/ledger"
)

// checkExplained explains the change in the value of our position in the base currency, day by day, twice: from the
// journal, and from the records of conversions and deals. Spread, slippage, revaluation and residual must be the change, and
// both must say the same. A day whose rates are missing or too old is passed over: the next one tells of both.
func (s *Stages) checkExplained(tx Tx, f *findings) error {
	booked, err := s.readFlows(tx, false)
	if err != nil {
		return err
	}
	recorded, err := s.readFlows(tx, true)
	if err != nil {
		return err
	}
	books, records := s.walkBook(tx, booked), s.walkBook(tx, recorded)
	for {
		more, err := books.next(s.today())
		if err != nil || !more {
			return err
		}
		if _, err := records.next(s.today()); err != nil {
			return err
		}
		if err := compareDays(books, records, f); err != nil {
			return err
		}
	}
}

func compareDays(books, records *bookWalk, f *findings) error {
	if !books.moved && !records.moved {
		return nil
	}
	left, err := books.value()
	if errors.Is(err, ErrNeedsPerson) {
		return nil
	}
	if err != nil {
		return err
	}
	right, err := records.value()
	if err != nil {
		return err
	}
	f.counted++
	for _, e := range []fx.Explained{left.Explained, right.Explained} {
		if err := e.Check(); err != nil {
			f.fail("%s: %v", books.day, err)
		}
	}
	for _, line := range explainedLines(left.Explained, right.Explained) {
		if line.left != line.right {
			f.fail("%s, %s: journal %s, records %s", books.day, line.name, line.left, line.right)
		}
	}
	return nil
}

type explainedLine struct {
	name        string
	left, right any
}

func explainedLines(l, r fx.Explained) []explainedLine {
	return []explainedLine{{"spread", l.Spread, r.Spread}, {"slippage", l.Slippage, r.Slippage},
		{"revaluation", l.Revaluation, r.Revaluation}, {"residual", l.Residual, r.Residual}, {"value", l.Closing, r.Closing}}
}

// checkRevaluations values every day again that was revalued, and wants exactly that on fx:unrealised at its end, or what
// was right when it was written, where rates or bookings have come since: then it is due to be done again. Every
// revaluation but that of the last day must be reversed on the next business day.
func (s *Stages) checkRevaluations(b *books) func(Tx, *findings) error {
	return func(tx Tx, f *findings) error {
		o, err := readOverlay(tx)
		if err != nil {
			return err
		}
		f.counted = len(o.entries)
		if err := b.checkMirror(f); err != nil || len(o.entries) == 0 {
			return err
		}
		closes, err := tx.PeriodCloses()
		if err != nil {
			return err
		}
		closed := calendar.Date{}
		if len(closes) > 0 {
			closed = closes[len(closes)-1].Until
		}
		for _, r := range o.entries {
			if err := s.checkReversed(r, o.last, closed, f); err != nil {
				return err
			}
		}
		return s.checkOverlay(tx, o, closed, f)
	}
}

// checkMirror wants fx:unrealised to be the opposite of fx:revaluation.
func (b *books) checkMirror(f *findings) error {
	unrealised, err := b.of(string(ledger.FXUnrealised))
	if err != nil {
		return err
	}
	revaluation, err := b.of(string(ledger.FXRevaluation))
	if err != nil {
		return err
	}
	left, right := sums{}, sums{}
	for k, minor := range unrealised {
		left[sumKey{"all revaluations", k.currency}] += minor
	}
	for k, minor := range revaluation {
		right[sumKey{"all revaluations", k.currency}] -= minor
	}
	left.compare(f, right, string(ledger.FXUnrealised), "the opposite of "+string(ledger.FXRevaluation))
	return nil
}

func (s *Stages) checkReversed(r *revaluation, last, closed calendar.Date, f *findings) error {
	next, err := s.Settings.Calendar.Next(r.date.AddDays(1))
	if err != nil {
		return err
	}
	late := r.reversed.After(next) && !next.After(closed) // the day was closed by then
	switch {
	case r.reversed == r.date || r.reversed == next || late:
	case r.reversed.IsZero() && r.date == last:
	case r.reversed.IsZero():
		f.fail("%s is not reversed, and %s was revalued since", r.entry.Key, last)
	default:
		f.fail("%s is reversed on %s, not on %s, the next business day", r.entry.Key, r.reversed, next)
	}
	return nil
}

// checkOverlay compares what stood at the end of each day with what its rates make of the position.
func (s *Stages) checkOverlay(tx Tx, o *overlay, closed calendar.Date, f *findings) error {
	return s.walkOverlay(tx, o, closed, func(w *bookWalk) (bool, error) { return true, s.compareOverlay(w, o, s.asThen(tx, o), f) })
}

// redoFrom returns the first day whose revaluation is no longer what position and rates make it, since a rate was
// corrected or came late, or something was booked on the day after it was revalued; none where all are right.
func (s *Stages) redoFrom(tx Tx, o *overlay) (day calendar.Date, err error) {
	if len(o.entries) == 0 {
		return day, nil
	}
	closes, err := tx.PeriodCloses()
	if err != nil {
		return day, err
	}
	closed := calendar.Date{}
	if len(closes) > 0 {
		closed = closes[len(closes)-1].Until
	}
	err = s.walkOverlay(tx, o, closed, func(w *bookWalk) (bool, error) {
		f := &findings{}
		if err := s.compareOverlay(w, o, nil, f); err != nil {
			return false, err
		}
		if len(f.wrong) > 0 {
			day = w.day
		}
		return len(f.wrong) == 0, nil
	})
	return day, err
}

// walkOverlay visits each day that was revalued and can be compared, until visit says that it is enough.
func (s *Stages) walkOverlay(tx Tx, o *overlay, closed calendar.Date, visit func(*bookWalk) (more bool, err error)) error {
	flows, err := s.bookedFlows(tx)
	if err != nil {
		return err
	}
	w := s.walkBook(tx, flows)
	for {
		more, err := w.next(o.last)
		if err != nil || !more {
			return err
		}
		first := o.entries[0].date
		shut := !w.day.After(closed) && len(o.currencies(w.day)) == 0
		foreign := o.foreign(w.day, s.Settings.House.Base)
		if w.day.Before(first) || shut || foreign || w.day == s.today() { // today is not over
			continue
		}
		if more, err := visit(w); err != nil || !more {
			return err
		}
	}
}

// compareOverlay passes over what was right then, where that is given.
func (s *Stages) compareOverlay(w *bookWalk, o *overlay, then asThen, f *findings) error {
	day, err := w.value()
	if errors.Is(err, ErrNeedsPerson) {
		f.fail("%s cannot be valued again: %s", w.day, plainWords(err))
		return nil
	}
	if err != nil {
		return err
	}
	left := o.currencies(w.day)
	for _, row := range day.Rows {
		_, stands, err := o.of(w.day, row.Position.Currency(), s.Settings.House.Base)
		if err != nil {
			return err
		}
		due := false
		if stands != row.Unrealised && then != nil {
			if due, err = then(w.day, row.Position.Currency(), stands); err != nil {
				return err
			}
		}
		if stands != row.Unrealised && !due {
			f.fail("%s, %s: %s stands there, position and fixing make it %s; nostro revalue --date %[1]s corrects it", w.day,
				row.Position.Currency(), stands, row.Unrealised)
		}
		left = without(left, row.Position.Currency())
	}
	for _, c := range left {
		f.fail("%s, %s: revalued, and there never was a position", w.day, c)
	}
	return nil
}

// without returns the list less one item.
func without[T comparable](list []T, item T) []T {
	var rest []T
	for _, other := range list {
		if other != item {
			rest = append(rest, other)
		}
	}
	return rest
}
