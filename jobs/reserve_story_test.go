package jobs_test

import (
	"fmt"
	"testing"

	"nostro/jobs"
	"nostro/money"
	"nostro/risk"
)

var euro = money.MustCurrency("EUR")

func euros(minor int64) money.Amount { return money.FromMinor(euro, minor) }

// reserving is a house that asks for 10 % of its pay-outs, and has EUR 1000.00 of its own; alfa owes EUR 130.00.
func reserving(t *testing.T, changes ...func(*risk.ReserveRule)) *installation {
	t.Helper()
	rule := risk.ReserveRule{Currency: euro, BP: 1000, Of: risk.ReserveOfPayOuts, Days: 30, Minimum: euros(0)}
	for _, change := range changes {
		change(&rule)
	}
	h := paidOut(t, func(s *setup) { s.settings.Reserve = []risk.ReserveRule{rule} })
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(h.payment("brixton"), "-100.00"),
		byName(h.payment("harbour"), "-30.00")}}.xml())
	return h
}

func (h *installation) moves(act jobs.ReserveAct, participant string, minor int64) (jobs.Result, error) {
	h.t.Helper()
	return h.stages.MoveReserve(h.ctx, jobs.ReserveAsk{Act: act, Amount: euros(minor), Participant: participant, Reason: "as the board decided"})
}

func (h *installation) reserveRequests() []jobs.ApprovalRequest {
	h.t.Helper()
	return look(h, func(tx jobs.Tx) ([]jobs.ApprovalRequest, error) {
		return tx.ApprovalRequestsOf(jobs.ApproveReserve, "EUR")
	})
}

// moved asks for a movement and lets bea approve it.
func (h *installation) moved(act jobs.ReserveAct, participant string, minor int64) {
	h.t.Helper()
	r, err := h.moves(act, participant, minor)
	h.must(err)
	h.ends(r, jobs.OutcomeNeedsPerson)
	all := h.reserveRequests()
	h.done(h.stages.Decide(h.ctx, all[len(all)-1].Number, jobs.ApprovalSay{Person: "bea", Approved: true}))
}

// reserveIs compares what is required, held and lacking in EUR.
func (h *installation) reserveIs(want string) {
	h.t.Helper()
	state, err := h.stages.Reserve(h.ctx)
	h.must(err)
	if len(state.Lines) != 1 {
		h.t.Fatalf("the risk reserve has %d lines", len(state.Lines))
	}
	l := state.Lines[0]
	h.same("risk reserve", []string{fmt.Sprintf("required %s held %s lacks %s", l.Required.Decimal(), l.Held.Decimal(), l.Short.Decimal())}, want)
}

// Set aside, used for who does not pay, paid back and released: the books follow, and every movement was approved.
func TestRiskReserveOverItsLife(t *testing.T) {
	t.Parallel()
	h := reserving(t)
	h.reserveIs("required 13.00 held 0.00 lacks 13.00")
	h.moved(jobs.ReserveFund, "", 15000)
	h.same("set aside", h.balances("reserve"), "reserve EUR -850.00", "reserve:risk EUR -150.00")
	h.reserveIs("required 13.00 held 150.00 lacks 0.00")
	h.moved(jobs.ReserveUse, "alfa", 13000)
	h.same("borne", h.balances("reserve", "participant:alfa"), "reserve EUR -850.00", "reserve:risk EUR -20.00")
	h.holds()
	h.gives(statement{seq: 2, date: "2026-11-25", opening: "870.00", entries: []booked{byName(h.payment("alfa"), "130.00")}}.xml())
	h.same("alfa pays after all", h.balances("participant:alfa"), "participant:alfa EUR -130.00")
	h.moved(jobs.ReserveFund, "alfa", 13000)
	h.moved(jobs.ReserveRelease, "", 13700)
	h.same("released", h.balances("reserve", "participant:alfa"), "reserve EUR -987.00", "reserve:risk EUR -13.00")
	h.reserveIs("required 13.00 held 13.00 lacks 0.00")
	h.holds()
	state, err := h.stages.Reserve(h.ctx)
	h.must(err)
	var all []string
	for _, m := range state.Movements {
		all = append(all, fmt.Sprint(m.Number, " ", m.Act, " ", m.Amount, " ", m.Participant, " by ", m.By, " approval ", m.Approval > 0))
	}
	h.same("movements", all, "1 fund EUR 150.00  by ann approval true", "2 use EUR 130.00 alfa by ann approval true",
		"3 fund EUR 130.00 alfa by ann approval true", "4 release EUR 137.00  by ann approval true")
}

// What is not there does not move.
func TestRiskReserveRefuses(t *testing.T) {
	t.Parallel()
	h := reserving(t, func(r *risk.ReserveRule) { r.AloneUpTo = euros(5000) })
	h.done(h.moves(jobs.ReserveFund, "", 5000))
	for _, tt := range []struct {
		act         jobs.ReserveAct
		participant string
		minor       int64
		says        string
	}{
		{jobs.ReserveFund, "", 95001, "our capital (account reserve) in that currency is EUR 950.00"},
		{jobs.ReserveFund, "brixton", 1, "brixton is owed EUR 0.00"},
		{jobs.ReserveFund, "", 0, "is not above zero"},
		{jobs.ReserveFund, "", -1, "is not above zero"},
		{jobs.ReserveRelease, "", 3701, "of the EUR 50.00 held EUR 13.00 are required, which leaves EUR 37.00"},
		{jobs.ReserveRelease, "alfa", 1, "not to a participant"},
		{jobs.ReserveUse, "alfa", 5001, "the risk reserve holds EUR 50.00"},
		{jobs.ReserveUse, "brixton", 1, "brixton owes EUR 0.00"},
		{jobs.ReserveUse, "", 1, "say whose debt it bears"},
		{"gift", "", 1, "is no act"},
	} {
		_, err := h.moves(tt.act, tt.participant, tt.minor)
		h.refused(err, risk.ErrReserve, tt.says)
	}
	_, err := h.moves(jobs.ReserveUse, "nobody", 1)
	h.refused(err, jobs.ErrUnknownID, `participant "nobody"`)
	_, err = h.stages.MoveReserve(h.ctx, jobs.ReserveAsk{Act: jobs.ReserveFund, Amount: euros(1), Reason: " "})
	h.refused(err, risk.ErrReserve, "say why")
	h.done(h.moves(jobs.ReserveUse, "alfa", 5000)) // it may fall below what is required: that is what it is for
	h.reserveIs("required 13.00 held 0.00 lacks 13.00")
	_, err = h.moves(jobs.ReserveFund, "alfa", 1)
	h.refused(err, risk.ErrReserve, "alfa is owed EUR -80.00")
	h.holds()
}

// Nobody moves more than a little alone; another thing cannot slip into what waits, and what has become impossible is not done.
func TestRiskReserveNeedsASecondPerson(t *testing.T) {
	t.Parallel()
	h := reserving(t)
	r, err := h.moves(jobs.ReserveFund, "", 10000)
	h.must(err)
	h.ends(r, jobs.OutcomeNeedsPerson)
	h.says(r.Summary, "waits for approval: nostro approvals approve")
	h.same("nothing moved", h.balances("reserve"), "reserve EUR -1000.00")
	again, err := h.moves(jobs.ReserveFund, "", 10000)
	h.must(err)
	h.same("asked again", []string{again.Summary}, r.Summary)
	_, err = h.moves(jobs.ReserveFund, "", 20000)
	h.refused(err, jobs.ErrNeedsPerson, "waits already")
	all := h.reserveRequests()
	number := all[len(all)-1].Number
	_, err = h.stages.Decide(h.ctx, number, jobs.ApprovalSay{Person: "ann", Approved: true})
	h.refused(err, jobs.ErrNeedsPerson, "maker and checker are the same person")
	h.done(h.stages.Decide(h.ctx, number, jobs.ApprovalSay{Person: "bea", Reason: "too early"}))
	h.same("refused", h.balances("reserve"), "reserve EUR -1000.00")
	h.moved(jobs.ReserveFund, "", 10000)
	_, err = h.moves(jobs.ReserveUse, "alfa", 10000)
	h.must(err)
	h.gives(statement{seq: 2, date: "2026-11-25", opening: "870.00", entries: []booked{byName(h.payment("alfa"), "130.00")}}.xml())
	all = h.reserveRequests()
	_, err = h.stages.Decide(h.ctx, all[len(all)-1].Number, jobs.ApprovalSay{Person: "bea", Approved: true})
	h.refused(err, risk.ErrReserve, "can no longer be done")
	h.same("nothing more moved", h.balances("reserve"), "reserve EUR -900.00", "reserve:risk EUR -100.00")
	h.holds()
}

// The bases, each as of now.
func TestRiskReserveBases(t *testing.T) {
	t.Parallel()
	h := reserving(t, func(r *risk.ReserveRule) { r.Days = 1 })
	h.reserveIs("required 13.00 held 0.00 lacks 13.00")
	h.at("2026-11-25T10:00:00Z")
	h.reserveIs("required 0.00 held 0.00 lacks 0.00") // no pay-out of today
	h.stages.Settings.Reserve[0].Of = risk.ReserveOfExposure
	h.reserveIs("required 0.00 held 0.00 lacks 0.00") // nothing was converted
	h.stages.Settings.Reserve[0].Minimum = euros(700)
	h.reserveIs("required 7.00 held 0.00 lacks 7.00")
}

// Whoever takes from the risk reserve past the program is found.
func TestRiskReserveTamperedWith(t *testing.T) {
	t.Parallel()
	h := reserving(t)
	h.moved(jobs.ReserveFund, "", 10000)
	h.tamper("DROP TRIGGER reserve_movement_never_changes", "UPDATE reserve_movement SET minor = minor + 1")
	_, broken := h.checked()
	h.says(broken[nameReserve], "account reserve:risk holds EUR -100.00, its movements sum to EUR -100.01", "is not what approval")
}
