package jobs_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/ledger"
	"nostro/money"
)

// converted is a house that is short of USD 116.17 and long of EUR 100.00 since the evening of Monday, 23 November.
func converted(t *testing.T, changes ...func(*setup)) *installation {
	t.Helper()
	h := newInstallation(t, changes...)
	h.rates("2026-11-23", "USD 1.1634")
	h.people()
	h.owes("O-1 alfa cascade EUR 100.00")
	h.run()
	return h
}

// on sets the clock to the evening of a day, after its rates are fixed.
func (h *installation) on(day string, rates ...string) {
	h.t.Helper()
	h.at(day + "T17:00:00Z")
	if len(rates) > 0 {
		h.rates(day, rates...)
	}
}

func (h *installation) revalue(day string) jobs.RevalueResult {
	h.t.Helper()
	date := calendar.Date{}
	if day != "" {
		date = calendar.MustDate(day)
	}
	result, err := h.stages.Revalue(h.ctx, date)
	h.must(err)
	h.holds()
	return result
}

// unrealised is what stands on fx:unrealised by value date at the end of each day, a gain positive.
func (h *installation) unrealised(days ...string) string {
	h.t.Helper()
	var out []string
	for _, day := range days {
		a := look(h, func(tx jobs.Tx) (money.Amount, error) {
			return tx.JournalBalance(ledger.FXUnrealised, h.stages.Settings.House.Base, jobs.BalanceDates{ValueDate: calendar.MustDate(day)})
		})
		gain, err := a.Neg()
		h.must(err)
		out = append(out, gain.Decimal())
	}
	return strings.Join(out, " ")
}

// revaluations are the entries on fx:revaluation, each as "revaluation:2026-11-24:USD 2026-11-24 EUR -1.17".
func (h *installation) revaluations() []string {
	h.t.Helper()
	return look(h, func(tx jobs.Tx) (list []string, err error) {
		err = tx.EntriesOn([]ledger.Account{ledger.FXRevaluation}, func(_ int64, _ time.Time, e ledger.Entry) error {
			for _, p := range e.Postings {
				if p.Account == ledger.FXRevaluation {
					list = append(list, fmt.Sprintf("%s %s %s", e.Key, e.ValueDate, p.Amount))
				}
			}
			return nil
		})
		return list, err
	})
}

func TestEachDayIsRevaluedAndReversedOnTheNext(t *testing.T) {
	t.Parallel()
	h := converted(t)
	h.on("2026-11-23")
	if r := h.revalue(""); r.Outcome != jobs.OutcomeNothing || len(r.Days) != 1 {
		t.Errorf("on the day itself the dollar is worth what it was sold for: %+v", r.Result)
	}
	h.on("2026-11-24", "USD 1.15")
	r := h.revalue("")
	h.ends(r.Result, jobs.OutcomeDone)
	h.says(r.Summary, "2 days until 2026-11-24", "unrealised EUR -1.17")
	h.on("2026-11-25", "USD 1.17")
	h.revalue("")
	h.same("entries", h.revaluations(), "revaluation:2026-11-24:USD 2026-11-24 EUR -1.17",
		"reversal:revaluation:2026-11-24:USD 2026-11-25 EUR 1.17", "revaluation:2026-11-25:USD 2026-11-25 EUR 0.56")
	h.says(h.unrealised("2026-11-23", "2026-11-24", "2026-11-25"), "0.00 -1.17 0.56")
	before := h.entries()
	for _, day := range []string{"", "2026-11-25", "2026-11-24", "2026-11-23"} {
		if r := h.revalue(day); r.Outcome != jobs.OutcomeNothing {
			t.Errorf("again, %q: %+v", day, r.Result)
		}
	}
	if h.entries() != before {
		t.Error("again posted something")
	}
}

func TestTheChangeOfEachDayIsTold(t *testing.T) {
	t.Parallel()
	h := converted(t)
	h.on("2026-11-24", "USD 1.15")
	days := h.revalue("").Days
	if len(days) != 2 {
		t.Fatalf("%d days", len(days))
	}
	h.same("explained", []string{explained(days[0]), explained(days[1])},
		"2026-11-23 from 0.00 spread 0.15 slippage 0.00 revaluation 0.00 residual 0.00 to 0.15",
		"2026-11-24 from 0.15 spread 0.00 slippage 0.00 revaluation -1.17 residual 0.00 to -1.02")
}

func explained(d jobs.ValuedDay) string {
	return fmt.Sprintf("%s from %s spread %s slippage %s revaluation %s residual %s to %s", d.Date, d.Opening.Decimal(), d.Spread.Decimal(),
		d.Slippage.Decimal(), d.Revaluation.Decimal(), d.Residual.Decimal(), d.Closing.Decimal())
}

// Over a weekend the revaluation of Friday stands, and is reversed on Monday; days that nobody revalued are done in
// order; a holiday of the calendar (Christmas, a Friday) is none of them.
func TestMissedDaysWeekendsAndHolidays(t *testing.T) {
	t.Parallel()
	h := converted(t)
	for day, rate := range map[string]string{"2026-11-24": "1.15", "2026-11-25": "1.16", "2026-11-26": "1.17", "2026-11-27": "1.18"} {
		h.on(day, "USD "+rate)
	}
	h.on("2026-11-29") // Sunday
	r := h.revalue("")
	if len(r.Days) != 5 || r.Days[4].Date != calendar.MustDate("2026-11-27") {
		t.Errorf("%+v", r)
	}
	h.on("2026-11-30", "USD 1.19")
	h.revalue("")
	h.says(h.unrealised("2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28", "2026-11-29", "2026-11-30"),
		"0.00 -1.17 -0.30 0.56 1.40 1.40 1.40 2.23")
	_, err := h.stages.Revalue(h.ctx, calendar.MustDate("2026-11-28"))
	h.refused(err, jobs.ErrNeedsPerson, "2026-11-28 is no business day", "revalue 2026-11-27")
	_, err = h.stages.Revalue(h.ctx, calendar.MustDate("2026-12-01"))
	h.refused(err, jobs.ErrNeedsPerson, "2026-12-01 is not over yet")
}

func TestNothingConvertedNothingRevalued(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.on("2026-11-24")
	r := h.revalue("")
	h.ends(r.Result, jobs.OutcomeNothing)
	h.says(r.Summary, "nothing to revalue until 2026-11-23")
}

func TestAMissingOrOldRateStopsAtItsDay(t *testing.T) {
	t.Parallel()
	h := converted(t)
	h.on("2026-11-24", "USD 1.15")
	h.on("2026-11-27")
	r := h.revalue("")
	h.ends(r.Result, jobs.OutcomeNeedsPerson)
	h.says(strings.Join(r.Notes, "|"), "2026-11-25 is valued at the ECB fixing of 2026-11-24", "stopped at 2026-11-26: ECB rates of 2026-11-24 are 2 business days old")
	h.says(h.unrealised("2026-11-24", "2026-11-25", "2026-11-26"), "-1.17 -1.17 -1.17")
	h.rates("2026-11-26", "GBP 0.88")
	h.says(strings.Join(h.revalue("").Notes, "|"), "stopped at 2026-11-26: quote USD/EUR: no rate in ECB of 2026-11-26")
	// What came too late makes it due, and breaks nothing: that day is put right when it is revalued again.
	h.same("nothing to redo", []string{h.risk("").Redo.String()}, "")
	h.now = h.now.Add(time.Minute)
	h.late("2026-11-25", "USD 1.16")
	h.same("to redo", []string{h.risk("").Redo.String()}, "2026-11-25")
	h.holds()
	h.says(strings.Join(h.revalue("2026-11-25").Notes, "|"), "2026-11-25, USD: EUR -1.17 stood there, EUR -0.30 is right")
	h.same("redone", []string{h.risk("").Redo.String()}, "")
	h.says(h.unrealised("2026-11-24", "2026-11-25", "2026-11-26"), "-1.17 -0.30 -0.30")
}

// broken wants a check not to hold, in those words.
func (h *installation) broken(text string) {
	h.t.Helper()
	results, err := h.stages.Check(h.ctx)
	h.must(err)
	for _, r := range results {
		if !r.Holds && strings.Contains(r.Detail, text) {
			return
		}
	}
	h.t.Errorf("no check says %q: %v", text, results)
}

// A day that was reversed on the next already gets the difference, for that one day.
func TestACorrectionOfADayThatHasPassed(t *testing.T) {
	t.Parallel()
	h := converted(t)
	h.on("2026-11-24", "USD 1.15")
	h.on("2026-11-25")
	h.revalue("2026-11-25") // at the fixing of the 24th
	h.on("2026-11-26", "USD 1.17")
	h.revalue("")
	h.late("2026-11-25", "USD 1.16")
	r := h.revalue("2026-11-25")
	h.ends(r.Result, jobs.OutcomeDone)
	h.same("entries", h.revaluations(), "revaluation:2026-11-24:USD 2026-11-24 EUR -1.17",
		"reversal:revaluation:2026-11-24:USD 2026-11-25 EUR 1.17", "revaluation:2026-11-25:USD 2026-11-25 EUR -1.17",
		"reversal:revaluation:2026-11-25:USD 2026-11-26 EUR 1.17", "revaluation:2026-11-26:USD 2026-11-26 EUR 0.56",
		"revaluation:2026-11-25:USD:2 2026-11-25 EUR 0.87", "reversal:revaluation:2026-11-25:USD:2 2026-11-26 EUR -0.87")
	h.says(h.unrealised("2026-11-24", "2026-11-25", "2026-11-26"), "-1.17 -0.30 0.56")
	h.ends(h.revalue("2026-11-25").Result, jobs.OutcomeNothing)
}

// A cover trade closes the position: what was unrealised is real now, once, and nothing is left to revalue.
func TestAClosedPositionLeavesNothingUnrealised(t *testing.T) {
	t.Parallel()
	h := converted(t)
	h.on("2026-11-24", "USD 1.15")
	h.revalue("")
	h.on("2026-11-25", "USD 1.17")
	h.covers("deal-1", "USD 116.17", "EUR 99.50")
	r := h.revalue("")
	h.says(explained(r.Days[len(r.Days)-1]), "from -1.02 spread 0.00 slippage -0.21 revaluation 1.73 residual 0.00 to 0.50")
	h.same("realised", []string{r.Days[len(r.Days)-1].Realised.String()}, "EUR 0.56")
	h.same("by origin", originWords(r), "2026-11-24-1 spread 0.15 slippage 0.00 revaluation 0.56 residual 0.00 to 0.71",
		"deal-1 spread 0.00 slippage -0.21 revaluation 0.00 residual 0.00 to -0.21")
	h.says(h.unrealised("2026-11-24", "2026-11-25"), "-1.17 0.00")
	h.same("position", h.balances("fx:"), "fx:position EUR -0.50", "fx:position USD 0.17", "fx:spread USD -0.17")
	h.on("2026-11-26")
	h.ends(h.revalue("").Result, jobs.OutcomeNothing)
}

func originWords(r jobs.RevalueResult) []string {
	var list []string
	for _, o := range r.Origins {
		list = append(list, fmt.Sprintf("%s spread %s slippage %s revaluation %s residual %s to %s", o.Origin, o.Spread.Decimal(),
			o.Slippage.Decimal(), o.Revaluation.Decimal(), o.Residual.Decimal(), o.Closing.Decimal()))
	}
	return list
}

// covers books what a cover trade does to the position, of a kind that no recorded deal has to stand behind: it bought
// the one and sold the other.
func (h *installation) covers(key, bought, sold string) {
	h.t.Helper()
	b, s := amount(money.MustCurrency(bought[:3]), bought[4:]), amount(money.MustCurrency(sold[:3]), sold[4:])
	e := ledger.Entry{Key: key, Kind: ledger.KindOpening, ValueDate: calendar.DateOf(h.now), Postings: []ledger.Posting{
		{Account: ledger.Reserve, Amount: b}, {Account: ledger.FXPosition, Amount: money.FromMinor(b.Currency(), -b.Minor())},
		{Account: ledger.FXPosition, Amount: s}, {Account: ledger.Reserve, Amount: money.FromMinor(s.Currency(), -s.Minor())}}}
	h.must(h.store.Update(h.ctx, func(tx jobs.Tx) error { _, err := tx.Post(e, h.now); return err }))
}

// late imports rates after the day was revalued without them.
func (h *installation) late(day string, rates ...string) {
	h.t.Helper()
	_, err := h.stages.ImportRates(h.ctx, []jobs.NamedFile{{Name: "late.xml", Data: []byte(rateFile(day, rates...))}})
	h.must(err)
}

// What lies in a closed period stays; the first day after it is revalued, and nothing of the period is written.
func TestClosedPeriodsAreNotRevalued(t *testing.T) {
	t.Parallel()
	h := converted(t)
	h.on("2026-11-24", "USD 1.15")
	h.revalue("")
	h.on("2026-11-25", "USD 1.16")
	h.on("2026-11-26", "USD 1.17")
	h.must(h.store.Update(h.ctx, func(tx jobs.Tx) error {
		return tx.AddPeriodClose(jobs.PeriodClose{Until: calendar.MustDate("2026-11-25"), At: h.now, By: "bea"})
	}))
	r := h.revalue("")
	h.ends(r.Result, jobs.OutcomeDone)
	h.says(strings.Join(r.Notes, "|"), "days until 2026-11-25 lie in a closed period and are not revalued")
	h.says(h.unrealised("2026-11-24", "2026-11-25", "2026-11-26"), "-1.17 -1.17 0.56")
}

// Another base currency: what was revalued in the old one is reversed, and the new one begins.
func TestAnotherBaseCurrency(t *testing.T) {
	t.Parallel()
	h := converted(t)
	h.on("2026-11-24", "USD 1.15")
	h.revalue("")
	h.stages.Settings.House.Base = usd
	h.on("2026-11-25", "USD 1.17")
	_, err := h.stages.Revalue(h.ctx, calendar.Date{})
	h.must(err)
	h.holds()
	h.same("entries", h.revaluations()[1:], "reversal:revaluation:2026-11-24:USD 2026-11-25 EUR 1.17", "revaluation:2026-11-25:EUR 2026-11-25 USD 0.66")
}

// A rate that moved too far blocks the day until a second person accepts it, also when it is no longer the last one.
func TestARateThatMovedTooFarBlocksTheDay(t *testing.T) {
	t.Parallel()
	h := converted(t, func(s *setup) { s.settings.Rates.MoveLimitBP = 100 })
	h.on("2026-11-24", "USD 1.15")
	h.on("2026-11-25", "USD 1.151")
	r := h.revalue("")
	h.ends(r.Result, jobs.OutcomeNeedsPerson)
	h.says(strings.Join(r.Notes, "|"), "stopped at 2026-11-24: ECB EUR/USD 1.15 of 2026-11-24 moved -1.15 %", "the limit is 1.00 %")
	questions, err := h.stages.RateQuestions(h.ctx)
	h.must(err)
	if len(questions) != 1 {
		t.Fatalf("%+v", questions)
	}
	h.done(h.stages.DecideRates(h.ctx, questions[0].Key, true, "bea", "as other sources say"))
	h.ends(h.revalue("").Result, jobs.OutcomeDone)
	h.says(h.unrealised("2026-11-24", "2026-11-25"), "-1.17 -1.08")
	if questions, err = h.stages.RateQuestions(h.ctx); err != nil || len(questions) > 0 {
		t.Errorf("%v %+v", err, questions)
	}
}

// Another rate for a day that was revalued is a conflict; once a second person has accepted it, what stood is reversed
// on its own day and written anew. What was converted at the old rate stays as it was.
func TestAnAcceptedCorrectionIsReversedAndWrittenAnew(t *testing.T) {
	t.Parallel()
	h := converted(t)
	h.on("2026-11-24", "USD 1.15")
	h.revalue("")
	h.now = h.now.Add(time.Minute)
	_, err := h.stages.ImportRates(h.ctx, []jobs.NamedFile{{Name: "other.xml", Data: []byte(rateFile("2026-11-24", "USD 1.17"))}})
	h.refused(err, jobs.ErrNeedsPerson, "2026-11-24")
	h.says(strings.Join(h.revalue("2026-11-24").Notes, "|"), "stopped at 2026-11-24", "conflict")
	h.says(h.unrealised("2026-11-24"), "-1.17")
	questions, err := h.stages.RateQuestions(h.ctx)
	h.must(err)
	_, err = h.stages.DecideRates(h.ctx, questions[0].Key, true, "bea", "the source has corrected it")
	h.must(err)
	h.on("2026-11-25")
	h.same("due", []string{h.risk("").Redo.String()}, "2026-11-24")
	h.holds() // what stands was right by the rate that counted then
	h.says(strings.Join(h.revalue("2026-11-24").Notes, "|"), "EUR -1.17 stood there, EUR 0.56 is right")
	h.same("entries", h.revaluations(), "revaluation:2026-11-24:USD 2026-11-24 EUR -1.17",
		"reversal:revaluation:2026-11-24:USD 2026-11-24 EUR 1.17", "revaluation:2026-11-24:USD:2 2026-11-24 EUR 0.56")
	h.ends(h.revalue("2026-11-24").Result, jobs.OutcomeNothing)

	// A correction of the fixing at which it was converted changes what it is worth, not what it cost.
	_, err = h.stages.ImportRates(h.ctx, []jobs.NamedFile{{Name: "other.xml", Data: []byte(rateFile("2026-11-23", "USD 1.2"))}})
	h.refused(err, jobs.ErrNeedsPerson)
	questions, err = h.stages.RateQuestions(h.ctx)
	h.must(err)
	h.on("2026-11-25")
	_, err = h.stages.DecideRates(h.ctx, questions[0].Key, true, "bea", "the source has corrected it")
	h.must(err)
	days := h.revalue("2026-11-23").Days
	h.same("explained", []string{explained(days[0])}, "2026-11-23 from 0.00 spread 0.15 slippage 0.00 revaluation 3.04 residual 0.00 to 3.19")
}
