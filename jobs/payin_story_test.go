package jobs_test

import (
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/internal/sim/bank"
	"nostro/jobs"
	"nostro/lifecycle"
)

// payInStory is what becomes of papers about the pay-in of alfa.
type payInStory struct {
	name   string
	papers func(alfa jobs.Instruction) []string
	state  lifecycle.Instruction
	books  []string // of alfa, charges and suspense
	breaks []string
}

// firstDay is the first statement of the account.
func firstDay(entries ...booked) string {
	return statement{seq: 1, opening: "1000.00", entries: entries}.xml()
}

func TestPayIns(t *testing.T) {
	t.Parallel()
	first := firstDay
	tellPayIns(t, []payInStory{
		{"in full", func(a jobs.Instruction) []string { return []string{first(byName(a, "130.00"))} }, "settled", nil, nil},
		{"named by EndToEndId alone", func(a jobs.Instruction) []string {
			return []string{first(booked{amount: "130.00", endToEnd: a.ID})}
		}, "settled", nil, nil},
		{"short", func(a jobs.Instruction) []string { return []string{first(byName(a, "120.00"))} }, "planned",
			[]string{"participant:alfa EUR 10.00"}, []string{"amount-differs alfa EUR -10.00 open"}},
		{"short, the rest later", func(a jobs.Instruction) []string {
			return []string{first(byName(a, "120.00")), statement{seq: 2, date: "2026-11-25", opening: "1120.00",
				entries: []booked{byName(a, "10.00")}}.xml()}
		}, "settled", nil, []string{"amount-differs alfa EUR -10.00 resolved"}},
		{"in two parts on one statement", func(a jobs.Instruction) []string {
			return []string{first(byName(a, "100.00"),
				byName(a, "30.00"))}
		},
			"settled", nil, nil},
		{"less charges that the bank states", func(a jobs.Instruction) []string {
			b := byName(a, "128.00")
			b.charges = "2.00"
			return []string{first(b)}
		}, "settled", []string{"charges:rhein EUR 2.00"}, nil},
		{"more than expected", func(a jobs.Instruction) []string { return []string{first(byName(a, "131.00"))} }, "settled",
			[]string{"suspense:rhein EUR -1.00"}, []string{"amount-differs alfa EUR 1.00 open"}},
		{"twice", func(a jobs.Instruction) []string { return []string{first(byName(a, "130.00"), byName(a, "130.00"))} },
			"settled",
			[]string{"suspense:rhein EUR -130.00"}, []string{"duplicate alfa EUR 130.00 open"}},
		{"a debit that nobody expected", func(jobs.Instruction) []string {
			return []string{first(booked{amount: "-3.00",
				endToEnd: "FEE"})}
		},
			"planned", []string{"participant:alfa EUR 130.00", "suspense:rhein EUR 3.00"},
			[]string{"unknown-at-us rhein EUR -3.00 open"}},
		{"a debit that is nothing but charges", func(jobs.Instruction) []string {
			return []string{first(booked{amount: "-3.00", endToEnd: "FEE", charges: "3.00"})}
		}, "planned", []string{"charges:rhein EUR 3.00", "participant:alfa EUR 130.00"}, nil},
	})
}

// A pay-in may be taken back, and its reference may be mangled.
func TestPayInsOfAnotherKind(t *testing.T) {
	t.Parallel()
	first := firstDay
	tellPayIns(t, []payInStory{
		{"named in a sentence, in small letters", func(a jobs.Instruction) []string {
			return []string{first(booked{amount: "130.00", endToEnd: "NOTPROVIDED", text: "your ref. " + strings.ToLower(a.ID) + " of May"})}
		}, "settled", nil, nil},
		{"taken back by the bank", func(a jobs.Instruction) []string {
			gone := byName(a, "-130.00")
			gone.back = true
			return []string{first(byName(a, "130.00")), statement{seq: 2, date: "2026-11-25", opening: "1130.00", entries: []booked{gone}}.xml()}
		}, "returned", []string{"participant:alfa EUR 130.00"}, nil},
		{"taken back on the same statement, and listed first", func(a jobs.Instruction) []string {
			gone := byName(a, "-130.00")
			gone.back = true
			return []string{first(gone, byName(a, "130.00"))}
		}, "returned", []string{"participant:alfa EUR 130.00"}, nil},
		{"taken back by mistake, and given again", func(a jobs.Instruction) []string {
			gone, again := byName(a, "-130.00"), byName(a, "130.00")
			gone.back, again.back = true, true
			return []string{first(byName(a, "130.00"), gone), statement{seq: 2, date: "2026-11-25", opening: "1000.00", entries: []booked{again}}.xml()}
		}, "settled", nil, nil},
	})
}

func tellPayIns(t *testing.T, stories []payInStory) {
	t.Helper()
	for _, story := range stories {
		t.Run(story.name, func(t *testing.T) {
			t.Parallel()
			h := paidOut(t)
			for _, paper := range story.papers(h.payment("alfa")) {
				h.gives(paper)
			}
			h.same("state", []string{string(h.payment("alfa").State)}, string(story.state))
			h.same("books", h.balances("participant:alfa", "charges", "suspense"), story.books...)
			h.same("breaks", h.breaks(), story.breaks...)
			h.holds()
			before := h.entries()
			h.reconcile()
			if h.entries() != before {
				t.Errorf("reconciled again, it posts %d entries", h.entries()-before)
			}
		})
	}
}

// A pay-out that the bank books in two parts stays on its way for the rest.
func TestPayOutInParts(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	b := h.payment("brixton")
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(b, "-60.00")}}.xml())
	h.same("books", h.balances("transit"), "transit:rhein EUR -70.00")
	h.same("breaks", h.breaks(), "amount-differs brixton EUR 40.00 open")
	h.gives(statement{seq: 2, date: "2026-11-25", opening: "940.00", entries: []booked{byName(b, "-40.00")}}.xml())
	h.same("books", h.balances("transit"), "transit:rhein EUR -30.00")
	h.same("breaks", h.breaks(), "amount-differs brixton EUR 40.00 resolved")
}

// What does not come in time is late; once a statement covers the day, it is missing at the bank; and when
// it is booked after all, the break closes itself.
func TestOverdue(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	h.at("2026-11-24T20:00:00Z")
	h.ends(h.reconcile(), jobs.OutcomeNothing)
	h.at("2026-11-25T08:00:00Z")
	h.ends(h.reconcile(), jobs.OutcomeNeedsPerson)
	h.same("breaks", h.breaks(), "late harbour EUR 30.00 open", "late alfa EUR -130.00 open",
		"late brixton EUR 100.00 open")
	h.ends(h.reconcile(), jobs.OutcomeNeedsPerson)
	a, b := h.payment("alfa"), h.payment("brixton")
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(b, "-100.00")}}.xml())
	h.gives(status(about(h.payment("harbour"), "RJCT", "AC04")))
	h.same("breaks", h.breaks(), "late harbour EUR 30.00 resolved", "late alfa EUR -130.00 resolved",
		"late brixton EUR 100.00 resolved",
		"missing-at-bank harbour EUR 30.00 resolved", "missing-at-bank alfa EUR -130.00 open")
	h.gives(statement{seq: 2, date: "2026-11-25", opening: "900.00", entries: []booked{byName(a, "130.00")}}.xml())
	h.same("breaks", h.breaks(), "late harbour EUR 30.00 resolved", "late alfa EUR -130.00 resolved",
		"late brixton EUR 100.00 resolved",
		"missing-at-bank harbour EUR 30.00 resolved", "missing-at-bank alfa EUR -130.00 resolved")
}

// A part that is missing is shown once: it is not overdue as well.
func TestShortIsNotOverdueToo(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(h.payment("alfa"), "120.00"),
		byName(h.payment("brixton"), "-100.00"),
		byName(h.payment("harbour"), "-30.00")}}.xml())
	h.at("2026-11-27T08:00:00Z")
	h.reconcile()
	h.same("breaks", h.breaks(), "amount-differs alfa EUR -10.00 open")
}

// A cycle is settled when all its instructions are, and no break of it is open; its obligations with it.
func TestSettledOnlyWhenNothingIsOpen(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	a, b, c := h.payment("alfa"), h.payment("brixton"), h.payment("harbour")
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(a, "120.00"), byName(b, "-100.00")}}.xml())
	h.open("settled in part")
	h.gives(statement{seq: 2, date: "2026-11-25", opening: "1020.00", entries: []booked{byName(c, "-30.00")}}.xml())
	h.open("short of EUR 10.00")
	result := h.gives(statement{seq: 3, date: "2026-11-26", opening: "990.00", entries: []booked{byName(a, "10.00"),
		{amount: "5.00", endToEnd: "GIFT"}}}.xml())
	if h.state() != lifecycle.CycleSettled {
		t.Errorf("with nothing of it open the cycle is %s", h.state())
	}
	h.says(result.Notes[0], h.cycle, "is settled")
	h.ends(result, jobs.OutcomeNeedsPerson) // for the gift, which is of no cycle
	h.obligationsAre(h.cycle, lifecycle.ObligationSettled, "O-1", "O-2")
}

// open wants the cycle to be sent and not settled.
func (h *installation) open(why string) {
	h.t.Helper()
	if h.state() != lifecycle.CycleSent {
		h.t.Errorf("%s: the cycle is %s", why, h.state())
	}
	h.obligationsAre(h.cycle, lifecycle.ObligationNetted, "O-1", "O-2")
}

// An open break of the cycle keeps it open, though every instruction is settled.
func TestOpenBreakKeepsTheCycleOpen(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(h.payment("alfa"), "131.00"),
		byName(h.payment("brixton"), "-100.00"), byName(h.payment("harbour"), "-30.00")}}.xml())
	h.same("payments", h.payments(), "alfa in EUR 130.00 settled", "brixton out EUR 100.00 settled",
		"harbour out EUR 30.00 settled")
	h.open("EUR 1.00 too much")
}

// The troubles that a simulated bank can make, over two days, end in books that hold.
func TestBankTroubles(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, script("rhein", bank.Script{
		Accept: true, Reject: []bank.Rule{{Party: "HRBBGB2LXXX", Currency: gbp, Code: "AC04", Text: "CLOSED"}},
		Return:         []bank.Rule{{Party: "Brixton Retail Ltd", Currency: gbp, Code: "AC01", Charges: amount(gbp, "1.50")}},
		Charge:         []bank.Rule{{Party: "HRBBGB2LXXX", Currency: eur, Charges: amount(eur, "2.00")}},
		Short:          []bank.Rule{{Party: "Alfa Handels GmbH", Currency: eur, By: amount(eur, "3.00")}},
		Unexpected:     []bank.Credit{{Amount: amount(eur, "9.00"), From: "Nobody", On: calendar.MustDate("2026-11-25")}},
		StatementTwice: nil}))
	h.sent("O-1 alfa harbour EUR 100.00", "O-2 alfa harbour GBP 20.00", "O-3 alfa brixton GBP 30.00")
	for _, day := range []string{"2026-11-24", "2026-11-25"} {
		h.answer(day)
		h.takes()
	}
	h.same("payments", h.payments(), "alfa in EUR 100.00 sent", "alfa in GBP 50.00 settled",
		"brixton out GBP 30.00 returned",
		"harbour out EUR 100.00 settled", "harbour out GBP 20.00 rejected")
	h.same("books", h.balances("participant", "charges", "suspense", "transit"), "charges:rhein EUR 2.00",
		"charges:rhein GBP 1.50",
		"participant:alfa EUR 3.00", "participant:brixton GBP -30.00", "participant:harbour GBP -20.00",
		"suspense:rhein EUR -9.00")
}
