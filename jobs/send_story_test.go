package jobs_test

import (
	"strings"
	"testing"

	"nostro/internal/sim/ftpd"
	"nostro/jobs"
	"nostro/lifecycle"
)

// The files of these stories, in order of name: a notice and a pacs.008 for hudson, the same for rhein.
var twoBanks = []string{"O-1 alfa brixton EUR 100.00", "O-2 cascade alfa USD 30.00"}

func TestOneServerIsDown(t *testing.T) {
	t.Parallel()
	down := ftpd.Fault{Command: "CONNECT", Do: ftpd.Reply, Code: 421, Text: "Closed for the night"}
	down.Nth = 1
	h := newInstallation(t, fault("hudson", down))
	h.approved(twoBanks...)
	first := h.send()
	h.ends(first, jobs.OutcomeNeedsPerson)
	h.says(first.Summary, "2 of 4 files sent")
	h.says(strings.Join(first.Notes, "\n"), "hudson: nothing was exchanged", "Closed for the night", "run send again")
	h.same("files", h.files(), "hudson written 0", "hudson written 0", "rhein sent 1", "rhein sent 1")
	h.same("transit", h.balances("transit"), "transit:rhein EUR -100.00")
	if h.state() != lifecycle.CycleApproved {
		t.Errorf("the cycle is %s", h.state())
	}
	calls := h.servers["rhein"].Count("CONNECT")
	h.ends(h.send(), jobs.OutcomeDone)
	h.same("files", h.files(), "hudson sent 1", "hudson sent 1", "rhein sent 1", "rhein sent 1")
	h.same("transit", h.balances("transit"), "transit:hudson USD -30.00", "transit:rhein EUR -100.00")
	if h.state() != lifecycle.CycleSent || h.servers["rhein"].Count("CONNECT") != calls {
		t.Errorf("the cycle is %s; rhein was called again: %d", h.state(), h.servers["rhein"].Count("CONNECT")-calls)
	}
}

// The rename happened, and the reply was lost: looking finds the file, and nothing is sent twice.
func TestLostReplyToTheRename(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, fault("rhein", ftpd.Fault{Command: "RNTO", Nth: 2, Do: ftpd.ActThenDrop}))
	h.sent("O-1 alfa brixton EUR 100.00")
	h.same("files", h.files(), "rhein sent 1", "rhein sent 1")
	h.arrivedOnce("rhein")
	if h.state() != lifecycle.CycleSent {
		t.Errorf("the cycle is %s", h.state())
	}
}

// arrivedOnce wants every file of a correspondent to have come into being once under its final name.
func (h *installation) arrivedOnce(correspondent string) {
	h.t.Helper()
	for _, f := range h.filesOut() {
		n := h.servers[correspondent].Tree(ftpUser).Arrivals(folderOut + "/" + f.Name)
		if f.Correspondent == correspondent && n != 1 {
			h.t.Errorf("%s arrived %d times", f.Name, n)
		}
	}
}

// A crash between the upload and its record: the next run looks first.
func TestCrashAfterTheUpload(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.approved("O-1 alfa brixton EUR 100.00")
	h.crashesAfterUploadOf("pacs.008")
	h.same("files", h.files(), "rhein sent 1", "rhein sending 1")
	h.same("payments", h.payments(), "alfa in EUR 100.00 sent", "brixton out EUR 100.00 sending")
	h.same("transit", h.balances("transit"), "transit:rhein EUR -100.00")
	h.ends(h.send(), jobs.OutcomeDone)
	h.same("files", h.files(), "rhein sent 1", "rhein sent 1")
	h.arrivedOnce("rhein")
}

// crashesAfterUploadOf sends, and crashes when the message has been uploaded.
func (h *installation) crashesAfterUploadOf(message string) {
	h.t.Helper()
	m, undo := h.meddle()
	m.afterSend = func(name string) {
		if strings.Contains(name, message) {
			panic(crash{})
		}
	}
	h.crashes(func() { h.send() })
	undo()
}

// takeAway is the bank taking the files that lie with it.
func (h *installation) takeAway(correspondent string) {
	h.t.Helper()
	tree := h.servers[correspondent].Tree(ftpUser)
	for _, name := range h.waiting(correspondent, folderOut) {
		data, _ := tree.Get(folderOut + "/" + name)
		h.must(h.banks[correspondent].Take(name, data))
		h.must(tree.Remove(folderOut + "/" + name))
	}
}

// A bank that takes files away at once, and a crash: nobody can know, so nothing is sent again, until the
// bank itself tells that it has the file.
func TestUnknownWaitsForTheBank(t *testing.T) {
	t.Parallel()
	for _, story := range []struct {
		name   string
		answer func(*installation) string
		want   lifecycle.Instruction
	}{
		{"a status", func(h *installation) string { return status(about(h.payment("brixton"), "ACSP", "")) },
			lifecycle.InstructionAccepted},
		{"a rejection", func(h *installation) string { return status(about(h.payment("brixton"), "RJCT", "AC04")) },
			lifecycle.InstructionRejected},
		{"a booking", func(h *installation) string {
			return statement{seq: 1, opening: "500.00", entries: []booked{byName(h.payment("brixton"), "-100.00")}}.xml()
		}, lifecycle.InstructionSettled},
	} {
		t.Run(story.name, func(t *testing.T) {
			t.Parallel()
			h := newInstallation(t, takesAtOnce("rhein"))
			h.approved("O-1 alfa brixton EUR 100.00")
			h.crashesAfterUploadOf("pacs.008")
			h.takeAway("rhein")
			for range 2 {
				result := h.send()
				h.ends(result, jobs.OutcomeNeedsPerson)
				h.says(strings.Join(result.Notes, "\n"), "is unknown", "the bank's answer, or a person, decides")
				h.same("files", h.files(), "rhein sent 1", "rhein unknown 1")
				h.same("payments", h.payments(), "alfa in EUR 100.00 sent", "brixton out EUR 100.00 unknown")
				h.same("transit", h.balances("transit"), "transit:rhein EUR -100.00")
			}
			h.arrivedOnce("rhein")
			h.offer("rhein", "answer.xml", story.answer(h))
			h.takes()
			if got := h.payment("brixton").State; got != story.want {
				t.Errorf("the payment is %s, want %s", got, story.want)
			}
			h.same("files", h.files(), "rhein sent 1", "rhein sent 1")
			h.ends(h.send(), jobs.OutcomeDone)
			h.arrivedOnce("rhein")
			if h.state() != lifecycle.CycleSent {
				t.Errorf("the cycle is %s", h.state())
			}
		})
	}
}

// The bank answers to a file of which we believe that it is still on its way, or certainly not there: it
// has it, and it must never get it again.
func TestBankKnowsBetterWhereTheFileIs(t *testing.T) {
	t.Parallel()
	answers := map[string]func(*installation) string{
		"accepted": func(h *installation) string { return status(about(h.payment("brixton"), "ACSP", "")) },
		"rejected": func(h *installation) string { return status(about(h.payment("brixton"), "RJCT", "AC04")) },
		"settled": func(h *installation) string {
			return statement{seq: 1, opening: "500.00", entries: []booked{byName(h.payment("brixton"), "-100.00")}}.xml()
		},
	}
	for want, answer := range answers {
		t.Run("crashed and "+want, func(t *testing.T) {
			t.Parallel()
			h := newInstallation(t)
			h.approved("O-1 alfa brixton EUR 100.00")
			h.crashesAfterUploadOf("pacs.008")
			h.takeAway("rhein")
			h.neverAgain(answer(h), want)
		})
		t.Run("failed and "+want, func(t *testing.T) {
			t.Parallel()
			h := newInstallation(t, fault("rhein", ftpd.Fault{Command: "STOR", Nth: 2, Do: ftpd.Reply, Code: 552,
				Text: "quota"}))
			h.sent("O-1 alfa brixton EUR 100.00")
			h.same("files", h.files(), "rhein sent 1", "rhein failed 1")
			h.takeAway("rhein")
			h.neverAgain(answer(h), want)
		})
	}
}

// neverAgain takes the bank's answer, and wants no upload after it.
func (h *installation) neverAgain(answer, want string) {
	h.t.Helper()
	uploads := h.servers["rhein"].Count("STOR")
	h.offer("rhein", "answer.xml", answer)
	h.takes()
	h.ends(h.send(), jobs.OutcomeDone)
	if got := h.payment("brixton").State; string(got) != want {
		h.t.Errorf("the payment is %s, want %s", got, want)
	}
	if again := h.servers["rhein"].Count("STOR") - uploads; again != 0 {
		h.t.Errorf("the file was sent again although the bank has it")
	}
	if h.state() != lifecycle.CycleSent {
		h.t.Errorf("the cycle is %s", h.state())
	}
}

// What is certainly not there is no longer on its way; the next attempt posts a new intent.
func TestFailedDeliveryGoesBack(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, fault("rhein", ftpd.Fault{Command: "STOR", Nth: 2, Do: ftpd.Reply, Code: 552, Text: "quota"},
		ftpd.Fault{Command: "STOR", Nth: 3, Do: ftpd.Reply, Code: 552, Text: "quota"}))
	h.approved("O-1 alfa brixton EUR 100.00")
	for attempt := 1; attempt <= 2; attempt++ {
		result := h.send()
		h.ends(result, jobs.OutcomeNeedsPerson)
		h.says(strings.Join(result.Notes, "\n"), "is failed", "quota")
		h.same("payments", h.payments(), "alfa in EUR 100.00 sent", "brixton out EUR 100.00 written")
		h.same("books", h.balances("transit", "participant:brixton"), "participant:brixton EUR -100.00")
		if i := h.payment("brixton"); i.Intents != attempt || i.IntentOpen {
			t.Errorf("after attempt %d: %d intents, open %t", attempt, i.Intents, i.IntentOpen)
		}
	}
	h.ends(h.send(), jobs.OutcomeDone)
	h.same("books", h.balances("transit", "participant:brixton"), "transit:rhein EUR -100.00")
	var attempts []string
	for _, a := range look(h, jobs.Tx.Attempts) {
		if strings.Contains(a.File, "pacs.008") {
			attempts = append(attempts, string(a.Outcome))
		}
	}
	h.same("attempts", attempts, "failed", "failed", "sent")
	if entries := h.entries(); entries != 6 { // netting, 3 intents, 2 reversals
		t.Errorf("the journal has %d entries", entries)
	}
}

// A correspondent that is in nostro.yaml no more keeps its files, and the cycle does not count as sent.
func TestCorrespondentThatIsGone(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.approved(twoBanks...)
	all := h.stages.Settings.Correspondents
	h.stages.Settings.Correspondents = all[1:]
	result := h.send()
	h.ends(result, jobs.OutcomeNeedsPerson)
	h.says(result.Summary, "2 of 4 files sent")
	h.stages.Settings.Correspondents = all
	h.ends(h.send(), jobs.OutcomeDone)
}
