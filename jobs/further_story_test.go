package jobs_test

import (
	"testing"

	"nostro/jobs"
	"nostro/risk"
)

// heldBack is a house that has sent EUR 30.00 to harbour while EUR 100.00 to brixton were held by screening.
func heldBack(t *testing.T) *installation {
	t.Helper()
	h := heldHouse(t)
	h.approve()
	h.ends(h.send(), jobs.OutcomeDone)
	return h
}

func (h *installation) further() jobs.Result {
	h.t.Helper()
	return h.done(h.stages.Further(h.ctx, h.cycle))
}

// hitOf is the only hit.
func (h *installation) hitOf() string {
	h.t.Helper()
	hits, _ := h.hits()
	return hits[0].ID
}

// What was held when the other files left goes later: in a release of its own, approved by itself, with nothing in it that
// has left before.
func TestWhatWasHeldGoesInAFurtherRelease(t *testing.T) {
	t.Parallel()
	h := heldBack(t)
	h.ends(h.further(), jobs.OutcomeNeedsPerson) // still held
	h.same("still sent", []string{string(h.state())}, "sent")
	h.says(h.answers(h.hitOf(), true).Notes[0], "is planned", "nostro cycle further "+h.cycle)
	first := h.filesOut()

	made := h.further()
	h.ends(made, jobs.OutcomeDone)
	h.says(made.Summary, "release 2: 1 file with 1 transaction")
	h.same("payments", h.payments(), "alfa in EUR 130.00 planned", "brixton out EUR 100.00 written", "harbour out EUR 30.00 sent")
	h.same("cycle", []string{string(h.state())}, "written")
	v, err := h.stages.ShowRelease(h.ctx, h.cycle)
	h.must(err)
	if len(v.Files) != 1 || v.Release != 2 || len(v.Totals) != 1 || v.Totals[0].Count != 1 || v.Totals[0].Sum.Minor() != 10000 {
		t.Errorf("what is approved: %+v", v)
	}
	h.holds()
	_, err = h.stages.Send(h.ctx, h.cycle)
	h.refused(err, jobs.ErrNeedsPerson, "first somebody other than its makers approves it")
	_, err = h.stages.Approve(h.ctx, h.cycle, "ann", true, "")
	h.refused(err, risk.ErrMakerIsChecker)
	_, err = h.stages.Further(h.ctx, h.cycle)
	h.refused(err, jobs.ErrNeedsPerson, "must be sent or refused before a further one")
	h.approve()
	sent := h.send()
	h.ends(sent, jobs.OutcomeDone)
	h.says(sent.Summary, "1 of 1 files sent")
	h.same("payments", h.payments(), "alfa in EUR 130.00 planned", "brixton out EUR 100.00 sent", "harbour out EUR 30.00 sent")
	h.asked("used", "used")
	for _, f := range first {
		for _, now := range h.filesOut() {
			if now.Name == f.Name && (now.Attempts != f.Attempts || now.SHA256 != f.SHA256) {
				t.Errorf("%s went again: %+v, was %+v", f.Name, now, f)
			}
		}
	}
	h.ends(h.further(), jobs.OutcomeNothing)
	h.holds()
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(h.payment("brixton"), "-100.00"), byName(h.payment("harbour"), "-30.00"),
		byName(h.payment("alfa"), "130.00")}}.xml())
	h.same("cycle", []string{string(h.state())}, "settled")
	_, err = h.stages.Further(h.ctx, h.cycle)
	h.refused(err, nil, "nothing of it waits")
	h.holds()
}

// A further release that is refused leaves the cycle as it was sent; the next one carries what is put right.
func TestAFurtherReleaseThatIsRefused(t *testing.T) {
	t.Parallel()
	h := heldBack(t)
	h.answers(h.hitOf(), true)
	h.further()
	refused := h.done(h.stages.Approve(h.ctx, h.cycle, "bea", false, "not today"))
	h.says(refused.Notes[0], "withdrawn", "nostro cycle further "+h.cycle+" writes release 3")
	h.same("cycle", []string{string(h.state())}, "sent")
	h.same("payments", h.payments(), "alfa in EUR 130.00 planned", "brixton out EUR 100.00 planned", "harbour out EUR 30.00 sent")
	h.holds()
	h.says(h.further().Summary, "release 3")
	h.approve()
	h.ends(h.send(), jobs.OutcomeDone)
	h.asked("used", "refused", "used")
	h.holds()
}

// A further release is bound to its bytes, and a hit that is found meanwhile stops it, as with the first.
func TestAFurtherReleaseIsHeldAsTheFirst(t *testing.T) {
	t.Parallel()
	h := heldBack(t)
	h.answers(h.hitOf(), true)
	h.further()
	h.approve()
	var name string
	for _, f := range h.filesOut() {
		if f.Release == 2 {
			name = f.Name
		}
	}
	restore := h.spoil(name)
	_, err := h.stages.Send(h.ctx, h.cycle)
	h.refused(err, risk.ErrOtherFiles, "every approval is void")
	restore()
	h.approve()
	h.listed("1,entity,Brixten Retail,,,,,TEST\n2,entity,Brixton Retail,,,,,TEST\n")
	_, _ = h.refresh()
	_, err = h.stages.Send(h.ctx, h.cycle)
	h.refused(err, jobs.ErrNeedsPerson, "has a hit")
	h.same("payments", h.payments(), "alfa in EUR 130.00 planned", "brixton out EUR 100.00 written", "harbour out EUR 30.00 sent")
	h.holds()
}

// Before the first files have left there is no further release.
func TestNoFurtherReleaseBeforeTheFirst(t *testing.T) {
	t.Parallel()
	h := heldHouse(t)
	_, err := h.stages.Further(h.ctx, h.cycle)
	h.refused(err, jobs.ErrNeedsPerson, "its last release must be sent or refused")
	h.done(h.stages.Approve(h.ctx, h.cycle, "bea", false, "no"))
	_, err = h.stages.Further(h.ctx, h.cycle)
	h.refused(err, nil, "nothing of it has left yet")
	_, err = h.stages.Further(h.ctx, "2026-11-24-9")
	h.refused(err, jobs.ErrUnknownID)
}

// A further release whose upload breaks off is sent to its end, once.
func TestAFurtherReleaseIsSentOnce(t *testing.T) {
	t.Parallel()
	h := heldBack(t)
	h.answers(h.hitOf(), true)
	h.further()
	h.approve()
	m, undo := h.meddle()
	m.afterSend = func(string) { panic(crash{}) }
	h.crashes(func() { h.send() })
	undo()
	h.same("in between", []string{string(h.payment("brixton").State)}, "sending")
	h.ends(h.send(), jobs.OutcomeDone)
	h.same("payments", h.payments(), "alfa in EUR 130.00 planned", "brixton out EUR 100.00 sent", "harbour out EUR 30.00 sent")
	h.holds()
}
