package jobs_test

import (
	"testing"

	"nostro/jobs"
)

// A return came short, and its pacs.004 says only afterwards what was kept: the break closes where its figures are just those.
func TestAReturnThatIsExplainedAfterwards(t *testing.T) {
	t.Parallel()
	less := []string{"charges:rhein EUR 5.00", "participant:brixton EUR -100.00"}
	short := []string{"participant:brixton EUR -95.00"}
	open, closed := []string{"amount-differs brixton EUR -5.00 open"}, []string{"amount-differs brixton EUR -5.00 resolved"}
	after := func(returned, charges string) func(jobs.Instruction) []string {
		return func(b jobs.Instruction) []string {
			return []string{nextDay(returnedEntry(b, "95.00", "")), comesBack(b, returned, charges)}
		}
	}
	tellReturns(t, []returnStory{
		{"by its charges", after("95.00", "5.00"), "returned", less, closed},
		{"it says nothing of charges", after("95.00", ""), "settled", short, open},
		{"it is of another return", after("90.00", "5.00"), "settled", short, open},
		{"its charges are others", after("95.00", "4.00"), "settled", short, open},
		{"of two parts", func(b jobs.Instruction) []string {
			return []string{nextDay(returnedEntry(b, "60.00", ""), returnedEntry(b, "35.00", "")), comesBack(b, "95.00", "5.00")}
		}, "returned", less, closed},
		{"twice", func(b jobs.Instruction) []string {
			return []string{nextDay(returnedEntry(b, "95.00", "")), comesBack(b, "95.00", "5.00"), comesBack(b, "95.00", "5.00") + " "}
		}, "returned", less, closed},
		{"and then the rest comes too", func(b jobs.Instruction) []string {
			return []string{nextDay(returnedEntry(b, "95.00", "")), comesBack(b, "95.00", "5.00"),
				statement{seq: 3, date: "2026-11-26", opening: "995.00", entries: []booked{returnedEntry(b, "5.00", "")}}.xml()}
		}, "returned", append(less, "suspense:rhein EUR -5.00"), append(closed, "duplicate brixton EUR 5.00 open")},
		{"and the bank takes the return back", func(b jobs.Instruction) []string {
			again := byName(b, "-100.00")
			again.back = true
			return []string{nextDay(returnedEntry(b, "95.00", "")), comesBack(b, "95.00", "5.00"),
				statement{seq: 3, date: "2026-11-26", opening: "995.00", entries: []booked{again}}.xml()}
		}, "settled", []string{"charges:rhein EUR 5.00"}, closed},
	})
}

// What a person has given up is not posted once more by the pacs.004 that explains it.
func TestWhatWasGivenUpIsNotExplainedOnceMore(t *testing.T) {
	t.Parallel()
	h := settledOut(t)
	b := h.payment("brixton")
	h.gives(nextDay(returnedEntry(b, "95.00", "")))
	h.agree(h.stages.WriteOffBreak(h.ctx, 1, "not worth a letter"))
	h.gives(comesBack(b, "95.00", "5.00"))
	h.same("books", h.balances("participant:brixton", "charges", "suspense"), "charges:rhein EUR 5.00", "participant:brixton EUR -100.00")
	h.same("breaks", h.breaks(), "amount-differs brixton EUR -5.00 resolved")
}

// A pacs.004 that comes before anything is booked explains the return when both bookings come.
func TestAReturnAnnouncedBeforeTheBooking(t *testing.T) {
	t.Parallel()
	for name, papers := range map[string]func(b jobs.Instruction) []string{
		"both on one statement": func(b jobs.Instruction) []string {
			return []string{statement{seq: 1, opening: "1000.00", entries: []booked{returnedEntry(b, "95.00", ""), byName(b, "-100.00")}}.xml()}
		},
		"on two": func(b jobs.Instruction) []string {
			return []string{statement{seq: 1, opening: "1000.00", entries: []booked{byName(b, "-100.00")}}.xml(), nextDay(returnedEntry(b, "95.00", ""))}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := paidOut(t)
			b := h.payment("brixton")
			h.gives(comesBack(b, "95.00", "5.00"))
			h.same("nothing is posted", h.balances("participant:brixton", "charges"))
			for _, paper := range papers(b) {
				h.gives(paper)
			}
			h.same("state", []string{string(h.payment("brixton").State)}, "returned")
			h.same("books", h.balances("participant:brixton", "charges", "suspense"), "charges:rhein EUR 5.00", "participant:brixton EUR -100.00")
			h.same("breaks", h.breaks())
		})
	}
}

// rejectedAndBooked is a house whose EUR 100.00 to brixton the bank rejected, and booked all the same.
func rejectedAndBooked(t *testing.T) *installation {
	t.Helper()
	h := paidOut(t)
	b := h.payment("brixton")
	h.gives(status(about(b, "RJCT", "AC04")))
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(b, "-100.00")}}.xml())
	h.says(h.breakView(1).Next, "ask rhein which holds", "nostro breaks match 1 --instruction "+b.ID)
	return h
}

// Rejected but booked, and the booking stands: two persons say so, and the rejection is reversed. Undone, it holds again.
func TestTheBookingOfWhatWasRejectedStands(t *testing.T) {
	t.Parallel()
	h := rejectedAndBooked(t)
	b := h.payment("brixton").ID
	for range 2 {
		h.agree(h.stages.MatchBreak(h.ctx, 1, []string{b}, "the bank says that it paid"))
		h.same("state", []string{string(h.payment("brixton").State)}, "settled")
		h.same("books", h.balances("participant:brixton", "suspense", "transit"), "transit:rhein EUR -30.00")
		h.agree(h.stages.ReopenBreak(h.ctx, 1, "the bank was wrong"))
		h.same("state", []string{string(h.payment("brixton").State)}, "rejected")
		h.same("books", h.balances("participant:brixton", "suspense", "transit"), "participant:brixton EUR -100.00", "suspense:rhein EUR 100.00",
			"transit:rhein EUR -30.00")
	}
}

// Rejected but booked, and the bank takes the booking back: the two cancel each other out.
func TestTheBookingOfWhatWasRejectedIsTakenBack(t *testing.T) {
	t.Parallel()
	h := rejectedAndBooked(t)
	back := byName(h.payment("brixton"), "100.00")
	back.back = true
	h.gives(nextDay(back))
	h.same("breaks", h.breaks(), "rejected-but-booked brixton EUR -100.00 open", "returned-unknown brixton EUR 100.00 open")
	h.agree(h.stages.PairBreaks(h.ctx, 1, 2, "a mistake of the bank"))
	h.same("breaks", h.breaks(), "rejected-but-booked brixton EUR -100.00 resolved", "returned-unknown brixton EUR 100.00 resolved")
	h.same("books", h.balances("participant:brixton", "suspense"), "participant:brixton EUR -100.00")
}
