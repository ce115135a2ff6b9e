package jobs_test

import (
	"fmt"
	"time"

	"pgregory.net/rapid"

	"nostro/jobs"
	"nostro/money"
)

// What the bank of a walk does.

func debit(i jobs.Instruction, more int64) string { return cents(-i.Amount.Minor() - more) }

// bankPaysOut books a pay-out that it neither rejected nor booked, sometimes with charges on top that it states.
func (w *walk) bankPaysOut() {
	i := one(w, "pay-out", w.some(func(i jobs.Instruction, moved int64) bool {
		return i.Direction == jobs.PayOut && i.File != "" && moved == 0 && !w.bank.rejected[i.ID]
	}))
	e := byName(i, debit(i, 0))
	if rapid.IntRange(0, 4).Draw(w.rt, "charged") == 0 {
		e.amount, e.charges = debit(i, 150), "1.50"
	}
	w.bank.books(walkPaid, i.ID, e)
}

// bankPaysIn credits what alfa pays, all of it or a part.
func (w *walk) bankPaysIn() {
	i := one(w, "pay-in", w.some(func(i jobs.Instruction, moved int64) bool {
		return i.Direction == jobs.PayIn && moved < i.Amount.Minor()
	}))
	rest := i.Amount.Minor() - w.bank.moved(i)
	if rapid.Bool().Draw(w.rt, "in part") && rest > 1 {
		rest = rapid.Int64Range(1, rest-1).Draw(w.rt, "part")
	}
	w.bank.books(walkPaid, i.ID, byName(i, cents(rest)))
}

// bankReturns gives a pay-out back, whole, in part, or less charges that it states.
func (w *walk) bankReturns() {
	i := one(w, "return", w.some(func(i jobs.Instruction, moved int64) bool {
		return i.Direction == jobs.PayOut && -moved >= i.Amount.Minor()
	}))
	e := returnedEntry(i, i.Amount.Decimal(), "")
	switch rapid.IntRange(0, 2).Draw(w.rt, "how much") {
	case 1:
		e = returnedEntry(i, cents(i.Amount.Minor()-500), "5.00")
	case 2:
		e = returnedEntry(i, cents(i.Amount.Minor()-500), "")
	}
	w.bank.books(walkReturned, i.ID, e)
}

// bankTakesBack undoes what it booked last of a payment.
func (w *walk) bankTakesBack() {
	i := one(w, "taken back", w.some(func(i jobs.Instruction, _ int64) bool { return len(w.bank.all(i.ID)) > 0 }))
	all := w.bank.all(i.ID)
	last := all[len(all)-1]
	e := byName(i, cents(-amount(eur, last.amount).Minor()))
	e.back = true
	w.bank.books(walkTaken, i.ID, e)
}

// bankBooksTwice books what it booked last of a payment once more.
func (w *walk) bankBooksTwice() {
	i := one(w, "twice", w.some(func(i jobs.Instruction, _ int64) bool { return len(w.bank.all(i.ID)) > 0 }))
	all := w.bank.all(i.ID)
	e := all[len(all)-1].booked
	e.ref = ""
	w.bank.books(walkTwice, i.ID, e)
}

func (w *walk) bankBooksAStranger() {
	w.bank.books(walkStranger, "", booked{amount: one(w, "stranger", []string{"7.00", "-3.00", "100.00", "-30.00", "-7.00", "3.00"}),
		endToEnd: fmt.Sprintf("STRANGER-%d", w.bank.serial)})
}

// bankNamesNothing books a payment of ours by a reference that nobody knows.
func (w *walk) bankNamesNothing() {
	i := one(w, "nameless", w.some(func(i jobs.Instruction, moved int64) bool { return moved == 0 && !w.bank.rejected[i.ID] }))
	e := booked{amount: debit(i, 0), endToEnd: fmt.Sprintf("NAMELESS-%d", w.bank.serial)}
	if i.Direction == jobs.PayIn {
		e.amount = i.Amount.Decimal()
	}
	w.bank.books(walkNameless, i.ID, e)
}

func (w *walk) bankEndsItsDay() {
	w.bank.closes(w.nextDay(w.bank.day))
	if evening := w.bank.day.In(time.UTC).Add(-6 * time.Hour); w.now.Before(evening) {
		w.now, w.fresh = evening, false
	}
}

// bankGives gives one of the papers that wait, mostly the first.
func (w *walk) bankGives() {
	n := 0
	if len(w.bank.outbox) > 1 && rapid.IntRange(0, 3).Draw(w.rt, "out of order") == 0 {
		n = len(w.bank.outbox) - 1
	}
	if len(w.bank.outbox) == 0 {
		w.rt.Skip()
	}
	p := w.bank.outbox[n]
	w.bank.outbox = append(w.bank.outbox[:n:n], w.bank.outbox[n+1:]...)
	w.hands(p)
	w.bank.given = append(w.bank.given, p)
}

// hands puts a paper where it is fetched, and fetches it.
func (w *walk) hands(p walkPaper) {
	w.offer("rhein", fmt.Sprintf("%03d.xml", len(look(w.installation, jobs.Tx.FilesIn))+1), p.text)
	_, err := w.stages.Collect(w.ctx)
	w.must(err)
	w.fresh, w.changed = false, true
	w.rt.Logf("STORY: the bank gives statement %d, %.60q", p.number, p.text[len(p.text)-200:])
}

// bankGivesAgain gives a paper once more, the same bytes under another name.
func (w *walk) bankGivesAgain() { w.hands(one(w, "again", w.bank.given)) }

// bankAnswers says by a pacs.002 of a payment that it has it, or that it will not pay it.
func (w *walk) bankAnswers() {
	i := one(w, "answered", w.some(func(i jobs.Instruction, moved int64) bool {
		return i.Direction == jobs.PayOut && i.File != "" && !w.bank.rejected[i.ID]
	}))
	code, reason := "ACSP", ""
	if w.bank.moved(i) == 0 && len(w.bank.all(i.ID)) == 0 && rapid.Bool().Draw(w.rt, "rejected") {
		code, reason = "RJCT", "AC04"
		w.bank.rejected[i.ID] = true
	}
	w.bank.serial++
	a := about(i, code, reason)
	a.id += fmt.Sprint("-", w.bank.serial)
	w.bank.outbox = append(w.bank.outbox, walkPaper{text: status(a)})
}

// bankAnnounces says by a pacs.004 what it booked as a return.
func (w *walk) bankAnnounces() {
	var ofReturns []walkBooking
	for _, i := range w.instructions() {
		for _, b := range w.bank.all(i.ID) {
			if b.kind == walkReturned {
				ofReturns = append(ofReturns, b)
			}
		}
	}
	b := one(w, "announced", ofReturns)
	i := look(w.installation, func(tx jobs.Tx) (jobs.Instruction, error) { i, _, err := tx.Instruction(b.of); return i, err })
	charges := ""
	if less := i.Amount.Minor() - amount(eur, b.amount).Minor(); less > 0 && rapid.Bool().Draw(w.rt, "and says why it is less") {
		charges = money.FromMinor(eur, less).Decimal()
	}
	w.bank.outbox = append(w.bank.outbox, walkPaper{text: comesBack(i, b.amount, charges)})
}
