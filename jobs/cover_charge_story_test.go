package jobs_test

import (
	"strings"
	"testing"

	"nostro/jobs"
)

func charged(bp int) func(*setup) {
	return func(s *setup) { s.settings.Rates.CoverChargeBP = bp }
}

// A side of which the bank took a charge, and says so, settles by itself within the tolerance: the position is that of the
// deal, the charge is one of the bank.
func TestASideLessChargesSettlesByItself(t *testing.T) {
	t.Parallel()
	h := exposed(t, charged(25))
	h.done(h.stages.RecordDeal(h.ctx, h.dealt(cheap), h.cycle))
	h.done(h.stages.DecideDeal(h.ctx, "T-1", "bea", true, ""))
	h.gives(statement{seq: 1, opening: "5000.00", entries: []booked{{amount: "-1002.34", endToEnd: "T-1", charges: "2.00"}}}.xml())
	h.same("one side", h.balances("suspense", "charges"), "suspense:rhein EUR 1002.34")
	h.offer("hudson", "usd.xml", usdStatement(1, "5000.00", booked{amount: "1160.90", endToEnd: "T-1", charges: "2.50"}))
	h.says(strings.Join(h.takes().Notes, "\n"), "with a charge of USD 2.50 that the bank states; the deal is settled")
	h.same("settled", h.balances("suspense", "nostro", "fx:position", "charges"), "charges:hudson USD 2.50", "charges:rhein EUR 2.00",
		"fx:position EUR 0.34", "nostro:hudson USD 6160.90", "nostro:rhein EUR 3997.66")
	if sides := h.cover().Deals[0].Sides; sides[0].Booked.Charge != amount(usd, "2.50") || sides[1].Booked.Charge != amount(eur, "2.00") {
		t.Errorf("charges %s and %s", sides[0].Booked.Charge, sides[1].Booked.Charge)
	}
	h.ends(h.reconcile(), jobs.OutcomeNothing)
	h.closeDisk()
	_, broken := brokenCopy(t, h.dir, t.TempDir(), "UPDATE cover_leg SET charge_minor = charge_minor + 1 WHERE side = 'sold'", "").checked()
	h.openDisk()
	h.says(broken[nameDeals], "the booking of its sold side", "its journal entry says")
	h.says(broken[nameBookings], "EUR -1002.34 is booked, EUR -1002.35 is matched")
}

// What is beyond the tolerance, or is not what the bank states, waits for a person; a stated charge he can settle.
func TestASideWithOtherChargesWaits(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		bought booked
		bp     int
		byHand string
	}{
		"beyond the tolerance":     {booked{amount: "1160.40", endToEnd: "T-1", charges: "3.00"}, 25, "the other side is not"},
		"no tolerance":             {booked{amount: "1163.39", endToEnd: "T-1", charges: "0.01"}, 0, "the other side is not"},
		"less than the bank says":  {booked{amount: "1161.40", endToEnd: "T-1", charges: "2.50"}, 25, ""},
		"without a word":           {booked{amount: "1160.90", endToEnd: "T-1"}, 25, ""},
		"more came than was dealt": {booked{amount: "1165.90", endToEnd: "T-1", charges: "2.50"}, 25, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := exposed(t, charged(tt.bp))
			h.done(h.stages.RecordDeal(h.ctx, h.dealt(cheap), h.cycle))
			h.done(h.stages.DecideDeal(h.ctx, "T-1", "bea", true, ""))
			h.offer("hudson", "usd.xml", usdStatement(1, "5000.00", tt.bought))
			h.takes()
			side := h.cover().Deals[0].Sides[0]
			if side.Booked != nil || (len(side.Fits) == 1) != (tt.byHand != "") {
				t.Errorf("side %+v", side)
			}
			h.stages.User = "bea"
			result, err := h.stages.SettleDeal(h.ctx, "T-1", jobs.Booking{Statement: 1, Entry: 1, Detail: 1})
			if tt.byHand == "" {
				h.refused(err, nil, "no open side", "nor with charges that the bank states")
				return
			}
			h.says(h.done(result, err).Summary, tt.byHand, "that the bank states")
		})
	}
}
