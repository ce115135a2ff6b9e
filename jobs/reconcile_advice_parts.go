package jobs

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"nostro/lifecycle"
	"nostro/reconcile"
)

// The payments of one booking may come in several advices: pages, or messages of their own. They wait for each other, and are
// taken together once they make the booking.

// adviceParts are those that each tell some payments of one booking.
type adviceParts struct {
	advices []Advice
	why     string // by what the first was found
}

func (d *adviceDesk) keepPart(e *reconcile.Entry, a Advice, why string) {
	if d.parts[e] == nil {
		d.parts[e] = &adviceParts{why: why}
	}
	d.parts[e].advices = append(d.parts[e].advices, a)
}

// joinParts takes those that make their booking together. The others wait, and say for what.
func (d *adviceDesk) joinParts(posted bool) error {
	var entries []*reconcile.Entry
	for e := range d.parts {
		entries = append(entries, e)
	}
	slices.SortFunc(entries, func(a, b *reconcile.Entry) int {
		return cmp.Compare(d.parts[a].advices[0].ID, d.parts[b].advices[0].ID)
	})
	for _, e := range entries {
		parts := d.parts[e]
		told := make([]*reconcile.Advice, len(parts.advices))
		for n, a := range parts.advices {
			told[n] = a.told()
		}
		whole, missing := reconcile.Together(e, told)
		do := func() error { return d.takeParts(parts, whole, e, posted) }
		if missing != "" {
			do = func() error { return d.waitForParts(parts.advices, e, missing) }
		}
		if err := do(); err != nil {
			return fmt.Errorf("%s: %w", whichAdvices(parts.advices), err)
		}
	}
	return nil
}

func (d *adviceDesk) takeParts(parts *adviceParts, whole *reconcile.Advice, e *reconcile.Entry, posted bool) error {
	why := fmt.Sprintf("%s, %d of them together", parts.why, len(parts.advices))
	if err := d.takeAll(parts.advices, whole, e, why, posted); err != nil {
		return err
	}
	return d.tx.ResolveBreak(partsKey(parts.advices[0]), "the payments of its booking are all told", d.stages.instant())
}

// partsKey is the key of the break about a booking of which the payments are not all told.
func partsKey(a Advice) string { return fmt.Sprintf("advice:parts:%d:%d", a.Statement, a.Entry) }

// waitForParts says at each part what is missing. After a business day that is a break.
func (d *adviceDesk) waitForParts(parts []Advice, e *reconcile.Entry, missing string) error {
	late := false
	files, err := d.tx.FilesIn()
	if err != nil {
		return err
	}
	for _, a := range parts {
		late = late || slices.ContainsFunc(files, func(f FileIn) bool {
			return f.ID == a.FileIn && d.stages.businessDays(a.Currency(), d.stages.dayOf(f.FetchedAt), d.stages.today()) >= pageLateAfter
		})
		why := memo(fmt.Sprintf("it tells %s of its booking of %s: %s are missing, which another camt.054 should tell",
			count(len(a.Booking.Details), "payment"), e.Amount, missing))
		if a.Why == why {
			continue
		}
		if err := d.end(a, lifecycle.AdviceWaiting, why); err != nil {
			return err
		}
	}
	if !late {
		return nil
	}
	a := parts[0]
	return d.tx.AddBreak(Break{Key: partsKey(a), Reason: reconcile.ReasonLate, Correspondent: a.Correspondent, State: lifecycle.BreakOpen,
		OpenedAt: d.stages.instant(), Text: fmt.Sprintf("%s about entry %d of statement %s, of %s, and %s not all of its payments: %s are missing. "+
			"Nothing is done by them. Ask %s for the camt.054 that tells the rest.", whichAdvices(parts), a.Entry, d.home[e].BankID, e.Amount,
			verb(len(parts), "tells"), missing, a.Correspondent)})
}

// whichAdvices names advices, and that they are about something: "Advice 3 (camt.054 N-1, booking 1) is".
func whichAdvices(advices []Advice) string {
	var names []string
	for _, a := range advices {
		names = append(names, fmt.Sprintf("%d (camt.054 %s, booking %d)", a.ID, a.BankID, a.Number))
	}
	if len(names) == 1 {
		return "Advice " + names[0] + " is"
	}
	if more := len(names) - advicesNamedMax; more > 0 {
		names = append(names[:advicesNamedMax], fmt.Sprintf("%d more", more))
	}
	return "Advices " + strings.Join(names, ", ") + " are"
}

// advicesNamedMax bounds how many a text names.
const advicesNamedMax = 5

// verb is the verb of one thing, or without its s that of several.
func verb(n int, one string) string {
	if n == 1 {
		return one
	}
	return strings.TrimSuffix(one, "s")
}
