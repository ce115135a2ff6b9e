package jobs

import (
	"context"
	"fmt"
	"strings"

	"nostro/calendar"
	"nostro/lifecycle"
)

// reconcile matches what was fetched, as the stage of that name does.
func (u *catchUp) reconcile(ctx context.Context) error {
	result, err := u.stages.Reconcile(ctx)
	if err == nil {
		u.found("%s", result.Summary)
	}
	return err
}

// ask puts everything into words that is still not known.
func (u *catchUp) ask(ctx context.Context) error {
	return u.stages.Store.View(ctx, func(tx Tx) error {
		if err := u.askStrays(tx); err != nil {
			return err
		}
		ofCycle, err := u.askPayments(tx)
		if err != nil {
			return err
		}
		for _, about := range []func(Tx) error{
			u.askFiles,
			func(tx Tx) error { return u.askCycles(tx, ofCycle) },
			func(tx Tx) error { return u.askDays(tx, ofCycle) },
			u.askCollected, u.askGaps, u.askImports,
		} {
			if err := about(tx); err != nil {
				return err
			}
		}
		return nil
	})
}

// askFiles asks about every file of which nobody knows whether the bank has it.
func (u *catchUp) askFiles(tx Tx) error {
	files, err := tx.FilesOut("")
	if err != nil {
		return err
	}
	covered, err := coverage(tx)
	if err != nil {
		return err
	}
	for _, f := range files {
		if f.State != lifecycle.FileOutUnknown {
			continue
		}
		carries, err := fileText(tx, f)
		if err != nil {
			return err
		}
		hint := ""
		err = eachOfFile(tx, f, func(i Instruction) error {
			if i.Direction == PayOut && covered(i.Correspondent, i.Amount.Currency(), i.ValueDate) {
				hint = " A proven statement covers its value date and has none of it."
			}
			return nil
		})
		if err != nil {
			return err
		}
		u.question(false, "file:"+f.Name, fmt.Sprintf("Ask %s whether it has this file, then let a second person say so: nostro files "+
			"mark %s sent, or failed, --reason TEXT. A status, a return or a booking of a payment in it decides it too.",
			f.Correspondent, f.Name), "%s to %s (%s) may have been sent. %s.%s", f.Name, f.Correspondent, carries,
			strings.TrimSuffix(f.Detail, "."), hint)
	}
	return nil
}

// askCycles asks about the cycles whose files are not written: the lost house may have gone on with them.
func (u *catchUp) askCycles(tx Tx, ofCycle map[string]int) error {
	cycles, err := tx.Cycles()
	for _, c := range cycles {
		if c.State.Reached(lifecycle.CycleWritten) || c.State == lifecycle.CycleAborted || c.OpenedAt.After(u.mark.StartedAt) && c.CutOffAt.After(u.stages.Now()) {
			continue
		}
		text := fmt.Sprintf("Cycle %s is %s here. The lost house may have run and sent it.", c.ID, c.State)
		if c.CutOffAt.After(u.stages.Now()) {
			text += " Its cut-off has not come: only an early close could have done so."
		}
		u.askRun("cycle:"+c.ID, text, c.ID, ofCycle[c.ID])
	}
	return err
}

// askDays asks about the value dates that were not over when the copy was made, whose cut-off has come, and
// that have no cycle.
func (u *catchUp) askDays(tx Tx, ofCycle map[string]int) error {
	cycles, err := tx.Cycles()
	if err != nil {
		return err
	}
	has := map[calendar.Date]bool{}
	for _, c := range cycles {
		has[c.ValueDate] = has[c.ValueDate] || c.State != lifecycle.CycleAborted
	}
	known := map[calendar.Date]int{}
	for d := u.copied(); !d.After(u.stages.today().AddDays(daysAround)); d = d.AddDays(1) {
		known[d] = 0
		for n := range cyclesOfDay {
			known[d] += ofCycle[fmt.Sprintf("%s-%d", d, n+1)]
		}
		due := u.stages.Settings.Calendar.IsBusinessDay(d) && !u.stages.cutOff(d).After(u.stages.Now())
		if has[d] || !due && known[d] == 0 {
			continue
		}
		u.askRun("day:"+d.String(), fmt.Sprintf("No cycle for %s is in the books. The lost house may have run and sent one.", d),
			d.String()+"-1", known[d])
	}
	return nil
}

// askRun asks whether a cycle was sent of which there are no files. A person may answer for it only where
// nothing speaks against it.
func (u *catchUp) askRun(id, text, cycle string, payments int) {
	next := fmt.Sprintf("Run it again as far as nostro cycle write, with the same input files: its identifiers are the same, and "+
		"catch-up looks for its files. Where it is certain that nothing of it was sent: nostro catch-up --accept %s --reason TEXT.",
		id)
	if payments > 0 {
		text += fmt.Sprintf(" It has: there is a trace of %s of cycle %s.", count(payments, "payment"), cycle)
		next = "Run it again as far as nostro cycle write, with the same input files: its identifiers are the same, and catch-up " +
			"looks for its files."
	}
	u.question(payments == 0, id, next, "%s", text)
}

// copied is the business date of the copy.
func (u *catchUp) copied() calendar.Date {
	return calendar.DateOf(u.mark.StartedAt.In(u.stages.Settings.CutOff.Zone()))
}
