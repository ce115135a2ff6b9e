package jobs

import (
	"fmt"
	"time"

	"nostro/calendar"
	"nostro/jobs/alarm"
	"nostro/ledger"
	"nostro/lifecycle"
)

// lateCycleAfter is how long after its cut-off a cycle may be on its way, where its value date is there by then.
const lateCycleAfter = 2 * time.Hour

// cycles tells those whose value date has come and whose files have not left, and what holds files of theirs.
func (w *watch) cycles() error {
	all, err := w.tx.Cycles()
	if err != nil {
		return err
	}
	for _, c := range all {
		if c.State.Reached(lifecycle.CycleSent) || c.State.Ended() || !w.due(c) {
			continue
		}
		files, err := w.tx.FilesOut(c.ID)
		if err != nil {
			return err
		}
		if idle, err := w.nothingLeaves(c, files); err != nil {
			return err
		} else if idle {
			continue
		}
		w.raise(alarm.LateCycle, c.ID, "nostro status", "its value date is %s, and it is %s", c.ValueDate, c.State)
		if c.State != lifecycle.CycleApproved {
			continue
		}
		held, err := w.s.heldFiles(w.tx, c, files)
		if err != nil {
			return err
		}
		for _, h := range held {
			w.raise(alarm.HeldFile, h.File, "nostro funding; then nostro send "+h.Cycle, "%s to %s: %s", h.Amount, h.Correspondent, h.Reason)
		}
	}
	return nil
}

// nothingLeaves tells whether a cycle was written, and has no file and no payment: nobody waits for its money.
func (w *watch) nothingLeaves(c Cycle, files []FileOut) (bool, error) {
	if len(files) > 0 || !c.State.Reached(lifecycle.CycleWritten) {
		return false, nil
	}
	payments, err := w.tx.InstructionsOf(c.ID)
	return len(payments) == 0, err
}

// due tells whether the files of a cycle should have left.
func (w *watch) due(c Cycle) bool {
	zone := w.s.Settings.CutOff.Zone()
	return !calendar.DateOf(w.now.In(zone)).Before(c.ValueDate) && w.now.Sub(c.CutOffAt) > lateCycleAfter
}

// files tells what is unknown, failed or cannot be read.
func (w *watch) files() error {
	out, err := w.tx.TroubledFilesOut()
	if err != nil {
		return err
	}
	for _, f := range out {
		if f.State == lifecycle.FileOutUnknown {
			w.raise(alarm.UnknownFile, f.Name, "nostro files show "+f.Name, "to %s, of cycle %s: %s", f.Correspondent, f.Cycle, f.Detail)
			continue
		}
		w.raise(alarm.FailedFile, f.Name, "nostro ping "+f.Correspondent+"; then nostro send", "to %s, of cycle %s: %s", f.Correspondent, f.Cycle,
			f.Detail)
	}
	in, err := w.tx.QuarantinedFiles()
	for _, f := range in {
		w.raise(alarm.QuarantinedFile, fmt.Sprintf("in:%d", f.ID), fmt.Sprintf("nostro quarantine show %d", f.ID), "%s of %s: %s", f.Name,
			f.Correspondent, f.Detail)
	}
	return err
}

// cameBack tells the payments that banks rejected or gave back in the last days.
func (w *watch) cameBack() error {
	all, err := w.tx.CameBack(w.now.AddDate(0, 0, -w.limits.CameBackDays))
	for _, c := range all {
		subject, next, words := c.Instruction, "nostro trace "+c.Instruction, "the bank gave it back"
		memo := ""
		if c.Memo != "" {
			memo = ": " + c.Memo
		}
		if subject == "" {
			subject, next = c.Key, "nostro breaks"
		}
		if c.Kind == string(ledger.KindRejection) {
			words = "the bank rejected it"
		}
		w.raise(alarm.PaymentCameBack, subject, next, "%s, booked %s%s", words, stamp(c.BookedAt), memo)
	}
	return err
}

// expected tells the files that are late.
func (w *watch) expected() error {
	return w.s.eachExpected(w.tx, func(e Expectation, d expectedDay) error {
		if v := w.s.expectedView(e, d.ExpectedFile); v.State == "late" {
			w.raise(alarm.ExpectedFileMissing, fmt.Sprintf("%s/%s/%s", v.Correspondent, v.Expectation, v.Day), "nostro collect; nostro files expected",
				"%s was due %s", v.What, stamp(v.DueAt))
		}
		return nil
	})
}
