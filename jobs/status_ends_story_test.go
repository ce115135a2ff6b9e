package jobs_test

import (
	"testing"

	"nostro/jobs"
)

// A bank that cancels or blocks a payment does not pay it, and does not say that it rejects it: nothing is posted back, and a break
// says so until the bank does.
func TestStatusesThatEndAPayment(t *testing.T) {
	t.Parallel()
	missing := "missing-at-bank brixton EUR 100.00 "
	for _, story := range []struct {
		name    string
		answers func(b jobs.Instruction) []answer
		state   string
		books   []string // of brixton
		breaks  []string
	}{
		{"cancelled", func(b jobs.Instruction) []answer { return []answer{about(b, "ACSP", ""), about(b, "CANC", "")} },
			"accepted", nil, []string{missing + "open"}},
		{"blocked, and then rejected", func(b jobs.Instruction) []answer { return []answer{about(b, "BLCK", ""), about(b, "RJCT", "AC06")} },
			"rejected", []string{"participant:brixton EUR -100.00"}, []string{missing + "resolved"}},
		{"cancelled after it was rejected", func(b jobs.Instruction) []answer { return []answer{about(b, "RJCT", "AC04"), about(b, "CANC", "")} },
			"rejected", []string{"participant:brixton EUR -100.00"}, nil},
	} {
		t.Run(story.name, func(t *testing.T) {
			t.Parallel()
			h := paidOut(t)
			for _, one := range story.answers(h.payment("brixton")) {
				h.gives(status(one))
			}
			h.same("state", []string{string(h.payment("brixton").State)}, story.state)
			h.same("books", h.balances("participant:brixton"), story.books...)
			h.same("breaks", h.breaks(), story.breaks...)
			h.holds()
		})
	}
}

// A payment that the bank cancelled and booked after all explains itself.
func TestACancelledPaymentIsBooked(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	b := h.payment("brixton")
	h.gives(status(about(b, "CANC", "")))
	h.gives(firstPaper(byName(b, "-100.00")))
	h.same("breaks", h.breaks(), "missing-at-bank brixton EUR 100.00 resolved")
	h.gives(status(about(h.payment("harbour"), "ACSP", "")))
	h.holds()
}
