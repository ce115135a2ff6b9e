package jobs_test

import (
	"strings"
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
)

// A statement of which a camt.054 has told the payments comes once more, in other bytes: it is a copy, for the bank's statement
// says the same as before.
func TestACopyOfAnAdvisedStatementIsACopy(t *testing.T) {
	t.Parallel()
	h, alfa, brixton := twoInOne(t)
	day := totals(booked{amount: "-12.00", ref: "B-9"})
	h.takesFrom(notification{id: "1", amount: "-12.00", ref: "B-9", payments: both(alfa, brixton)}.xml())
	h.takesFrom(day.xml())
	posted := h.entries()
	day.note, day.copied = "again", "DUPL"
	h.takesFrom(day.xml())
	h.same("statements", h.statements(), "hudson USD 1 proven")
	h.same("noted", h.superseded(), "2 by 1: it says what statement 1 says: nothing is booked twice")
	h.same("breaks", h.breaks())
	if h.entries() != posted {
		t.Error("a copy has posted")
	}
}

// A correction of another entry keeps what a camt.054 told of one that stays: its payments stay settled, and nothing is posted
// for them. What is corrected back keeps it, too.
func TestACorrectionKeepsWhatAnAdviceTold(t *testing.T) {
	t.Parallel()
	h, alfa, brixton := twoInOne(t)
	fee := booked{amount: "-2.00", endToEnd: "FEE", ref: "F-1"}
	day := totals(booked{amount: "-12.00", ref: "B-9"}, fee)
	h.takesFrom(notification{id: "1", amount: "-12.00", ref: "B-9", payments: both(alfa, brixton)}.xml())
	h.takesFrom(day.xml())
	settled := []string{"pay-out-booked USD 5.00 alfa", "pay-out-booked USD 7.00 brixton"}
	h.same("matches", h.kinds(), append(settled, "unexplained USD 2.00")...)

	fee.amount = "-1.50"
	day.entries[1], day.note = fee, "corrected"
	h.takesFrom(day.xml())
	text := h.breakView(2).Text
	h.says(text, "changed: entry 2 USD -2.00", "is now entry 2 USD -1.50")
	if strings.Contains(text, "entry 1") {
		t.Errorf("the entry that stays is told: %s", text)
	}
	before := h.entries()
	h.agree(h.stages.AcceptCorrection(h.ctx, 2, "the bank rang"))
	h.same("matches", h.kinds(), append(settled, "unexplained USD 1.50")...)
	h.same("books", h.balances("nostro:hudson", "suspense", "transit"), "nostro:hudson USD 86.50", "suspense:hudson USD 1.50")
	if got := h.entries() - before; got != 2 { // the fee is reversed, and booked anew
		t.Errorf("%d entries", got)
	}
	for _, participant := range []string{"alfa", "brixton"} {
		if got := h.payment(participant, "USD").State; got != lifecycle.InstructionSettled {
			t.Errorf("%s is %s", participant, got)
		}
	}
	for _, st := range look(h, jobs.Tx.Statements) {
		if got := len(st.Entries[0].Details); got != 2 {
			t.Errorf("the correction has %d payments of its entry", got)
		}
	}
	h.postsNothing()

	fee.amount = "-2.00"
	day.entries[1], day.note = fee, "corrected back"
	h.takesFrom(day.xml())
	h.agree(h.stages.AcceptCorrection(h.ctx, 4, "the bank rang again"))
	h.same("matches", h.kinds(), append(settled, "unexplained USD 2.00")...)
	h.postsNothing()
}

// Of a gap, what is missing is told as it is now: when a part has come, the break asks for the rest.
func TestAGapOfWhichAPartHasCome(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	h.gives(statement{seq: 1, opening: "100.00"}.xml())
	h.gives(statement{seq: 4, date: "2026-11-27", opening: "105.00"}.xml())
	h.says(h.breakView(1).Text, "has sequence 4", "has 1: 2 missing, which moved EUR 5.00")
	h.gives(statement{seq: 2, date: "2026-11-25", opening: "100.00", entries: gift}.xml())
	h.says(h.breakView(1).Text, "has sequence 4", "has 2: 1 missing, which moved EUR 0.00")
	h.says(look(h, jobs.Tx.Statements)[2].Detail, "has 2: 1 missing")
	h.gives(statement{seq: 3, date: "2026-11-26", opening: "105.00"}.xml())
	h.says(h.breakView(1).Text, "2 missing") // as it was found, for it is over
	h.same("breaks", h.breaks(), "statement-gap rhein EUR 5.00 resolved", "unknown-at-us rhein EUR 5.00 open")
}

// What is awaited of a payment of which a part has come is the rest; the break about its amount says what to do.
func TestTheRestOfAPartIsAwaited(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	h.at("2026-11-25T08:00:00Z")
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(h.payment("brixton"), "-100.00"), byName(h.payment("harbour"), "-30.00"),
		byName(h.payment("alfa"), "129.00")}}.xml())
	list, err := h.stages.Awaited(h.ctx, false)
	h.must(err)
	if len(list) != 1 || list[0].Amount.String() != "EUR 1.00" || list[0].What != "the rest of the booking of a pay-in of alfa" {
		t.Fatalf("awaited is %+v", list)
	}
	h.says(list[0].Next, "nostro breaks shows the part that is missing")
	h.same("breaks", h.breaks(), "amount-differs alfa EUR -1.00 open")
}

// A statement that lacks what it is proven by says what that is.
func TestAStatementThatLacksABalance(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	h.gives(statement{seq: 1, opening: "none", closing: "5.00"}.xml())
	h.gives(statement{seq: 2, date: "2026-11-25", opening: "none", closing: "none"}.xml())
	h.says(h.breakView(1).Text, "it lacks its opening balance. Ask rhein for one that has it")
	h.says(h.breakView(2).Text, "it lacks its opening balance and its closing balance")
}
