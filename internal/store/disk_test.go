package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nostro/jobs"
)

// A disk that is full says so, with what to do, and nothing of the transaction is kept; once there is room it goes on.
func TestAFullDiskSaysSo(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "nostro.db"), time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	bound := func(pages string) {
		t.Helper()
		if _, err := s.writer.ExecContext(t.Context(), "PRAGMA max_page_count = "+pages); err != nil {
			t.Fatal(err)
		}
	}
	note := func() error {
		return s.Update(t.Context(), func(tx jobs.Tx) error {
			for n := range 2000 {
				if err := tx.AddRun(jobs.Run{Stage: "collect", Outcome: "done", User: "ann", Summary: strings.Repeat("x", 200) + fmt.Sprint(n),
					StartedAt: time.Unix(int64(n), 0).UTC()}); err != nil {
					return err
				}
			}
			return nil
		})
	}
	bound("1") // no fewer than there are
	full := note()
	if full == nil || !strings.Contains(full.Error(), "the disk is full: make room where the database lies") {
		t.Errorf("a full disk says %v", full)
	}
	if again := onDisk(fmt.Errorf("import: %w", full)); strings.Count(again.Error(), "make room") != 1 {
		t.Errorf("it says so twice: %v", again)
	}
	bound("4294967294")
	if err := note(); err != nil {
		t.Error(err)
	}
	var runs int
	if err := s.writer.QueryRowContext(t.Context(), "SELECT count(*) FROM run").Scan(&runs); err != nil || runs != 2000 {
		t.Errorf("%d runs: %v", runs, err)
	}
	if plain := errors.New("no disk"); onDisk(plain) != plain || onDisk(nil) != nil {
		t.Error("what is no error of the disk is changed")
	}
}
