package jobs_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/fx"
	"nostro/jobs"
	"nostro/lifecycle"
)

// rateFiles gives one file to the stage.
func (h *installation) rateFile(name, data string) (jobs.Result, error) {
	return h.stages.ImportRates(h.ctx, []jobs.NamedFile{{Name: name, Data: []byte(data)}})
}

// netted carries two obligations, of which cascade's is converted from EUR to USD, to a netted cycle.
func (h *installation) netted() {
	h.t.Helper()
	h.people()
	h.owes("O-1 alfa cascade EUR 100.00", "O-2 alfa brixton EUR 10.00")
	h.done(h.stages.Open(h.ctx, valueDate))
	h.done(h.stages.Close(h.ctx, h.cycle, true))
	h.done(h.stages.Net(h.ctx, h.cycle))
}

// blocked wants the cycle not to be converted, with one question whose key has the prefix, which it returns.
func (h *installation) blocked(prefix string, says ...string) string {
	h.t.Helper()
	_, err := h.stages.Convert(h.ctx, h.cycle)
	h.refused(err, jobs.ErrNeedsPerson, append(says, "nostro rates accept "+prefix, "bea or carol may, but not ann")...)
	if h.state() != lifecycle.CycleNetted {
		h.t.Errorf("blocked, and yet the cycle is %s", h.state())
	}
	questions, err := h.stages.RateQuestions(h.ctx)
	h.must(err)
	if len(questions) != 1 || !strings.HasPrefix(questions[0].Key, prefix) {
		h.t.Fatalf("questions %+v, want one of %s", questions, prefix)
	}
	return questions[0].Key
}

// converted wants the cycle to be converted to so many USD for cascade.
func (h *installation) converted(usd string) {
	h.t.Helper()
	h.ends(h.done(h.stages.Convert(h.ctx, h.cycle)), jobs.OutcomeDone)
	h.same("conversion", h.balances("participant:cascade"), "participant:cascade USD "+usd)
}

// decides lets a person answer, which must succeed.
func (h *installation) decides(person, key string, accepted bool) {
	h.t.Helper()
	h.done(h.stages.DecideRates(h.ctx, key, accepted, person, "I have asked"))
}

func TestAnUnusualRateWaitsForASecondPerson(t *testing.T) {
	t.Parallel()
	for _, story := range []struct {
		name string
		load func(*installation)
		key  string
		says []string
		usd  string // after it was accepted
	}{
		{"too old", func(h *installation) { h.rates("2026-11-19", "USD 1.1634") }, "age:2026-11-24-1:ECB:2026-11-19",
			[]string{"2 business days old on 2026-11-23", "the limit is 1"}, "-116.17"},
		{"missing", func(h *installation) {
			h.rates("2026-11-20", "USD 1.1634")
			h.rates("2026-11-23", "GBP 0.87")
		}, "missing:2026-11-24-1:ECB:2026-11-20:EUR/USD:1.1634",
			[]string{"ECB of 2026-11-23 has no EUR/USD", "take the last one, 1.1634 of 2026-11-20"}, "-116.17"},
		{"jumped", func(h *installation) {
			h.rates("2026-11-20", "USD 1.00")
			h.rates("2026-11-23", "USD 1.1634")
		}, "move:ECB:2026-11-23:EUR/USD:1.1634", []string{"moved 16.34 % since 1 of 2026-11-20", "the limit is 5.00 %"}, "-116.17"},
		{"incoherent", func(h *installation) {
			h.stages.Settings.Rates.Source = "DESK"
			h.stages.Settings.Rates.AgeDaysMax = 1
			_, err := h.rateFile("desk.csv", "source,time,base,quote,mid\nDESK,2026-11-23T12:00:00Z,EUR,USD,1.1634\n"+
				"DESK,2026-11-23T12:00:00Z,USD,EUR,0.9\n")
			h.must(err)
		}, "incoherent:DESK:2026-11-23:EUR-USD:", []string{"EUR/USD 1.1634, USD/EUR 0.9 make 1.04706 where 1 is due"}, "-116.17"},
	} {
		t.Run(story.name, func(t *testing.T) {
			t.Parallel()
			h := newInstallation(t, func(s *setup) { s.settings.Rates.MoveLimitBP, s.settings.Rates.CoherenceBP = 500, 10 })
			story.load(h)
			h.netted()
			key := h.blocked(story.key, story.says...)
			for person, says := range map[string]string{"ann": "another person must decide", " ANN": "another person must decide",
				"dan": "is not among the 2 who may decide", "": "name the person"} {
				_, err := h.stages.DecideRates(h.ctx, key, true, person, "because")
				h.refused(err, jobs.ErrNeedsPerson, says)
			}
			_, err := h.stages.DecideRates(h.ctx, key, true, "bea", " ")
			h.refused(err, nil, "say why")
			h.blocked(story.key)
			h.decides("bea", key, true)
			h.converted(story.usd)
			_, err = h.stages.DecideRates(h.ctx, key, false, "carol", "too late")
			h.refused(err, nil, "is decided: bea accepted it", "I have asked")
		})
	}
}

func TestARejectedRateBlocksUntilABetterOneComes(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, func(s *setup) { s.settings.Rates.MoveLimitBP = 500 })
	h.rates("2026-11-20", "USD 1.16")
	h.rates("2026-11-23", "USD 11.634")
	h.netted()
	h.decides("bea", h.blocked("move:ECB:2026-11-23:EUR/USD:11.634"), false)
	_, err := h.stages.Convert(h.ctx, h.cycle)
	h.refused(err, jobs.ErrNeedsPerson, "bea rejected it: I have asked; load rates that are right")
	_, err = h.rateFile("again.xml", rateFile("2026-11-23", "USD 1.1634"))
	h.refused(err, jobs.ErrNeedsPerson, "EUR/USD is 11.634", "says 1.1634")
	_, err = h.stages.Convert(h.ctx, h.cycle)
	h.refused(err, jobs.ErrNeedsPerson, "conflict:1")
	h.decides("carol", "conflict:1", true)
	h.converted("-116.17")
}

// An acceptance is for what was seen: another value of the same rate is another question.
func TestAnAcceptedMoveIsThatOfOneValue(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, func(s *setup) { s.settings.Rates.MoveLimitBP = 500 })
	h.rates("2026-11-20", "USD 1.00")
	h.rates("2026-11-23", "USD 1.1634")
	h.netted()
	h.decides("bea", "move:ECB:2026-11-23:EUR/USD:1.1634", true)
	_, err := h.rateFile("other.xml", rateFile("2026-11-23", "USD 1.5"))
	h.refused(err, jobs.ErrNeedsPerson, "conflict:1")
	h.decides("bea", "conflict:1", true)
	h.blocked("move:ECB:2026-11-23:EUR/USD:1.5", "moved 50.00 %")
}

func TestALimitOfItsOwn(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, func(s *setup) {
		s.settings.Rates.MoveLimitBP = 500
		s.settings.Rates.MoveLimits = map[fx.Pair]int{{Base: usd, Quote: eur}: 2000}
	})
	h.rates("2026-11-20", "USD 1.00")
	h.rates("2026-11-23", "USD 1.1634")
	h.netted()
	h.converted("-116.17")
}

// An acceptance for one cycle is none for the next.
func TestAnOldFixingIsAcceptedForOneCycle(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.rates("2026-11-19", "USD 1.1634")
	h.netted()
	h.decides("bea", "age:2026-11-24-1:ECB:2026-11-19", true)
	h.converted("-116.17")
	h.cycle = "2026-11-24-2"
	h.owes("O-3 alfa cascade EUR 100.00")
	h.done(h.stages.Open(h.ctx, valueDate))
	h.done(h.stages.Close(h.ctx, h.cycle, true))
	h.done(h.stages.Net(h.ctx, h.cycle))
	h.blocked("age:2026-11-24-2:ECB:2026-11-19")
}

// A cycle that was closed on Monday takes Monday's rates on Tuesday too.
func TestTheFixingIsThatOfTheClose(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.rates("2026-11-23", "USD 1.1634")
	h.netted()
	h.at("2026-11-24T15:30:00Z")
	h.rates("2026-11-24", "USD 2")
	h.converted("-116.17")
}

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

// write puts a file into the folder of the house.
func (h *installation) write(name, text string) {
	h.t.Helper()
	h.must(os.WriteFile(filepath.Join(h.dir, name), []byte(text), 0o600))
}
