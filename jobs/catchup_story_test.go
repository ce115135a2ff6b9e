package jobs_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nostro/identifiers"
	"nostro/internal/delivery"
	"nostro/internal/sim/ftpd"
	"nostro/jobs"
	"nostro/lifecycle"
)

// catchUp runs it and returns what it found; every invariant must hold after it.
func (h *installation) catchUp() jobs.CatchUpReport {
	h.t.Helper()
	report, result, err := h.stages.CatchUp(h.ctx, jobs.CatchUpOptions{})
	h.done(result, err)
	return report
}

// open are the ids of the questions that are open.
func open(r jobs.CatchUpReport) (ids []string) {
	for _, q := range r.Questions {
		if q.AcceptedBy == "" {
			ids = append(ids, q.ID)
		}
	}
	return ids
}

// text is everything that a report says.
func text(r jobs.CatchUpReport) string {
	out := strings.Join(r.Found, "\n")
	for _, q := range r.Questions {
		out += "\n" + q.ID + " " + q.Text + " " + q.Next
	}
	return out
}

// restored is a house with a cycle that was written, copied and restored.
func restored(t *testing.T, changes ...func(*setup)) *drill {
	t.Helper()
	d := newDrill(t, changes...)
	d.goOn("write")
	d.backUp(t)
	return d
}

func TestHouseThatWasNotRestored(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.approved("O-1 alfa brixton EUR 100.00")
	_, result, err := h.stages.CatchUp(h.ctx, jobs.CatchUpOptions{})
	h.ends(h.done(result, err), jobs.OutcomeNothing)
	h.says(result.Summary, "were not restored")
	h.same("files", h.files(), "rhein written 0", "rhein written 0")
	h.ends(h.send(), jobs.OutcomeDone)
}

// The mark is in the copy and not in the house that was copied, and every copy doubts anew.
func TestMarkOfACopy(t *testing.T) {
	t.Parallel()
	d := restored(t)
	d.approve()
	if text, err := d.stages.Behind(d.ctx); err != nil || text != "" {
		t.Errorf("the house that was copied: %q %v", text, err)
	}
	d.elsewhere(d.copy)
	text, err := d.stages.Behind(d.ctx)
	d.must(err)
	d.says(text, "a copy as of 2026-11-23 15:30:00Z", "nothing is sent until nostro catch-up")
	d.approve()
	d.neverSends(t)
	d.same("doubted", open(d.catchUp()), "file:NWSLGB2LXXX-2026-11-24-1-0001-camt.057.001.06.xml",
		"file:NWSLGB2LXXX-2026-11-24-1-0002-pacs.009.001.08.xml", "file:NWSLGB2LXXX-2026-11-24-1-0003-pacs.008.001.08.xml",
		"file:NWSLGB2LXXX-2026-11-24-1-0004-camt.057.001.06.xml", "file:NWSLGB2LXXX-2026-11-24-1-0005-pacs.009.001.08.xml",
		"file:NWSLGB2LXXX-2026-11-24-1-0006-pacs.008.001.08.xml",
		"day:2026-11-23", "collected:hudson", "collected:rhein", "imports")
	for range 2 { // what a person decides stands, run as often as one likes
		for _, f := range d.filesOut() {
			if f.State == lifecycle.FileOutUnknown {
				d.done(d.stages.Mark(d.ctx, f.Name, lifecycle.FileOutFailed, "bea", "the banks have nothing of ours"))
			}
		}
		d.same("left", open(d.catchUp()), "day:2026-11-23", "imports")
	}
	for _, id := range []string{"day:2026-11-23", "imports"} {
		d.answerFor(id)
	}
	d.ends(d.send(), jobs.OutcomeDone)
	d.must(d.stages.MarkRolledBack(d.ctx, "the disk was set back"))
	d.says(fmt.Sprint(look(d.installation, func(tx jobs.Tx) (jobs.Run, error) { m, _, err := jobs.Restored(tx); return m, err })),
		"entries: the disk was set back")
	d.same("asked again", open(d.catchUp()), "day:2026-11-23", "collected:hudson", "collected:rhein", "imports")
}

// With another key, the same payment would get another name.
func TestCatchUpWithAnotherKey(t *testing.T) {
	t.Parallel()
	d := restored(t)
	d.elsewhere(d.copy)
	other, err := identifiers.NewDeriver([]byte("another-key-0123456789abcdef"))
	d.must(err)
	d.stages.Settings.IDs = other
	_, _, err = d.stages.CatchUp(d.ctx, jobs.CatchUpOptions{})
	d.refused(err, jobs.ErrNeedsPerson, "not derived from the key of this installation", "put the key back")
	d.same("files", d.files(), "hudson written 0", "hudson written 0", "hudson written 0", "rhein written 0", "rhein written 0",
		"rhein written 0")
}

func TestWhoMayAnswerForAQuestion(t *testing.T) {
	t.Parallel()
	d := restored(t)
	d.elsewhere(d.copy)
	file := "file:" + d.payment("brixton").File
	for _, refusal := range []struct{ about, person, id, reason, says string }{
		{"who made the copy", "ANN", "imports", "I am sure", "same person"},
		{"a stranger", "zoe", "imports", "I am sure", "not an approver"},
		{"no reason", "bea", "imports", " ", "say why"},
		{"a question that nobody asked", "bea", "cycle:2020-01-01-1", "why", "no such id"},
		{"what only the bank knows", "bea", file, "why", "nobody can answer for " + file + ": Ask rhein whether it has this file"},
	} {
		d.stages.User = refusal.person
		_, _, err := d.stages.CatchUp(d.ctx, jobs.CatchUpOptions{Accept: []string{refusal.id}, Reason: refusal.reason})
		if err == nil || !strings.Contains(err.Error(), refusal.says) {
			t.Errorf("%s: want an error that says %q, got %v", refusal.about, refusal.says, err)
		}
	}
	d.stages.User = "bea"
	report, _, err := d.stages.CatchUp(d.ctx, jobs.CatchUpOptions{Accept: []string{"imports"}, Reason: "looked through the mail"})
	d.must(err)
	last := report.Questions[len(report.Questions)-1]
	if last.ID != "imports" || last.AcceptedBy != "bea" || last.Reason != "looked through the mail" {
		t.Errorf("%+v", last)
	}
}

// Where the bank knows of a payment of a cycle, nobody can answer that nothing of it was sent.
func TestEvidenceAgainstAnAnswer(t *testing.T) {
	t.Parallel()
	d := newDrill(t)
	d.goOn("convert")
	d.backUp(t)
	d.goOn("send")
	d.elsewhere(d.copy)
	report := d.catchUp()
	d.says(text(report), "remote:hudson/NWSLGB2LXXX-2026-11-24-1-0002-pacs.009.001.08.xml", "Its bytes are kept in the spool as found/hudson/",
		"which is ours: cycle 2026-11-24-1, participant brixton, EUR", "there is a trace of 6 payments of cycle 2026-11-24-1")
	d.stages.User = "bea"
	_, _, err := d.stages.CatchUp(d.ctx, jobs.CatchUpOptions{Accept: []string{"cycle:2026-11-24-1"}, Reason: "nothing was sent"})
	d.refused(err, jobs.ErrNeedsPerson, "nobody can answer for cycle:2026-11-24-1", "Run it again")
}

// The spool outlived the database: what the banks gave is read from it, what we wrote is asked about, and
// what people gave us is named.
func TestNewerSpool(t *testing.T) {
	t.Parallel()
	d := newDrill(t)
	d.goOn("open")
	d.backUp(t)
	d.goOn("send")
	d.imports("late.csv", strings.Replace(obligationsCSV("O-9 alfa brixton EUR 5.00"), "2026-11-24", "2026-11-30", 1))
	d.day("2026-11-24")
	d.takes()
	d.must(os.RemoveAll(filepath.Join(d.copy, "spool")))
	d.must(os.CopyFS(filepath.Join(d.copy, "spool"), os.DirFS(filepath.Join(d.dir, "spool"))))
	d.elsewhere(d.copy)
	report := d.catchUp()
	d.same("statements", d.statements(), "hudson USD 1 proven", "rhein EUR 1 proven", "rhein GBP 1 proven")
	d.says(text(report), "is taken from the spool", "spool:out/NWSLGB2LXXX-2026-11-24-1-0006-pacs.008.001.08.xml", "is booked with EUR -100.00",
		"The spool has 1 input file that the books have not read: raw/")
	if n := len(d.breaks()); n != 6 {
		t.Errorf("%d breaks, want one for each payment: %v", n, d.breaks())
	}
	d.importAll()
	_, err := d.stages.RunCycle(d.ctx, valueDate, false, func(jobs.Result) { d.holds() })
	d.must(err)
	d.same("files to send", d.files())
	d.same("payments", d.payments(), "alfa in EUR 130.00 settled", "alfa out USD 30.00 settled", "brixton out EUR 100.00 settled",
		"cascade in USD 100.00 settled", "harbour out EUR 30.00 settled", "harbour out USD 70.00 settled")
	d.same("open", open(d.catchUp()), "day:2026-11-23", "day:2026-11-25", "imports")
}

func TestBankThatIsDown(t *testing.T) {
	t.Parallel()
	d := restored(t, fault("hudson", ftpd.Fault{Command: "CONNECT", Nth: 1, Do: ftpd.Reply, Code: 421, Text: "Closed"}))
	d.elsewhere(d.copy)
	d.says(text(d.catchUp()), "endpoint:hudson hudson could not be reached", "Closed", "Run catch-up again when it is up")
	if now := text(d.catchUp()); strings.Contains(now, "endpoint:") {
		t.Errorf("it is up again: %s", now)
	}
}

// A folder of ours that cannot be listed hides what was sent: that is said.
func TestOutboxThatCannotBeListed(t *testing.T) {
	t.Parallel()
	d := restored(t, func(s *setup) {
		e := s.endpoints["rhein"]
		e.OutFolder = "/nowhere"
		s.endpoints["rhein"] = e
	})
	d.elsewhere(d.copy)
	d.says(text(d.catchUp()), "outbox:rhein The folder at rhein where our files go cannot be listed", "Ask rhein which files of ours it has got")
}

// What was moved aside after the fetch is fetched again.
func TestFetchedFilesThatWereMoved(t *testing.T) {
	t.Parallel()
	moves := func(s *setup) {
		for id, e := range s.endpoints {
			e.AfterFetch = delivery.AfterMove + "/done"
			s.endpoints[id] = e
		}
	}
	d := newDrill(t, moves)
	for _, server := range d.servers {
		d.must(server.Tree(ftpUser).MakeFolder("/done"))
	}
	d.goOn("approve")
	d.backUp(t)
	d.send()
	d.day("2026-11-24")
	d.takes()
	d.elsewhere(d.copy)
	report := d.catchUp()
	d.same("open", open(report), "day:2026-11-23", "day:2026-11-25", "imports")
	d.same("statements", d.statements(), "hudson USD 1 proven", "rhein EUR 1 proven", "rhein GBP 1 proven")
	for _, f := range d.filesOut() {
		if f.State != lifecycle.FileOutSent {
			t.Errorf("%s is %s, and the banks have booked all of it", f.Name, f.State)
		}
	}
	before := len(d.filesIn())
	d.catchUp()
	if after := len(d.filesIn()); after != before {
		t.Errorf("%d files in, then %d", before, after)
	}
}
