package jobs_test

import (
	"strings"

	"nostro/jobs"
	"nostro/lifecycle"
)

// What operators of a walk do about payments: recall them, pay them anew, send again.

// recalls asks a payment back, and lets what may leave leave.
func (w *walk) recallsOne() {
	i := one(w, "recalled", w.some(func(i jobs.Instruction, _ int64) bool { return i.Direction == jobs.PayOut && i.File != "" }))
	w.does(w.stages.AskRecall(w.ctx, i.ID, "DUPL", "paid twice by mistake"))
	_, err := w.stages.SendRecalls(w.ctx)
	w.must(err)
	w.eachLeftOnce()
}

// bankResolves answers a recall that left, by a camt.029.
func (w *walk) bankResolves() {
	var sent []jobs.RecallView
	all, err := w.stages.RecallViews(w.ctx, true)
	w.must(err)
	for _, v := range all {
		if v.Recall.State() == lifecycle.RecallSent || v.Recall.State() == lifecycle.RecallPending {
			sent = append(sent, v)
		}
	}
	v := one(w, "answered", sent)
	how := one(w, "how", []string{"CNCL", "RJCR", "PDCR"})
	w.bank.outbox = append(w.bank.outbox, walkPaper{text: resolves(v, "case", how, how, "")})
}

// reissuesOne pays anew what was rejected or came back, up to the bank.
func (w *walk) reissuesOne() {
	i := one(w, "paid anew", w.some(func(i jobs.Instruction, _ int64) bool {
		return i.State == lifecycle.InstructionRejected || i.State == lifecycle.InstructionReturned
	}))
	r, err := w.stages.Reissue(w.ctx, i.ID, "account corrected")
	w.fresh, w.changed = false, true
	if err != nil {
		w.refusal(err)
		return
	}
	w.rt.Logf("STORY: %s", r.Summary)
	if _, err = w.stages.Further(w.ctx, w.cycle); err != nil {
		w.refusal(err)
		return
	}
	if _, err = w.stages.Approve(w.ctx, w.cycle, "bea", true, ""); err != nil {
		w.refusal(err)
		return
	}
	w.sendsAgain()
}

// sendsAgain sends what may leave, though all may have left; a bank refuses what it has.
func (w *walk) sendsAgain() {
	if _, err := w.stages.Send(w.ctx, w.cycle); err != nil {
		w.refusal(err)
	}
	w.fresh, w.changed = false, true
	w.eachLeftOnce()
}

// eachLeftOnce lets the simulated bank take what lies with it, and wants no payment in it twice.
func (w *walk) eachLeftOnce() {
	tree, bank := w.servers["rhein"].Tree(ftpUser), w.banks["rhein"]
	for _, item := range tree.List(folderOut) {
		if strings.Contains(item.Name, ".part") {
			w.rt.Errorf("%s was left half sent", item.Name)
		}
		data, _ := tree.Get(folderOut + "/" + item.Name)
		w.must(bank.Take(item.Name, data))
	}
	if n := bank.Duplicates(); n != 0 {
		w.rt.Errorf("%d payments were sent twice", n)
	}
}
