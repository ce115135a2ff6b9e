package jobs_test

import (
	"slices"
	"strings"
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
)

// wish moves an obligation and wants that answer, with the words.
func (h *installation) wish(id string, to lifecycle.Obligation, want jobs.Answer, says string) {
	h.t.Helper()
	m, err := h.stages.MoveObligation(h.ctx, id, to, "ann", "the payer asks")
	h.must(err)
	if m.Answer != want || !strings.Contains(m.Result.Summary, says) {
		h.t.Errorf("%s to %s: %s, %q; want %s, %q", id, to, m.Answer, m.Result.Summary, want, says)
	}
}

// waitsWith wants the obligation left by the cycle for that reason.
func (h *installation) waitsWith(obligation, reason string) {
	h.t.Helper()
	h.must(h.store.View(h.ctx, func(tx jobs.Tx) error {
		all, err := tx.Deferrals(h.cycle)
		if !slices.ContainsFunc(all, func(d jobs.Deferral) bool { return d.Obligation == obligation && strings.Contains(d.Reason, reason) }) {
			h.t.Errorf("%s is not left for %q: %+v", obligation, reason, all)
		}
		return err
	}))
}

// An obligation that is held waits with who held it and why; the answers tell what a wish came to.
func TestAHeldObligationWaits(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	h.owes("O-1 alfa brixton EUR 140.00", "O-2 alfa brixton EUR 7.00", "O-3 alfa brixton EUR 1.00")
	h.wish("O-2", lifecycle.ObligationHeld, jobs.AnswerDone, "was accepted and is held")
	h.wish("O-2", lifecycle.ObligationHeld, jobs.AnswerAlready, "is held")
	h.wish("O-3", lifecycle.ObligationWithdrawn, jobs.AnswerDone, "is withdrawn")
	h.wish("O-3", lifecycle.ObligationAccepted, jobs.AnswerTooLate, `cannot move from "withdrawn"`)
	h.wish("O-9", lifecycle.ObligationHeld, jobs.AnswerUnknown, "no obligation O-9")
	h.run()
	h.waitsWith("O-2", "held by ann: the payer asks")
	h.obligationsAre(h.cycle, lifecycle.ObligationNetted, "O-1")
	h.wish("O-1", lifecycle.ObligationWithdrawn, jobs.AnswerTooLate, "has taken obligation O-1")
	h.wish("O-2", lifecycle.ObligationAccepted, jobs.AnswerDone, "is accepted")
	h.approve()
	h.run()
	h.obligationsAre(h.cycle, lifecycle.ObligationNetted, "O-2")
	h.must(h.store.View(h.ctx, func(tx jobs.Tx) error {
		moves, err := tx.ObligationMoves("O-2")
		if len(moves) != 2 || moves[0].By != "ann" || moves[0].Reason != "the payer asks" || moves[1].To != lifecycle.ObligationAccepted {
			t.Errorf("moves %+v", moves)
		}
		return err
	}))
	if _, broken := h.checked(); len(broken) > 0 {
		t.Errorf("broken: %v", broken)
	}
}

// Of a participant that is held no obligation is taken, on either side; released, they go.
func TestAHeldParticipantWaits(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	h.owes("O-1 alfa brixton EUR 140.00", "O-2 brixton harbour EUR 7.00", "O-3 alfa harbour EUR 1.00")
	move := func(id string, to lifecycle.Participant, want jobs.Answer) {
		t.Helper()
		m, err := h.stages.MoveParticipant(h.ctx, id, to, "ann", "under inquiry")
		h.must(err)
		if m.Answer != want {
			t.Errorf("%s to %s: %s, want %s", id, to, m.Answer, want)
		}
	}
	move("brixton", lifecycle.ParticipantHeld, jobs.AnswerDone)
	move("brixton", lifecycle.ParticipantHeld, jobs.AnswerAlready)
	move("nobody", lifecycle.ParticipantHeld, jobs.AnswerUnknown)
	h.run()
	h.waitsWith("O-1", "brixton is held by ann: under inquiry")
	h.waitsWith("O-2", "brixton is held by ann: under inquiry")
	h.obligationsAre(h.cycle, lifecycle.ObligationNetted, "O-3")
	move("brixton", lifecycle.ParticipantActive, jobs.AnswerDone)
	h.approve()
	h.run()
	h.obligationsAre(h.cycle, lifecycle.ObligationNetted, "O-1", "O-2")
	move("brixton", lifecycle.ParticipantWithdrawn, jobs.AnswerDone)
	move("brixton", lifecycle.ParticipantActive, jobs.AnswerTooLate)
}
