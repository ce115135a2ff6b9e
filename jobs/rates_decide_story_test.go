package jobs_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

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
			h.netted()
			story.load(h)
			key := h.blocked(story.key, story.says...)
			for person, says := range map[string]string{"ann": "another person must decide", " ANN": "another person must decide",
				"dan": "is not among those who could decide when it was asked, and still may (bea, carol)", "": "name the person"} {
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

// write puts a file into the folder of the house.
func (h *installation) write(name, text string) {
	h.t.Helper()
	h.must(os.WriteFile(filepath.Join(h.dir, name), []byte(text), 0o600))
}
