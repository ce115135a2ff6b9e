package jobs_test

import (
	"strings"
	"testing"

	"nostro/jobs"
)

// batchPaper is a statement of hudson in USD.
func batchPaper(seq int, opening string, entries ...booked) string {
	return statement{account: "8830042217", ccy: "USD", seq: seq, date: map[int]string{1: "2026-11-24", 2: "2026-11-25"}[seq], opening: opening,
		entries: entries}.xml()
}

func (h *installation) hudsonGives(name, paper string) {
	h.t.Helper()
	h.offer("hudson", name, paper)
	h.takes()
}

// A batch of which the bank books the sum alone, and names the message and the number of payments, but none of them: all are
// settled by it, and the cycle with them. Then one comes back by itself: it is owed again, and its cycle open.
func TestABatchWithoutDetailsAndOneThatComesBack(t *testing.T) {
	t.Parallel()
	for name, batch := range map[string]func(msg string) booked{
		"by its message":         func(msg string) booked { return booked{amount: "-12.00", batch: msg, payments: "2"} },
		"by its PmtInfId":        func(msg string) booked { return booked{amount: "-12.00", pmtInf: msg, payments: "2"} },
		"without a number":       func(msg string) booked { return booked{amount: "-12.00", batch: msg} },
		"with the charges of it": func(msg string) booked { return booked{amount: "-12.60", batch: msg, payments: "2", charges: "0.60"} },
		"by both, in small letters": func(msg string) booked {
			return booked{amount: "-12.00", batch: strings.ToLower(msg), pmtInf: strings.ToLower(msg), payments: "2"}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := batched(t)
			b := h.payment("brixton")
			paid := batch(b.MsgID)
			h.hudsonGives("1.xml", batchPaper(1, "5000.00", paid, byName(h.payment("harbour"), "-9.00"), byName(h.payment("cascade"), "21.00")))
			h.same("payments", h.payments(), "alfa out USD 5.00 settled", "brixton out USD 7.00 settled", "cascade in USD 21.00 settled",
				"harbour out USD 9.00 settled")
			h.same("breaks", h.breaks())
			h.same("cycle", []string{string(h.state())}, "settled")
			opening := map[bool]string{true: "4999.40", false: "5000.00"}[paid.charges != ""]
			h.hudsonGives("2.xml", batchPaper(2, opening, returnedEntry(b, "7.00", "")))
			h.same("payments", h.payments(), "alfa out USD 5.00 settled", "brixton out USD 7.00 returned", "cascade in USD 21.00 settled",
				"harbour out USD 9.00 settled")
			h.same("books", h.balances("participant:brixton", "transit", "suspense"), "participant:brixton USD -7.00")
			h.same("cycle", []string{string(h.state())}, "sent")
			h.same("breaks", h.breaks())
		})
	}
}

// What came back was in the batch: it is found by its EndToEndId, by a pacs.004, and on the very statement of the batch.
func TestWaysBackFromABatch(t *testing.T) {
	t.Parallel()
	for name, papers := range map[string]func(b jobs.Instruction, paid booked) []string{
		"by its EndToEndId alone": func(b jobs.Instruction, paid booked) []string {
			return []string{batchPaper(1, "5000.00", paid), batchPaper(2, "4988.00", booked{amount: "7.00", endToEnd: b.ID, returned: "AC04"})}
		},
		"less charges that a pacs.004 announced": func(b jobs.Instruction, paid booked) []string {
			return []string{batchPaper(1, "5000.00", paid), comesBack(b, "6.50", "0.50"), batchPaper(2, "4988.00", returnedEntry(b, "6.50", ""))}
		},
		"less charges that a pacs.004 states afterwards": func(b jobs.Instruction, paid booked) []string {
			return []string{batchPaper(1, "5000.00", paid), batchPaper(2, "4988.00", returnedEntry(b, "6.50", "")), comesBack(b, "6.50", "0.50")}
		},
		"on the same statement, before it": func(b jobs.Instruction, paid booked) []string {
			return []string{batchPaper(1, "5000.00", returnedEntry(b, "7.00", ""), paid)}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := batched(t)
			b := h.payment("brixton")
			for n, paper := range papers(b, booked{amount: "-12.00", batch: b.MsgID, payments: "2"}) {
				h.hudsonGives(string(rune('a'+n))+".xml", paper)
			}
			h.same("payments", h.payments(), "alfa out USD 5.00 settled", "brixton out USD 7.00 returned", "cascade in USD 21.00 planned",
				"harbour out USD 9.00 sent")
			h.same("owed again", h.balances("participant:brixton", "suspense"), "participant:brixton USD -7.00")
		})
	}
}
