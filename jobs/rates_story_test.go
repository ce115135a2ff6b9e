package jobs_test

import (
	"testing"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/lifecycle"
)

func TestConvertNeedsAFreshFixing(t *testing.T) {
	t.Parallel()
	for _, story := range []struct {
		name, now, fixing string
		rates             []string
		want              []string // empty: it converts
	}{
		{"no fixing", "2026-11-23T15:30:00Z", "", nil, []string{"no ECB fixing on or before 2026-11-23",
			"nostro rates FILE"}},
		{"a fixing of tomorrow", "2026-11-23T15:30:00Z", "2026-11-24", []string{"USD 1.1634"},
			[]string{"no ECB fixing on or before 2026-11-23"}},
		{"of today", "2026-11-23T15:30:00Z", "2026-11-23", []string{"USD 1.1634"}, nil},
		{"of the last business day", "2026-11-23T15:30:00Z", "2026-11-20", []string{"USD 1.1634"}, nil},
		{"two business days old", "2026-11-24T15:30:00Z", "2026-11-20", []string{"USD 1.1634"}, []string{"2026-11-20"}},
		{"over a TARGET holiday", "2026-12-28T15:30:00Z", "2026-12-24", []string{"USD 1.1634"}, nil},
		{"over a TARGET holiday, but older", "2026-12-28T15:30:00Z", "2026-12-23", []string{"USD 1.1634"},
			[]string{"2026-12-23"}},
		{"without the currency", "2026-11-23T15:30:00Z", "2026-11-23", []string{"GBP 0.87945"}, []string{"EUR/USD"}},
	} {
		t.Run(story.name, func(t *testing.T) {
			t.Parallel()
			h := newInstallation(t)
			h.at(story.now)
			h.people()
			h.owes("O-1 alfa cascade EUR 100.00", "O-2 alfa brixton EUR 10.00")
			if story.fixing != "" {
				h.rates(story.fixing, story.rates...)
			}
			h.done(h.stages.Open(h.ctx, valueDate))
			h.done(h.stages.Close(h.ctx, h.cycle, true))
			h.done(h.stages.Net(h.ctx, h.cycle))
			h.converts(story.want)
		})
	}
}

// converts runs the stage, which must be refused with the texts where there are any.
func (h *installation) converts(want []string) {
	h.t.Helper()
	before := h.entries()
	result, err := h.stages.Convert(h.ctx, h.cycle)
	if len(want) == 0 {
		h.ends(h.done(result, err), jobs.OutcomeDone)
		h.same("conversion", h.balances("participant:cascade", "fx:position EUR"), "participant:cascade USD -116.17")
		return
	}
	h.refused(err, jobs.ErrNeedsPerson, want...)
	h.holds()
	conversions := look(h, func(tx jobs.Tx) ([]jobs.Conversion, error) { return tx.Conversions(h.cycle) })
	if h.state() != lifecycle.CycleNetted || h.entries() != before || len(conversions) != 0 {
		h.t.Errorf("refused, and yet the cycle is %s with %d new entries and %d conversions", h.state(), h.entries()-before,
			len(conversions))
	}
	runs := look(h, jobs.Tx.Runs)
	if last := runs[len(runs)-1]; last.Outcome != string(jobs.OutcomeNeedsPerson) {
		h.t.Errorf("the run is on record as %q", last.Outcome)
	}
}

func TestRatesComeOnce(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	file := func(name, data string) []jobs.NamedFile { return []jobs.NamedFile{{Name: name, Data: []byte(data)}} }
	h.ends(h.done(h.stages.ImportRates(h.ctx, file("a.xml", rateFile("2026-11-23", "USD 1.1634", "GBP 0.87945")))),
		jobs.OutcomeDone)
	before := look(h, jobs.Tx.Fixings)
	again := h.done(h.stages.ImportRates(h.ctx, file("again.xml", rateFile("2026-11-23", "GBP 0.87945", "USD 1.16340"))))
	h.ends(again, jobs.OutcomeNothing)
	h.says(again.Summary, "known already")

	for _, other := range [][]string{
		{"USD 1.1635", "GBP 0.87945"}, {"USD 1.1634"}, {"USD 1.1634", "GBP 0.87945", "JPY 180.1"},
	} {
		_, err := h.stages.ImportRates(h.ctx, file("other.xml", rateFile("2026-11-23", other...)))
		h.refused(err, jobs.ErrNeedsPerson, "other.xml", "2026-11-23", "known with other rates")
	}
	_, err := h.stages.ImportRates(h.ctx, file("bad.xml", rateFile("2026-11-24", "USD 0")))
	h.refused(err, nil, "bad.xml")
	after := look(h, jobs.Tx.Fixings)
	if len(after) != 1 || after[0].RawSHA256 != before[0].RawSHA256 {
		t.Errorf("fixings were %v, are %v", before, after)
	}
}

// A bad file among several stops none of the others.
// A fixing of a day that has not come would lie in wait for it: nothing of its file is taken. What is tomorrow here is today elsewhere.
func TestAFixingOfADayToCome(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.at("2026-11-23T09:59:00Z")
	file := func(days ...string) jobs.NamedFile {
		text := "source,date,time,base,quote,bid,mid,ask,per_units\n"
		for _, day := range days {
			text += "DESK," + day + "," + day + "T00:00:00+14:00,EUR,USD,,1.1634,,1\n"
		}
		return jobs.NamedFile{Name: "rates.csv", Data: []byte(text)}
	}
	_, err := h.stages.ImportRates(h.ctx, []jobs.NamedFile{file("2026-11-20", "2026-11-24")})
	h.refused(err, nil, "rates.csv", "the DESK fixing of 2026-11-24 is of a day that has not come", "correct the date")
	if kept := look(h, func(tx jobs.Tx) (map[calendar.Date]string, error) { return tx.FixingHashes("DESK") }); len(kept) != 0 {
		t.Errorf("kept are %v", kept)
	}
	h.at("2026-11-23T10:00:00Z") // Tuesday has begun at UTC+14
	h.done(h.stages.ImportRates(h.ctx, []jobs.NamedFile{file("2026-11-20", "2026-11-24")}))
	_, err = h.stages.ImportRates(h.ctx, []jobs.NamedFile{file("2026-11-25")})
	h.refused(err, nil, "2026-11-25 is of a day that has not come")
}

func TestRatesOfSeveralFiles(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	result, err := h.stages.ImportRates(h.ctx, []jobs.NamedFile{
		{Name: "a.xml", Data: []byte(rateFile("2026-11-20", "USD 1.15"))},
		{Name: "bad.xml", Data: []byte("<nothing/>")},
		{Name: "b.xml", Data: []byte(rateFile("2026-11-23", "USD 1.16"))},
	})
	h.refused(err, nil, "bad.xml")
	if fixings := look(h, jobs.Tx.Fixings); len(fixings) != 2 {
		t.Errorf("fixings: %v, result %v", fixings, result)
	}
	h.ends(h.done(h.stages.ImportRates(h.ctx, []jobs.NamedFile{
		{Name: "a.xml", Data: []byte(rateFile("2026-11-20", "USD 1.15"))},
		{Name: "c.xml", Data: []byte(rateFile("2026-11-24", "USD 1.17"))},
	})), jobs.OutcomeDone)
}
