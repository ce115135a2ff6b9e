package jobs_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"nostro/calendar"
	"nostro/fx"
	"nostro/jobs"
	"nostro/money"
)

// exposed is a house whose cycle left us long of EUR 1,000.00 and short of USD 1,163.40.
func exposed(t *testing.T, change ...func(*setup)) *installation {
	t.Helper()
	h := newInstallation(t, append(change, silentPayIns)...)
	h.rates("2026-11-23", "USD 1.1634")
	h.people()
	h.owes("O-1 alfa cascade EUR 1000.00")
	h.run()
	return h
}

// dealt is a deal of EUR/USD: "T-1 USD 1163.00 EUR 1000.00 1.1630" is its id, what is bought, what is sold, the rate.
func (h *installation) dealt(text string, change ...func(*jobs.CoverDeal)) jobs.CoverDeal {
	w := strings.Fields(text)
	d := jobs.CoverDeal{ID: w[0], Counterparty: "Rheinbank Köln AG", Deal: fx.Deal{Pair: fx.Pair{Base: eur, Quote: usd},
		Rate: decimal.RequireFromString(w[5]), Bought: amount(money.MustCurrency(w[1]), w[2]), Sold: amount(money.MustCurrency(w[3]), w[4])}}
	for _, c := range change {
		c(&d)
	}
	return d
}

const cheap = "T-1 USD 1163.40 EUR 1000.34 1.1630" // 1163.40 / 1.1630 is 1000.34

// deals are all deals, each as "T-1 recorded 2026-11-25 hudson rhein".
func (h *installation) deals() []string {
	h.t.Helper()
	var lines []string
	for _, d := range look(h, func(tx jobs.Tx) ([]jobs.CoverDeal, error) { return tx.CoverDeals("") }) {
		lines = append(lines, fmt.Sprintf("%s %s %s %s %s", d.ID, d.State, d.ValueDate, d.BoughtAt, d.SoldAt))
	}
	return lines
}

func (h *installation) cover() jobs.CoverView {
	h.t.Helper()
	views, err := h.stages.Cover(h.ctx, h.cycle)
	h.must(err)
	return views[0]
}

func gainWords(g fx.Gain) string {
	return fmt.Sprintf("%s %s %s %s", g.Spread, g.Slippage, g.Residual, g.Total)
}

// usdStatement is that of our account at hudson.
func usdStatement(seq int, opening string, entries ...booked) string {
	return statement{account: "8830042217", ccy: "USD", seq: seq, opening: opening, entries: entries}.xml()
}

// The whole road: recorded, confirmed by a second person, both sides booked by the banks, who name the deal.
func TestADealSettlesWhenBothBanksHaveBookedIt(t *testing.T) {
	t.Parallel()
	h := exposed(t)
	v := h.cover()
	h.same("exposure", []string{fmt.Sprint(v.Exposure), fmt.Sprint(v.Open)}, "[EUR 1000.00 USD -1163.40]", "[EUR 1000.00 USD -1163.40]")
	h.same("proposed", []string{fmt.Sprint(v.Proposed)}, "[{EUR 1000.00 USD 1163.40 1.1634}]")

	recorded := h.done(h.stages.RecordDeal(h.ctx, h.dealt(cheap), h.cycle))
	h.says(recorded.Summary, "bought USD 1,163.40, sold EUR 1,000.34 at EUR/USD 1.163 with Rheinbank", "value date 2026-11-25",
		"open in cycle 2026-11-24-1 after it: EUR -0.34")
	h.says(strings.Join(recorded.Notes, "\n"), "day 2 is 2026-11-25, good in TARGET+Fed", "nostro cover confirm T-1")
	h.ends(h.done(h.stages.DecideDeal(h.ctx, "T-1", "bea", true, "")), jobs.OutcomeDone)
	h.same("deals", h.deals(), "T-1 confirmed 2026-11-25 hudson rhein")

	h.gives(statement{seq: 1, opening: "5000.00", entries: []booked{{amount: "-1000.34", endToEnd: "T-1"}}}.xml())
	h.same("one side", h.balances("suspense", "nostro", "fx:position"), "fx:position EUR -1000.00", "fx:position USD 1163.40",
		"nostro:rhein EUR 3999.66", "suspense:rhein EUR 1000.34")
	h.same("deals", h.deals(), "T-1 confirmed 2026-11-25 hudson rhein")
	h.same("breaks", h.breaks(), "unknown-at-us rhein EUR -1000.34 resolved")
	if at := h.cover().Deals[0].Sides; at[0].Booked != nil || at[1].Booked == nil || at[1].Booked.FoundBy != jobs.FoundByReference {
		t.Errorf("sides %+v", at)
	}

	h.offer("hudson", "usd.xml", usdStatement(1, "5000.00", booked{amount: "1163.40", endToEnd: "T-1"}))
	h.says(strings.Join(h.takes().Notes, "\n"), "deal T-1: bought USD 1163.40 is booked", "the deal is settled")
	h.same("settled", h.balances("suspense", "nostro", "fx:"), "fx:position EUR 0.34", "fx:spread USD -1.75",
		"nostro:hudson USD 6163.40", "nostro:rhein EUR 3999.66")
	h.same("deals", h.deals(), "T-1 settled 2026-11-25 hudson rhein")
	// Spread USD 1.75 is EUR 1.50 at 1.1634; the deal cost EUR 0.34 against mid.
	h.same("gain", []string{gainWords(h.cover().Gain)}, "EUR 1.50 EUR -0.34 EUR 0.00 EUR 1.16")
	h.ends(h.reconcile(), jobs.OutcomeNothing)
}

// The same deal again is a no-op; another one under its id is refused, and so is what cannot be.
func TestADealIsRecordedOnce(t *testing.T) {
	t.Parallel()
	h := exposed(t)
	h.done(h.stages.RecordDeal(h.ctx, h.dealt(cheap), h.cycle))
	h.ends(h.done(h.stages.RecordDeal(h.ctx, h.dealt(cheap), h.cycle)), jobs.OutcomeNothing)
	_, err := h.stages.RecordDeal(h.ctx, h.dealt("T-1 USD 1163.40 EUR 1000.00 1.1634"), h.cycle)
	h.refused(err, jobs.ErrNeedsPerson, "T-1 is recorded with other content", "EUR 1,000.34")
	set := func(change func(*jobs.CoverDeal)) func(*jobs.CoverDeal) { return change }
	for name, tt := range map[string]struct {
		change func(*jobs.CoverDeal)
		class  error
		want   string
	}{
		"id":           {set(func(d *jobs.CoverDeal) { d.ID = "T 2" }), nil, "its id must be"},
		"no id":        {set(func(d *jobs.CoverDeal) { d.ID = "" }), nil, "its id must be"},
		"counterparty": {set(func(d *jobs.CoverDeal) { d.Counterparty = " " }), nil, "counterparty"},
		"two lines":    {set(func(d *jobs.CoverDeal) { d.Counterparty = "a\nb" }), nil, "on one line"},
		"amounts":      {set(func(d *jobs.CoverDeal) { d.Bought = amount(usd, "1163.50") }), fx.ErrBadDeal, "is USD 1163.40, not USD 1163.50"},
		"rate":         {set(func(d *jobs.CoverDeal) { d.Rate = decimal.RequireFromString("0.8598") }), fx.ErrBadDeal, "compare with the confirmation"},
		"tomorrow":     {set(func(d *jobs.CoverDeal) { d.TradeDate = calendar.MustDate("2026-11-24") }), nil, "after today"},
		"holiday":      {set(func(d *jobs.CoverDeal) { d.ValueDate = calendar.MustDate("2026-11-26") }), fx.ErrNoValueDate, "Thanksgiving Day"},
		"past":         {set(func(d *jobs.CoverDeal) { d.ValueDate = calendar.MustDate("2026-11-20") }), fx.ErrBadDeal, "before the trade"},
		"no account": {set(func(d *jobs.CoverDeal) {
			d.Pair, d.Bought = fx.Pair{Base: eur, Quote: money.MustCurrency("CHF")}, amount(money.MustCurrency("CHF"), "1163.40")
		}), jobs.ErrNeedsPerson, "no correspondent holds a nostro account in CHF"},
		"no calendar": {set(func(d *jobs.CoverDeal) {
			d.Pair, d.Bought = fx.Pair{Base: eur, Quote: money.MustCurrency("TRY")}, amount(money.MustCurrency("TRY"), "1163.40")
		}), calendar.ErrNoCalendar, "no calendar for TRY"},
	} {
		d := h.dealt(strings.Replace(cheap, "T-1", "T-2", 1), tt.change)
		_, err := h.stages.RecordDeal(h.ctx, d, h.cycle)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want %q", name, err, tt.want)
			continue
		}
		h.refused(err, tt.class, tt.want)
	}
	_, err = h.stages.RecordDeal(h.ctx, h.dealt(strings.Replace(cheap, "T-1", "T-2", 1)), "2026-11-24-9")
	h.refused(err, jobs.ErrUnknownID, "nostro cycle list")
	late := h.dealt("T-3 EUR 10.00 USD 11.63 1.1630", func(d *jobs.CoverDeal) { d.ValueDate = calendar.MustDate("2026-11-27") })
	h.says(strings.Join(h.done(h.stages.RecordDeal(h.ctx, late, h.cycle)).Notes, "\n"), "2026-11-27 is not the spot date, which is 2026-11-25")
	h.same("deals", h.deals(), "T-1 recorded 2026-11-25 hudson rhein", "T-3 recorded 2026-11-27 rhein hudson")
}

func TestACycleIsCoveredOnceItIsConverted(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	h.done(h.stages.Open(h.ctx, valueDate))
	_, err := h.stages.RecordDeal(h.ctx, h.dealt(cheap), h.cycle)
	h.refused(err, nil, "cycle 2026-11-24-1 is open", "nothing to cover before it is converted")
}

// A second person confirms or refuses; a refused deal counts for nothing.
func TestASecondPersonDecidesOnADeal(t *testing.T) {
	t.Parallel()
	h := exposed(t)
	h.done(h.stages.RecordDeal(h.ctx, h.dealt(cheap), h.cycle))
	for checker, want := range map[string]string{"ann": "another person must decide", "Ann ": "another person", "zoe": "not among", "": "name the person"} {
		_, err := h.stages.DecideDeal(h.ctx, "T-1", checker, true, "")
		h.refused(err, jobs.ErrNeedsPerson, want)
	}
	_, err := h.stages.DecideDeal(h.ctx, "T-9", "bea", true, "")
	h.refused(err, jobs.ErrUnknownID, "nostro cover lists")
	_, err = h.stages.DecideDeal(h.ctx, "T-1", "bea", false, " ")
	h.refused(err, nil, "say why")
	h.same("open", []string{fmt.Sprint(h.cover().Open)}, "[EUR -0.34]")
	h.says(h.done(h.stages.DecideDeal(h.ctx, "T-1", "bea", false, "the bank knows of none")).Summary, "bea refused", "knows of none")
	h.same("open", []string{fmt.Sprint(h.cover().Open)}, "[EUR 1000.00 USD -1163.40]")
	h.same("gain", []string{gainWords(h.cover().Gain)}, "EUR 1.50 EUR 0.00 EUR 0.00 EUR 1.50")
	_, err = h.stages.DecideDeal(h.ctx, "T-1", "carol", true, "")
	h.refused(err, nil, `cannot move from "refused" to "confirmed"`)
	h.ends(h.done(h.stages.DecideDeal(h.ctx, "T-1", "carol", false, "again")), jobs.OutcomeNothing)
}

// What is not confirmed does not settle, whatever the bank says; confirmed, it does at once.
func TestAnUnconfirmedDealStaysInSuspense(t *testing.T) {
	t.Parallel()
	h := exposed(t)
	h.done(h.stages.RecordDeal(h.ctx, h.dealt(cheap), h.cycle))
	h.offer("hudson", "usd.xml", usdStatement(1, "5000.00", booked{amount: "1163.40", endToEnd: "T-1"}))
	h.gives(statement{seq: 1, opening: "5000.00", entries: []booked{{amount: "-1000.34", instr: "T-1"}}}.xml())
	h.same("suspense", h.balances("suspense"), "suspense:hudson USD -1163.40", "suspense:rhein EUR 1000.34")
	h.same("deals", h.deals(), "T-1 recorded 2026-11-25 hudson rhein")
	notes := h.done(h.stages.DecideDeal(h.ctx, "T-1", "bea", true, "")).Notes
	h.says(strings.Join(notes, "\n"), "bought USD 1163.40 is booked", "sold EUR 1000.34 is booked", "the deal is settled")
	h.same("suspense", h.balances("suspense"))
	h.ends(h.reconcile(), jobs.OutcomeNothing)
}

// Where the bank does not name the deal, a second person says which booking it is. It must be just that.
func TestASideIsSettledByHand(t *testing.T) {
	t.Parallel()
	h := exposed(t)
	h.done(h.stages.RecordDeal(h.ctx, h.dealt(cheap), h.cycle))
	h.offer("hudson", "usd.xml", usdStatement(1, "5000.00", booked{amount: "1163.40", endToEnd: "FX 24"}, booked{amount: "1163.41", endToEnd: "T-1"}))
	h.gives(statement{seq: 1, opening: "5000.00", entries: []booked{{amount: "1000.34", endToEnd: "T-1"}, {amount: "-1000.34", endToEnd: "FX"}}}.xml())
	at := func(s int64, entry int) jobs.Booking { return jobs.Booking{Statement: s, Entry: entry, Detail: 1} }
	settle := func(by string, b jobs.Booking) (jobs.Result, error) {
		h.stages.User = by
		defer func() { h.stages.User = "ann" }()
		return h.stages.SettleDeal(h.ctx, "T-1", b)
	}
	_, err := settle("bea", at(1, 1))
	h.refused(err, nil, "only a confirmed one settles")
	h.done(h.stages.DecideDeal(h.ctx, "T-1", "bea", true, ""))
	h.same("nothing fits by reference", h.deals(), "T-1 confirmed 2026-11-25 hudson rhein")
	sides := h.cover().Deals[0].Sides
	h.same("what fits", []string{fmt.Sprint(sides[0].Fits), fmt.Sprint(sides[1].Fits)}, "[{1 1 1}]", "[{2 2 1}]")
	for _, tt := range []struct {
		by   string
		at   jobs.Booking
		want string
	}{
		{"ann", at(1, 1), "another person must decide"}, {"zoe", at(1, 1), "not among"},
		{"bea", at(1, 2), "no open side"}, {"bea", at(2, 1), "no open side"}, {"bea", at(3, 1), "in suspense"},
		{"bea", jobs.Booking{Statement: 1, Entry: 1}, "in suspense"},
	} {
		_, err := settle(tt.by, tt.at)
		h.refused(err, nil, tt.want)
	}
	h.says(h.done(settle("bea", at(1, 1))).Summary, "the other side is not")
	_, err = settle("bea", at(1, 1))
	h.refused(err, jobs.ErrUnknownID, "in suspense")
	h.says(h.done(settle("carol", at(2, 2))).Summary, "the deal is settled")
	h.same("suspense", h.balances("suspense"), "suspense:hudson USD -1163.41", "suspense:rhein EUR -1000.34")
	h.same("deals", h.deals(), "T-1 settled 2026-11-25 hudson rhein")
	_, err = settle("bea", at(2, 1))
	h.refused(err, nil, "is settled: only a confirmed one")
	_, err = h.stages.SettleDeal(h.ctx, "T-9", at(1, 1))
	h.refused(err, jobs.ErrUnknownID)
}

// Two deals of the same amounts stay two, and each booking is a side of one.
func TestEqualDealsStayTwo(t *testing.T) {
	t.Parallel()
	h := exposed(t)
	for _, id := range []string{"T-1", "T-2"} {
		h.done(h.stages.RecordDeal(h.ctx, h.dealt(strings.Replace("T-1 USD 581.50 EUR 500.00 1.1630", "T-1", id, 1)), h.cycle))
		h.done(h.stages.DecideDeal(h.ctx, id, "bea", true, ""))
	}
	h.offer("hudson", "usd.xml", usdStatement(1, "0.00", booked{amount: "581.50", endToEnd: "T-2"}, booked{amount: "581.50", endToEnd: "T-1"}))
	h.gives(statement{seq: 1, opening: "5000.00", entries: []booked{{amount: "-500.00", endToEnd: "T-1"}, {amount: "-500.00", endToEnd: "T-1"}}}.xml())
	h.same("deals", h.deals(), "T-1 settled 2026-11-25 hudson rhein", "T-2 confirmed 2026-11-25 hudson rhein")
	h.same("suspense", h.balances("suspense"), "suspense:hudson USD -581.50", "suspense:rhein EUR 500.00")
}

// Every change of a deal from outside is named.
func TestCheckNamesAChangedDeal(t *testing.T) {
	t.Parallel()
	settled := exposed(t)
	settled.done(settled.stages.RecordDeal(settled.ctx, settled.dealt(cheap), settled.cycle))
	settled.done(settled.stages.DecideDeal(settled.ctx, "T-1", "bea", true, ""))
	settled.offer("hudson", "usd.xml", usdStatement(1, "0.00", booked{amount: "1163.40", endToEnd: "T-1"}))
	settled.gives(statement{seq: 1, opening: "5000.00", entries: []booked{{amount: "-1000.34", endToEnd: "T-1"}}}.xml())
	settled.same("deals", settled.deals(), "T-1 settled 2026-11-25 hudson rhein")
	settled.closeDisk()
	for _, tt := range []struct{ name, sql, check, want string }{
		{"rate", "UPDATE cover_deal SET rate = '1.1631'", nameDeals, "it is not what was recorded"},
		{"amount", "UPDATE cover_deal SET sold_minor = sold_minor + 1", nameDeals, "its digest"},
		{"a share", "UPDATE cover_share SET sold_minor = sold_minor + 1", nameDeals, "the shares of its cycles are USD 1163.40 and EUR 1000.35 of"},
		{"a share and the gain", "UPDATE cover_share SET sold_minor = sold_minor + 1", nameGain, "cycle 2026-11-24-1: spread EUR 1.50, slippage EUR -0.34"},
		{"no share", "DELETE FROM cover_share", nameDeals, "the shares of its cycles are USD 0.00 and EUR 0.00 of"},
		{"counterparty", "UPDATE cover_deal SET counterparty = 'Mallory Bank'", nameDeals, "its digest"},
		{"value date", "UPDATE cover_deal SET value_date = '2026-11-27'", nameDeals, "its digest"},
		{"digest", "UPDATE cover_deal SET digest = replace(digest, substr(digest, 1, 1), 'g')", nameDeals, "decided on other content"},
		{"account", "UPDATE cover_deal SET bought_at = 'rhein'", nameDeals, "not USD 1163.40 at rhein"},
		{"state", "UPDATE cover_deal SET state = 'confirmed'", nameDeals, "it is confirmed, and in the journal: true"},
		{"refusal", "UPDATE cover_decision SET confirmed = 0, reason = 'x'", nameDeals, "bea said otherwise"},
		{"maker as checker", "UPDATE cover_decision SET checker = 'Ann'", nameDeals, "no second person decided"},
		{"no decision", "DELETE FROM cover_decision", nameDeals, "decided: false"},
		{"no side", "DELETE FROM cover_leg WHERE side = 'sold'", nameDeals, "settled with 1 of 2 sides"},
		{"no side, and its booking", "DELETE FROM cover_leg WHERE side = 'sold'", nameBookings, "EUR -1000.34 is booked, EUR 0.00 is matched"},
		{"another side", "UPDATE cover_leg SET entry = 2 WHERE side = 'sold'", nameDeals, "the booking of its sold side"},
		{"no deal", "DELETE FROM cover_deal", nameDeals, `"cover:T-1" settles no deal that is recorded`},
		{"a spread of the conversion", "UPDATE conversion SET spread_bp = 16", nameConversions, "the rates make it"},
		{"a client rate", "UPDATE conversion SET client_rate = '1.16'", nameConversions, "client rate 1.16, mid 1.1634; the rates make it 1.1616549"},
		{"a stored rate", "UPDATE rate SET bid = '1.16', mid = '1.16', ask = '1.16'", nameConversions, "the rates make it USD 1158.26"},
		{"a fixing", "UPDATE conversion SET fixing_date = '2026-11-20'", nameConversions, "the ECB fixing of 2026-11-20"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, broken := brokenCopy(t, settled.dir, t.TempDir(), tt.sql, "").checked()
			if !strings.Contains(broken[tt.check], tt.want) {
				t.Errorf("%s says %q, want %q; all: %v", tt.check, broken[tt.check], tt.want, broken)
			}
		})
	}
}
