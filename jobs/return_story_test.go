package jobs_test

import (
	"testing"

	"nostro/jobs"
)

// settledOut is a house whose EUR 100.00 to brixton is booked on statement 1.
func settledOut(t *testing.T) *installation {
	t.Helper()
	h := paidOut(t)
	paid := byName(h.payment("brixton"), "-100.00")
	paid.ref = "BANK-1"
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{paid}}.xml())
	return h
}

// returnedEntry is the credit by which a payment comes back.
func returnedEntry(i jobs.Instruction, amount, charges string) booked {
	b := byName(i, amount)
	b.charges, b.returned = charges, "AC04"
	return b
}

// returnStory is what becomes of papers about a payment that is booked.
type returnStory struct {
	name   string
	papers func(b jobs.Instruction) []string
	state  string
	books  []string // of brixton, charges and suspense
	breaks []string
}

// nextDay is the statement after the one on which the payment is booked.
func nextDay(entries ...booked) string {
	return statement{seq: 2, date: "2026-11-25", opening: "900.00", entries: entries}.xml()
}

func TestReturns(t *testing.T) {
	t.Parallel()
	owed := []string{"participant:brixton EUR -100.00"}
	less := []string{"charges:rhein EUR 5.00", "participant:brixton EUR -100.00"}
	tellReturns(t, []returnStory{
		{"announced only", func(b jobs.Instruction) []string { return []string{comesBack(b, "100.00", "")} }, "settled", nil,
			nil},
		{"credited only", func(b jobs.Instruction) []string { return []string{nextDay(returnedEntry(b, "100.00", ""))} },
			"returned", owed, nil},
		{"announced, then credited", func(b jobs.Instruction) []string {
			return []string{comesBack(b, "100.00", ""), nextDay(returnedEntry(b, "100.00", ""))}
		}, "returned", owed, nil},
		{"credited, then announced", func(b jobs.Instruction) []string {
			return []string{nextDay(returnedEntry(b, "100.00", "")), comesBack(b, "100.00", "")}
		}, "returned", owed, nil},
		{"charges that the pacs.004 announced", func(b jobs.Instruction) []string {
			return []string{comesBack(b, "95.00", "5.00"), nextDay(returnedEntry(b, "95.00", ""))}
		}, "returned", less, nil},
		{"charges that the statement states", func(b jobs.Instruction) []string {
			return []string{nextDay(returnedEntry(b,
				"95.00", "5.00"))}
		},
			"returned", less, nil},
		{"a part, and nothing explains the rest", func(b jobs.Instruction) []string {
			return []string{nextDay(returnedEntry(b,
				"95.00", ""))}
		},
			"settled", []string{"participant:brixton EUR -95.00"}, []string{"amount-differs brixton EUR -5.00 open"}},
		{"a part, then the rest", func(b jobs.Instruction) []string {
			return []string{nextDay(returnedEntry(b, "95.00", "")),
				statement{seq: 3, date: "2026-11-26", opening: "995.00", entries: []booked{returnedEntry(b, "5.00", "")}}.xml()}
		}, "returned", owed, []string{"amount-differs brixton EUR -5.00 resolved"}},
		{"twice", func(b jobs.Instruction) []string {
			return []string{nextDay(returnedEntry(b, "100.00", ""), returnedEntry(b, "100.00", ""))}
		}, "returned", append(owed, "suspense:rhein EUR -100.00"), []string{"duplicate brixton EUR 100.00 open"}},
		{"undone by the reference of the bank alone", func(b jobs.Instruction) []string {
			return []string{nextDay(booked{amount: "100.00", endToEnd: "NOTPROVIDED", ref: "BANK-1", back: true})}
		}, "returned", owed, nil},
		{"and the return is taken back", func(b jobs.Instruction) []string {
			again := byName(b, "-100.00")
			again.back = true
			return []string{nextDay(returnedEntry(b, "100.00", "")),
				statement{seq: 3, date: "2026-11-26", opening: "1000.00", entries: []booked{again}}.xml()}
		}, "settled", nil, nil},
		{"taken back on the same statement, and listed first", func(b jobs.Instruction) []string {
			again := byName(b, "-100.00")
			again.back = true
			return []string{nextDay(again, returnedEntry(b, "100.00", ""))}
		}, "settled", nil, nil},
		{"taken back, and returned once more", func(b jobs.Instruction) []string {
			again := byName(b, "-100.00")
			again.back = true
			return []string{nextDay(returnedEntry(b, "100.00", ""), again),
				statement{seq: 3, date: "2026-11-26", opening: "900.00", entries: []booked{returnedEntry(b, "100.00", "")}}.xml()}
		}, "returned", owed, nil},
		{"announced charges of more than was paid", func(b jobs.Instruction) []string {
			return []string{comesBack(b, "100.00", "500.00"), nextDay(returnedEntry(b, "100.00", ""))}
		}, "returned", owed, nil},
	})
}

// A return of something else moves nothing of our payment.
func TestReturnsOfNothing(t *testing.T) {
	t.Parallel()
	tellReturns(t, []returnStory{
		{"a payment that we do not know", func(jobs.Instruction) []string {
			return []string{comesBack(jobs.Instruction{ID: "NOBODY", Amount: amount(eur, "7.00")}, "7.00", "")}
		}, "settled", nil, []string{"returned-unknown rhein EUR 7.00 open"}},
		{"in another currency than it was paid in", func(b jobs.Instruction) []string {
			return []string{comesBack(jobs.Instruction{ID: b.ID, UETR: b.UETR, Amount: amount(usd, "7.00")}, "7.00", "")}
		}, "settled", nil, []string{"returned-unknown rhein USD 7.00 open"}},
		{"a credit that is a return of nothing", func(jobs.Instruction) []string {
			return []string{nextDay(booked{amount: "7.00", endToEnd: "NOBODY", returned: "AC04"})}
		}, "settled", []string{"suspense:rhein EUR -7.00"}, []string{"returned-unknown rhein EUR 7.00 open"}},
	})
}

func tellReturns(t *testing.T, stories []returnStory) {
	t.Helper()
	for _, story := range stories {

		t.Run(story.name, func(t *testing.T) {
			t.Parallel()
			h := settledOut(t)
			for _, paper := range story.papers(h.payment("brixton")) {
				h.gives(paper)
			}
			h.same("state", []string{string(h.payment("brixton").State)}, story.state)
			h.same("books", h.balances("participant:brixton", "charges", "suspense"), story.books...)
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

// A payment that comes back is owed again: its cycle stays open.
func TestReturnedPaymentKeepsItsCycleOpen(t *testing.T) {
	t.Parallel()
	h := settledOut(t)
	h.gives(statement{seq: 2, date: "2026-11-25", opening: "900.00", entries: []booked{
		returnedEntry(h.payment("brixton"), "100.00", ""), byName(h.payment("harbour"), "-30.00"), byName(h.payment("alfa"),
			"130.00"),
	}}.xml())
	h.same("payments", h.payments(), "alfa in EUR 130.00 settled", "brixton out EUR 100.00 returned",
		"harbour out EUR 30.00 settled")
	if h.state() != "sent" {
		t.Errorf("the cycle is %s", h.state())
	}
	if note := h.payment("brixton").Note; note != "" {
		t.Errorf("nobody said why, and yet the note is %q", note)
	}
	h.gives(comesBack(h.payment("brixton"), "100.00", ""))
	h.says(h.payment("brixton").Note, "AC04")
}

// A payment that comes back after its cycle was settled opens the cycle again; when the bank takes the return back, it is
// settled once more.
func TestAReturnOpensASettledCycle(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	b := h.payment("brixton")
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(b, "-100.00"), byName(h.payment("harbour"), "-30.00"),
		byName(h.payment("alfa"), "130.00")}}.xml())
	state := func() string { return string(look(h, jobs.Tx.Cycles)[0].State) }
	h.same("all booked", []string{state()}, "settled")
	h.gives(statement{seq: 2, date: "2026-11-25", opening: "1000.00", entries: []booked{returnedEntry(b, "100.00", "")}}.xml())
	h.same("one came back", []string{state(), string(h.payment("brixton").State)}, "sent", "returned")
	h.holds()
	again := byName(b, "-100.00")
	again.back = true
	h.gives(statement{seq: 3, date: "2026-11-26", opening: "1100.00", entries: []booked{again}}.xml())
	h.same("and went again", []string{state(), string(h.payment("brixton").State)}, "settled", "settled")
	h.holds()
}

// A return is announced of what cannot come back: of a pay-in, and of what was rejected. It notes nothing there, and is a break.
func TestReturnsThatCannotBe(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	in, out := h.payment("alfa"), h.payment("brixton")
	h.gives(comesBack(in, "130.00", ""))
	h.same("a pay-in", h.breaks(), "returned-unknown alfa EUR 130.00 open")
	h.gives(status(about(out, "RJCT", "AC04")))
	h.gives(comesBack(out, "100.00", ""))
	h.same("breaks", h.breaks(), "returned-unknown alfa EUR 130.00 open", "returned-unknown brixton EUR 100.00 open")
	h.says(look(h, jobs.Tx.Breaks)[1].Text, "which it rejected before", "it cannot both be")
	if now := h.payment("brixton"); now.ReturnAdvised || now.State != "rejected" {
		t.Errorf("the payment: %+v", now)
	}
	if now := h.payment("alfa"); now.ReturnAdvised || now.Note != "" {
		t.Errorf("the pay-in: %+v", now)
	}
	h.holds()
}
