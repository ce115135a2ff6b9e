package jobs_test

import (
	"testing"

	"nostro/jobs"
)

// inParts are two notifications that tell a payment each of what the bank booked as one.
func inParts(alfa, brixton jobs.Instruction, own bool) (first, second notification) {
	first = notification{id: "1", amount: "-12.00", ref: "B-9", payments: []booked{byName(alfa, "-5.00")}}
	second = notification{id: "2", amount: "-12.00", ref: "B-9", payments: []booked{byName(brixton, "-7.00")}}
	if own {
		first.amount, second.amount = "-5.00", "-7.00"
	}
	return first, second
}

// The payments of one booking may come in several camt.054, with the amount of the booking or of their own, in any order, before
// the statement or after it. They are taken together; until then each says what is missing.
func TestAdviceInParts(t *testing.T) {
	t.Parallel()
	for name, story := range map[string]struct{ own, swapped, before, between, byMessage bool }{
		"after the statement":             {},
		"with amounts of their own":       {own: true},
		"the second first":                {swapped: true},
		"before the statement":            {before: true},
		"the statement between them":      {own: true, between: true},
		"after it was settled as a total": {byMessage: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, alfa, brixton := twoInOne(t)
			first, second := inParts(alfa, brixton, story.own)
			if story.swapped {
				first, second = second, first
			}
			day := totals(booked{amount: "-12.00", ref: "B-9"})
			if story.byMessage {
				day.entries[0].batch = alfa.MsgID
			}
			papers := []string{day.xml(), first.xml(), second.xml()}
			if story.before {
				papers = []string{first.xml(), second.xml(), day.xml()}
			}
			if story.between {
				papers = []string{first.xml(), day.xml(), second.xml()}
			}
			for _, paper := range papers[:2] {
				h.takesFrom(paper)
			}
			if !story.before {
				why := look(h, jobs.Tx.Advices)[0].Why
				missing := map[bool]string{false: "USD -7.00", true: "USD -5.00"}[story.swapped]
				h.says(why, "tells 1 payment of its booking of USD -12.00: "+missing+" are missing, which another camt.054 should tell")
			}
			h.takesFrom(papers[2])
			h.same("advices", h.advices(), "USD "+first.amount+" taken 1/1", "USD "+second.amount+" taken 1/1")
			h.same("matches", h.kinds(), "pay-out-booked USD 5.00 alfa", "pay-out-booked USD 7.00 brixton")
			h.same("books", h.balances("suspense", "transit"))
			h.postsNothing()
		})
	}
}

// Where the rest does not come, that is a break after a business day, which closes when it does.
func TestAdviceOfWhichThePartsDoNotCome(t *testing.T) {
	t.Parallel()
	h, alfa, brixton := twoInOne(t)
	first, second := inParts(alfa, brixton, false)
	day := totals(booked{amount: "-12.00", ref: "B-9", batch: "UNKNOWN", payments: "2"})
	h.takesFrom(day.xml())
	h.takesFrom(first.xml())
	h.same("at first", h.breaks(), "unknown-at-us hudson USD -12.00 open")
	h.says(look(h, jobs.Tx.Advices)[0].Why, "USD -7.00 in 1 more are missing")
	h.at("2026-11-25T16:00:00Z")
	h.reconcile()
	h.same("on the next day", h.breaks()[1:2], "late hudson  0 open")
	h.says(h.breakView(2).Text, "Advice 1 (camt.054 N-1, booking 1) is about entry 1", "USD -7.00 in 1 more are missing", "Ask hudson")
	h.says(h.breakView(2).Next, "ask hudson", "nostro statements advices")
	h.takesFrom(second.xml())
	h.same("the rest came", h.advices(), "USD -12.00 taken 1/1", "USD -12.00 taken 1/1")
	h.same("breaks", h.breaks()[:2], "unknown-at-us hudson USD -12.00 resolved", "late hudson  0 resolved")
	h.postsNothing()
}

// Parts that are more than their booking contradict it, all of them.
func TestAdviceOfWhichThePartsAreTooMuch(t *testing.T) {
	t.Parallel()
	h, alfa, brixton := twoInOne(t)
	first, second := inParts(alfa, brixton, true)
	second.amount, second.payments[0].amount = "-8.00", "-8.00"
	h.takesFrom(totals(booked{amount: "-12.00", ref: "B-9"}).xml())
	h.takesFrom(first.xml())
	h.takesFrom(second.xml())
	h.same("advices", h.advices(), "USD -5.00 contradicts 1/1", "USD -8.00 contradicts 1/1")
	h.same("breaks", h.breaks()[1:2], "amount-differs hudson USD 1.00 open")
	h.says(h.breakView(2).Text, "Advices 1 (camt.054 N-1, booking 1), 2 (camt.054 N-2, booking 1) are about entry 1", "and contradict it",
		"the 2 payments that the advice tells sum to USD -13.00")
	h.postsNothing()
}
