package store_test

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"nostro/calendar"
	"nostro/internal/store"
	"nostro/internal/store/storetest"
	"nostro/jobs"
	"nostro/money"
)

var (
	eur = money.MustCurrency("EUR")
	jpy = money.MustCurrency("JPY")
	usd = money.MustCurrency("USD")

	day = calendar.MustDate("2026-11-24")
	at  = time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)
)

func cents(minor int64) money.Amount { return money.FromMinor(eur, minor) }

// open opens a new database on disk, which was migrated before, and returns it with its path.
func open(t testing.TB) (*store.Store, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "nostro.db")
	s, err := storetest.Open(t.Context(), path, at)
	return closedAtTheEnd(t, s, err), path
}

// create opens a new database as a first command does: it makes the file and migrates it.
func create(t testing.TB) (*store.Store, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "nostro.db")
	return reopen(t, path), path
}

func reopen(t testing.TB, path string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), path, at)
	return closedAtTheEnd(t, s, err)
}

func closedAtTheEnd(t testing.TB, s *store.Store, err error) *store.Store {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// raw opens the file as any other program could: no foreign keys, no defence.
func raw(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func update(t testing.TB, s *store.Store, work func(jobs.Tx) error) {
	t.Helper()
	if err := s.Update(context.Background(), work); err != nil {
		t.Fatal(err)
	}
}

// refused runs work, which must err with the given text, and returns the error.
func refused(t testing.TB, s *store.Store, want string, work func(jobs.Tx) error) error {
	t.Helper()
	err := s.Update(context.Background(), work)
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Fatalf("got error %v, want one with %q", err, want)
	}
	return err
}

// get reads one thing, in a transaction of its own.
func get[T any](t testing.TB, s *store.Store, read func(jobs.Tx) (T, error)) T {
	t.Helper()
	var out T
	err := s.View(context.Background(), func(tx jobs.Tx) (err error) {
		out, err = read(tx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// maybe returns nil where nothing was found.
func maybe[T any](value T, found bool, err error) (*T, error) {
	if !found || err != nil {
		return nil, err
	}
	return &value, nil
}

// find is get for a look-up by key.
func find[T any](t testing.TB, s *store.Store, look func(jobs.Tx) (T, bool, error)) *T {
	t.Helper()
	return get(t, s, func(tx jobs.Tx) (*T, error) { return maybe(look(tx)) })
}

var exactly = cmp.Options{
	cmp.Comparer(func(a, b money.Amount) bool { return a == b }),
	cmp.Comparer(func(a, b money.Currency) bool { return a == b }),
	cmp.Comparer(func(a, b calendar.Date) bool { return a == b }),
	cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) && a.Exponent() == b.Exponent() }),
}

func same(t testing.TB, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got, exactly); diff != "" {
		t.Errorf("%s, -want +got:\n%s", what, diff)
	}
}

func isUnknownID(t testing.TB, err error) {
	t.Helper()
	if !errors.Is(err, jobs.ErrUnknownID) {
		t.Errorf("%v is not ErrUnknownID", err)
	}
}
