package jobs_test

import (
	"fmt"
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/fx"
	"nostro/jobs"
	"nostro/money"
)

func limits(block bool, total string, currencies ...string) func(*setup) {
	return func(s *setup) {
		s.settings.Risk = jobs.RiskSettings{Block: block}
		if total != "" {
			s.settings.Risk.Limits.Total = amount(s.settings.House.Base, total)
		}
		for _, text := range currencies {
			s.settings.Risk.Limits.Currencies = append(s.settings.Risk.Limits.Currencies, amount(money.MustCurrency(text[:3]), text[4:]))
		}
	}
}

func (h *installation) risk(day string) jobs.Risk {
	h.t.Helper()
	date := calendar.Date{}
	if day != "" {
		date = calendar.MustDate(day)
	}
	r, err := h.stages.Risk(h.ctx, date)
	h.must(err)
	return r
}

// openWords is the open position in words: each as "USD -116.17 limit 100.00 value -99.85 move -1.00".
func openWords(r jobs.Risk) []string {
	var list []string
	for _, p := range r.Positions {
		text := p.Position.String()
		if !p.Limit.Currency().IsZero() {
			text += " limit " + p.Limit.Decimal()
		}
		if p.Known {
			text += " value " + p.Value.Decimal() + " move " + p.Moved.Decimal()
		}
		list = append(list, text)
	}
	return append(list, fmt.Sprintf("long %s short %s total %s against %s base rises %s", r.Open.Long.Decimal(), r.Open.Short.Decimal(),
		r.Open.Total.Decimal(), r.Against.Decimal(), r.BaseRises.Decimal()))
}

func TestOpenPositionAndWhatAMoveCosts(t *testing.T) {
	t.Parallel()
	h := converted(t, limits(false, "1000.00", "JPY 5000", "USD 200.00"))
	h.same("open", openWords(h.risk("")), "EUR 100.00 value 100.00 move 1.00", "JPY 0 limit 5000 value 0.00 move 0.00",
		"USD -116.17 limit 200.00 value -99.85 move -1.00", "long 0.00 short 99.85 total 99.85 against 1.00 base rises 1.00")
	if r := h.risk(""); r.Breached() || r.NoValues != "" {
		t.Errorf("%v %q", r.BreachWords(), r.NoValues)
	}
	// The day before nothing was open, and the day after its rates are not there yet but young enough.
	h.on("2026-11-24")
	h.same("before", openWords(h.risk("2026-11-22")), "JPY 0 limit 5000 value 0.00 move 0.00", "USD 0.00 limit 200.00 value 0.00 move 0.00",
		"long 0.00 short 0.00 total 0.00 against 0.00 base rises 0.00")
	if source, date := h.risk("").Fixing.Source, h.risk("").Fixing.Date; source != "ECB" || date != calendar.MustDate("2026-11-23") {
		t.Errorf("valued at %s %s", source, date)
	}
	_, err := h.stages.Risk(h.ctx, calendar.MustDate("2026-11-25"))
	h.refused(err, jobs.ErrNeedsPerson, "2026-11-25 has not come yet")
}

// Rates that are too old are told where they are needed; a limit that needs them is then neither kept nor broken, and
// one that needs none is looked at all the same.
func TestRiskWithoutRates(t *testing.T) {
	t.Parallel()
	h := converted(t, limits(true, "1000.00", "USD 100.00"))
	h.on("2026-11-30")
	r := h.risk("")
	h.same("open", openWords(r), "EUR 100.00 value 100.00 move 1.00", "USD -116.17 limit 100.00",
		"long 0.00 short 0.00 total 0.00 against 0.00 base rises 0.00")
	h.says(r.NoValues, "ECB rates of 2026-11-23 are 5 business days old on 2026-11-30")
	h.says(r.NoAtRisk, "5 business days old")
	h.says(strings.Join(r.BreachWords(), "|"), "we are short USD 116.17, beyond the limit of USD 100.00 by USD 16.17|whether the limit of "+
		"EUR 1000.00 for all positions together is kept cannot be told: ECB rates")
	_, err := h.stages.Approve(h.ctx, h.cycle, "bea", true, "")
	h.refused(err, jobs.ErrNeedsPerson, "we are short USD 116.17", "nothing was approved")
}

func TestABreachBlocksTheApprovalOrWarns(t *testing.T) {
	t.Parallel()
	for name, story := range map[string]struct {
		limits func(*setup)
		want   string // why it is not approved
	}{
		"of a currency, blocks":         {limits(true, "", "USD 116.16"), "we are short USD 116.17, beyond the limit of USD 116.16 by USD 0.01"},
		"of all, blocks":                {limits(true, "99.84"), "all open positions together are EUR 99.85, beyond their limit of EUR 99.84 by EUR 0.01"},
		"of a currency, warns":          {limits(false, "", "USD 116.16"), ""},
		"at the limits, nothing to say": {limits(true, "99.85", "USD 116.17"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := converted(t, story.limits)
			result, err := h.stages.Approve(h.ctx, h.cycle, "bea", true, "")
			if story.want == "" {
				h.ends(h.done(result, err), jobs.OutcomeDone)
				return
			}
			h.refused(err, jobs.ErrNeedsPerson, story.want, "cover it")
			h.same("approvals", []string{fmt.Sprint(len(look(h, func(tx jobs.Tx) ([]jobs.Approval, error) { return tx.Approvals(h.cycle) })))}, "0")
			// It may be refused, and once it is covered and written anew approved.
			h.done(h.stages.Approve(h.ctx, h.cycle, "bea", false, "too much"))
			h.run()
			h.covers("deal", "USD 116.17", "EUR 99.85")
			h.ends(h.approve(), jobs.OutcomeDone)
		})
	}
}

// The book is short of dollars; each day of the history the dollar rises by a known part of a thousand.
func TestValueAtRiskFromTheStoredFixings(t *testing.T) {
	t.Parallel()
	h := converted(t, func(s *setup) { s.settings.Risk = jobs.RiskSettings{AtRiskDays: 20, ConfidenceBP: 9500} })
	h.says(h.risk("").NoAtRisk, "20 days need 21 fixings, and there are 1: import the history")
	day := calendar.MustDate("2026-11-02")
	for n := 0; day.Before(calendar.MustDate("2026-11-23")); day = day.AddDays(1) {
		h.rates(day.String(), fmt.Sprintf("USD %d.%04d", 1, 2000-n*10))
		n++
	}
	r := h.risk("")
	if r.NoAtRisk != "" {
		h.says(r.NoAtRisk, "20 days need 21 fixings, and there are ")
		t.Fatal(r.NoAtRisk)
	}
	// From 1.1800 to 1.1634, the last day, the dollar rises by 1.4269 %: that is the largest loss. The second: 1.1810 to
	// 1.1800, 0.0847 % of EUR 99.85.
	got := fmt.Sprintf("%s rank %d to %s, from %s to %s", r.AtRisk.Loss, r.AtRisk.Rank, r.AtRisk.Day, r.AtRisk.From, r.AtRisk.To)
	h.same("value at risk", []string{got}, "EUR 0.08 rank 2 to 2026-11-22, from 2026-11-03 to 2026-11-23")
	h.stages.Settings.Risk.ConfidenceBP = 9900
	if r := h.risk(""); r.AtRisk.Loss != amount(eur, "1.42") || r.AtRisk.Rank != 1 {
		t.Errorf("%+v", r.AtRisk)
	}
	h.stages.Settings.Risk.AtRiskDays = 22
	h.says(h.risk("").NoAtRisk, fx.ErrTooFewFixings.Error(), "22 days need 23 fixings, and there are 22")
}

// Until when the position is revalued, and whether more can be.
func TestRiskTellsWhatIsNotRevalued(t *testing.T) {
	t.Parallel()
	h := converted(t)
	told := func() string { r := h.risk(""); return fmt.Sprintf("%s, due %s", r.Revalued, r.Due) }
	h.same("never", []string{told()}, ", due 2026-11-23")
	h.on("2026-11-23")
	h.revalue("") // it leaves no entry: nothing has moved
	h.same("worth what it cost", []string{told()}, ", due ")
	h.on("2026-11-24", "USD 1.15")
	h.same("the next day", []string{told()}, ", due 2026-11-24")
	h.revalue("")
	h.same("done", []string{told()}, "2026-11-24, due ")
	h.on("2026-11-26")
	h.same("two days on", []string{told()}, "2026-11-24, due 2026-11-25")
	h.same("nothing is open", []string{func() string { r := newInstallation(t).risk(""); return r.Due.String() }()}, "")
}
