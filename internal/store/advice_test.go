package store_test

import (
	"errors"
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// What an advice tells comes back as it was kept, and once it is taken nothing of it changes.
func TestAdvicesAreKept(t *testing.T) {
	s, _ := world(t)
	same(t, "advices", get(t, s, jobs.Tx.Advices), []jobs.Advice{advised})
	same(t, "waiting", get(t, s, jobs.Tx.WaitingAdvices), []jobs.Advice{advised})
	taken := advised
	taken.State, taken.Statement, taken.Entry, taken.Why = lifecycle.AdviceTaken, 1, 1, "it opens its booking"
	update(t, s, func(tx jobs.Tx) error { return tx.SaveAdvice(taken) })
	same(t, "advices", get(t, s, jobs.Tx.Advices), []jobs.Advice{taken})
	same(t, "waiting", len(get(t, s, jobs.Tx.WaitingAdvices)), 0)
	again := taken
	again.State = lifecycle.AdviceWaiting
	if err := s.Update(t.Context(), func(tx jobs.Tx) error { return tx.SaveAdvice(again) }); err == nil {
		t.Error("what is taken waits again")
	}
}

// Each advice has its own batch, however many are read.
func TestAdvicesKeepTheirBatchesApart(t *testing.T) {
	s, _ := world(t)
	other := advised
	other.ID, other.Number, other.Booking.Number = 2, advised.Number+1, advised.Number+1
	other.Booking.Batch = &reconcile.Batch{Ref: "another", Count: 7}
	update(t, s, func(tx jobs.Tx) error { return tx.AddAdvice(other) })
	same(t, "advices", get(t, s, jobs.Tx.Advices), []jobs.Advice{advised, other})
}

// The payments that an advice tells stand for those of the statement, which stay in the table.
func TestAnOpenedEntryHasThePaymentsOfItsAdvice(t *testing.T) {
	s, path := world(t)
	payments := []reconcile.Detail{{Number: 2, InstrID: "N1", Amount: money.FromMinor(usd, -10000)}, {Number: 3, InstrID: "N2"}}
	update(t, s, func(tx jobs.Tx) error { return tx.OpenEntry(1, 1, 1, payments) })
	same(t, "details", get(t, s, jobs.Tx.Statements)[0].Entries[0].Details, payments)
	same(t, "rows", len(names(t, raw(t, path), "SELECT number FROM statement_detail")), 3)
	err := s.Update(t.Context(), func(tx jobs.Tx) error { return tx.OpenEntry(1, 1, 1, payments) })
	if err == nil {
		t.Error("opened twice")
	}
	err = s.Update(t.Context(), func(tx jobs.Tx) error {
		return errors.Join(tx.OpenEntry(1, 9, 1, payments))
	})
	if err == nil {
		t.Error("an entry that is not there was opened")
	}
}
