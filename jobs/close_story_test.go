package jobs_test

import (
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/lifecycle"
)

var valueDate = calendar.MustDate("2026-11-24")

// A day without trouble: everything settles, and the books end where the banks' statements do.
func TestCalmDay(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.sent("O-1 alfa brixton EUR 100.00", "O-2 brixton harbour EUR 30.00", "O-3 cascade alfa USD 50.00")
	h.same("on its way", h.balances("transit"), "transit:hudson USD -50.00", "transit:rhein EUR -100.00")
	h.answer("2026-11-24")
	h.ends(h.takes(), jobs.OutcomeDone)
	h.same("payments", h.payments(), "alfa in EUR 100.00 settled", "alfa out USD 50.00 settled",
		"brixton out EUR 70.00 settled", "cascade in USD 50.00 settled", "harbour out EUR 30.00 settled")
	h.same("books", h.balances(), "nostro:hudson USD 5000.00", "nostro:rhein EUR 1000.00", "nostro:rhein GBP 1000.00",
		"reserve EUR -1000.00", "reserve GBP -1000.00", "reserve USD -5000.00")
	h.obligationsAre(h.cycle, lifecycle.ObligationSettled, "O-1", "O-2", "O-3")
	if h.state() != lifecycle.CycleSettled {
		t.Errorf("the cycle is %s", h.state())
	}
}

// obligationsAre wants exactly these obligations in the cycle, all in the state.
func (h *installation) obligationsAre(cycle string, state lifecycle.Obligation, ids ...string) {
	h.t.Helper()
	var got, want []string
	for _, o := range look(h, func(tx jobs.Tx) ([]jobs.Obligation, error) { return tx.ObligationsOf(cycle) }) {
		got = append(got, o.ID+" "+string(o.State))
	}
	for _, id := range ids {
		want = append(want, id+" "+string(state))
	}
	h.same("obligations of cycle "+cycle, got, want...)
}

func TestCloseWaitsForTheCutOff(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	h.owes("O-1 alfa brixton EUR 100.00")
	h.at("2026-11-23T14:59:59Z")
	h.done(h.stages.Open(h.ctx, valueDate))
	_, err := h.stages.Close(h.ctx, h.cycle, false)
	h.refused(err, jobs.ErrNeedsPerson, "2026-11-23 16:00 CET", "--early")
	h.obligationsAre("", lifecycle.ObligationAccepted, "O-1")
	if h.state() != lifecycle.CycleOpen {
		t.Fatalf("refused, and yet the cycle is %s", h.state())
	}
	h.ends(h.done(h.stages.Close(h.ctx, h.cycle, true)), jobs.OutcomeDone)
	h.obligationsAre(h.cycle, lifecycle.ObligationAccepted, "O-1")

	later := newInstallation(t)
	later.done(later.stages.Open(later.ctx, valueDate))
	later.at("2026-11-23T15:00:00Z")
	later.done(later.stages.Close(later.ctx, later.cycle, false))
	if later.state() != lifecycle.CycleClosed {
		t.Errorf("at the cut-off the cycle is %s", later.state())
	}
}

// What is accepted after the close goes to the next cycle of the same date.
func TestLateObligationGoesToTheNextCycle(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	h.owes("O-1 alfa brixton EUR 100.00")
	h.done(h.stages.Open(h.ctx, valueDate))
	h.done(h.stages.Close(h.ctx, h.cycle, false))
	h.owes("O-2 brixton alfa EUR 40.00")
	h.run()
	h.approve()
	h.send()
	h.obligationsAre("2026-11-24-1", lifecycle.ObligationNetted, "O-1")
	h.run()
	h.obligationsAre("2026-11-24-2", lifecycle.ObligationNetted, "O-2")
	if h.cycle != "2026-11-24-2" {
		t.Errorf("the late obligation ran in cycle %s", h.cycle)
	}
	h.approve()
	h.send()
	h.answer("2026-11-24")
	h.takes()
	h.same("payments", h.payments(), "alfa in EUR 100.00 settled", "alfa out EUR 40.00 settled",
		"brixton in EUR 40.00 settled", "brixton out EUR 100.00 settled")
	closedAt := h.cycleOf("2026-11-24-1").LastSeq
	if last := look(h, func(tx jobs.Tx) (int64, error) { return tx.LastSeq() }); closedAt != last-1 {
		t.Errorf("the first cycle closed at sequence %d of %d", closedAt, last)
	}
}

// An obligation of a later value date waits for its own cycle.
func TestCycleTakesOnlyWhatIsDue(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	h.imports("obligations.csv",
		obligationsHeader+"O-1,alfa,brixton,EUR,1.00,2026-11-20,\nO-2,alfa,brixton,EUR,2.00,2026-11-25,\n")
	h.run()
	h.obligationsAre(h.cycle, lifecycle.ObligationNetted, "O-1")
	h.obligationsAre("", lifecycle.ObligationAccepted, "O-2")
}

func TestWhatCannotSettleWaits(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	h.owes("O-1 alfa brixton EUR 100.00", "O-2 alfa brixton USD 7.00", "O-3 alfa harbour JPY 900",
		"O-4 cascade alfa JPY 900")
	h.done(h.stages.Open(h.ctx, valueDate))
	closed := h.done(h.stages.Close(h.ctx, h.cycle, false))
	h.ends(closed, jobs.OutcomeNeedsPerson)
	h.says(strings.Join(closed.Notes, "\n"), "O-2 waits: brixton has no account in USD", "O-3 waits: alfa settles in JPY",
		"O-4 waits: alfa settles in JPY", "add one to nostro.yaml")
	h.obligationsAre(h.cycle, lifecycle.ObligationAccepted, "O-1")
	h.obligationsAre("", lifecycle.ObligationAccepted, "O-2", "O-3", "O-4")
	deferrals := look(h, func(tx jobs.Tx) ([]jobs.Deferral, error) { return tx.Deferrals(h.cycle) })
	if len(deferrals) != 3 {
		t.Errorf("deferrals: %v", deferrals)
	}
	h.ends(h.done(h.stages.Close(h.ctx, h.cycle, false)), jobs.OutcomeNothing)

	h.run()
	h.approve()
	h.send()
	h.run()
	if h.cycle != "2026-11-24-1" {
		t.Errorf("obligations that still cannot settle have opened cycle %s", h.cycle)
	}
	h.imports("accounts.csv", "participant,currency,account,agent_bic\nbrixton,USD,0210000001055,CASCUS33XXX\n")
	h.run()
	h.obligationsAre("2026-11-24-2", lifecycle.ObligationNetted, "O-2")
}

// A cycle without obligations goes the whole way and is on record: it ran, and there was nothing.
func TestEmptyCycleSettles(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.run()
	h.approve()
	h.ends(h.send(), jobs.OutcomeNothing)
	h.ends(h.reconcile(), jobs.OutcomeDone)
	if h.state() != lifecycle.CycleSettled {
		t.Errorf("the cycle is %s", h.state())
	}
	var runs []string
	for _, r := range look(h, jobs.Tx.Runs) {
		runs = append(runs, r.Stage+" "+r.Outcome)
	}
	h.same("runs", runs, "open done", "close nothing", "net nothing", "convert nothing", "instruct nothing",
		"write nothing",
		"approve done", "send nothing", "reconcile done")
}

func TestOpenRefusesAHoliday(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	for _, day := range []string{"2026-12-25", "2026-11-28"} {
		_, err := h.stages.Open(h.ctx, calendar.MustDate(day))
		h.refused(err, nil, day, "TARGET", "choose another value date")
	}
	if cycles := look(h, jobs.Tx.Cycles); len(cycles) != 0 {
		t.Errorf("cycles: %v", cycles)
	}
}

// The order of the input changes nothing that leaves: positions and instructions are the same.
func TestOrderOfObligationsChangesNothing(t *testing.T) {
	t.Parallel()
	list := []string{"O-1 alfa brixton EUR 100.00", "O-2 brixton harbour EUR 30.00", "O-3 cascade alfa EUR 50.00",
		"O-4 harbour cascade GBP 9.00", "O-5 alfa harbour GBP 11.11"}
	turned := []string{list[3], list[1], list[4], list[0], list[2]}
	var positions, ids [2][]string
	for n, obligations := range [][]string{list, turned} {
		h := newInstallation(t)
		h.rates("2026-11-23", "USD 1.1634", "GBP 0.87945")
		h.people()
		h.owes(obligations...)
		h.run()
		for _, p := range look(h, func(tx jobs.Tx) ([]jobs.Position, error) { return tx.Positions(h.cycle) }) {
			positions[n] = append(positions[n], strings.Join([]string{p.Participant, p.GrossIn.String(), p.GrossOut.String(),
				p.Net.String()}, " "))
		}
		for _, i := range h.instructions() {
			ids[n] = append(ids[n], i.ID+" "+i.UETR+" "+i.Participant+" "+i.Amount.String())
		}
		h.same("positions", positions[n], positions[0]...)
		h.same("instructions", ids[n], ids[0]...)
	}
}

// Two value dates are open at once: the later one, closed first, leaves what the earlier one is to take, and says so.
func TestTwoValueDatesAtOnce(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	h.at("2026-11-23T10:00:00Z")
	_, err := h.stages.Import(h.ctx, []jobs.NamedFile{{Name: "o.csv", Data: []byte(dated("2026-11-24", "2026-11-25"))}}, false)
	h.must(err)
	h.done(h.stages.Open(h.ctx, valueDate))
	h.done(h.stages.Open(h.ctx, calendar.MustDate("2026-11-25")))
	later := h.done(h.stages.Close(h.ctx, "2026-11-25-1", true))
	h.ends(later, jobs.OutcomeNeedsPerson)
	h.says(later.Summary, "1 obligation taken, 1 left")
	h.says(strings.Join(later.Notes, "\n"), "obligation W-1 waits: cycle 2026-11-24-1 is open for an earlier value date, and takes it")
	h.ends(h.done(h.stages.Close(h.ctx, h.cycle, true)), jobs.OutcomeDone)
	h.obligationsAre(h.cycle, lifecycle.ObligationAccepted, "W-1")
	h.obligationsAre("2026-11-25-1", lifecycle.ObligationAccepted, "W-2")
}

// What was accepted for an earlier value date goes with the later cycle where none is open for its own.
func TestLateObligationGoesWithTheNextCycle(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	h.at("2026-11-24T10:00:00Z")
	result, err := h.stages.Import(h.ctx, []jobs.NamedFile{{Name: "o.csv", Data: []byte(dated("2026-11-24"))}}, false)
	h.must(err)
	h.says(strings.Join(result.Result.Notes, "\n"), "late, the cut-off was 2026-11-23 16:00 CET: a cycle of 2026-11-25")
	h.done(h.stages.Open(h.ctx, calendar.MustDate("2026-11-25")))
	h.ends(h.done(h.stages.Close(h.ctx, "2026-11-25-1", true)), jobs.OutcomeDone)
	h.obligationsAre("2026-11-25-1", lifecycle.ObligationAccepted, "W-1")
}
