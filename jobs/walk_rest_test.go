package jobs_test

import (
	"fmt"

	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/reconcile"
)

// ended tells whether nothing of a payment is waited for.
func ended(i jobs.Instruction) bool {
	switch i.State {
	case lifecycle.InstructionSettled, lifecycle.InstructionRejected, lifecycle.InstructionReturned, lifecycle.InstructionRefused, lifecycle.InstructionWithdrawn:
		return true
	}
	return false
}

// nothingIsHidden wants a break about each payment that a proven statement should have and does not, and none about one that
// it has; what such a break says is missing is what is missing.
func (w *walk) nothingIsHidden() {
	covered := w.bank.dates[len(w.provenStatements())-1]
	open, borne := map[string][]jobs.BreakView{}, w.borne()
	for _, v := range w.views(func(v jobs.BreakView) bool { return v.State == lifecycle.BreakOpen }) {
		open[v.Instruction] = append(open[v.Instruction], v)
	}
	for _, i := range w.instructions() {
		due := w.dayOfClock().After(i.ValueDate) && !covered.Before(i.ValueDate) // a business day after: banks have until its end
		if !ended(i) && due && len(open[i.ID]) == 0 && i.Booked.Minor()+borne[i.ID] < i.Amount.Minor() {
			w.rt.Errorf("%s %s of %s is %s, statement of %s covers it, and nothing says so", i.ID, i.Amount, i.Participant, i.State, covered)
		}
		for _, v := range open[i.ID] {
			w.breakIsTrue(v, i, borne[i.ID])
		}
	}
}

// borne is what of payments is written off and was not reopened, in cents.
func (w *walk) borne() map[string]int64 {
	sums := map[string]int64{}
	for _, v := range w.views(func(v jobs.BreakView) bool { return v.State == lifecycle.BreakResolved }) {
		v = w.breakView(v.ID)
		for n := len(v.Steps) - 1; n >= 0; n-- {
			if s := v.Steps[n]; s.Did.Ends() || s.Did == jobs.BreakReopened {
				if s.Did == jobs.BreakWrittenOff && s.Instruction != "" {
					sums[s.Instruction] -= s.Amount.Minor()
				}
				break
			}
		}
	}
	return sums
}

// breakIsTrue wants what an open break about a payment says to be so.
func (w *walk) breakIsTrue(v jobs.BreakView, i jobs.Instruction, borne int64) {
	wrong := ""
	switch {
	case held(v):
		if v.Held != v.Amount {
			wrong = fmt.Sprintf("and %s are held", v.Held)
		}
	case v.Reason == reconcile.ReasonMissingAtBank || v.Reason == reconcile.ReasonLate:
		if ended(i) {
			wrong = "and nothing is waited for"
		}
	case v.Reason == reconcile.ReasonAmountDiffers && i.Direction == jobs.PayIn:
		if v.Amount.Minor() != i.Booked.Minor()+borne-i.Amount.Minor() && !tooMuchBorne(i, borne) {
			wrong = fmt.Sprintf("and %s came of %s, and %s are written off", i.Booked, i.Amount, cents(borne))
		}
	case v.Reason == reconcile.ReasonAmountDiffers && i.Returned.Sign() > 0:
		if v.Amount.Minor() != i.Returned.Minor()+borne-i.Amount.Minor() && !tooMuchBorne(i, borne) {
			wrong = fmt.Sprintf("and %s came back of %s, and %s are written off", i.Returned, i.Amount, cents(borne))
		}
	}
	if wrong != "" {
		w.rt.Errorf("break %d says %s %s of %s, which is %s, %s: %s", v.ID, v.Reason, v.Amount, i.ID, i.State, wrong, v.Text)
	}
}

// rests lets all come that has not come yet: then the books agree with the bank, and what a payment truly is stands in them, or
// is in an open break, or was decided by a person.
func (w *walk) rests() {
	w.bankEndsItsDay()
	for len(w.bank.outbox) > 0 {
		w.hands(w.bank.outbox[0])
		w.bank.given, w.bank.outbox = append(w.bank.given, w.bank.outbox[0]), w.bank.outbox[1:]
	}
	for range 4 {
		w.now = w.now.AddDate(0, 0, 1)
		w.fresh = false
	}
	w.reconciles()
	w.stands()
	if got := w.balance("nostro:rhein"); got != w.bank.balance {
		w.rt.Errorf("all came, and nostro is %s, the bank has %s", cents(got), cents(w.bank.balance))
	}
	for _, i := range w.instructions() {
		w.truthIsTold(i)
	}
}

// truthIsTold holds the state of a payment against what the bank moved for it. Where a person decided anything about it, or a break is
// open, or the bank named a booking of it by nothing, which then lies in suspense, its state says no more than what people know.
func (w *walk) truthIsTold(i jobs.Instruction) {
	open := w.views(func(v jobs.BreakView) bool { return v.Instruction == i.ID && v.State == lifecycle.BreakOpen })
	if len(open) > 0 || w.done[i.ID] {
		return
	}
	paid, charged := w.bank.moved(i), int64(0)
	if i.Direction == jobs.PayOut {
		paid = -paid
	}
	for _, b := range w.bank.all(i.ID) {
		if b.kind == walkNameless {
			return
		}
		if b.charges != "" {
			charged += amount(eur, b.charges).Minor()
		}
	}
	want := lifecycle.InstructionReturned // nothing stays paid but charges: those that it states, or announced of a return
	switch {
	case w.bank.rejected[i.ID] && paid == 0:
		want = lifecycle.InstructionRejected
	case paid == i.Amount.Minor() || charged > 0 && paid == i.Amount.Minor()+charged:
		want = lifecycle.InstructionSettled
	}
	if i.State != want {
		w.rt.Errorf("the bank moved %s for %s of %s, which is %s, and no break is open: %+v", cents(w.bank.moved(i)), i.ID, i.Amount, i.State, w.bank.all(i.ID))
	}
}

// tooMuchBorne tells whether more of a payment is written off than is missing. Then a break of its own says so, which is to be decided
// before what another one says is missing: that is what it would be without the write-off.
func tooMuchBorne(i jobs.Instruction, borne int64) bool {
	came := i.Booked
	if i.Direction == jobs.PayOut {
		came = i.Returned
	}
	return borne > 0 && came.Minor()+borne > i.Amount.Minor()
}
