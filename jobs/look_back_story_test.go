package jobs_test

import (
	"slices"
	"testing"
	"time"

	"nostro/internal/report"
	"nostro/jobs"
	"nostro/lifecycle"
)

// A payment lay in a file that was withdrawn since: which one is not kept, so a look back says so, and of how many.
func TestALookBackSaysWhatIsNotKept(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	h.owes("O-1 alfa brixton EUR 100.00")
	h.run()
	written := h.now
	h.looksBackAt(true)
	h.at("2026-11-23T15:40:00Z")
	_, err := h.stages.Approve(h.ctx, h.cycle, "bea", false, "not today")
	h.must(err)
	h.same("withdrawn", h.payments(), "alfa in EUR 100.00 planned", "brixton out EUR 100.00 planned")
	p, err := report.Gather(h.ctx, h.store, report.Input{House: "Story", AsOf: written, Zone: time.UTC, LookBack: true})
	h.must(err)
	for _, i := range p.Orders {
		h.same("payment", []string{i.State, i.File}, "not kept", "not kept")
	}
	if n := len(p.LookBack.NotTold); p.LookBack.NotTold[n-1] != "the state of 2 payments" || len(p.Headline.Untold) != 1 || p.Headline.Untold[0].Outs != 1 {
		t.Errorf("the look back says %q, %+v", p.LookBack, p.Headline.Untold)
	}
	h.same("files", []string{p.FilesOut[0].State}, "written")
	h.same("cycle", []string{p.Cycles[0].State}, string(lifecycle.CycleWritten))
}

// What is reckoned from what holds now is never shown of then.
func TestALookBackLeavesOutWhatHasNoPast(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	p, err := report.Gather(h.ctx, h.store, report.Input{House: "Story", AsOf: h.now.Add(-time.Hour), Zone: time.UTC, LookBack: true})
	h.must(err)
	if len(p.Inputs)+len(p.Runs)+len(p.Cycles)+len(p.Balances) != 0 || !slices.Contains(p.LookBack.NotTold, "checks") {
		t.Errorf("an hour before there was anything: %+v", p)
	}
	_, err = report.Gather(h.ctx, h.store, report.Input{House: "Story", AsOf: h.now, Zone: time.UTC, LookBack: true, Cycle: "2026-11-24-1"})
	h.refused(err, jobs.ErrUnknownID, "2026-11-24-1")
}

// A correction that was accepted, a recall that was answered and a file out of quarantine: each was something else before.
func TestALookBackAtCorrectionsAndReturns(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	h.looksBackAt(false)
	b := h.payment("brixton")
	h.at("2026-11-24T19:00:00Z")
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(b, "-100.00"), byName(h.payment("alfa"), "129.00")}}.xml())
	h.at("2026-11-25T19:00:00Z")
	h.offer("rhein", "return.xml", comesBack(b, "100.00", ""))
	h.offer("rhein", "broken.xml", "<Document>")
	h.takes()
	h.at("2026-11-26T19:00:00Z")
	h.gives(statement{seq: 3, date: "2026-11-26", opening: "1129.00", entries: []booked{byName(h.payment("alfa"), "1.00")}}.xml())
	h.at("2026-11-27T19:00:00Z")
	h.gives(statement{seq: 2, date: "2026-11-25", opening: "1029.00", entries: []booked{byName(b, "100.00")}}.xml())
	h.at("2026-11-28T09:00:00Z")
	h.same("payments", h.payments(), "alfa in EUR 130.00 settled", "brixton out EUR 100.00 returned", "harbour out EUR 30.00 sent")
}
