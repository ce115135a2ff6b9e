package jobs_test

import (
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/fx"
	"nostro/jobs"
)

func TestAConflictKeepsBothValues(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.rates("2026-11-23", "USD 1.1634", "GBP 0.87945")
	first := look(h, jobs.Tx.Fixings)[0].RawSHA256
	before := h.now
	h.at("2026-11-23T15:40:00Z")
	offer := rateFile("2026-11-23", "USD 1.2", "JPY 180")
	for range 2 { // the same question once
		_, err := h.rateFile("offer.xml", offer)
		h.refused(err, jobs.ErrNeedsPerson, "EUR/GBP is 0.87945, file", "says no rate", "EUR/JPY is no rate", "says 180",
			"EUR/USD is 1.1634", "says 1.2", "nostro rates accept conflict:1")
	}
	conflicts := look(h, jobs.Tx.RateConflicts)
	if len(conflicts) != 1 || len(conflicts[0].Offers) != 3 || conflicts[0].FoundBy != "ann" {
		t.Fatalf("conflicts %+v", conflicts)
	}
	h.same("while it is open", h.fixed("2026-11-23"), "EUR/GBP 0.87945", "EUR/USD 1.1634")
	h.at("2026-11-23T15:50:00Z")
	h.decides("bea", "conflict:1", true)
	h.same("once accepted", h.fixed("2026-11-23"), "EUR/JPY 180", "EUR/USD 1.2")
	was := look(h, func(tx jobs.Tx) (fx.Fixing, error) {
		f, _, err := tx.FixingAsOf("ECB", calendar.MustDate("2026-11-23"), before)
		return f, err
	})
	h.same("as it was", rateLines(was), "EUR/GBP 0.87945", "EUR/USD 1.1634")
	if was.RawSHA256 != first {
		t.Errorf("the evidence of the fixing has changed")
	}
	q, err := h.stages.ExplainRate(h.ctx, "", fx.Pair{Base: eur, Quote: usd}, calendar.MustDate("2026-11-23"))
	h.must(err)
	if hash := conflicts[0].RawSHA256; q.Steps[0].RawSHA256 != hash || !strings.Contains(strings.Join(q.Quote.Derivation, ";"), "from file "+hash[:12]) {
		t.Errorf("the derivation does not say from where the rate is: %+v", q)
	}
	for name, data := range map[string]string{"the offer": offer, "the first file": rateFile("2026-11-23", "USD 1.1634", "GBP 0.87945")} {
		result, err := h.rateFile(name, data)
		h.ends(h.done(result, err), jobs.OutcomeNothing)
	}
}

// fixed are the rates of the ECB's fixing of a day, as they count.
func (h *installation) fixed(day string) []string {
	h.t.Helper()
	return rateLines(look(h, func(tx jobs.Tx) (fx.Fixing, error) {
		f, _, err := tx.Fixing("ECB", calendar.MustDate(day))
		return f, err
	}))
}

func rateLines(f fx.Fixing) []string {
	var lines []string
	for _, r := range f.Rates {
		lines = append(lines, r.Pair.String()+" "+r.Mid.String())
	}
	return lines
}

func TestARejectedConflictChangesNothing(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.rates("2026-11-23", "USD 1.1634")
	_, err := h.rateFile("a.xml", rateFile("2026-11-23", "USD 1.2"))
	h.refused(err, jobs.ErrNeedsPerson, "conflict:1")
	h.decides("carol", "conflict:1", false)
	h.same("rates", h.fixed("2026-11-23"), "EUR/USD 1.1634")
	result, err := h.rateFile("b.xml", rateFile("2026-11-23", "USD 1.20")) // other bytes, the same offer
	h.ends(h.done(result, err), jobs.OutcomeNothing)
	_, err = h.rateFile("c.xml", rateFile("2026-11-23", "USD 1.3"))
	h.refused(err, jobs.ErrNeedsPerson, "conflict:2")
}

// One answer serves all conflicts of a file.
func TestAFileOfConflicts(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	table := func(jpy string) string {
		text := "Date,USD,JPY,\n"
		for _, day := range []string{"23", "20", "19", "18", "17", "16", "13"} {
			text += "2026-11-" + day + ",1.1634," + jpy + ",\n"
		}
		return text
	}
	result, err := h.rateFile("a.csv", table("180"))
	h.says(h.done(result, err).Summary, "ECB fixings from 2026-11-13 to 2026-11-23, 14 rates: 7 added, 0 known already")
	_, err = h.rateFile("b.csv", table("181"))
	h.refused(err, jobs.ErrNeedsPerson, "and 2 more", "file:")
	hash := look(h, jobs.Tx.RateConflicts)[0].RawSHA256
	_, err = h.stages.DecideRates(h.ctx, "file:"+hash[:4], true, "bea", "too short to tell")
	h.refused(err, jobs.ErrUnknownID)
	h.decides("bea", "file:"+hash[:12], true)
	h.same("oldest", h.fixed("2026-11-13"), "EUR/JPY 181", "EUR/USD 1.1634")
	h.same("newest", h.fixed("2026-11-23"), "EUR/JPY 181", "EUR/USD 1.1634")
	_, err = h.stages.DecideRates(h.ctx, "conflict:99", true, "bea", "there is none")
	h.refused(err, jobs.ErrUnknownID, "nostro rates list")
}

func TestBadRowsOfARateFileAreKept(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	result, err := h.rateFile("a.csv", "Date,USD,JPY,\n2026-11-23,1.1634,zero,\n2026-11-20,1.16,179,\n")
	h.ends(h.done(result, err), jobs.OutcomeNeedsPerson)
	h.says(strings.Join(result.Notes, ";"), "a.csv:2", `"zero"`)
	refusals := look(h, func(tx jobs.Tx) ([]string, error) {
		all, err := tx.Refusals()
		var lines []string
		for _, r := range all {
			lines = append(lines, r.File+" "+r.Field+" "+r.Value)
		}
		return lines, err
	})
	h.same("refusals", refusals, "a.csv rate zero")
	h.same("what is good", h.fixed("2026-11-23"), "EUR/USD 1.1634")
}
