package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"nostro/internal/store/storetest"
	"nostro/jobs"
)

// overtakenStore lets another process do its work just before the n-th transaction, from 1.
type overtakenStore struct {
	jobs.Store
	left  *int
	other func()
}

func (s overtakenStore) turn() {
	if *s.left--; *s.left == 0 {
		s.other()
	}
}

func (s overtakenStore) Update(ctx context.Context, work func(jobs.Tx) error) error {
	s.turn()
	return s.Store.Update(ctx, work)
}

func (s overtakenStore) View(ctx context.Context, work func(jobs.Tx) error) error {
	s.turn()
	return s.Store.View(ctx, work)
}

// saidWorlds are houses to which banks have said something of every kind, which is kept and not looked at yet.
var saidWorlds = map[string]func(*testing.T) *installation{
	"statuses and a statement": func(t *testing.T) *installation {
		h := paidOut(t)
		b := h.payment("brixton")
		h.offer("rhein", "1.xml", status(about(b, "ACSP", "")))
		h.offer("rhein", "2.xml", status(about(h.payment("harbour"), "RJCT", "AC04")))
		h.offer("rhein", "3.xml", status(answer{id: "S-9", instr: "STRANGE", code: "RJCT", reason: "AC04"}))
		h.offer("rhein", "4.xml", firstPaper(byName(h.payment("alfa"), "130.00"), byName(b, "-100.00"), booked{amount: "-3.00", endToEnd: "FEE"}))
		h.collect()
		return h
	},
	"returns and answers to a recall": func(t *testing.T) *installation {
		h := recalled(t)
		b := h.payment("brixton")
		h.offer("rhein", "1.xml", resolves(h.recall(1), "case", "", "CNCL", ""))
		h.offer("rhein", "2.xml", comesBack(b, "55.00", "2.00"))
		h.offer("rhein", "3.xml", comesBack(h.payment("harbour"), "95.00", "5.00"))
		h.offer("rhein", "4.xml", firstPaper(byName(b, "-100.00")))
		h.offer("rhein", "5.xml", nextDay(returnedEntry(b, "55.00", "")))
		h.collect()
		return h
	},
	"what is undone, and what was meant": func(t *testing.T) *installation {
		h := paidOut(t)
		b := h.payment("brixton")
		h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(b, "-100.00")}}.xml())
		h.undo(b.ID, "it is our rent")
		h.offer("rhein", "2.xml", nextDay(byName(b, "-100.00"), booked{amount: "100.00", instr: b.ID, endToEnd: b.ID, back: true}))
		h.collect()
		return h
	},
	"an advice, and the booking that it opens": func(t *testing.T) *installation {
		h, alfa, brixton := twoInOne(t)
		h.takesFrom(totals(booked{amount: "-12.00", ref: "B-9"}).xml())
		told := notification{id: "1", amount: "-12.00", ref: "B-9", count: 2, payments: both(alfa, brixton)}
		h.offer("hudson", "1.xml", told.xml())
		h.offer("hudson", "2.xml", statement{account: "8830042217", ccy: "USD", seq: 2, date: "2026-11-25", opening: "88.00",
			entries: []booked{{amount: "1.00", text: "thank you"}}}.xml())
		h.collect()
		return h
	},
}

// Two reconciliations run at once, by hand and by the clock: wherever one overtakes the other, what was said is taken in once, and the
// one that comes late says neither that something failed nor that anything is wrong.
func TestTwoReconciliationsAtOnce(t *testing.T) {
	t.Parallel()
	for name, world := range saidWorlds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			alone := world(t)
			alone.reconcile()
			want := alone.allThatIsSaid()
			for n, before := 1, false; !before; n++ {
				before = reconcilesOvertaken(t, world(t), n, want)
			}
		})
	}
}

// reconcilesOvertaken reconciles while another one reconciles everything just before its n-th transaction, and tells whether it was done before.
func reconcilesOvertaken(t *testing.T, h *installation, n int, want []string) bool {
	t.Helper()
	db, err := storetest.Open(h.ctx, filepath.Join(h.dir, "nostro.db"), h.now)
	h.must(err)
	second := *h.stages
	second.Store, second.User = db, "bea"
	left := n
	h.stages.Store = overtakenStore{h.store, &left, func() {
		_, err := second.Reconcile(h.ctx)
		h.must(err)
	}}
	_, err = h.stages.Reconcile(h.ctx)
	h.stages.Store = h.store
	h.must(errors.Join(err, db.Close()))
	h.same(fmt.Sprintf("overtaken before transaction %d", n), h.allThatIsSaid(), want...)
	h.reconcile()
	h.same(fmt.Sprintf("overtaken before transaction %d, and once more", n), h.allThatIsSaid(), want...)
	return left > 0
}

// allThatIsSaid are payments, breaks, recalls, advices, balances and matches.
func (h *installation) allThatIsSaid() []string {
	h.t.Helper()
	all := slices.Concat(h.payments(), h.breaks(), h.recalls(), h.advices(), h.balances())
	for _, m := range look(h, jobs.Tx.Matches) {
		all = append(all, fmt.Sprint(m.Statement, m.Entry, m.Kind, m.Amount, m.Instruction, m.Why))
	}
	for _, s := range look(h, jobs.Tx.StatementHeads) {
		all = append(all, fmt.Sprint(s.ID, s.State, s.Detail))
	}
	return all
}
