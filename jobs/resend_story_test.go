package jobs_test

import (
	"slices"
	"strings"
	"testing"

	"nostro/internal/sim/ftpd"
	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/risk"
)

// failedFile is a house of which one file is certainly not at the bank.
func failedFile(t *testing.T) (h *installation, name string) {
	t.Helper()
	h = newInstallation(t, fault("rhein", ftpd.Fault{Command: "STOR", Nth: 2, Do: ftpd.Reply, Code: 552, Text: "quota"}))
	h.approved("O-1 alfa brixton EUR 100.00")
	h.send()
	h.same("files", h.files(), "rhein sent 1", "rhein failed 1")
	return h, h.payment("brixton").File
}

// view is the file as nostro files shows it.
func (h *installation) view(name string) jobs.FileView {
	h.t.Helper()
	v, err := h.stages.File(h.ctx, name)
	h.must(err)
	return v
}

// A failed file goes again by the word of two persons: the same bytes, the same name, once.
func TestResendOfAFailedFile(t *testing.T) {
	t.Parallel()
	h, name := failedFile(t)
	want, err := h.spool.Read("out/" + name)
	h.must(err)
	result, err := h.stages.Resend(h.ctx, name, "bea", "the quota is lifted")
	h.must(err)
	h.ends(result, jobs.OutcomeDone)
	h.says(result.Summary, "is sent", "asked by ann", "let go by bea")
	h.arrivedOnce("rhein")
	if got, _ := h.servers["rhein"].Tree(ftpUser).Get(folderOut + "/" + name); !slices.Equal(got, want) {
		t.Errorf("other bytes went: %d, not %d", len(got), len(want))
	}
	h.same("transit", h.balances("transit"), "transit:rhein EUR -100.00")
	v := h.view(name)
	if len(v.Resends) != 1 || v.Resends[0].After != 1 || v.Resends[0].Checker != "bea" || len(v.Attempts) != 2 || v.State != "sent" {
		t.Errorf("%+v", v)
	}
	h.ends(h.send(), jobs.OutcomeDone)
	if h.state() != lifecycle.CycleSent {
		t.Errorf("the cycle is %s", h.state())
	}
	_, err = h.stages.Resend(h.ctx, name, "bea", "once more")
	h.refused(err, nil, "never goes again", "could pay twice")
	h.arrivedOnce("rhein")
	h.holds()
}

// An unknown file that the bank took away goes again only because two persons say so.
func TestResendOfAnUnknownFile(t *testing.T) {
	t.Parallel()
	h, name := unknownFile(t)
	result, err := h.stages.Resend(h.ctx, name, "bea", "the bank has written that it has nothing")
	h.must(err)
	h.ends(result, jobs.OutcomeDone)
	h.same("payments", h.payments(), "alfa in EUR 100.00 sent", "brixton out EUR 100.00 sent")
	h.same("transit", h.balances("transit"), "transit:rhein EUR -100.00")
	v := h.view(name)
	if len(v.Resends) != 1 || v.Resends[0].State != lifecycle.FileOutUnknown {
		t.Errorf("%+v", v.Resends)
	}
	var said []string
	for _, a := range v.Attempts {
		said = append(said, string(a.Outcome))
	}
	h.same("attempts", said, "unknown", "failed", "sent")
	h.holds()
}

// An unknown file that lies at the bank after all is not sent again.
func TestResendLooksFirst(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, takesAtOnce("rhein"))
	h.approved("O-1 alfa brixton EUR 100.00")
	h.crashesAfterUploadOf("pacs.008")
	tree := h.servers["rhein"].Tree(ftpUser)
	name := h.payment("brixton").File
	data, _ := tree.Get(folderOut + "/" + name)
	h.must(tree.Remove(folderOut + "/" + name))
	h.ends(h.send(), jobs.OutcomeNeedsPerson)
	h.must(tree.Put(folderOut+"/"+name, data)) // a slow file system shows it late
	uploads := h.servers["rhein"].Count("STOR")
	result, err := h.stages.Resend(h.ctx, name, "bea", "the bank sees nothing")
	h.must(err)
	h.ends(result, jobs.OutcomeDone)
	h.says(result.Summary, "lies at the bank", "nothing was sent again")
	if h.servers["rhein"].Count("STOR") != uploads {
		t.Error("it was sent again although it was there")
	}
}

func TestResendRefuses(t *testing.T) {
	t.Parallel()
	h, name := unknownFile(t)
	sent := ""
	for _, f := range h.filesOut() {
		if f.State == lifecycle.FileOutSent {
			sent = f.Name
		}
	}
	for _, refusal := range []struct {
		about, name, by, reason string
		class                   error
		says                    string
	}{
		{"who asks lets go", name, "ann", "why", risk.ErrMakerIsChecker, "--by"},
		{"no approver", name, "zoe", "why", risk.ErrNotApprover, "zoe"},
		{"no reason", name, "bea", "", nil, "--reason"},
		{"no such file", "other.xml", "bea", "why", jobs.ErrUnknownID, "nostro files"},
		{"sent", sent, "bea", "why", nil, "never goes again"},
	} {
		_, err := h.stages.Resend(h.ctx, refusal.name, refusal.by, refusal.reason)
		h.refused(err, refusal.class, refusal.says)
	}
	h.stages.User = "bea" // another person asks, but the maker of the release may not let it go
	_, err := h.stages.Resend(h.ctx, name, "ann", "why")
	h.refused(err, risk.ErrNotApprover, "ann")
	h.stages.User = "ann"
	restore := h.spoil(h.filesOut()[0].Name)
	_, err = h.stages.Resend(h.ctx, name, "bea", "why")
	h.refused(err, jobs.ErrNeedsPerson)
	restore()
	h.arrivedOnce("rhein")
}

// A bank that has answered has the file: nobody can send it again.
func TestResendAfterTheBankAnswered(t *testing.T) {
	t.Parallel()
	h, name := failedFile(t)
	h.takeAway("rhein")
	h.offer("rhein", "answer.xml", status(about(h.payment("brixton"), "ACSP", "")))
	h.takes()
	uploads := h.servers["rhein"].Count("STOR")
	_, err := h.stages.Resend(h.ctx, name, "bea", "why")
	h.refused(err, nil, "never goes again")
	if h.servers["rhein"].Count("STOR") != uploads {
		t.Error("it was sent again although the bank has it")
	}
}

// A decision to send again does not open the gate: what waits for pay-ins waits on.
func TestResendOfWhatIsHeld(t *testing.T) {
	t.Parallel()
	h, name := failedFile(t)
	h.stages.Settings.PayOuts = jobs.PayOutSettings{Policy: jobs.GateCycle}
	_, err := h.stages.Resend(h.ctx, name, "bea", "why")
	h.refused(err, jobs.ErrNeedsPerson, "may not leave yet", "waits for")
	h.same("files", h.files(), "rhein sent 1", "rhein failed 1")
}

// A server that is down leaves everything as it was, and says how to find out.
func TestResendToNobody(t *testing.T) {
	t.Parallel()
	h, name := failedFile(t)
	h.must(h.servers["rhein"].Close())
	result, err := h.stages.Resend(h.ctx, name, "bea", "why")
	h.must(err)
	h.ends(result, jobs.OutcomeNeedsPerson)
	h.says(strings.Join(append(result.Notes, result.Summary), "\n"), "nothing was exchanged", "nostro ping rhein", "endpoint-down.md")
	h.same("files", h.files(), "rhein sent 1", "rhein failed 1")
	if len(h.view(name).Resends) != 0 {
		t.Error("a decision was kept although nothing was tried")
	}
}

// Killed after the decision, the same command goes on: the decision stands once.
func TestResendKilled(t *testing.T) {
	t.Parallel()
	h, name := unknownFile(t)
	m, undo := h.meddle()
	m.afterSend = func(string) { panic(crash{}) }
	h.crashes(func() { _, _ = h.stages.Resend(h.ctx, name, "bea", "the bank has nothing") })
	undo()
	h.ends(h.send(), jobs.OutcomeDone)
	h.same("transit", h.balances("transit"), "transit:rhein EUR -100.00")
	if v := h.view(name); len(v.Resends) != 1 || v.State != "sent" {
		t.Errorf("%+v", v)
	}
}

func TestFilesAreFiltered(t *testing.T) {
	t.Parallel()
	h, name := failedFile(t)
	h.offer("rhein", "a.xml", "not XML")
	h.collect()
	for want, which := range map[int]jobs.FileFilter{3: {}, 2: {Cycle: h.cycle}, 1: {State: "quarantined"}, 0: {Correspondent: "hudson"}} {
		files, err := h.stages.Files(h.ctx, which)
		h.must(err)
		if len(files) != want {
			t.Errorf("%+v: %d files, want %d", which, len(files), want)
		}
	}
	h.says(h.view(name).Next, "nostro send tries again", "nostro ping rhein")
	h.says(h.view("in:1").Next, "nostro quarantine retry 1")
	h.says(h.view("a.xml").Next, "nostro quarantine retry 1")
	_, err := h.stages.File(h.ctx, "b.xml")
	h.refused(err, jobs.ErrUnknownID, "nostro files")
}
