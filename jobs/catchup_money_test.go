package jobs_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"nostro/jobs"
	"nostro/ledger"
	"nostro/lifecycle"
)

// lost is a house that was copied before anybody owed anything, and restored; the banks go on.
func lost(t *testing.T) *drill {
	t.Helper()
	d := newDrill(t, silentPayIns)
	d.backUp(t)
	d.elsewhere(d.copy)
	return d
}

// made is a payment as the lost house made it: the identifiers are derived, so they can be told.
func (d *drill) made(participant string, direction jobs.Direction) jobs.Instruction {
	name := []string{"2026-11-24-1", participant, "EUR", string(direction)}
	return jobs.Instruction{ID: d.stages.Settings.IDs.InstrID(name...), UETR: d.stages.Settings.IDs.UETR(name...),
		Amount: amount(eur, "100.00")}
}

// again runs the cycle with what people import again.
func (d *drill) again(obligations ...string) {
	d.t.Helper()
	d.people()
	d.owes(obligations...)
	_, err := d.stages.RunCycle(d.ctx, valueDate, false, func(jobs.Result) { d.holds() })
	d.must(err)
}

// A payment that the lost house made is booked: it is listed, in suspense, and when its cycle is run again it
// is born booked, and never written.
func TestBookedPaymentComesBackIntoTheBooks(t *testing.T) {
	t.Parallel()
	d := lost(t)
	paid := d.made("brixton", jobs.PayOut)
	d.offer("rhein", "s.xml", statement{seq: 1, opening: "1000.00", entries: []booked{byName(paid, "-100.00"),
		byName(d.made("alfa", jobs.PayIn), "100.00"), {amount: "5.00", endToEnd: "GIFT"}}}.xml())
	report := d.catchUp()
	d.says(text(report), "payment:"+paid.ID, "is booked with EUR -100.00", "in suspense", "Pay it by no other road")
	d.same("suspense", d.balances("suspense"), "suspense:rhein EUR -5.00")
	d.again("O-1 alfa brixton EUR 100.00")
	d.same("payments", d.payments(), "alfa in EUR 100.00 settled", "brixton out EUR 100.00 settled")
	d.same("books", d.balances("participant", "transit", "suspense", "nostro"), "nostro:rhein EUR 1005.00", "suspense:rhein EUR -5.00")
	d.same("files", d.files())
	d.same("breaks", d.breaks(), "unknown-at-us rhein EUR -100.00 resolved", "unknown-at-us rhein EUR 100.00 resolved",
		"unknown-at-us rhein EUR 5.00 open")
	var kinds []string
	for _, e := range d.journal() {
		kinds = append(kinds, string(e.Kind))
	}
	d.same("journal", kinds, "opening", "unexplained", "unexplained", "unexplained", "netting", "reversal", "pay-out", "pay-out-booked",
		"reversal", "pay-in-booked")
}

// The same payment with another amount, since what was imported again differs: it is not paid again, and the
// others go.
func TestBookedWithAnotherAmount(t *testing.T) {
	t.Parallel()
	d := lost(t)
	d.offer("rhein", "s.xml", statement{seq: 1, opening: "1000.00", entries: []booked{byName(d.made("brixton", jobs.PayOut), "-100.00")}}.xml())
	d.catchUp()
	d.again("O-1 alfa brixton EUR 90.00", "O-2 alfa harbour EUR 30.00")
	d.same("payments", d.payments(), "alfa in EUR 120.00 planned", "brixton out EUR 90.00 planned", "harbour out EUR 30.00 written")
	d.says(d.payment("brixton").Note, "has booked EUR -100.00 under this identifier", "in suspense", "not paid again")
	if data, err := d.spool.Read("out/" + d.filesOut()[0].Name); err != nil || len(d.filesOut()) != 1 ||
		strings.Contains(string(data), d.payment("brixton").ID) {
		t.Errorf("it is written: %v", err)
	}
}

// A status that came first decides about the file once there is one.
func TestStatusBeforeItsPayment(t *testing.T) {
	t.Parallel()
	for code, want := range map[string][]string{
		"ACSP": {"brixton out EUR 100.00 accepted", "transit:rhein EUR -100.00"},
		"RJCT": {"brixton out EUR 100.00 rejected", "participant:brixton EUR -100.00"},
	} {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			d := lost(t)
			d.offer("rhein", "s.xml", status(about(d.made("brixton", jobs.PayOut), code, map[string]string{"RJCT": "AC04"}[code])))
			d.says(text(d.catchUp()), "has the status "+code)
			d.again("O-1 alfa brixton EUR 100.00")
			d.catchUp()
			d.same("payment", d.payments()[1:], want[0])
			d.same("files", d.files(), "rhein sent 1")
			if !slices.Contains(d.balances(), want[1]) {
				t.Errorf("%v, want %s", d.balances(), want[1])
			}
			d.same("breaks", d.breaks(), "unknown-at-us rhein  0 resolved")
		})
	}
}

// Send looks too: a house that has caught up, by the word of a person, may still learn that it paid.
func TestSendHeedsWhatCameBefore(t *testing.T) {
	t.Parallel()
	d := lost(t)
	d.offer("rhein", "s.xml", status(about(d.made("brixton", jobs.PayOut), "ACSP", "")))
	for _, id := range open(d.catchUp()) {
		d.answerFor(id)
	}
	d.again("O-1 alfa brixton EUR 100.00")
	d.approve()
	d.ends(d.send(), jobs.OutcomeDone)
	d.same("payments", d.payments(), "alfa in EUR 100.00 planned", "brixton out EUR 100.00 accepted")
	if n := d.servers["rhein"].Count("STOR"); n != 0 {
		t.Errorf("%d uploads", n)
	}
}

// A return that came first is noted at its payment.
func TestReturnBeforeItsPayment(t *testing.T) {
	t.Parallel()
	d := lost(t)
	paid := d.made("brixton", jobs.PayOut)
	d.offer("rhein", "r.xml", comesBack(paid, "100.00", ""))
	d.says(text(d.catchUp()), "payment:"+paid.ID, "is announced to come back")
	d.again("O-1 alfa brixton EUR 100.00")
	d.catchUp()
	if i := d.payment("brixton"); !i.ReturnAdvised {
		t.Errorf("%+v", i)
	}
	d.same("breaks", d.breaks(), "returned-unknown rhein EUR 100.00 resolved")
}

// Books that were restored before the first statement do not begin with a later one while a pay-out is on
// its way: it would hide in the opening balance. With the one before it, all is well.
func TestFirstStatementAfterARestore(t *testing.T) {
	t.Parallel()
	d := newDrill(t)
	d.goOn("send")
	d.backUp(t)
	d.elsewhere(d.copy)
	second := statement{seq: 2, date: "2026-11-25", opening: "900.00"}
	d.offer("rhein", "2.xml", second.xml())
	report := d.catchUp()
	d.same("statements", d.statements(), "rhein EUR 2 disputed")
	d.says(text(report), "gap:1 Break 1: Our books of the account would begin with statement EUR-2026-11-25-2", "opening balance")
	d.offer("rhein", "1.xml", statement{seq: 1, opening: "900.00", entries: []booked{byName(d.payment("alfa", "EUR"), "130.00"),
		byName(d.payment("brixton"), "-100.00"), byName(d.payment("harbour", "EUR"), "-30.00")}}.xml())
	d.takes()
	d.same("statements", d.statements(), "rhein EUR 1 proven", "rhein EUR 2 proven")
	if again := text(d.catchUp()); strings.Contains(again, "gap:") {
		t.Error(again)
	}
}

// A checkpoint that was kept elsewhere tells how much is lost; one that the copy had proves the rest.
func TestCatchUpAgainstCheckpoints(t *testing.T) {
	t.Parallel()
	d := newDrill(t)
	d.goOn("net")
	key, old := d.key(), d.checkpoint()
	d.backUp(t)
	d.goOn("send")
	newer := d.checkpoint()
	d.elsewhere(d.copy)
	report, _, err := d.stages.CatchUp(d.ctx, jobs.CatchUpOptions{Key: key, Notes: []jobs.NamedNote{{Name: "old", Note: old.Note},
		{Name: "newer", Note: newer.Note}}})
	d.must(err)
	d.says(text(report), "old: the books begin with the 1 entries that it signs", "newer signs 5 entries, the copy had 1: 4 signed ones are lost",
		"tell whoever holds it")
	if report.Lost != newer.Size-old.Size || report.Lost != 4 {
		t.Errorf("%d lost", report.Lost)
	}
	_, _, err = d.stages.CatchUp(d.ctx, jobs.CatchUpOptions{Key: key, Notes: []jobs.NamedNote{{Name: "forged", Note: "x" + old.Note}}})
	d.refused(err, nil, "checkpoint forged")
	d.tamper("UPDATE journal_entry SET leaf = zeroblob(32) WHERE number = 1")
	_, _, err = d.stages.CatchUp(d.ctx, jobs.CatchUpOptions{Key: key, Notes: []jobs.NamedNote{{Name: "old", Note: old.Note}}})
	d.refused(err, ledger.ErrNotExtended, "checkpoint old")
}

// Catch-up that is killed between the intent and the doubt ends the same when it runs again.
func TestCatchUpThatIsCutOff(t *testing.T) {
	t.Parallel()
	d := restored(t)
	d.elsewhere(d.copy)
	d.stages.Store = dyingStore{d.store}
	d.crashes(func() { d.catchUp() })
	d.same("files", d.files()[:2], "hudson sending 1", "hudson written 0")
	d.catchUp()
	for _, f := range d.filesOut() {
		if f.State != lifecycle.FileOutUnknown || f.Attempts != 1 {
			t.Errorf("%s is %s after %d attempts", f.Name, f.State, f.Attempts)
		}
	}
}

// dyingStore crashes after its first commit.
type dyingStore struct{ jobs.Store }

func (s dyingStore) Update(ctx context.Context, work func(jobs.Tx) error) error {
	if err := s.Store.Update(ctx, work); err != nil {
		return err
	}
	panic(crash{})
}
