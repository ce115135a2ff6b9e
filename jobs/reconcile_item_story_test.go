package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"nostro/jobs"
)

// spoils brings the payment of EUR 100.00 to brixton into a state that cannot be, and takes in what the bank said: the payment is on its
// way, in a file that never left. Nothing that is said of it can be taken in until the books are mended.
func (h *installation) spoils() (result jobs.Result, mend func()) {
	h.t.Helper()
	h.collect()
	b := h.payment("brixton")
	file := " WHERE name = '" + b.File + "'"
	h.tamper("DROP TRIGGER release_withdrawn_before_it_left", "UPDATE instruction SET state = 'sending' WHERE id = '"+b.ID+"'",
		"UPDATE file_out SET state = 'written'"+file,
		fmt.Sprintf("INSERT INTO release_withdrawn SELECT '%s', 1, 'bea', 'spoiled', opened_at FROM cycle", h.cycle))
	return h.reconcilesSpoiled(), func() {
		h.tamper("DROP TRIGGER release_withdrawn_never_goes", "DELETE FROM release_withdrawn", "UPDATE file_out SET state = 'sending'"+file)
	}
}

// reconcilesSpoiled reconciles books that are spoiled.
func (h *installation) reconcilesSpoiled() jobs.Result {
	h.t.Helper()
	result, err := h.stages.Reconcile(h.ctx)
	h.must(err)
	return result
}

// One status that cannot be taken in stops neither the other statuses nor the statements: it is a break, and is taken once that is mended.
func TestOneBadStatusStopsNothing(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	b, other := h.payment("brixton"), h.payment("harbour")
	h.offer("rhein", "1.xml", status(about(b, "ACSP", "")))
	h.offer("rhein", "2.xml", status(about(other, "RJCT", "AC04")))
	h.offer("rhein", "3.xml", firstPaper(byName(h.payment("alfa"), "130.00")))
	result, mend := h.spoils()
	h.ends(result, jobs.OutcomeNeedsPerson)
	h.says(strings.Join(result.Notes, "\n"), "not taken in, and a break: status ACSP on "+b.ID+" (status 1 of file in:1)", `"withdrawn"`)
	h.same("the others", h.payments(), "alfa in EUR 130.00 settled", "brixton out EUR 100.00 sending", "harbour out EUR 30.00 rejected")
	h.same("breaks", h.breaks(), "unknown-at-us brixton EUR 100.00 open")
	v := h.breakView(1)
	h.says(v.Text, "Nothing of this is taken in, and all else is: status ACSP on "+b.ID, "ends this break once it succeeds")
	h.says(v.Next, "nostro check looks what is wrong in the books")
	h.reconcilesSpoiled()
	h.same("it is tried again, and shown once", h.breaks(), "unknown-at-us brixton EUR 100.00 open")
	mend()
	h.reconcile()
	h.same("nothing is lost", h.payments(), "alfa in EUR 130.00 settled", "brixton out EUR 100.00 accepted", "harbour out EUR 30.00 rejected")
	h.same("breaks", h.breaks(), "unknown-at-us brixton EUR 100.00 resolved")
	h.says(h.breakView(1).Resolution, "it could be taken in now")
	h.holds()
}

// So it is with a statement: those that follow on it wait, those of other accounts do not.
func TestOneBadStatementStopsItsAccountAlone(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	b := h.payment("brixton")
	h.offer("rhein", "1.xml", statement{seq: 1, opening: "1000.00", entries: []booked{byName(b, "-100.00")}}.xml())
	h.offer("rhein", "2.xml", statement{seq: 2, date: "2026-11-25", opening: "900.00", entries: []booked{byName(h.payment("alfa"), "130.00")}}.xml())
	_, mend := h.spoils()
	h.same("nothing is posted", h.balances("nostro", "reserve"))
	h.same("breaks", h.breaks()[:1], "statement-gap rhein  0 open")
	h.says(h.breakView(1).Text, "statement ", "of rhein", "entry 1", `"withdrawn"`)
	states := func() (lines []string) {
		for _, st := range look(h, jobs.Tx.StatementHeads) {
			lines = append(lines, string(st.State))
		}
		return lines
	}
	h.same("both wait", states(), "read", "read")
	mend()
	h.reconcile()
	h.same("both count", states(), "proven", "proven")
	h.same("breaks", h.breaks()[:1], "statement-gap rhein  0 resolved")
	h.same("books", h.balances("nostro"), "nostro:rhein EUR 1030.00")
	h.holds()
}

// A person who closes such a break does not silence it: as long as it fails, it is shown anew.
func TestWhatCannotBeTakenInIsNotSilenced(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	h.stages.Store = refusing{h.stages.Store}
	h.gives(status(about(h.payment("brixton"), "ACSP", "")))
	h.agree(h.stages.CloseBreak(h.ctx, 1, "no matter"))
	h.reconcile()
	h.same("breaks", h.breaks(), "unknown-at-us brixton EUR 100.00 resolved", "unknown-at-us brixton EUR 100.00 open")
}

// A return and the answer to a recall are taken in so as well; what the bank says afterwards is.
func TestOneBadReturnOrAnswerStopsNothing(t *testing.T) {
	t.Parallel()
	h := settledOut(t)
	b := h.payment("brixton")
	h.gives(comesBack(b, "95.00", "5.00"))
	h.stages.Store = refusing{h.stages.Store}
	h.offer("rhein", "a.xml", comesBackAlso(b, "95.00", "5.00"))
	h.offer("rhein", "b.xml", resolves(jobs.RecallView{}, "nobody", "RJCR", "", "NOAS"))
	h.offer("rhein", "c.xml", nextDay(returnedEntry(b, "95.00", "")))
	h.takes()
	h.same("the statement counts", []string{string(h.payment("brixton").State)}, "returned")
	h.same("breaks", h.breaks(), "returned-unknown brixton EUR 100.00 open", "unknown-at-us rhein  0 open")
	h.says(h.breakView(1).Text, "return of "+b.ID, "the disk has a bad sector")
	h.says(h.breakView(2).Text, "answer RJCR to a recall", "the disk has a bad sector")
	h.stages.Store = h.stages.Store.(refusing).Store
	h.reconcile()
	h.same("breaks", h.breaks()[:2], "returned-unknown brixton EUR 100.00 resolved", "unknown-at-us rhein  0 resolved")
	h.holds()
}

// Where the break cannot be kept either, it is the house that fails: that is no item's fault, and an error.
func TestAHouseThatFailsIsNoBadItem(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	h.offer("rhein", "1.xml", status(about(h.payment("brixton"), "ACSP", "")))
	h.collect()
	h.stages.Store = refusing{h.stages.Store}
	h.stages.Store = deaf{h.stages.Store}
	_, err := h.stages.Reconcile(h.ctx)
	h.refused(err, nil, "status ACSP", "the disk has a bad sector", "no break can be kept")
}

// refusing is a store that cannot save what a bank said beside its statements.
type refusing struct{ jobs.Store }

func (s refusing) Update(ctx context.Context, work func(jobs.Tx) error) error {
	return s.Store.Update(ctx, func(tx jobs.Tx) error { return work(refusingTx{tx}) })
}

type refusingTx struct{ jobs.Tx }

var errSector = errors.New("the disk has a bad sector")

func (refusingTx) SaveBankStatus(jobs.BankStatus) error     { return errSector }
func (refusingTx) SaveBankReturn(jobs.BankReturn) error     { return errSector }
func (refusingTx) SaveRecallAnswer(jobs.RecallAnswer) error { return errSector }

// deaf is a store that cannot keep a break.
type deaf struct{ jobs.Store }

func (s deaf) Update(ctx context.Context, work func(jobs.Tx) error) error {
	return s.Store.Update(ctx, func(tx jobs.Tx) error { return work(deafTx{tx}) })
}

type deafTx struct{ jobs.Tx }

func (deafTx) AddBreak(jobs.Break) error { return errors.New("no break can be kept") }
