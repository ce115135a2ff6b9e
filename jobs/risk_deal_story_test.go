package jobs_test

import (
	"fmt"
	"testing"

	"nostro/jobs"
)

// A deal counts from the day on which a second person has confirmed it, long before the banks book it; when they do,
// it is not counted again. What dealing cost against mid is its slippage, and belongs to its cycle.
func TestADealCountsFromItsConfirmation(t *testing.T) {
	t.Parallel()
	h := exposed(t) // long of EUR 1000.00, short of USD 1163.40 less the spread of 1.75
	h.on("2026-11-24", "USD 1.15")
	h.revalue("")
	h.done(h.stages.RecordDeal(h.ctx, h.dealt("T-1 USD 1161.65 EUR 1010.00 1.150148514851"), h.cycle))
	h.same("recorded only", openWords(h.risk(""))[:2], "EUR 1000.00 value 1000.00 move 10.00", "USD -1161.65 value -1010.13 move -10.10")
	h.ends(h.revalue("").Result, jobs.OutcomeNothing)

	h.done(h.stages.DecideDeal(h.ctx, "T-1", "bea", true, ""))
	h.same("confirmed", openWords(h.risk(""))[:1], "EUR -10.00 value -10.00 move -0.10")
	h.same("the day before", openWords(h.risk("2026-11-23"))[1:2], "USD -1161.65 value -998.50 move -9.98")
	r := h.revalue("")
	h.says(explained(r.Days[0]), "2026-11-24 from 1.50 spread 0.00 slippage 0.13 revaluation -11.63 residual 0.00 to -10.00")
	h.same("by cycle", originWords(r), "2026-11-24-1 spread 1.50 slippage 0.13 revaluation -11.63 residual 0.00 to -10.00")
	h.says(h.unrealised("2026-11-24"), "0.00") // what stood there was reversed on its own day

	// The banks book it two days later: nothing changes.
	h.on("2026-11-26", "USD 1.16")
	h.gives(statement{seq: 1, opening: "5000.00", entries: []booked{{amount: "-1010.00", endToEnd: "T-1"}}}.xml())
	h.offer("hudson", "usd.xml", usdStatement(1, "5000.00", booked{amount: "1161.65", endToEnd: "T-1"}))
	h.takes()
	h.same("deals", h.deals(), "T-1 settled 2026-11-27 hudson rhein")
	h.same("settled", openWords(h.risk(""))[:1], "EUR -10.00 value -10.00 move -0.10")
	h.ends(h.revalue("").Result, jobs.OutcomeNothing)
	h.same("the day before that", openWords(h.risk("2026-11-25"))[:1], "EUR -10.00 value -10.00 move -0.10")
}

// Of a refused deal nothing counts.
func TestARefusedDealCountsForNothing(t *testing.T) {
	t.Parallel()
	h := exposed(t)
	h.done(h.stages.RecordDeal(h.ctx, h.dealt(cheap), h.cycle))
	h.done(h.stages.DecideDeal(h.ctx, "T-1", "bea", false, "the counterparty knows of none"))
	h.same("open", openWords(h.risk(""))[:2], "EUR 1000.00 value 1000.00 move 10.00", "USD -1161.65 value -998.50 move -9.98")
}

// One side of a deal is booked and the other is not: ours is at risk where what we sold has left, theirs where what we
// bought has come.
func TestOneSideOfADealIsBooked(t *testing.T) {
	t.Parallel()
	for name, story := range map[string]struct {
		sold bool
		want []string
	}{
		"ours": {true, []string{"2026-11-24-1 T-1 Rheinbank Köln AG, EUR 1000.00 ours", "  settled EUR 1000.34 at rhein, since 2026-11-25T18:00:00Z",
			"  open USD 1163.40 at hudson, since 2026-11-24T23:00:00Z"}},
		"theirs": {false, []string{"2026-11-24-1 T-1 Rheinbank Köln AG, EUR 1000.00 theirs", "  settled USD 1163.40 at hudson, since 2026-11-25T18:00:00Z",
			"  open EUR 1000.34 at rhein, since 2026-11-24T23:00:00Z"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := exposed(t)
			h.done(h.stages.RecordDeal(h.ctx, h.dealt(cheap), h.cycle))
			h.done(h.stages.DecideDeal(h.ctx, "T-1", "bea", true, ""))
			h.same("nothing is booked", h.dealRisk())
			h.on("2026-11-25", "USD 1.1634")
			h.at("2026-11-25T18:00:00Z")
			if story.sold {
				h.gives(statement{seq: 1, opening: "5000.00", entries: []booked{{amount: "-1000.34", endToEnd: "T-1"}}}.xml())
			} else {
				h.offer("hudson", "usd.xml", usdStatement(1, "5000.00", booked{amount: "1163.40", endToEnd: "T-1"}))
			}
			h.takes()
			h.same("one side", h.dealRisk(), story.want...)
		})
	}
}

func (h *installation) dealRisk() []string {
	h.t.Helper()
	var list []string
	for _, u := range h.risk("").Unpaired {
		whose := map[bool]string{true: "ours", false: "theirs"}[u.Ours]
		list = append(list, fmt.Sprintf("%s %s %s, %s %s%s", u.Cycle, u.Deal, u.Party, u.AtRisk, whose, u.NoValue))
		for n, l := range append(u.Settled, u.Open...) {
			word := map[bool]string{true: "settled", false: "open"}[n < len(u.Settled)]
			list = append(list, fmt.Sprintf("  %s %s at %s, since %s", word, l.Amount, l.Correspondent, l.Since.UTC().Format("2006-01-02T15:04:05Z")))
		}
	}
	return list
}

// A deal that was changed behind the back of the store no longer explains what the journal says.
func TestCheckFindsADealThatIsNotWhatWasBooked(t *testing.T) {
	t.Parallel()
	h := exposed(t)
	h.done(h.stages.RecordDeal(h.ctx, h.dealt(cheap), h.cycle))
	h.done(h.stages.DecideDeal(h.ctx, "T-1", "bea", true, ""))
	h.on("2026-11-25", "USD 1.1634")
	h.gives(statement{seq: 1, opening: "5000.00", entries: []booked{{amount: "-1000.34", endToEnd: "T-1"}}}.xml())
	h.offer("hudson", "usd.xml", usdStatement(1, "5000.00", booked{amount: "1163.40", endToEnd: "T-1"}))
	h.takes()
	h.closeDisk()
	b := brokenCopy(t, h.dir, t.TempDir(), "UPDATE cover_share SET sold_minor = sold_minor - 100", "")
	h.openDisk()
	b.now = h.now
	_, broken := b.checked()
	h.says(broken[nameExplained], "2026-11-23, slippage: journal EUR -0.34, records EUR 0.66")
}
