package jobs

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"

	"nostro/fx"
	"nostro/jobs/alarm"
	"nostro/lifecycle"
	"nostro/reconcile"
)

// breaks tells statements that do not count, and what is open for longer than its limit.
func (w *watch) breaks() error {
	open, err := w.tx.OpenBreaks()
	if err != nil {
		return err
	}
	fixing, err := w.s.lastFixing(w.tx)
	if err != nil {
		return err
	}
	for _, b := range open {
		subject, next := fmt.Sprintf("break:%d", b.ID), fmt.Sprintf("nostro breaks show %d", b.ID)
		switch b.Reason {
		case reconcile.ReasonStatementGap:
			w.raise(alarm.StatementGap, subject, next, "%s", b.Text)
		case reconcile.ReasonDoesNotAddUp:
			w.raise(alarm.StatementDoesNotAddUp, subject, next, "%s", b.Text)
		default:
			if err := w.aged(b, fixing, subject, next); err != nil {
				return err
			}
		}
	}
	return nil
}

// aged tells a break that is open for longer than its limit, as AgedBreaks lists them. It reads nothing of one that was opened
// on this business day, and never the bookings, of which there are as many as there ever were.
func (w *watch) aged(b Break, fixing fx.Fixing, subject, next string) error {
	age := w.s.businessDays(b.Amount.Currency(), w.s.dayOf(b.OpenedAt), w.s.today())
	if age == 0 {
		return nil
	}
	value, valued, err := w.s.worthAt(fixing, b.Correspondent, b.Amount)
	if err != nil {
		return err
	}
	set := w.s.Settings.breaks()
	limit := set.alarmAfter(b, value, valued)
	if age <= limit {
		return nil
	}
	steps, err := w.tx.BreakSteps(b.ID)
	owner := set.owner(b)
	for _, step := range steps {
		owner = cmp.Or(step.Owner, owner)
	}
	w.raise(alarm.AgedBreak, subject, next, "%s of %s at %s, open since %s, its limit is %s: %s", b.Reason, b.Amount, b.Correspondent,
		stamp(b.OpenedAt), count(limit, "business day"), ownerWords(owner))
	return err
}

func ownerWords(owner string) string {
	if owner == "" {
		return "nobody looks after it"
	}
	return owner + " looks after it"
}

// safeguarding tells in which currencies less is held than participants are owed, by the last check.
func (w *watch) safeguarding() error {
	all, err := w.tx.SafeguardingRecords()
	if err != nil || len(all) == 0 {
		return err
	}
	last := all[len(all)-1]
	c, err := last.Check()
	if err != nil {
		return fmt.Errorf("the record of %s: %w", last.Day, err)
	}
	for _, one := range c.Currencies {
		if strings.Contains(one.Difference, "-") {
			w.raise(alarm.SafeguardingShortfall, one.Currency, "nostro safeguarding", "at the end of %s %s is required, and %s is held: %s", c.Day,
				one.Requirement, one.Held, one.Difference)
		}
	}
	return nil
}

// rates tells what the next cycle could not be converted with.
func (w *watch) rates() error {
	_, err := w.s.fixingOn(w.tx, w.s.today())
	switch {
	case errors.Is(err, ErrNeedsPerson):
		w.raise(alarm.OldRates, w.s.Settings.Rates.Source, "nostro rates fetch", "%s", withoutClass(err))
	case err != nil:
		return err
	}
	questions, err := w.s.rateQuestions(w.tx)
	for _, q := range questions {
		if q.Kind == AskAge && q.Cycle == "" {
			continue // told above
		}
		w.raise(alarm.RateQuestion, q.Key, "nostro rates explain; then nostro rates accept "+q.Key, "%s", q.What)
	}
	return err
}

// position tells limits that are broken, and days that are not revalued.
func (w *watch) position() error {
	r, err := w.s.openRisk(w.tx, w.s.today())
	if err != nil {
		return err
	}
	for _, b := range r.Breaches {
		w.raise(alarm.LimitBreach, b.What, "nostro risk", "%s", BreachText(b))
	}
	if r.Unknown != "" {
		w.raise(alarm.LimitBreach, "unknown", "nostro risk", "%s", r.Unknown)
	}
	if err := w.s.setRevalued(w.tx, &r); err != nil {
		return err
	}
	switch {
	case !r.Redo.IsZero():
		w.raise(alarm.RevaluationDue, "again", "nostro revalue --date "+r.Redo.String(), "the revaluation of %s is no longer what position and rates make it",
			r.Redo)
	case !r.Due.IsZero():
		w.raise(alarm.RevaluationDue, "next", "nostro revalue", "the open position is not revalued")
	}
	return nil
}

// screening tells lists that are too old or wait, and hits that nobody decided.
func (w *watch) screening() error {
	if !w.s.Settings.Screening.On() {
		return nil
	}
	lists, err := w.s.standings(w.tx)
	if err != nil {
		return err
	}
	for _, l := range lists {
		name := l.Settings.Name
		if l.Waiting.Number > 0 {
			w.raise(alarm.ScreeningListWaits, name, "nostro screening accept "+versionKey(l.Waiting), "%s", l.Waiting.Waits)
		}
		switch {
		case name == HouseList:
		case l.Counts.Number == 0:
			w.raise(alarm.OldScreeningList, name, "nostro screening refresh", "it was never read%s", because(l.Failed))
		case l.AgeDays(w.now) > l.Settings.AgeDaysMax:
			w.raise(alarm.OldScreeningList, name, "nostro screening refresh", "confirmed %s, and %d days are the limit%s", stamp(l.Confirmed),
				l.Settings.AgeDaysMax, because(l.Failed))
		}
	}
	hits, err := standingHits(w.tx)
	if err != nil || len(hits) == 0 {
		return err
	}
	decided, err := decisionsByHit(w.tx)
	for _, h := range hits {
		if len(decided[h.ID]) == 0 {
			w.raise(alarm.ScreeningHit, h.ID, "nostro screening show "+h.ID, "participant %s against list %s", h.Participant, h.List)
		}
	}
	return err
}

// approvals tells what waits for too long, and what has to be approved again.
func (w *watch) approvals() error {
	all, err := w.tx.OpenApprovalRequests()
	for _, r := range all {
		subject, next := fmt.Sprintf("approval:%d", r.Number), fmt.Sprintf("nostro approvals show %d", r.Number)
		_, expired := r.ExpiredAt(w.now)
		switch {
		case expired:
			w.raise(alarm.ExpiredApproval, subject, next, "%s %s: %s", r.Kind, r.Subject, r.What)
		case r.State != lifecycle.ApprovalWaiting:
		case r.Kind == ApproveReview:
			w.raise(alarm.WaitingReview, subject, fmt.Sprintf("nostro review show %d", r.Number), "payment %s", r.Subject)
		case w.now.Sub(r.At) > w.hours(w.limits.ApprovalHours):
			w.raise(alarm.WaitingApproval, subject, next, "%s %s, asked by %s %s: %s", r.Kind, r.Subject, r.Maker, stamp(r.At), r.What)
		}
	}
	return err
}

// books tells books that were not signed for long, and a copy that has to catch up.
func (w *watch) books() error {
	mark, behind, err := Restored(w.tx)
	if err != nil {
		return err
	}
	if behind {
		w.raise(alarm.RestoredBackup, "house", "nostro catch-up", "%s", behindText(mark, behind))
	}
	size, err := w.tx.LogSize()
	if err != nil || size == 0 {
		return err
	}
	all, err := w.tx.Checkpoints()
	if err != nil {
		return err
	}
	signed := SignedCheckpoint{}
	if len(all) > 0 {
		signed = all[len(all)-1]
	}
	if signed.Size >= size {
		return nil
	}
	next, found, err := w.tx.EntryByNumber(signed.Size + 1)
	if err != nil || !found {
		return err
	}
	at, err := time.Parse(time.RFC3339Nano, next.BookedAt)
	if limit := w.now.AddDate(0, 0, -w.limits.CheckpointDays); err == nil && at.Before(limit) {
		w.raise(alarm.OverdueCheckpoint, "books", "nostro checkpoint", "entries since %s are signed by no checkpoint, and %d days are the limit",
			stamp(at), w.limits.CheckpointDays)
	}
	return err
}

// notices tells channels whose last notice did not arrive.
func (w *watch) notices() error {
	all, err := w.tx.Channels()
	for _, c := range all {
		if c.LastLost > c.LastSent {
			w.raise(alarm.UndeliveredNotice, c.Name, "nostro alarms test "+c.Name, "notice %d was given up: %s", c.LastLost, c.LostDetail)
		}
	}
	return err
}

func trimNeedsPerson(text string) string {
	return strings.TrimSuffix(text, ": "+ErrNeedsPerson.Error())
}
