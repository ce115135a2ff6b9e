package jobs_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/money"
	"nostro/netting"
	"nostro/risk/limit"
)

func capped(limits limit.Limits) func(*setup) {
	return func(s *setup) { s.settings.Risk.Settlement = limits }
}

func capOf(c money.Currency, text string) limit.Limits {
	return limit.Limits{Caps: limit.Caps{Cycle: []money.Amount{amount(c, text)}}}
}

// evidence reads the recorded choice of a cycle, and wants its hash to be right.
func (h *installation) evidence(cycle string) jobs.LimitEvidence {
	h.t.Helper()
	e, err := h.stages.LimitEvidence(h.ctx, cycle)
	h.must(err)
	return e
}

// A breach does not stop the cycle: what settles most is taken, the rest waits with its reason, and goes with the next.
func TestCapsLeaveWhatIsBeyond(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, capped(capOf(eur, "100.00")))
	h.people()
	h.owes("O-1 alfa brixton EUR 60.00", "O-2 alfa harbour EUR 30.00", "O-3 alfa brixton EUR 95.00", "O-4 brixton harbour EUR 20.00")
	h.done(h.stages.Open(h.ctx, valueDate))
	closed := h.done(h.stages.Close(h.ctx, h.cycle, false))
	h.ends(closed, jobs.OutcomeNeedsPerson)
	h.says(closed.Summary, "2 obligations taken, 2 left", "settles 56.09 % of the value in EUR; no choice settles more")
	h.says(strings.Join(closed.Notes, "\n"),
		"O-1 waits: net debit of alfa in EUR would be EUR 155.00, beyond the cap of EUR 100.00 by EUR 55.00")
	e := h.evidence(h.cycle)
	h.same("taken", e.Taken, "O-3", "O-4")
	h.same("limits in force", e.Limits.Everyone.Cycle, "EUR 100.00")
	for _, u := range e.Caps {
		if u.Participant == "alfa" && (u.Offered != "185.00" || u.Settled != "95.00" || u.Headroom != "5.00") {
			t.Errorf("alfa: %+v", u)
		}
	}
	h.run()
	h.approve()
	h.run()
	if h.cycle != "2026-11-24-2" {
		t.Fatalf("the next cycle is %s", h.cycle)
	}
	h.same("taken by the next", h.evidence(h.cycle).Taken, "O-1", "O-2")
}

// Caps of a day count its cycles together: what they do not let through opens no further cycle.
func TestCapsOfADay(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, capped(limit.Limits{Caps: limit.Caps{Day: []money.Amount{amount(eur, "100.00")}}}))
	h.people()
	h.owes("O-1 alfa brixton EUR 60.00")
	h.run()
	h.approve()
	h.owes("O-2 alfa harbour EUR 50.00")
	h.run()
	if h.cycle != "2026-11-24-1" {
		t.Fatalf("cycle %s was opened for nothing", h.cycle)
	}
	h.owes("O-3 brixton alfa EUR 10.00")
	h.run()
	h.same("taken once alfa is owed", h.evidence("2026-11-24-2").Taken, "O-2", "O-3")
}

// A cap in base needs rates: without them nothing is taken, and it is said what is missing.
func TestCapInBaseNeedsRates(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, capped(limit.Limits{Caps: limit.Caps{CycleBase: amount(eur, "100.00")}}))
	h.people()
	h.owes("O-1 alfa harbour USD 200.00", "O-2 alfa brixton EUR 10.00")
	h.done(h.stages.Open(h.ctx, valueDate))
	_, err := h.stages.Close(h.ctx, h.cycle, false)
	h.refused(err, jobs.ErrNeedsPerson, "caps in EUR cannot be proven, so nothing is taken", "no ECB fixing", "import a rate file")
	h.rates("2026-11-23", "USD 2.0000", "GBP 0.87945")
	closed := h.done(h.stages.Close(h.ctx, h.cycle, false))
	h.says(strings.Join(closed.Notes, "\n"), "O-2 waits: net debit of alfa in all currencies, in EUR would be EUR 110.00")
	if e := h.evidence(h.cycle); !strings.HasPrefix(e.Rates, "ECB of 2026-11-23") || len(e.Values) != 1 || e.Values[0].Settled != "100.00" {
		t.Errorf("%+v", e)
	}
}

// Debts that go round settle together, and the summary says so.
func TestGridlockOfACycle(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, capped(capOf(eur, "5.00")))
	h.people()
	h.owes("O-1 alfa brixton EUR 100.00", "O-2 brixton harbour EUR 98.00", "O-3 harbour alfa EUR 95.00")
	h.done(h.stages.Open(h.ctx, valueDate))
	closed := h.done(h.stages.Close(h.ctx, h.cycle, false))
	h.ends(closed, jobs.OutcomeDone)
	h.says(closed.Summary, "3 obligations taken, 0 left", "3 obligations settle together only")
}

// What waits says how often it was left, since when, and why the last time.
func TestWhatIsLeftAges(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, capped(capOf(eur, "50.00")))
	h.people()
	h.owes("O-1 alfa brixton EUR 60.00", "O-2 alfa brixton EUR 50.00")
	h.run()
	h.approve()
	waits, err := h.stages.Waits(h.ctx)
	h.must(err)
	if len(waits) != 1 || waits[0].Obligation != "O-1" || waits[0].Times != 1 || waits[0].Since != valueDate || !strings.Contains(waits[0].Reason, "beyond the cap") {
		t.Fatalf("%+v", waits)
	}
	h.at("2026-11-24T16:00:00Z")
	next := calendar.MustDate("2026-11-25")
	h.imports("more.csv", obligationsHeader+"O-9,alfa,harbour,EUR,10.00,2026-11-25,\n")
	_, err = h.stages.RunCycle(h.ctx, next, false, func(jobs.Result) {})
	h.must(err)
	if waits, err = h.stages.Waits(h.ctx); err != nil || len(waits) != 1 || waits[0].Times != 2 || waits[0].Since != valueDate {
		t.Errorf("%+v, %v", waits, err)
	}
}

// The evidence is held against its hash.
func TestEvidenceOfAChoiceIsHeldAgainstItsHash(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, capped(capOf(eur, "50.00")))
	h.people()
	h.owes("O-1 alfa brixton EUR 60.00")
	h.run()
	choice := look(h, func(tx jobs.Tx) (jobs.LimitChoice, error) {
		c, _, err := tx.LimitChoice(h.cycle)
		return c, err
	})
	data, err := h.spool.Read(choice.Place)
	h.must(err)
	if !json.Valid(data) {
		t.Error("no JSON")
	}
	h.must(os.Chmod(filepath.Join(h.dir, "spool", choice.Place), 0o600))
	h.must(os.WriteFile(filepath.Join(h.dir, "spool", choice.Place), append(data, ' '), 0o600))
	_, err = h.stages.LimitEvidence(h.ctx, h.cycle)
	h.refused(err, jobs.ErrNeedsPerson, "is not the one that was kept", "restore it")
	_, err = h.stages.LimitEvidence(h.ctx, "2026-11-24-9")
	h.refused(err, jobs.ErrUnknownID, "2026-11-24-9")
	results, err := h.stages.Check(h.ctx)
	h.must(err)
	broken := ""
	for _, r := range results {
		if !r.Holds {
			broken += r.Name + ": " + r.Detail
		}
	}
	h.says(broken, choice.Place)
}

// Positions that go beyond what the choice said are found by a check that adds them up by itself.
func TestCheckFindsWhatIsBeyondACap(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, capped(capOf(eur, "100.00")))
	h.people()
	h.owes("O-1 alfa brixton EUR 60.00", "O-2 brixton harbour EUR 20.00")
	h.run()
	const name = nameLimits
	results, err := h.stages.Check(h.ctx)
	h.must(err)
	for _, r := range results {
		if r.Name == name && (r.Counted != 3 || !r.Holds) {
			t.Errorf("%+v", r)
		}
	}
	h.tamper("DROP TRIGGER position_never_changes", "UPDATE position SET gross_out = gross_out + 5000, net = net - 5000 WHERE participant = 'alfa'")
	results, err = h.stages.Check(h.ctx)
	h.must(err)
	found := ""
	for _, r := range results {
		if r.Name == name {
			found = r.Detail
		}
	}
	h.says(found, "net debit of alfa", "the choice says EUR 60.00, the positions EUR 110.00")
}

// What offsets within a cap is what nets: under bilateral netting a debt towards one is not offset by a credit with
// another, and under gross settlement nothing is.
func TestCapsFollowTheNetting(t *testing.T) {
	t.Parallel()
	for model, want := range map[netting.Model]string{netting.Multilateral: "O-1 O-2", netting.Bilateral: "O-1", netting.Gross: "O-1"} {
		h := newInstallation(t, capped(capOf(eur, "50.00")), func(s *setup) { s.settings.Netting = netting.Terms{Default: model} })
		h.people()
		h.owes("O-1 alfa brixton EUR 100.00", "O-2 brixton harbour EUR 90.00")
		h.stages.Settings.Risk.Settlement.Own = map[string]limit.Caps{"alfa": {Cycle: []money.Amount{amount(eur, "100.00")}}}
		h.must(second(h.stages.Open(h.ctx, valueDate)))
		h.must(second(h.stages.Close(h.ctx, h.cycle, false)))
		if got := strings.Join(h.evidence(h.cycle).Taken, " "); got != want {
			t.Errorf("%s: takes %s, want %s", model, got, want)
		}
	}
}

func second(_ jobs.Result, err error) error { return err }
