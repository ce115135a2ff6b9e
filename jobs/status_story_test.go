package jobs_test

import (
	"fmt"
	"testing"

	"nostro/jobs"
)

// paidOut is a house that has sent EUR 100.00 to brixton and EUR 30.00 to harbour, and no pay-in notices.
func paidOut(t *testing.T, changes ...func(*setup)) *installation {
	t.Helper()
	h := newInstallation(t, append(changes, silentPayIns)...)
	h.sent("O-1 alfa brixton EUR 100.00", "O-2 alfa harbour EUR 30.00")
	return h
}

// gives takes a file of the bank that the test has written.
func (h *installation) gives(text string) jobs.Result {
	h.t.Helper()
	n := len(look(h, jobs.Tx.FilesIn)) + 1
	h.offer("rhein", fmt.Sprintf("%03d.xml", n), text)
	return h.takes()
}

func TestStatusReports(t *testing.T) {
	t.Parallel()
	owed := "participant:brixton EUR -100.00"
	for _, story := range []struct {
		name    string
		answers func(brixton, harbour jobs.Instruction) []answer
		states  string // of brixton and harbour
		books   []string
		breaks  []string
	}{
		{"accepted", func(b, _ jobs.Instruction) []answer { return []answer{about(b, "ACSP", ""), about(b, "ACSC", "")} },
			"accepted sent", []string{"transit:rhein EUR -130.00"}, nil},
		{"pending tells nothing", func(b, _ jobs.Instruction) []answer { return []answer{about(b, "PDNG", "")} },
			"sent sent", []string{"transit:rhein EUR -130.00"}, nil},
		{"rejected", func(b, _ jobs.Instruction) []answer { return []answer{about(b, "RJCT", "AC04")} },
			"rejected sent", []string{owed, "transit:rhein EUR -30.00"}, nil},
		{"rejected after accepted", func(b, _ jobs.Instruction) []answer {
			return []answer{about(b, "ACSP", ""), about(b,
				"RJCT", "AC04")}
		},
			"rejected sent", []string{owed, "transit:rhein EUR -30.00"}, nil},
		{"rejected twice", func(b, _ jobs.Instruction) []answer {
			return []answer{about(b, "RJCT", "AC04"), about(b, "RJCT", "AC01")}
		},
			"rejected sent", []string{owed, "transit:rhein EUR -30.00"}, nil},
		{"accepted after rejected", func(b, _ jobs.Instruction) []answer {
			return []answer{about(b, "RJCT", "AC04"), about(b,
				"ACSP", "")}
		},
			"rejected sent", []string{owed, "transit:rhein EUR -30.00"}, nil},
		{"refused as a duplicate AM05", func(b, _ jobs.Instruction) []answer { return []answer{about(b, "RJCT", "AM05")} },
			"sent sent", []string{"transit:rhein EUR -130.00"}, []string{"duplicate brixton EUR 100.00 open"}},
		{"refused as a duplicate DU04", func(b, _ jobs.Instruction) []answer { return []answer{about(b, "RJCT", "DU04")} },
			"sent sent", []string{"transit:rhein EUR -130.00"}, []string{"duplicate brixton EUR 100.00 open"}},
		{"the UETR alone", func(b, _ jobs.Instruction) []answer {
			return []answer{{id: "S", uetr: b.UETR, code: "RJCT", reason: "AC04"}}
		},
			"rejected sent", []string{owed, "transit:rhein EUR -30.00"}, nil},
		{"the EndToEndId alone, and the message", func(b, _ jobs.Instruction) []answer {
			return []answer{{id: "S", endToEnd: b.ID, msg: b.MsgID, code: "RJCT", reason: "AC04"}}
		}, "rejected sent", []string{owed, "transit:rhein EUR -30.00"}, nil},
		{"a payment of ours that it does not name, and the message", func(b, _ jobs.Instruction) []answer {
			return []answer{{id: "S", msg: b.MsgID, code: "RJCT", reason: "AC04"}}
		}, "sent sent", []string{"transit:rhein EUR -130.00"}, []string{"unknown-at-us rhein  0 open"}},
		{"a payment that nobody knows", func(_, _ jobs.Instruction) []answer {
			return []answer{{id: "S", instr: "NOBODY", endToEnd: "NOBODY", code: "RJCT", reason: "AC04"}}
		}, "sent sent", []string{"transit:rhein EUR -130.00"}, []string{"unknown-at-us rhein  0 open"}},
		{"a message that nobody knows", func(_, _ jobs.Instruction) []answer {
			return []answer{{id: "S", msg: "NOBODY", groupCode: "RJCT", reason: "FF01"}}
		}, "sent sent", []string{"transit:rhein EUR -130.00"}, []string{"unknown-at-us rhein  0 open"}},
	} {
		t.Run(story.name, func(t *testing.T) {
			t.Parallel()
			h := paidOut(t)
			for n, a := range story.answers(h.payment("brixton"), h.payment("harbour")) {
				a.id = fmt.Sprintf("%s-%d", a.id, n)
				h.gives(status(a))
			}
			h.same("states", []string{fmt.Sprint(h.payment("brixton").State, " ", h.payment("harbour").State)}, story.states)
			h.same("books", h.balances("transit", "participant:brixton"), story.books...)
			h.same("breaks", h.breaks(), story.breaks...)
			before := h.entries()
			h.reconcile()
			if h.entries() != before {
				t.Errorf("reconciled again, it posts %d entries", h.entries()-before)
			}
		})
	}
}

// batched is a house that has sent USD 5.00 to alfa and USD 7.00 to brixton in one message.
func batched(t *testing.T) *installation {
	t.Helper()
	h := newInstallation(t, silentPayIns)
	h.people()
	h.imports("account.csv", "participant,currency,account,agent_bic\nbrixton,USD,0210000001055,CASCUS33XXX\n")
	h.owes("O-1 cascade alfa USD 5.00", "O-2 cascade brixton USD 7.00", "O-3 cascade harbour USD 9.00")
	h.run()
	h.approve()
	h.send()
	return h
}

// A bank that names the message and only the EndToEndId of a payment means that payment, not the message.
func TestStatusByEndToEndIDInABatch(t *testing.T) {
	t.Parallel()
	h := batched(t)
	b := h.payment("brixton")
	h.offer("hudson", "s.xml", status(answer{id: "S", msg: b.MsgID, endToEnd: b.ID, code: "RJCT", reason: "AC04"}))
	h.takes()
	h.same("payments", h.payments(), "alfa out USD 5.00 sent", "brixton out USD 7.00 rejected",
		"cascade in USD 21.00 planned",
		"harbour out USD 9.00 sent")
}

// A rejected message rejects every payment that it carried, and only those.
func TestRejectedMessage(t *testing.T) {
	t.Parallel()
	h := batched(t)
	h.offer("hudson", "s.xml", status(answer{id: "S", msg: h.payment("alfa").MsgID, groupCode: "RJCT", reason: "FF01"}))
	h.takes()
	h.same("payments", h.payments(), "alfa out USD 5.00 rejected", "brixton out USD 7.00 rejected",
		"cascade in USD 21.00 planned",
		"harbour out USD 9.00 sent")
	h.same("books", h.balances("participant:alfa", "participant:brixton", "transit"), "participant:alfa USD -5.00",
		"participant:brixton USD -7.00", "transit:hudson USD -9.00")
	h.same("breaks", h.breaks())
}

// One bank says nothing about the payments of another.
func TestStatusOfAnotherBank(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	h.offer("hudson", "s.xml", status(about(h.payment("brixton"), "RJCT", "AC04")))
	h.takes()
	h.same("payments", h.payments(), "alfa in EUR 130.00 planned", "brixton out EUR 100.00 sent",
		"harbour out EUR 30.00 sent")
	h.same("breaks", h.breaks(), "unknown-at-us hudson  0 open")
}

// A rejection after the booking cannot stand beside it: a person asks the bank.
func TestRejectedAfterBooking(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	b := h.payment("brixton")
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(b, "-100.00")}}.xml())
	h.gives(status(about(b, "RJCT", "AC04")))
	h.same("breaks", h.breaks(), "rejected-but-booked brixton EUR 100.00 open")
	h.same("books", h.balances("transit", "participant:brixton"), "transit:rhein EUR -30.00")
	h.same("payments", h.payments(), "alfa in EUR 130.00 planned", "brixton out EUR 100.00 settled",
		"harbour out EUR 30.00 sent")
}

// A booking after the rejection goes to suspense.
func TestBookedAfterRejection(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	b := h.payment("brixton")
	h.gives(status(about(b, "RJCT", "AC04")))
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(b, "-100.00")}}.xml())
	h.same("breaks", h.breaks(), "rejected-but-booked brixton EUR -100.00 open")
	h.same("books", h.balances("transit", "suspense", "participant:brixton"), "participant:brixton EUR -100.00",
		"suspense:rhein EUR 100.00", "transit:rhein EUR -30.00")
}
