package jobs_test

import (
	"fmt"
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/money"
)

// shown is the cycle whole. Its counts and sums are those of the lists that it is the sum of.
func (h *installation) shown() jobs.CycleView {
	h.t.Helper()
	v, err := h.stages.CycleShown(h.ctx, h.cycle)
	h.must(err)
	h.sumsAgree(v)
	rows, err := h.stages.CyclesOf(h.ctx, jobs.CycleFilter{})
	h.must(err)
	for _, r := range rows {
		if r.ID == v.ID && fmt.Sprint(r.CycleCounts) != fmt.Sprint(v.CycleCounts) {
			h.t.Errorf("the list counts %v, the cycle has %v", r.CycleCounts, v.CycleCounts)
		}
	}
	return v
}

// sumsAgree adds everything up a second way, one by one.
func (h *installation) sumsAgree(v jobs.CycleView) {
	h.t.Helper()
	obligations := look(h, func(tx jobs.Tx) ([]jobs.Obligation, error) {
		if v.State == lifecycle.CycleAborted {
			all, _, err := tx.GivenBack(v.ID)
			return all, err
		}
		return tx.ObligationsOf(v.ID)
	})
	gross, payments, files := map[money.Currency]int64{}, map[string]int64{}, map[string]int{}
	for _, o := range obligations {
		gross[o.Amount.Currency()] += o.Amount.Minor()
	}
	instructions := look(h, func(tx jobs.Tx) ([]jobs.Instruction, error) { return tx.InstructionsOf(v.ID) })
	for _, i := range instructions {
		payments[fmt.Sprint(i.Direction, i.State, i.Amount.Currency())] += i.Amount.Minor()
	}
	for _, f := range look(h, func(tx jobs.Tx) ([]jobs.FileOut, error) { return tx.FilesOut(v.ID) }) {
		files[fmt.Sprint(f.Release, f.Correspondent, f.State)]++
	}
	count := 0
	for _, t := range v.Totals {
		gross[t.Gross.Currency()] -= t.Gross.Minor()
		count += t.Count
	}
	if count != len(obligations) || v.Obligations != count {
		h.t.Errorf("%d obligations in sums, %d counted, %d there", count, v.Obligations, len(obligations))
	}
	for _, p := range v.Payments {
		payments[fmt.Sprint(p.Direction, p.State, p.Sum.Currency())] -= p.Sum.Minor()
		count += p.Count
	}
	if count != len(obligations)+len(instructions) {
		h.t.Errorf("payments in sums: %+v, there are %d", v.Payments, len(instructions))
	}
	for _, r := range v.Releases {
		for _, f := range r.Files {
			files[fmt.Sprint(f.Release, f.Correspondent, f.State)] -= f.Count
		}
	}
	for what, left := range payments {
		if left != 0 {
			h.t.Errorf("%s: %d minor units in no sum", what, left)
		}
	}
	for what, left := range files {
		if left != 0 {
			h.t.Errorf("%s: %d files in no sum", what, left)
		}
	}
	for c, left := range gross {
		if left != 0 {
			h.t.Errorf("%s: %d minor units in no sum", c, left)
		}
	}
}

// waits are what the cycle waits for, each with the next step behind an arrow.
func (h *installation) waits() (lines []string) {
	h.t.Helper()
	for _, w := range h.shown().Waits {
		lines = append(lines, w.What+" -> "+w.Next)
	}
	return lines
}

// A cycle says at each stage what it waits for and what to do, and which states it has come to, by whom and when.
func TestACycleSaysWhatItWaitsFor(t *testing.T) {
	t.Parallel()
	run := "nostro cycle run --value-date 2026-11-24"
	carry := " -> " + run + " carries it on to the files that wait for approval"
	wants := map[lifecycle.Cycle]string{
		lifecycle.CycleOpen:       "its close: the cut-off was 2026-11-23 16:00 CET; 3 obligations are free for it so far -> " + run + " closes and nets it: its cut-off has passed",
		lifecycle.CycleClosed:     "netting" + carry,
		lifecycle.CycleNetted:     "conversion" + carry,
		lifecycle.CycleConverted:  "its instructions" + carry,
		lifecycle.CycleInstructed: "its files" + carry,
		lifecycle.CycleWritten: "approval; 1 of bea, carol (every release); who may: bea, carol -> nostro approve 2026-11-24-1 --show, " +
			"then nostro approve 2026-11-24-1 --as NAME, by a person who did not make it",
		lifecycle.CycleApproved: "4 files to be sent -> nostro send 2026-11-24-1 delivers its files",
	}
	h := abortHouse(t)
	var reached []string
	for _, stage := range abortStages {
		h.must(stage.step(h))
		h.cycle = "2026-11-24-1"
		h.same("at "+string(stage.state), h.waits(), wants[stage.state])
		v := h.shown()
		by := map[bool]string{true: "bea", false: "ann"}[stage.state == lifecycle.CycleApproved]
		reached = append(reached, fmt.Sprint(stage.state, " ", h.now.Format("15:04"), " ", by))
		h.same("states", stepsOf(v), reached...)
		if v.NeedsPerson() != (stage.state == lifecycle.CycleWritten) {
			t.Errorf("at %s a person is needed: %t", stage.state, v.NeedsPerson())
		}
	}
}

func stepsOf(v jobs.CycleView) (lines []string) {
	for _, s := range v.Steps {
		lines = append(lines, fmt.Sprint(s.State, " ", s.At.Format("15:04"), " ", s.By))
	}
	return lines
}

// Before the cut-off the clock is waited for.
func TestACycleWaitsForItsCutOff(t *testing.T) {
	t.Parallel()
	h := abortHouse(t)
	h.at("2026-11-23T13:30:00Z")
	h.upTo(lifecycle.CycleOpen)
	h.same("waits", h.waits(), "its cut-off, 2026-11-23 16:00 CET, in 1 h 30 min; 3 obligations are free for it so far -> "+
		"nostro cycle run --value-date 2026-11-24 after its cut-off closes and nets it (--early: now)")
}

// A stage that stopped says why; a release that was refused says so until the files are written anew.
func TestACycleSaysWhyItStopped(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	h.owes(abortBook...)
	h.upTo(lifecycle.CycleNetted)
	_, err := h.stages.Convert(h.ctx, h.cycle)
	h.refused(err, jobs.ErrNeedsPerson)
	h.says(h.waits()[0], "conversion, which stopped at 2026-11-23 15:30:00Z: ", "import a rate file")

	h.rates("2026-11-23", "USD 1.1634")
	h.run()
	h.done(h.stages.Approve(h.ctx, h.cycle, "bea", false, "wrong account"))
	h.says(h.waits()[0], "files written anew: release 1 was withdrawn by bea: wrong account")
	v := h.shown()
	if len(v.Releases) != 1 || v.Releases[0].Withdrawal == nil || v.Releases[0].Decisions[0].Approved || v.Releases[0].Files[0].State != lifecycle.FileOutWithdrawn {
		t.Errorf("release %+v", v.Releases)
	}
	h.run()
	if v = h.shown(); len(v.Releases) != 2 || v.Releases[1].Withdrawal != nil {
		t.Errorf("releases %+v", v.Releases)
	}
}

// Sent is not settled: what the bank has not booked is waited for by direction and currency, what it rejected is named,
// and a settled cycle waits for nothing.
func TestACycleWaitsForTheBank(t *testing.T) {
	t.Parallel()
	h := abortHouse(t)
	h.run()
	h.approve()
	h.send()
	next := " -> nostro collect, then nostro reconcile: sent is not settled; nostro expected tells by when each is due"
	h.same("waits", h.waits(), "the booking of 3 pay-outs on a proven statement: EUR 100.00 of 2 sent, USD 58.08 of 1 sent"+next,
		"the booking of 1 pay-in on a proven statement: EUR 150.00 of 1 sent"+next)
	h.answer("2026-11-24")
	h.takes()
	v := h.shown()
	if len(v.Waits) != 0 || v.State != lifecycle.CycleSettled || v.NeedsPerson() {
		t.Errorf("settled, and waits for %v", v.Waits)
	}
	h.same("last state", stepsOf(v)[8:], "settled 00:00 ")
}

// What is held or refused stands in the way by name, and what was let go later waits for a further release.
func TestACycleNamesWhatIsStopped(t *testing.T) {
	t.Parallel()
	h := heldBack(t)
	v := h.shown()
	h.same("who", []string{v.Stopped[0].Participant, string(v.Stopped[0].State)}, "brixton", "held")
	h.says(h.waits()[len(v.Waits)-1], "payments that do not go on by themselves: 1 held")
	if !v.NeedsPerson() {
		t.Error("a hit waits, and no person is needed")
	}
	h.answers(h.hitOf(), true)
	h.says(h.waits()[len(h.waits())-1], "1 pay-out of it that was not among the files that have left -> nostro cycle further "+h.cycle)
}

// A file of which nobody knows whether it arrived is told with the way on.
func TestACycleNamesFilesThatAreUnknown(t *testing.T) {
	t.Parallel()
	h, name := unknownFile(t)
	v := h.shown()
	if !v.NeedsPerson() || len(v.Waits) != 2 {
		t.Errorf("a file is unknown: a person is needed is %t, waits %v", v.NeedsPerson(), v.Waits)
	}
	h.says(h.waits()[0], "file "+name+" to rhein is unknown: ", "nostro files mark "+name)
	h.says(h.waits()[1], "payments that do not go on by themselves: 1 unknown")
}

// An aborted cycle keeps what it had, and waits for nothing.
func TestAnAbortedCycleIsShown(t *testing.T) {
	t.Parallel()
	h := abortHouse(t)
	h.run()
	h.abort()
	v := h.shown()
	if v.Obligations != 3 || len(v.Waits) != 0 || v.NeedsPerson() || len(v.Stopped) != 0 {
		t.Errorf("%+v", v)
	}
	h.same("states", stepsOf(v)[5:], "written 15:30 ann", "aborted 15:30 ann")
	_, err := h.stages.CycleShown(h.ctx, "2026-11-24-9")
	h.refused(err, jobs.ErrUnknownID, "2026-11-24-9")
}
