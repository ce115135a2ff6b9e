package jobs_test

import (
	"testing"

	"nostro/calendar"
	"nostro/jobs"
)

// resolutions are what closed the breaks that are resolved, in the order in which they were found.
func (h *installation) resolutions() (lines []string) {
	h.t.Helper()
	for _, b := range look(h, jobs.Tx.Breaks) {
		if b.Resolution != "" {
			lines = append(lines, b.Resolution)
		}
	}
	return lines
}

// The status of a file that was sent does not come: it is late, then, with a statement that covers the day and has nothing of
// the file, missing at the bank; it comes after all, and says so. It alarms by its age meanwhile.
func TestAStatusThatDoesNotCome(t *testing.T) {
	t.Parallel()
	h := paidOut(t, answering)
	h.at("2026-11-23T17:29:59Z")
	h.reconcile()
	h.same("in time", h.breaks())
	h.at("2026-11-23T17:30:00Z")
	h.reconcile()
	h.same("due", h.breaks(), "late rhein  0 open", "late rhein  0 open") // one for each of two messages
	h.says(h.breakView(1).Text, "the status of pacs.00", ".xml) was due from rhein at 2026-11-23T17:30:00Z and has not come", "Do not send the file again")
	h.says(h.breakView(1).Next, "nostro collect looks again, then ask rhein")

	set := jobs.DefaultBreaks()
	set.Alarms = []jobs.BreakAlarm{{Reason: "late", After: 0}}
	h.stages.Settings.Breaks = &set
	h.at("2026-11-24T10:00:00Z")
	aged, err := h.stages.AgedBreaks(h.ctx)
	h.must(err)
	if len(aged) != 2 || aged[0].Age != 1 {
		t.Errorf("over their limit: %+v", aged)
	}

	h.gives(statement{seq: 1, opening: "1000.00"}.xml())
	h.unordered("a statement without it", h.breaks()[:4], "late rhein  0 resolved", "late rhein  0 resolved", "missing-at-bank rhein  0 open",
		"missing-at-bank rhein  0 open")
	h.says(h.breakView(3).Next, "ask rhein whether it has it; send nothing again before the answer")
	h.gives(status2(h, "brixton"))
	h.gives(status2(h, "harbour"))
	h.unordered("they come", h.breaks()[:4], "late rhein  0 resolved", "late rhein  0 resolved", "missing-at-bank rhein  0 resolved",
		"missing-at-bank rhein  0 resolved")
	h.says(h.resolutions()[0], "nothing of the file is on it: it is missing at the bank")
	h.says(h.resolutions()[2], "it came late")
	h.reconcile()
	h.unordered("and that is it", h.breaks()[:4], "late rhein  0 resolved", "late rhein  0 resolved", "missing-at-bank rhein  0 resolved",
		"missing-at-bank rhein  0 resolved")
}

// A statement that does not come is late, then, when that of a later day has come before it, missing at the bank.
func TestAStatementThatDoesNotCome(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, expecting(nil))
	h.at("2026-11-24T06:59:59Z")
	h.takes()
	h.same("in time", h.breaks())
	h.at("2026-11-24T07:00:00Z")
	h.takes()
	h.same("due", h.breaks(), "late rhein  0 open")
	h.says(h.breakView(1).Text, "(statement 2026-11-24) was due from rhein at 2026-11-24T07:00:00Z and has not come")
	h.at("2026-11-25T06:00:00Z")
	h.gives(strangeStatement(2, "100.00").xml())
	gift := "unknown-at-us rhein EUR 5.00 open"
	h.same("the next one is here", h.breaks(), "late rhein  0 resolved", gift, "missing-at-bank rhein  0 open")
	h.says(h.breakView(3).Text, "That of 2026-11-25 has come before it")
	h.offer("rhein", "late.xml", strangeStatement(1, "95.00").xml())
	h.takes()
	h.same("it comes", h.breaks()[:3], "late rhein  0 resolved", gift, "missing-at-bank rhein  0 resolved")
	h.says(h.breakView(3).Resolution, "it came late")
}

// What two persons excuse is not waited for, and what one has closed stays closed.
func TestAStatementThatIsExcused(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, expecting(nil))
	h.at("2026-11-24T07:00:00Z")
	h.takes()
	_, err := h.stages.Excuse(h.ctx, "rhein", "statement", calendar.MustDate("2026-11-24"), "bea", "the bank was closed")
	h.must(err)
	h.reconcile()
	h.same("excused", h.breaks(), "late rhein  0 resolved")
	h.says(h.breakView(1).Resolution, "is excused: it comes no more")
	h.at("2026-11-25T07:00:00Z")
	h.takes()
	h.alone("1.00")
	h.done(h.stages.CloseBreak(h.ctx, 2, "the bank says that it comes tomorrow"))
	h.reconcile()
	h.same("closed", h.breaks(), "late rhein  0 resolved", "late rhein  0 resolved")
}
