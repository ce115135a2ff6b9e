package jobs_test

import (
	"strings"
	"testing"

	"nostro/jobs"
)

// undo undoes a match that the program made, with another person.
func (h *installation) undo(name, reason string) { h.agree(h.stages.UndoMatch(h.ctx, name, reason)) }

// standing is the key of the entry that a rule posted for the payment of a participant, the last one.
func (h *installation) standing(participant string) string {
	h.t.Helper()
	id, key := h.payment(participant).ID, ""
	for _, m := range look(h, jobs.Tx.Matches) {
		if m.Instruction == id && m.Kind != "charge" && m.Kind != "unexplained" {
			key = m.Journal
		}
	}
	return key
}

// The bank gave the reference of brixton to the rent of somebody else. A person undoes the match, another one agrees: the payment
// waits again, the booking is in suspense, no rule brings them together again, and the true booking settles it later.
func TestAMatchOfTheProgramIsUndone(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	b := h.payment("brixton")
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(b, "-100.00"), byName(h.payment("harbour"), "-30.00"),
		byName(h.payment("alfa"), "130.00")}}.xml())
	h.same("before", []string{string(h.payment("brixton").State), string(h.cycles()[0].State)}, "settled", "settled")

	asked, err := h.stages.UndoMatch(h.ctx, b.ID, "the bank says that it paid our rent by it")
	h.says(asked.Summary, "asked, approval 2", "reopened", b.ID)
	h.same("while it waits", append(h.breaks(), string(h.payment("brixton").State)), "unknown-at-us brixton EUR -100.00 resolved", "settled")
	h.agree(asked, err)
	h.same("books", h.balances("transit", "suspense", "participant:brixton"), "suspense:rhein EUR 100.00", "transit:rhein EUR -100.00")
	h.same("states", []string{string(h.payment("brixton").State), string(h.cycles()[0].State)}, "sent", "sent")
	h.same("breaks", h.breaks(), "unknown-at-us brixton EUR -100.00 open")
	h.says(h.breakView(1).Text, "was matched with pay-out "+b.ID, "UETR + direction")
	h.same("history", h.history(1), "reopened by ann")

	h.at("2026-11-25T09:00:00Z")
	before := h.entries()
	h.reconcile()
	if h.entries() != before {
		t.Error("the two were matched again")
	}
	h.same("and it is missed", h.breaks(), "unknown-at-us brixton EUR -100.00 open", "missing-at-bank brixton EUR 100.00 open")

	h.gives(statement{seq: 2, date: "2026-11-25", opening: "1000.00", entries: []booked{byName(b, "-100.00")}}.xml())
	h.same("the true one", []string{string(h.payment("brixton").State)}, "settled")
	h.same("breaks", h.breaks(), "unknown-at-us brixton EUR -100.00 open", "missing-at-bank brixton EUR 100.00 resolved")
	h.agree(h.stages.WriteOffBreak(h.ctx, 1, "our rent"))
	h.same("books", h.balances("transit", "suspense", "charges"), "charges:rhein EUR 100.00")
	h.reconcile()
	h.same("cycle", []string{string(h.cycles()[0].State)}, "settled")
}

// What was undone is missed anew each time, though a break about the same payment was resolved before.
func TestWhatIsUndoneTwiceIsMissedTwice(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	b := h.payment("brixton")
	h.gives(statement{seq: 1, opening: "1000.00"}.xml())
	h.at("2026-11-25T09:00:00Z")
	h.reconcile()
	missing := func() (n int) {
		for _, line := range h.breaks() {
			if line == "missing-at-bank brixton EUR 100.00 open" {
				n++
			}
		}
		return n
	}
	for seq := 2; seq <= 3; seq++ {
		if missing() != 1 {
			t.Fatalf("before statement %d: %v", seq, h.breaks())
		}
		h.gives(statement{seq: seq, date: "2026-11-25", opening: map[int]string{2: "1000.00", 3: "900.00"}[seq], entries: []booked{byName(b, "-100.00")}}.xml())
		if missing() != 0 {
			t.Fatalf("statement %d books it: %v", seq, h.breaks())
		}
		h.undo(b.ID, "not this one")
		h.reconcile()
	}
	if missing() != 1 {
		t.Errorf("%v", h.breaks())
	}
}

// undoStory is a statement whose match with brixton, or alfa, is undone.
type undoStory struct {
	name   string
	who    string
	papers func(b, a jobs.Instruction) []string
	state  string
	books  []string // of brixton, alfa, transit, suspense and charges
	breaks []string
}

// firstPaper is the statement of the day on which the payments are due.
func firstPaper(entries ...booked) string {
	return statement{seq: 1, opening: "1000.00", entries: entries}.xml()
}

const alfaOwes, bothOut = "participant:alfa EUR 130.00", "transit:rhein EUR -130.00"

func undoStories() []undoStory {
	withCharges := func(i jobs.Instruction, amount, charges string) booked {
		one := byName(i, amount)
		one.charges = charges
		return one
	}
	return []undoStory{
		{"a debit with charges beside it", "brixton", func(b, _ jobs.Instruction) []string {
			return []string{firstPaper(withCharges(b, "-102.00", "2.00"))}
		}, "sent", []string{alfaOwes, "suspense:rhein EUR 102.00", bothOut}, []string{"unknown-at-us brixton EUR -102.00 open"}},
		{"a credit less charges", "alfa", func(_, a jobs.Instruction) []string {
			return []string{firstPaper(withCharges(a, "128.00", "2.00"))}
		}, "planned", []string{alfaOwes, "suspense:rhein EUR -128.00", bothOut}, []string{"unknown-at-us alfa EUR 128.00 open"}},
		{"the only part", "brixton", func(b, _ jobs.Instruction) []string { return []string{firstPaper(byName(b, "-40.00"))} }, "sent",
			[]string{alfaOwes, "suspense:rhein EUR 40.00", bothOut},
			[]string{"amount-differs brixton EUR 60.00 resolved", "unknown-at-us brixton EUR -40.00 open"}},
		{"the last of two parts", "brixton", func(b, _ jobs.Instruction) []string {
			return []string{firstPaper(byName(b, "-40.00")), statement{seq: 2, date: "2026-11-25", opening: "960.00", entries: []booked{byName(b, "-60.00")}}.xml()}
		}, "sent", []string{alfaOwes, "suspense:rhein EUR 60.00", "transit:rhein EUR -90.00"},
			[]string{"amount-differs brixton EUR 60.00 resolved", "unknown-at-us brixton EUR -60.00 open"}},
		{"what is too much stays a break of its own", "brixton", func(b, _ jobs.Instruction) []string {
			return []string{firstPaper(byName(b, "-107.00"))}
		}, "sent", []string{alfaOwes, "suspense:rhein EUR 107.00", bothOut},
			[]string{"amount-differs brixton EUR -7.00 open", "unknown-at-us brixton EUR -100.00 open"}},
		{"a return less charges", "brixton", func(b, _ jobs.Instruction) []string {
			return []string{firstPaper(byName(b, "-100.00")), nextDay(returnedEntry(b, "95.00", "5.00"))}
		}, "settled", []string{alfaOwes, "suspense:rhein EUR -95.00", "transit:rhein EUR -30.00"}, []string{"unknown-at-us brixton EUR 95.00 open"}},
		{"a part of a return", "brixton", func(b, _ jobs.Instruction) []string {
			return []string{firstPaper(byName(b, "-100.00")), nextDay(returnedEntry(b, "95.00", ""))}
		}, "settled", []string{alfaOwes, "suspense:rhein EUR -95.00", "transit:rhein EUR -30.00"},
			[]string{"amount-differs brixton EUR -5.00 resolved", "unknown-at-us brixton EUR 95.00 open"}},
		{"that a return was taken back", "brixton", func(b, _ jobs.Instruction) []string {
			again := byName(b, "-100.00")
			again.back = true
			return []string{firstPaper(byName(b, "-100.00")), nextDay(returnedEntry(b, "100.00", ""), again)}
		}, "returned", []string{alfaOwes, "participant:brixton EUR -100.00", "suspense:rhein EUR 100.00", "transit:rhein EUR -30.00"},
			[]string{"unknown-at-us brixton EUR -100.00 open"}},
		{"that a pay-in was taken back", "alfa", func(_, a jobs.Instruction) []string {
			again := byName(a, "-130.00")
			again.back = true
			return []string{firstPaper(byName(a, "130.00"), again)}
		}, "settled", []string{"suspense:rhein EUR 130.00", bothOut}, []string{"unknown-at-us alfa EUR -130.00 open"}},
		{"the bank had accepted it", "brixton", func(b, _ jobs.Instruction) []string {
			return []string{status(about(b, "ACSP", "")), firstPaper(byName(b, "-100.00"))}
		}, "accepted", []string{alfaOwes, "suspense:rhein EUR 100.00", bothOut}, []string{"unknown-at-us brixton EUR -100.00 open"}},
		{"the bank rejects it, too", "brixton", func(b, _ jobs.Instruction) []string {
			return []string{firstPaper(byName(b, "-100.00")), status(about(b, "RJCT", "AC04"))}
		}, "rejected", []string{alfaOwes, "participant:brixton EUR -100.00", "suspense:rhein EUR 100.00", "transit:rhein EUR -30.00"},
			[]string{"rejected-but-booked brixton EUR 100.00 resolved", "unknown-at-us brixton EUR -100.00 open"}},
	}
}

func TestWhatAnUndoLeaves(t *testing.T) {
	t.Parallel()
	for _, story := range undoStories() {
		t.Run(story.name, func(t *testing.T) {
			t.Parallel()
			h := paidOut(t)
			for _, paper := range story.papers(h.payment("brixton"), h.payment("alfa")) {
				h.gives(paper)
			}
			h.undo(h.standing(story.who), "it is not")
			h.same("state", []string{string(h.payment(story.who).State)}, story.state)
			h.same("books", h.balances("participant:brixton", "participant:alfa", "transit", "suspense", "charges"), story.books...)
			h.same("breaks", h.breaks(), story.breaks...)
			before := h.entries()
			h.reconcile()
			if h.entries() != before {
				t.Errorf("reconciled again, it posts %d entries", h.entries()-before)
			}
			id := int64(len(story.breaks)) // and by hand it can be brought back
			if m := h.breakView(id); story.state != "rejected" && !strings.HasPrefix(story.name, "that") {
				h.agree(h.stages.MatchBreak(h.ctx, m.ID, []string{h.payment(story.who).ID}, "it was, after all"))
				h.agree(h.stages.ReopenBreak(h.ctx, m.ID, "no"))
				h.same("and again", []string{string(h.payment(story.who).State)}, story.state)
			}
		})
	}
}

// One payment of a message total is taken from it: the others stand.
func TestOnePaymentOfAMessageTotalIsUndone(t *testing.T) {
	t.Parallel()
	h := batched(t)
	msg := h.payment("alfa").MsgID
	h.offer("hudson", "s.xml", statement{account: "8830042217", ccy: "USD", seq: 1, opening: "5000.00", entries: []booked{{amount: "-12.00",
		batch: msg}}}.xml())
	h.takes()
	h.same("payments", h.payments(), "alfa out USD 5.00 settled", "brixton out USD 7.00 settled", "cascade in USD 21.00 planned",
		"harbour out USD 9.00 sent")
	h.undo(h.payment("alfa").ID, "alfa says that nothing came")
	h.same("payments", h.payments(), "alfa out USD 5.00 sent", "brixton out USD 7.00 settled", "cascade in USD 21.00 planned",
		"harbour out USD 9.00 sent")
	h.same("books", h.balances("suspense", "transit"), "suspense:hudson USD 5.00", "transit:hudson USD -14.00")
	h.undo(h.payment("brixton").ID, "nor to brixton")
	h.same("books", h.balances("suspense", "transit"), "suspense:hudson USD 12.00", "transit:hudson USD -21.00")
	h.same("breaks", h.breaks(), "unknown-at-us alfa USD -5.00 open", "unknown-at-us brixton USD -7.00 open")
	h.agree(h.stages.MatchBreak(h.ctx, 2, []string{h.payment("brixton").ID}, "it did come"))
	h.same("books", h.balances("suspense", "transit"), "suspense:hudson USD 5.00", "transit:hudson USD -14.00")
}

// A pay-out that is held and never left, and that the bank booked all the same: undone, it is held as it was, and not on its way.
func TestTheBookingOfWhatNeverLeftIsUndone(t *testing.T) {
	t.Parallel()
	h := heldHouse(t)
	b := h.payment("brixton")
	h.same("before", []string{string(b.State)}, "held")
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(b, "-100.00")}}.xml())
	h.same("booked", []string{string(h.payment("brixton").State)}, "settled")
	h.undo(b.ID, "a number that looks like ours")
	h.same("state", []string{string(h.payment("brixton").State)}, string(b.State))
	h.same("books", h.balances("suspense", "transit", "participant:brixton"), "participant:brixton EUR -100.00", "suspense:rhein EUR 100.00")
}

// When a payment arrived says the match that stands, not one that was undone: in what is awaited, and in the risk of settlement.
func TestAnUndoneMatchIsNoArrival(t *testing.T) {
	t.Parallel()
	h := exchanges(t, answering)
	h.send()
	b := h.payment("harbour", "EUR")
	h.at("2026-11-24T18:00:00Z")
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(b, "-100.00")}}.xml())
	h.on("2026-11-25", "USD 1.1634")
	h.undo(b.ID, "it is our rent")
	h.at("2026-11-26T19:00:00Z")
	h.gives(statement{seq: 2, date: "2026-11-26", opening: "900.00", entries: []booked{byName(b, "-100.00")}}.xml())
	for _, a := range look(h, func(jobs.Tx) ([]jobs.Awaited, error) { return h.stages.Awaited(h.ctx, true) }) {
		if a.Subject == b.ID && a.Kind == jobs.AwaitedBooking && (!a.CameAt.Equal(h.now) || a.State != "came late") {
			t.Errorf("it came at %s, %s", a.CameAt, a.State)
		}
	}
	h.says(strings.Join(h.unpaired(), "\n"), "settled EUR 100.00 at rhein, settled, booked true, since 2026-11-26T19:00:00Z")
}
