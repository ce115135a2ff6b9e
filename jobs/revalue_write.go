package jobs

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"nostro/fx"
	"nostro/ledger"
	"nostro/money"
)

// reverseBefore reverses what stands from earlier days, each on the next business day after its own.
func (r *revaluer) reverseBefore() error {
	for _, old := range r.overlay.standing(r.day) {
		if err := r.reverseNext(old); err != nil {
			return err
		}
	}
	return nil
}

func (r *revaluer) reverseNext(old *revaluation) error {
	next, err := r.stages.Settings.Calendar.Next(old.date.AddDays(1))
	if err != nil {
		return err
	}
	if !next.After(r.closed) {
		next = r.closed.AddDays(1)
	}
	reversal, err := ledger.ReverseOn(old.entry, ledger.ReversalKey(old.entry.Key), next)
	if err != nil {
		return err
	}
	return r.post(reversal)
}

// post books the entry and keeps the overlay as the journal has it.
func (r *revaluer) post(e ledger.Entry) error {
	if err := r.stages.post(r.tx, e); err != nil {
		return err
	}
	r.posted++
	return r.overlay.add(e, r.stages.instant())
}

// writeDay makes the revaluations of the day what they should be.
func (r *revaluer) writeDay(day ValuedDay) error {
	rows := slices.Clone(day.Rows)
	for _, c := range r.overlay.currencies(day.Date) {
		if !slices.ContainsFunc(rows, func(row fx.Revalued) bool { return row.Position.Currency() == c }) {
			zero := money.Zero(r.stages.Settings.House.Base)
			rows = append(rows, fx.Revalued{Valued: fx.Valued{Position: money.Zero(c), Value: zero}, Cost: zero, Unrealised: zero})
		}
	}
	slices.SortFunc(rows, func(a, b fx.Revalued) int {
		return cmp.Compare(a.Position.Currency().Code(), b.Position.Currency().Code())
	})
	for _, row := range rows {
		if err := r.writeRow(day, row); err != nil {
			return fmt.Errorf("%s: %w", row.Position.Currency(), err)
		}
	}
	return nil
}

// writeRow leaves alone what is right. Else what stands is reversed on its own day and written anew; where it was
// reversed on the next business day already, only the difference is missing, for that one day.
func (r *revaluer) writeRow(day ValuedDay, row fx.Revalued) error {
	known, left, err := r.overlay.of(day.Date, row.Position.Currency(), r.stages.Settings.House.Base)
	if err != nil || left == row.Unrealised {
		return err
	}
	missing, passed, number := row.Unrealised, false, 1
	for _, old := range known {
		number = max(number, old.number+1)
		passed = passed || old.reversed.After(old.date)
	}
	if passed {
		if missing, err = row.Unrealised.Sub(left); err != nil {
			return err
		}
	}
	for _, old := range known {
		if old.reversed.IsZero() {
			reversal, err := ledger.ReverseOn(old.entry, ledger.ReversalKey(old.entry.Key), old.date)
			if err != nil {
				return err
			}
			if err := r.post(reversal); err != nil {
				return err
			}
		}
	}
	if len(known) > 0 {
		r.note("%s, %s: %s stood there, %s is right", day.Date, row.Position.Currency(), left, row.Unrealised)
	}
	if missing.IsZero() {
		return nil
	}
	entry, err := ledger.Revalued(ledger.Revaluation{Date: day.Date, Currency: row.Position.Currency(), Number: number,
		Unrealised: missing, Evidence: ledger.Evidence{SHA256: row.SHA256, Place: placeOf(row)}, Memo: memo(wordsOf(row))})
	if err != nil {
		return err
	}
	if err := r.post(entry); err != nil || !passed {
		return err
	}
	return r.reverseNext(r.overlay.byKey[entry.Key])
}

// placeOf names the rates, as a conversion does.
func placeOf(row fx.Revalued) string {
	if row.Source == "" {
		return ""
	}
	return row.Source + " " + row.Date.String()
}

// wordsOf says what was valued, so that it can be done again by hand.
func wordsOf(row fx.Revalued) string {
	if row.Rate == "" {
		return fmt.Sprintf("%s; book value %s", row.Position, row.Cost)
	}
	return fmt.Sprintf("%s at %s is %s; book value %s", row.Position, row.Rate, row.Value, row.Cost)
}

// result says what was done in one line.
func (r *revaluer) result(blocked error) Result {
	out := Result{Outcome: OutcomeDone, Notes: r.notes}
	switch {
	case len(r.days) == 0:
		out.Summary = fmt.Sprintf("nothing to revalue until %s", r.until)
	default:
		out.Summary = r.summary()
	}
	if r.posted == 0 {
		out.Outcome = OutcomeNothing
	}
	if !r.skipped.IsZero() {
		out.Notes = append(out.Notes, fmt.Sprintf("days until %s lie in a closed period and are not revalued", r.skipped))
	}
	if blocked != nil {
		out.Outcome = OutcomeNeedsPerson
		out.Notes = append(out.Notes, "stopped at "+plainWords(blocked))
	}
	return out
}

func (r *revaluer) summary() string {
	last := r.days[len(r.days)-1]
	text := count(len(r.days), "day") + " until " + last.Date.String()
	if r.posted == 0 {
		text += " looked at, nothing to post"
	} else {
		text += fmt.Sprintf(" revalued, %d entries", r.posted)
	}
	return fmt.Sprintf("%s; unrealised %s", text, last.Unrealised)
}

// plainWords puts an error for a person on one line.
func plainWords(err error) string {
	lines := strings.Split(err.Error(), "\n")
	for n, line := range lines {
		lines[n] = strings.TrimSuffix(line, ": "+ErrNeedsPerson.Error())
	}
	return strings.Join(lines, "; ")
}
