package jobs_test

import (
	"fmt"
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/jobs"
)

// twice is a house of which two cycles left a position: the first long of EUR 1,000.00 and short of USD 1,163.40, converted
// at 1.1634; the second, a business day later at 1.15, long of EUR 500.00 and short of USD 575.00.
func twice(t *testing.T, change ...func(*setup)) *installation {
	t.Helper()
	h := exposed(t, change...)
	h.another("alfa,cascade,EUR,500.00", "1.15")
	return h
}

// another carries a cycle of value date 25 November to its files.
func (h *installation) another(obligation, rate string) {
	h.t.Helper()
	h.on("2026-11-24", "USD "+rate)
	h.at("2026-11-24T15:40:00Z") // after the cut-off of the day
	h.imports("more.csv", obligationsHeader+"O-2,"+obligation+",2026-11-25,\n")
	var err error
	h.cycle, err = h.stages.RunCycle(h.ctx, calendar.MustDate("2026-11-25"), false, func(jobs.Result) {})
	h.must(err)
}

func (h *installation) openWords() []string {
	h.t.Helper()
	views, err := h.stages.Cover(h.ctx, "")
	h.must(err)
	var list []string
	for _, v := range views {
		list = append(list, fmt.Sprintf("%s %v", v.Cycle, v.Open))
	}
	return list
}

// gains are what each cycle has brought by nostro cover, and those same lines by nostro risk.
func (h *installation) gains() (byCover, byRisk []string) {
	h.t.Helper()
	views, err := h.stages.Cover(h.ctx, "")
	h.must(err)
	for _, v := range views {
		byCover = append(byCover, v.Cycle+" "+gainWords(v.Gain)[:strings.LastIndex(gainWords(v.Gain), " EUR")])
	}
	for _, o := range h.risk("").Origins {
		byRisk = append(byRisk, fmt.Sprintf("%s %s %s %s", o.Origin, o.Spread, o.Slippage, o.Residual))
	}
	return byCover, byRisk
}

// One deal covers the position as a whole: each cycle gets its share, both are flat, each has its part of the slippage, which
// is measured against the mid of the day on which it was dealt; risk and cover say the same.
func TestADealCoversSeveralCycles(t *testing.T) {
	t.Parallel()
	h := twice(t)
	h.same("open", h.openWords(), "2026-11-24-1 [EUR 1000.00 USD -1163.40]", "2026-11-25-1 [EUR 500.00 USD -575.00]")
	h.on("2026-11-25", "USD 1.16")
	recorded := h.done(h.stages.RecordDeal(h.ctx, h.dealt("T-1 USD 1738.40 EUR 1500.00 1.158933333333")))
	h.says(strings.Join(recorded.Notes, "\n"), "cycle 2026-11-24-1: bought 1,163.40, sold 1,003.85 of it",
		"cycle 2026-11-25-1: bought 575.00, sold 496.15 of it")
	h.says(recorded.Summary, "open in cycle 2026-11-24-1 after it: EUR -3.85; open in cycle 2026-11-25-1 after it: EUR 3.85")
	h.ends(h.done(h.stages.RecordDeal(h.ctx, h.dealt("T-1 USD 1738.40 EUR 1500.00 1.158933333333"))), jobs.OutcomeNothing)
	h.ends(h.done(h.stages.RecordDeal(h.ctx, h.dealt("T-1 USD 1738.40 EUR 1500.00 1.158933333333"), "2026-11-25-1", "2026-11-24-1")), jobs.OutcomeNothing)
	_, err := h.stages.RecordDeal(h.ctx, h.dealt("T-1 USD 1738.40 EUR 1500.00 1.158933333333"), "2026-11-25-1")
	h.refused(err, jobs.ErrNeedsPerson, "T-1 is recorded with other content", "2026-11-24-1 and 2026-11-25-1")

	h.on("2026-11-26", "USD 1.30") // confirmed a day later, after the market has moved
	h.done(h.stages.DecideDeal(h.ctx, "T-1", "bea", true, ""))
	// 1163.40 / 1.16 = 1002.93, less 1003.85; 575.00 / 1.16 = 495.69, less 496.15.
	byCover, byRisk := h.gains()
	h.same("by cover", byCover, "2026-11-24-1 EUR 1.50 EUR -0.92 EUR 0.00", "2026-11-25-1 EUR 0.75 EUR -0.46 EUR 0.00")
	h.same("by risk", byRisk, byCover...)
	if d := h.cover().Deals[0]; d.Gain.Slippage != amount(eur, "-1.38") || d.Share.Sold != amount(eur, "496.15") {
		t.Errorf("the deal cost %s, of it %v", d.Gain.Slippage, d.Share)
	}
	h.gives(statement{seq: 1, opening: "5000.00", entries: []booked{{amount: "-1500.00", endToEnd: "T-1"}}}.xml())
	h.offer("hudson", "usd.xml", usdStatement(1, "5000.00", booked{amount: "1738.40", endToEnd: "T-1"}))
	h.takes()
	h.says(h.deals()[0], "T-1 settled")
	after, byRisk := h.gains()
	h.same("settled", after, byCover...)
	h.same("settled, by risk", byRisk, byCover...)
	h.revalue("")
}

// Where one cycle is open the other way, the whole is smaller than the parts, and both are flat.
func TestADealCoversWhatIsLeftOfTwoCycles(t *testing.T) {
	t.Parallel()
	h := exposed(t)
	h.another("cascade,alfa,EUR,400.00", "1.15") // short of EUR 400.00, long of USD 460.00
	h.same("open", h.openWords(), "2026-11-24-1 [EUR 1000.00 USD -1163.40]", "2026-11-25-1 [EUR -400.00 USD 460.00]")
	h.done(h.stages.RecordDeal(h.ctx, h.dealt("T-1 USD 703.40 EUR 611.65 1.15")))
	d := look(h, func(tx jobs.Tx) ([]jobs.CoverDeal, error) { return tx.CoverDeals("") })[0]
	h.same("shares", []string{fmt.Sprint(d.Shares)}, "[{2026-11-24-1 USD 1163.40 EUR 1011.65} {2026-11-25-1 USD -460.00 EUR -400.00}]")
	h.same("open", h.openWords(), "2026-11-24-1 [EUR -11.65]", "2026-11-25-1 []")
	h.done(h.stages.DecideDeal(h.ctx, "T-1", "bea", true, ""))
	byCover, byRisk := h.gains()
	h.same("gains", byRisk, byCover...)
}

// A deal that would not cover what it is said to cover is refused, unless one cycle is named.
func TestADealThatCoversNothing(t *testing.T) {
	t.Parallel()
	h := twice(t)
	sells := "T-1 EUR 100.00 USD 116.34 1.1634"
	for name, tt := range map[string]struct {
		cycles []string
		want   string
	}{
		"the other way":  {nil, "does not cover positions of USD -1738.40 short"},
		"of two cycles":  {[]string{"2026-11-24-1", "2026-11-25-1"}, "does not cover"},
		"an unknown one": {[]string{"2026-11-24-1", "2026-11-24-9"}, "nostro cycle list"},
	} {
		_, err := h.stages.RecordDeal(h.ctx, h.dealt(sells), tt.cycles...)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
	}
	h.done(h.stages.RecordDeal(h.ctx, h.dealt(sells), "2026-11-24-1"))
	h.done(h.stages.RecordDeal(h.ctx, h.dealt("T-2 USD 704.74 EUR 605.76 1.1634"), "2026-11-24-1", "2026-11-25-1"))
	h.same("the first first", h.openWords(), "2026-11-24-1 [EUR 494.24 USD -575.00]", "2026-11-25-1 [EUR 500.00 USD -575.00]")
	h.done(h.stages.RecordDeal(h.ctx, h.dealt("T-3 USD 1150.00 EUR 1000.00 1.15")))
	_, err := h.stages.RecordDeal(h.ctx, h.dealt("T-4 USD 1.15 EUR 1.00 1.15"))
	h.refused(err, nil, "no cycle is open in USD", "--cycle")
	_, err = h.stages.RecordDeal(h.ctx, h.dealt("T-4 USD 1.15 EUR 1.00 1.15"), "2026-11-24-1", "2026-11-25-1")
	h.refused(err, nil, "cycle 2026-11-24-1 is not open in USD: leave it out")
	old := h.dealt("T-5 USD 1.15 EUR 1.00 1.15", func(d *jobs.CoverDeal) { d.TradeDate = calendar.MustDate("2026-11-20") })
	_, err = h.stages.RecordDeal(h.ctx, old, "2026-11-24-1")
	h.refused(err, jobs.ErrNeedsPerson, "no ECB fixing on or before 2026-11-20")
}
