package jobs_test

import (
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
)

// After a backup was restored, the banks know of payments of which our books say that they never left.
// Nothing of it goes out a second time.

func TestBankAnswersToAReleaseThatIsOnlyWritten(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, silentPayIns)
	h.people()
	h.owes("O-1 alfa brixton EUR 100.00")
	h.run()
	h.gives(status(about(h.payment("brixton"), "ACSP", "")))
	h.same("payments", h.payments(), "alfa in EUR 100.00 planned", "brixton out EUR 100.00 accepted")
	h.same("files", h.files(), "rhein sent 0")
	h.same("transit", h.balances("transit"), "transit:rhein EUR -100.00")
	h.approve()
	h.ends(h.send(), jobs.OutcomeDone)
	if n := h.servers["rhein"].Count("STOR"); n != 0 || h.state() != lifecycle.CycleSent {
		t.Errorf("%d uploads, the cycle is %s", n, h.state())
	}
}

func TestBankBooksWhatIsOnlyPlanned(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, silentPayIns)
	h.people()
	h.owes("O-1 alfa brixton EUR 100.00", "O-2 alfa harbour EUR 30.00")
	h.done(h.stages.Open(h.ctx, valueDate))
	for _, s := range stagesInOrder[:4] {
		h.done(s.run(h))
	}
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(h.payment("brixton"), "-100.00")}}.xml())
	h.same("books", h.balances("participant:brixton", "transit", "nostro"), "nostro:rhein EUR 900.00")
	h.run()
	h.same("payments", h.payments(), "alfa in EUR 130.00 planned", "brixton out EUR 100.00 settled",
		"harbour out EUR 30.00 written")
	h.same("files", h.files(), "rhein written 0")
	var kinds []string
	for _, e := range h.journal() {
		kinds = append(kinds, string(e.Kind))
	}
	h.same("journal", kinds, "netting", "opening", "pay-out", "pay-out-booked")
}

// A notice of which nobody knows whether it arrived has served when the pay-in is booked.
func TestNoticeServed(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, takesAtOnce("rhein"))
	h.approved("O-1 alfa brixton EUR 100.00")
	h.crashesAfterUploadOf("camt.057")
	h.takeAway("rhein")
	h.ends(h.send(), jobs.OutcomeNeedsPerson)
	h.same("files", h.files(), "rhein unknown 1", "rhein sent 1")
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(h.payment("alfa"), "100.00"),
		byName(h.payment("brixton"), "-100.00")}}.xml())
	h.same("files", h.files(), "rhein sent 1", "rhein sent 1")
	h.ends(h.send(), jobs.OutcomeDone)
	h.reconcile()
	if h.state() != lifecycle.CycleSettled {
		t.Errorf("the cycle is %s", h.state())
	}
}

// A pay-in that is booked proves nothing about a notice that has not left: it still goes.
func TestNoticeStillGoes(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.approved("O-1 alfa brixton EUR 100.00")
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(h.payment("alfa"), "100.00")}}.xml())
	h.same("files", h.files(), "rhein written 0", "rhein written 0")
	h.ends(h.send(), jobs.OutcomeDone)
	h.same("payments", h.payments(), "alfa in EUR 100.00 settled", "brixton out EUR 100.00 sent")
}
