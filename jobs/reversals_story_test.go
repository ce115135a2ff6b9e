package jobs_test

import (
	"strings"
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
)

// flippedDay pays out to brixton and takes it back, but calls that a debit too, as some banks do with what they reverse.
func flippedDay(brixton jobs.Instruction) statement {
	back := byName(brixton, "-100.00")
	back.back = true
	return statement{seq: 1, opening: "1000.00", closing: "1000.00", entries: []booked{byName(brixton, "-100.00"), back}}
}

func (h *installation) reversals(flipped bool) {
	for n := range h.stages.Settings.Correspondents {
		if c := &h.stages.Settings.Correspondents[n]; c.ID == "rhein" {
			c.FlippedReversals = flipped
		}
	}
}

// A bank that flips reversals is found out by the proof: the break names the setting, and once that is set, the same statement is
// read again and proven. One that is read by the wrong setting says so too.
func TestABankThatFlipsReversals(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	h.gives(flippedDay(h.payment("brixton")).xml())
	h.same("statements", h.statements(), "rhein EUR 1 disputed")
	h.same("breaks", h.breaks(), "statement-does-not-add-up rhein EUR 200.00 open")
	h.says(h.breakView(1).Text, "It adds up where its reversals have the other direction", "set reversals: flipped at rhein in nostro.yaml")
	h.same("nostro", h.balances("nostro"))
	h.reconcile()
	h.same("still", h.statements(), "rhein EUR 1 disputed")
	h.reversals(true)
	h.reconcile()
	h.same("statements", h.statements(), "rhein EUR 1 proven")
	h.same("superseded", h.superseded(), "1 by 2: its reversals have the other direction, by nostro.yaml: statement 2")
	h.same("breaks", h.breaks(), "statement-does-not-add-up rhein EUR 200.00 resolved")
	h.same("nostro", h.balances("nostro", "suspense"), "nostro:rhein EUR 1000.00")
	if got := h.payment("brixton").State; got != lifecycle.InstructionReturned {
		t.Errorf("the payment is %s", got)
	}
	day := flippedDay(h.payment("brixton"))
	day.seq, day.date, day.entries = 2, "2026-11-25", []booked{{amount: "-7.00"}, {amount: "7.00", back: true}}
	h.gives(day.xml())
	h.same("next", h.statements(), "rhein EUR 1 proven", "rhein EUR 2 disputed")
	h.says(h.breakView(2).Text, "set reversals: as-given at rhein")
}

// A statement that does not add up either way says nothing of reversals.
func TestReversalsAreNotBlamedForOtherThings(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	day := flippedDay(h.payment("brixton"))
	day.closing = "999.00"
	h.gives(day.xml())
	if text := h.breakView(1).Text; strings.Contains(text, "reversals") {
		t.Errorf("it says %q", text)
	}
	h.reversals(true)
	h.reconcile()
	h.same("statements", h.statements(), "rhein EUR 1 disputed")
	h.same("superseded", h.superseded())
}
