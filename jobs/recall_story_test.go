package jobs_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
)

// recalled is a house of which a recall of the payment to brixton is with rhein.
func recalled(t *testing.T, changes ...func(*setup)) *installation {
	t.Helper()
	h := paidOut(t, changes...)
	h.asksBack("DUPL")
	h.ends(h.done(h.stages.SendRecalls(h.ctx)), jobs.OutcomeDone)
	return h
}

// asksBack asks for the recall of the payment to brixton, which another person approves.
func (h *installation) asksBack(reason string) {
	h.t.Helper()
	r := h.done(h.stages.AskRecall(h.ctx, h.payment("brixton").ID, reason, "paid twice by mistake"))
	h.ends(r, jobs.OutcomeNeedsPerson)
	all, err := h.stages.ApprovalsOf(h.ctx)
	h.must(err)
	last := all[len(all)-1]
	h.done(h.stages.Decide(h.ctx, last.Number, jobs.ApprovalSay{Person: "bea", Approved: true, Looked: last.Digest[:8]}))
}

// recalls are all of them, each as "1 sent".
func (h *installation) recalls() (lines []string) {
	h.t.Helper()
	for _, r := range look(h, jobs.Tx.Recalls) {
		lines = append(lines, fmt.Sprintf("%d %s", r.ID, r.State()))
	}
	return lines
}

func (h *installation) recall(id int64) jobs.RecallView {
	h.t.Helper()
	v, err := h.stages.RecallView(h.ctx, id)
	h.must(err)
	return v
}

// resolves is a camt.029 about a recall; by names it: "case", "payment", or "nobody".
func resolves(v jobs.RecallView, by, status, confirmation, reason string) string {
	party := tag("Agt", tag("FinInstnId", tag("BICFI", "RHBKDEFFXXX")))
	us := tag("Agt", tag("FinInstnId", tag("BICFI", "NWSLGB2LXXX")))
	instr, uetr, caseOf := v.Instruction, v.Payment.UETR, v.CaseID
	switch by {
	case "case":
		instr, uetr = "", ""
	case "payment":
		caseOf = ""
	case "nobody":
		instr, uetr, caseOf = "STRANGE", "", "STRANGE"
	}
	body := tag("Assgnmt", tag("Id", "R-"+status+confirmation+by), tag("Assgnr", party), tag("Assgne", us), tag("CreDtTm", "2026-11-24T10:00:00+01:00"))
	if caseOf != "" {
		body += tag("RslvdCase", tag("Id", caseOf), tag("Cretr", us))
	}
	body += tag("Sts", tag("Conf", confirmation))
	if status != "" {
		body += tag("CxlDtls", tag("TxInfAndSts", tag("OrgnlInstrId", instr), tag("OrgnlUETR", uetr), tag("TxCxlSts", status),
			tag("CxlStsRsnInf", tag("Rsn", tag("Cd", reason)))))
	}
	return document("camt.029.001.09", "RsltnOfInvstgtn", body)
}

// A payment is asked back, the bank asks others, agrees, announces the return, and books it.
func TestARecallFromAskingToTheMoney(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	brixton := h.payment("brixton")
	before := len(h.waiting("rhein", folderOut))
	asked := h.done(h.stages.AskRecall(h.ctx, brixton.UETR, "dupl", "paid twice by mistake"))
	h.ends(asked, jobs.OutcomeNeedsPerson)
	h.says(asked.Summary, "recall 1 of "+brixton.ID, "EUR 100.00 to brixton", "approval 2")
	h.says(h.recall(1).Next, "nostro approvals approve 2")
	waits := h.done(h.stages.SendRecalls(h.ctx))
	h.says(strings.Join(waits.Notes, " "), "recall 1 of", "waits for another person")
	if n := len(h.waiting("rhein", folderOut)); n != before {
		t.Fatalf("%d files at the bank before anyone has approved", n-before)
	}
	_, err := h.stages.Decide(h.ctx, 2, jobs.ApprovalSay{Person: "ann", Approved: true})
	h.refused(err, jobs.ErrNeedsPerson, "maker and checker are the same person")
	h.done(h.stages.Decide(h.ctx, 2, jobs.ApprovalSay{Person: "bea", Approved: true}))
	h.ends(h.done(h.stages.SendRecalls(h.ctx)), jobs.OutcomeDone)
	h.same("sent", h.recalls(), "1 sent")
	for range 2 { // never twice
		h.ends(h.done(h.stages.SendRecalls(h.ctx)), jobs.OutcomeNothing)
	}
	if n := len(h.waiting("rhein", folderOut)); n != before+1 {
		t.Fatalf("%d files of the recall at the bank", n-before)
	}
	data, there := h.servers["rhein"].Tree(ftpUser).Get(folderOut + "/" + h.recall(1).File)
	if !there {
		t.Fatalf("%s is not at the bank: %v", h.recall(1).File, h.waiting("rhein", folderOut))
	}
	h.says(string(data), "<OrgnlInstrId>"+brixton.ID, "<OrgnlUETR>"+brixton.UETR, "<Cd>DUPL", "paid twice by mistake", "<OrgnlMsgId>"+brixton.MsgID)

	v := h.recall(1)
	h.gives(resolves(v, "payment", "PDCR", "PDCR", "PTNA"))
	h.same("asks others", h.recalls(), "1 pending")
	h.gives(resolves(v, "case", "", "CNCL", ""))
	h.same("agrees", h.recalls(), "1 agreed")
	h.says(h.recall(1).Next, "only with a booking")
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(brixton, "-100.00")}}.xml())
	h.gives(comesBack(brixton, "100.00", ""))
	h.same("a word is no money", h.recalls(), "1 agreed")
	h.says(fmt.Sprint(h.recall(1).Returns), "100.00")
	h.gives(nextDay(returnedEntry(brixton, "100.00", "")))
	h.same("the money is back", h.recalls(), "1 recovered")
	h.same("state", []string{string(h.payment("brixton").State)}, "returned")
	if v := h.recall(1); len(v.Answers) != 2 || v.Next != "nothing" || len(v.Steps) != 5 {
		t.Errorf("%+v", v)
	}
}

// A bank refuses, changes its mind, or answers nothing and gives the money back all the same.
func TestWhatBecomesOfARecall(t *testing.T) {
	t.Parallel()
	for _, story := range []struct {
		name   string
		papers func(v jobs.RecallView) []string
		want   string
		breaks []string
	}{
		{"refused", func(v jobs.RecallView) []string { return []string{resolves(v, "payment", "RJCR", "RJCR", "ARDT")} }, "1 rejected", nil},
		{"refused twice", func(v jobs.RecallView) []string {
			return []string{resolves(v, "payment", "RJCR", "RJCR", "ARDT"), resolves(v, "case", "RJCR", "RJCR", "CUST")}
		}, "1 rejected", nil},
		{"refused, then agreed", func(v jobs.RecallView) []string {
			return []string{resolves(v, "payment", "RJCR", "RJCR", "NOAS"), resolves(v, "payment", "ACCR", "CNCL", "")}
		}, "1 agreed", nil},
		{"a word that moves nothing", func(v jobs.RecallView) []string { return []string{resolves(v, "case", "", "INFO", "")} }, "1 sent", nil},
		{"about nobody", func(v jobs.RecallView) []string { return []string{resolves(v, "nobody", "RJCR", "RJCR", "NOOR")} }, "1 sent",
			[]string{"unknown-at-us rhein  0 open"}},
		{"never answered, and the money comes", func(v jobs.RecallView) []string {
			return []string{statement{seq: 1, opening: "1000.00", entries: []booked{byName(v.Payment, "-100.00")}}.xml(),
				nextDay(returnedEntry(v.Payment, "100.00", ""))}
		}, "1 recovered", nil},
		{"rejected before it was booked", func(v jobs.RecallView) []string { return []string{status(about(v.Payment, "RJCT", "AC04"))} },
			"1 recovered", nil},
	} {
		t.Run(story.name, func(t *testing.T) {
			t.Parallel()
			h := recalled(t)
			for _, paper := range story.papers(h.recall(1)) {
				h.gives(paper)
			}
			h.same("recall", h.recalls(), story.want)
			h.same("breaks", h.breaks(), story.breaks...)
		})
	}
}

// Before a payment has left it is stopped, and the refusal says how; what has ended needs no recall.
func TestWhatCannotBeRecalled(t *testing.T) {
	t.Parallel()
	ask := func(h *installation, id, reason, note string) error {
		_, err := h.stages.AskRecall(h.ctx, id, reason, note)
		return err
	}
	early := newInstallation(t, silentPayIns)
	early.approved("O-1 alfa brixton EUR 100.00")
	early.refused(ask(early, early.payment("brixton").ID, "DUPL", ""), nil, "has not left, it is written: stop it", "nostro cycle abort "+early.cycle+
		" --reason WHY", "nostro reject "+early.cycle, "where it is to be paid, nostro send;", "nostro obligations hold")
	early.done(early.stages.Abort(early.ctx, early.cycle, "not today"))
	early.refused(ask(early, early.payment("brixton").ID, "DUPL", ""), nil, "is withdrawn: there is nothing to recall")
	h := recalled(t)
	b := h.payment("brixton")
	h.refused(ask(h, "NOBODY", "DUPL", ""), jobs.ErrUnknownID, `"NOBODY"`)
	h.refused(ask(h, h.payment("alfa").ID, "DUPL", ""), nil, "is a pay-in of alfa")
	h.refused(ask(h, h.payment("harbour").ID, "WHY", ""), nil, `"WHY" is no reason`, "DUPL (paid twice)")
	h.refused(ask(h, h.payment("harbour").ID, "NARR", ""), nil, "NARR")
	h.refused(ask(h, h.payment("harbour").ID, "CUST", strings.Repeat("long words ", 30)), nil, "two lines of 105 characters")
	h.refused(ask(h, b.ID, "DUPL", ""), nil, "recall 1 of "+b.ID+" is open, it is sent")
	h.gives(status(about(b, "RJCT", "AC04")))
	h.refused(ask(h, b.ID, "DUPL", ""), nil, "is rejected", "nothing to recall")
}

// A payment of which nothing was approved yet may still go on, or be stopped with all of its cycle.
func TestWhatIsDoneInsteadOfARecall(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, silentPayIns)
	h.people()
	h.owes("O-1 alfa brixton EUR 100.00")
	h.run()
	_, err := h.stages.AskRecall(h.ctx, h.payment("brixton").ID, "DUPL", "")
	h.refused(err, nil, "it is written", "nostro cycle abort "+h.cycle, "nostro approve "+h.cycle+", as another person, then nostro send")
	h.done(h.stages.Approve(h.ctx, h.cycle, "bea", false, "not today"))
	_, err = h.stages.AskRecall(h.ctx, h.payment("brixton").ID, "DUPL", "")
	h.refused(err, nil, "it is planned", "nostro cycle abort "+h.cycle, "It is in no release")
}

// One that is refused by the other person is withdrawn; the next one is a recall of its own.
func TestARefusedRecallNeverLeaves(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	h.done(h.stages.AskRecall(h.ctx, h.payment("brixton").ID, "DUPL", ""))
	h.done(h.stages.Decide(h.ctx, 2, jobs.ApprovalSay{Person: "bea", Reason: "it was not paid twice"}))
	h.ends(h.done(h.stages.SendRecalls(h.ctx)), jobs.OutcomeNothing)
	h.same("withdrawn", h.recalls(), "1 withdrawn")
	h.asksBack("FRAD")
	h.done(h.stages.SendRecalls(h.ctx))
	h.same("the next", h.recalls(), "1 withdrawn", "2 sent")
	h.same("files", filesOf(h, "camt.056"), "camt.056.001.08 sent")
}

// filesOf are the files out of a kind, each with its state.
func filesOf(h *installation, kind string) (lines []string) {
	for _, f := range look(h, func(tx jobs.Tx) ([]jobs.FileOut, error) { return tx.FilesOut("") }) {
		if strings.HasPrefix(f.Message, kind) {
			lines = append(lines, fmt.Sprintf("%s %s", f.Message, f.State))
		}
	}
	return lines
}

// A recall of which nobody knows whether it arrived is never sent again; the bank's answer ends the doubt.
func TestARecallInDoubt(t *testing.T) {
	t.Parallel()
	h := paidOut(t, takesAtOnce("rhein"))
	h.asksBack("DUPL")
	h.crashesAfterRecall()
	h.ends(h.done(h.stages.SendRecalls(h.ctx)), jobs.OutcomeNeedsPerson)
	h.same("unknown", filesOf(h, "camt.056"), "camt.056.001.08 unknown")
	h.same("asked", h.recalls(), "1 asked")
	h.done(h.stages.SendRecalls(h.ctx))
	if left := h.waiting("rhein", folderOut); slices.Contains(left, h.recall(1).File) {
		t.Errorf("it went again: %v", left)
	}
	_, err := h.stages.Resend(h.ctx, h.recall(1).File, "bea", "again")
	h.refused(err, nil, "is a recall")
	h.gives(resolves(h.recall(1), "payment", "PDCR", "PDCR", "PTNA"))
	h.same("answered", h.recalls(), "1 pending")
	h.same("sent", filesOf(h, "camt.056"), "camt.056.001.08 sent")
}

// crashesAfterRecall lets the process die once the file of a recall was uploaded, and the bank take it away.
func (h *installation) crashesAfterRecall() {
	h.t.Helper()
	m, undo := h.meddle()
	m.afterSend = func(string) { panic(crash{}) }
	h.crashes(func() { _, _ = h.stages.SendRecalls(h.ctx) })
	undo()
	h.must(h.servers["rhein"].Tree(ftpUser).Remove(folderOut + "/" + h.recall(1).File))
}

// What was written is valid against the schema of ISO 20022.
func TestARecallIsValid(t *testing.T) {
	t.Parallel()
	lint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("SKIPPED: xmllint is not installed (libxml2-utils)")
	}
	folder := os.Getenv("NOSTRO_SCHEMAS")
	if folder == "" {
		folder = filepath.Join("..", "..", "shared", "schemas")
	}
	schema := filepath.Join(folder, "camt.056.001.08.xsd")
	if _, err := os.Stat(schema); err != nil {
		t.Skipf("SKIPPED: no ISO schemas in %s: set NOSTRO_SCHEMAS to their folder", folder)
	}
	h := recalled(t)
	data, _ := h.servers["rhein"].Tree(ftpUser).Get(folderOut + "/" + h.recall(1).File)
	start, end := bytes.Index(data, []byte("<Document")), bytes.LastIndex(data, []byte("</Document>"))
	if start < 0 || end < 0 {
		t.Fatalf("no Document in %s", data)
	}
	path := filepath.Join(t.TempDir(), "recall.xml")
	h.must(os.WriteFile(path, append(data[start:end:end], "</Document>"...), 0o600))
	if out, err := exec.Command(lint, "--noout", "--schema", schema, path).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

// What was changed behind the back of the store is named; what nobody approved cannot leave.
func TestCheckNamesRecalls(t *testing.T) {
	t.Parallel()
	h := recalled(t)
	for want, sql := range map[string]string{
		"is recovered, and payment":            "INSERT INTO recall_step VALUES (1, 3, 'recovered', 'x', '2026-11-24T00:00:00.000000000Z')",
		"recall cannot move from":              "INSERT INTO recall_step VALUES (1, 3, 'withdrawn', 'x', '2026-11-24T00:00:00.000000000Z')",
		"is a recall, and not one that was":    "UPDATE recall SET sha256 = 'x'",
		"no other person had approved it then": "UPDATE recall SET note = 'something else'",
		"it does not begin with being asked":   "UPDATE recall_step SET state = 'sent' WHERE number = 1",
	} {
		_, broken := brokenCopy(t, h.dir, t.TempDir(), sql, "").checked()
		if !strings.Contains(broken[nameRecalls], want) {
			t.Errorf("%q does not say %q", broken[nameRecalls], want)
		}
	}
	other := paidOut(t)
	other.done(other.stages.AskRecall(other.ctx, other.payment("brixton").ID, "DUPL", ""))
	r := look(other, jobs.Tx.Recalls)[0]
	err := other.store.Update(other.ctx, func(tx jobs.Tx) error {
		f := jobs.FileOut{Name: r.File, Cycle: other.cycle, Release: 1, Correspondent: "rhein", Message: "camt.056.001.08", MsgID: r.MsgID, SHA256: r.SHA256,
			Bytes: r.Bytes, State: lifecycle.FileOutWritten}
		if err := tx.AddFileOut(f); err != nil {
			return err
		}
		return tx.AddAttempt(jobs.Attempt{File: r.File, Number: 1, StartedAt: other.now, Outcome: lifecycle.FileOutSending})
	})
	other.refused(err, nil, "no other person has approved the recall")
}
