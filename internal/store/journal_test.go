package store_test

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/ledger"
	"nostro/money"
)

// entryOf is an entry that moves minor cents from suspense to a nostro account.
func entryOf(key string, minor int64) ledger.Entry {
	return ledger.Entry{Key: key, Kind: ledger.KindUnexplained, ValueDate: day, Postings: []ledger.Posting{
		{Account: "suspense:ALPHA", Amount: cents(-minor)}, {Account: "nostro:ALPHA", Amount: cents(minor)}}}
}

func journalOf(tx jobs.Tx, visit func(int64, ledger.Entry)) error {
	return tx.Journal(func(number int64, _ time.Time, e ledger.Entry) error {
		visit(number, e)
		return nil
	})
}

func entries(tx jobs.Tx) (all []ledger.Entry, err error) {
	err = journalOf(tx, func(_ int64, e ledger.Entry) { all = append(all, e) })
	return all, err
}

func TestTheJournalComesBackExactly(t *testing.T) {
	s, _ := world(t)
	full := ledger.Entry{Key: "conversion:1:SHOP:EUR", Kind: ledger.KindConversion,
		ValueDate: calendar.MustDate("9999-12-31"), Evidence: ledger.Evidence{SHA256: sixtyFour, Place: "line 3"},
		Memo: "memo with ünï and 'quotes'",
		Postings: []ledger.Posting{{Account: ledger.Rounding, Amount: money.FromMinor(jpy, -1)},
			{Account: ledger.FXPosition, Amount: money.FromMinor(jpy, 1)}, {Account: ledger.Reserve, Amount: cents(7)},
			{Account: "participant:SHOP", Amount: cents(-7)}}}
	later := at.Add(123456789)
	update(t, s, func(tx jobs.Tx) error {
		posted, err := tx.Post(full, later.In(time.FixedZone("", 3600)))
		same(t, "posted", posted, jobs.Posted{Number: 2, New: true})
		return err
	})
	got := get(t, s, func(tx jobs.Tx) (all []any, err error) {
		err = tx.Journal(func(number int64, at time.Time, e ledger.Entry) error {
			all = append(all, number, at, e)
			return nil
		})
		return all, err
	})
	same(t, "journal", got, []any{int64(1), at, sent, int64(2), later, full})
}

const sixtyFour = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

func TestPostingAgainIsANoOp(t *testing.T) {
	s, _ := world(t)
	turned := sent
	turned.Postings = []ledger.Posting{sent.Postings[1], sent.Postings[0]}
	for _, again := range []ledger.Entry{sent, turned} {
		update(t, s, func(tx jobs.Tx) error {
			posted, err := tx.Post(again, at.Add(time.Hour))
			same(t, "posted", posted, jobs.Posted{Number: 1})
			return err
		})
	}
	same(t, "journal", get(t, s, entries), []ledger.Entry{sent})
}

func TestAKeyWithOtherContentIsAConflict(t *testing.T) {
	s, _ := world(t)
	for _, change := range []func(*ledger.Entry){
		func(e *ledger.Entry) { e.Memo = "other" },
		func(e *ledger.Entry) { e.ValueDate = day.AddDays(1) },
		func(e *ledger.Entry) { e.Postings = entryOf("", 3).Postings },
	} {
		other := sent
		change(&other)
		err := refused(t, s, `"pay-out:N1:1": in the journal it is entry 1, a pay-out of value date 2026-11-24, here a pay-out of`,
			func(tx jobs.Tx) error { _, err := tx.Post(other, at); return err })
		if !errors.Is(err, jobs.ErrKeyConflict) {
			t.Errorf("%v is not ErrKeyConflict", err)
		}
	}
}

func TestAConflictDoesNotSpoilTheRestOfTheTransaction(t *testing.T) {
	s, _ := world(t)
	update(t, s, func(tx jobs.Tx) error {
		if _, err := tx.Post(entryOf(sent.Key, 1), at); !errors.Is(err, jobs.ErrKeyConflict) {
			t.Errorf("got %v, want ErrKeyConflict", err)
		}
		_, err := tx.Post(entryOf("good", 1), at)
		return err
	})
	same(t, "entries", len(get(t, s, entries)), 2)
}

func TestPostRefusesWhatTheLedgerRefuses(t *testing.T) {
	s, _ := world(t)
	bad := entryOf("bad", 5)
	bad.Postings[0].Amount = cents(-4)
	err := refused(t, s, "EUR does not balance", func(tx jobs.Tx) error { _, err := tx.Post(bad, at); return err })
	if !errors.Is(err, ledger.ErrInvalid) {
		t.Errorf("%v is not ErrInvalid", err)
	}
	refused(t, s, "no instant of booking", func(tx jobs.Tx) error { _, err := tx.Post(entryOf("k", 1), time.Time{}); return err })
	same(t, "journal", get(t, s, entries), []ledger.Entry{sent})
}

func TestReversal(t *testing.T) {
	s, _ := world(t)
	undo, err := ledger.Reverse(sent, "reversal:1")
	if err != nil {
		t.Fatal(err)
	}
	twice, partly, nothing := undo, undo, undo
	twice.Key = "reversal:2"
	partly.Postings = []ledger.Posting{{Account: "participant:SHOP", Amount: money.FromMinor(usd, -1)},
		{Account: "transit:ALPHA", Amount: money.FromMinor(usd, 1)}}
	nothing.Reverses = "no such key"
	post := func(e ledger.Entry) func(jobs.Tx) error {
		return func(tx jobs.Tx) error { _, err := tx.Post(e, at); return err }
	}
	refused(t, s, "not the opposite of the entry that it reverses", post(partly))
	refused(t, s, "the entry that it reverses is not in the journal", post(nothing))
	update(t, s, post(undo))
	refused(t, s, "is reversed already", post(twice))
	same(t, "journal", get(t, s, entries), []ledger.Entry{sent, undo})
	for _, row := range get(t, s, jobs.Tx.JournalBalances) {
		same(t, "balance of "+string(row.Account), row.Balance, money.Zero(usd))
	}
}

// A balance beyond 64 bits is refused, and spoils nothing: the next entry finds the balances as they were.
func TestABalanceThatOverflowsIsRefused(t *testing.T) {
	s, _ := open(t)
	update(t, s, func(tx jobs.Tx) error {
		if _, err := tx.Post(entryOf("a", math.MaxInt64), at); err != nil {
			return err
		}
		_, err := tx.Post(entryOf("b", 1), at)
		if !errors.Is(err, money.ErrOverflow) || !strings.Contains(err.Error(), "balance of nostro:ALPHA") {
			t.Errorf("got %v", err)
		}
		_, err = tx.Post(entryOf("c", -1), at)
		return err
	})
	same(t, "journal", get(t, s, entries), []ledger.Entry{entryOf("a", math.MaxInt64), entryOf("c", -1)})
	rows := get(t, s, jobs.Tx.JournalBalances)
	same(t, "balance", rows[0].Balance, cents(math.MaxInt64-1))
}

// The clock went back: the books do not, and the next entry is booked when the last one was.
func TestTheInstantOfBookingNeverGoesBack(t *testing.T) {
	s, _ := open(t)
	for n, hours := range []int{2, 0, 3, 1} {
		update(t, s, func(tx jobs.Tx) error {
			_, err := tx.Post(entryOf(fmt.Sprint(n), 1), at.Add(time.Duration(hours)*time.Hour))
			return err
		})
	}
	var hours []float64
	err := s.View(t.Context(), func(tx jobs.Tx) error {
		return tx.Journal(func(_ int64, booked time.Time, _ ledger.Entry) error {
			hours = append(hours, booked.Sub(at).Hours())
			return nil
		})
	})
	same(t, "error", err, nil)
	same(t, "hours", hours, []float64{2, 2, 3, 3})
}

func TestJournalStopsAtTheFirstErrorOfTheVisitor(t *testing.T) {
	s, _ := world(t)
	update(t, s, func(tx jobs.Tx) error { _, err := tx.Post(entryOf("k", 1), at); return err })
	visits := 0
	err := s.View(t.Context(), func(tx jobs.Tx) error {
		return tx.Journal(func(int64, time.Time, ledger.Entry) error { visits++; return errStop })
	})
	if !errors.Is(err, errStop) || visits != 1 {
		t.Errorf("got %v after %d visits", err, visits)
	}
}

func TestAVisitorMayReadTheStore(t *testing.T) {
	s, _ := world(t)
	inner := get(t, s, func(tx jobs.Tx) (n int, err error) {
		err = journalOf(tx, func(int64, ledger.Entry) {
			all, err := entries(tx)
			same(t, "error", err, nil)
			n += len(all)
		})
		return n, err
	})
	same(t, "entries seen within", inner, 1)
}

func TestAnEmptyJournal(t *testing.T) {
	s, _ := open(t)
	same(t, "journal", get(t, s, entries), []ledger.Entry(nil))
	same(t, "balances", get(t, s, jobs.Tx.JournalBalances), []ledger.Row(nil))
}
