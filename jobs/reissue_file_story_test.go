package jobs_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"nostro/jobs"
)

// givesHudson takes a file of the other bank.
func (h *installation) givesHudson(text string) {
	h.t.Helper()
	h.offer("hudson", fmt.Sprintf("%03d.xml", len(look(h, jobs.Tx.FilesIn))+1), text)
	h.takes()
}

// rejectedWhole is a house whose message of USD 5.00 to alfa and USD 7.00 to brixton the bank rejected as a whole.
func rejectedWhole(t *testing.T) (h *installation, file string) {
	t.Helper()
	h = batched(t)
	alfa := h.payment("alfa")
	h.givesHudson(status(answer{id: "S", msg: alfa.MsgID, groupCode: "RJCT", reason: "FF01"}))
	return h, alfa.File
}

// outs are the pay-outs of a file that was sent.
func (h *installation) outs(file string) (lines []string) {
	h.t.Helper()
	for _, i := range look(h, func(tx jobs.Tx) ([]jobs.Instruction, error) { return tx.InstructionsIn(file) }) {
		lines = append(lines, fmt.Sprintf("%s %s %s", i.Participant, i.Amount, i.State))
	}
	slices.Sort(lines)
	return lines
}

// A file that a bank rejected whole is paid anew whole: in one further release, of one message, which another person approves.
func TestAFileThatWasRejectedIsPaidAnew(t *testing.T) {
	t.Parallel()
	for _, by := range []string{"file", "message"} {
		h, file := rejectedWhole(t)
		name := map[string]string{"file": file, "message": h.payment("alfa").MsgID}[by]
		before := len(h.filesOut())
		made := h.done(h.stages.ReissueFile(h.ctx, name, "the wrong format"))
		h.ends(made, jobs.OutcomeNeedsPerson)
		h.says(made.Summary, "payments of "+name, "USD 12.00 in all, are paid anew in one further release")
		h.says(strings.Join(made.Notes, "\n"), "USD 5.00 to alfa, rejected as ", "USD 7.00 to brixton, rejected as ", "nostro cycle further "+h.cycle)
		h.holds()
		h.ends(h.further(), jobs.OutcomeDone)
		_, err := h.stages.Send(h.ctx, h.cycle)
		h.refused(err, jobs.ErrNeedsPerson, "first somebody other than its makers approves it")
		h.approve()
		h.ends(h.send(), jobs.OutcomeDone)
		anew := h.filesOut()[before:]
		if len(anew) != 1 {
			t.Fatalf("%d files", len(anew))
		}
		want := h.outs(file)
		for n := range want {
			want[n] = strings.Replace(want[n], "rejected", "sent", 1)
		}
		h.same("the new file", h.outs(anew[0].Name), want...)
		h.same("the old one", h.outs(file)[:2], "alfa USD 5.00 rejected", "brixton USD 7.00 rejected")
		again := h.done(h.stages.ReissueFile(h.ctx, name, "the wrong format"))
		h.ends(again, jobs.OutcomeNothing)
		h.says(again.Summary, "all of "+name+" is paid anew already")
		h.holds()
	}
}

// One of them is paid anew by itself already: the others follow. Where one is not owed, none is paid anew, and it is named.
func TestAFileIsPaidAnewAtOnceOrNotAtAll(t *testing.T) {
	t.Parallel()
	h := batched(t)
	alfa, brixton := h.payment("alfa"), h.payment("brixton")
	h.givesHudson(status(about(alfa, "RJCT", "AC04")))
	h.givesHudson(status(about(brixton, "ACSP", "")))
	_, err := h.stages.ReissueFile(h.ctx, alfa.File, "the wrong format")
	h.refused(err, nil, "of "+alfa.File+" cannot be paid anew, so none is", brixton.ID+" is accepted: only what the bank rejected")
	if strings.Contains(err.Error(), alfa.ID+" is rejected") {
		t.Errorf("what is owed is named as refused: %v", err)
	}
	_, err = h.stages.ReissueFile(h.ctx, alfa.File, " ")
	h.refused(err, nil, "--reason")
	_, err = h.stages.ReissueFile(h.ctx, "NOTHING.xml", "x")
	h.refused(err, jobs.ErrUnknownID, `"NOTHING.xml" carries no pay-out`, "nostro files")
	h.same("nothing is planned", make([]string, len(look(h, jobs.Tx.Reissues))))

	h.done(h.stages.Reissue(h.ctx, alfa.ID, "account corrected"))
	for _, i := range look(h, func(tx jobs.Tx) ([]jobs.Instruction, error) { return tx.InstructionsIn(alfa.File) }) {
		if i.ID != alfa.ID {
			h.givesHudson(status(about(i, "RJCT", "AC04")))
		}
	}
	made := h.done(h.stages.ReissueFile(h.ctx, alfa.File, "the wrong format"))
	h.ends(made, jobs.OutcomeNeedsPerson)
	h.says(made.Notes[0], alfa.ID+" is paid anew by ")
	if got := len(look(h, jobs.Tx.Reissues)); got != len(h.outs(alfa.File)) {
		t.Errorf("%d reissues of %d payments", got, len(h.outs(alfa.File)))
	}
	h.holds()
}
