package storetest_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"nostro/internal/store"
	"nostro/internal/store/storetest"
	"nostro/jobs"
)

// A copy is what Open makes; what is written to it stays, and is in no other copy.
func TestACopyIsADatabaseOfItsOwn(t *testing.T) {
	now := time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)
	made, copied, other := filepath.Join(t.TempDir(), "made.db"), filepath.Join(t.TempDir(), "copied.db"), filepath.Join(t.TempDir(), "other.db")
	same := func(want bool, a, b string) {
		t.Helper()
		first, err := os.ReadFile(a)
		if err != nil {
			t.Fatal(err)
		}
		second, err := os.ReadFile(b)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Equal(first, second) != want {
			t.Errorf("%s and %s: the same is %t", a, b, !want)
		}
	}
	closed := func(s *store.Store, err error) {
		t.Helper()
		if err == nil {
			err = s.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	closed(store.Open(t.Context(), made, now))
	closed(storetest.Open(t.Context(), copied, now.AddDate(1, 0, 0)))
	same(true, made, copied)
	s, err := storetest.Open(t.Context(), copied, now)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Update(t.Context(), func(tx jobs.Tx) error {
		return tx.AddRun(jobs.Run{Stage: "close", User: "ann", StartedAt: now, Outcome: "done", Summary: "x"})
	}); err != nil {
		t.Fatal(err)
	}
	closed(s, nil)
	closed(storetest.Open(t.Context(), other, now))
	same(true, made, other)
	same(false, made, copied)
}

func TestOpenErrsAsTheStoreDoes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "nostro.db")
	if err := os.WriteFile(path, []byte("these are no books of anybody, whatever the name says"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{path, filepath.Join(t.TempDir(), "no", "folder", "nostro.db")} {
		if s, err := storetest.Open(t.Context(), bad, time.Now()); err == nil {
			t.Error(bad, "was opened", s.Close())
		}
	}
}
