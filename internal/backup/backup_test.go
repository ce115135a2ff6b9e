package backup_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/internal/backup"
	"nostro/internal/spool"
	"nostro/internal/store"
	"nostro/jobs"
	"nostro/ledger"
	"nostro/money"
)

var at = time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)

// house is an installation with secrets, a checkpoint and work going on.
type house struct {
	t     *testing.T
	dir   string
	store *store.Store
	spool *spool.Spool
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, dir: t.TempDir()}
	var err error
	h.store, err = store.Open(t.Context(), filepath.Join(h.dir, "nostro.db"), at)
	h.must(err)
	h.spool, err = spool.Open(filepath.Join(h.dir, "spool"))
	h.must(err)
	t.Cleanup(func() { h.must(errors.Join(h.store.Close(), h.spool.Close())) })
	for name, text := range map[string]string{"nostro.yaml": "house:\n", "nostro.key": "secret", "nostro.sign.key": "secret",
		"nostro.sign.pub": "public", "password": "secret", "checkpoints/1.note": "note", "in/obligations.csv": "id"} {
		h.must(os.MkdirAll(filepath.Dir(filepath.Join(h.dir, name)), 0o700))
		h.must(os.WriteFile(filepath.Join(h.dir, name), []byte(text), 0o600))
	}
	return h
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// work writes a file into the spool, then two entries that name it as their evidence.
func (h *house) work(n int) error {
	name := fmt.Sprintf("in/file-%05d.xml", n)
	if err := h.spool.Write(name, []byte(name)); err != nil {
		return err
	}
	return h.store.Update(context.Background(), func(tx jobs.Tx) error {
		for _, half := range []string{"a", "b"} {
			e, err := ledger.Opened(ledger.Movement{Key: fmt.Sprintf("opening:%d:%s", n, half), Correspondent: "ALPHA",
				Amount: money.FromMinor(money.MustCurrency("EUR"), int64(n)), ValueDate: calendar.MustDate("2026-11-24"),
				Evidence: ledger.Evidence{Place: name}})
			if err != nil {
				return err
			}
			if _, err := tx.Post(e, at); err != nil {
				return err
			}
		}
		return nil
	})
}

// invariants opens what was restored and returns how many entries it has: whole transactions, a log that is
// right, and every file that an entry names.
func (h *house) invariants(dir string) (entries int) {
	h.t.Helper()
	db, err := store.Open(h.t.Context(), filepath.Join(dir, "nostro.db"), at)
	h.must(err)
	defer db.Close()
	files, err := spool.Open(filepath.Join(dir, "spool"))
	h.must(err)
	defer files.Close()
	h.must(db.View(h.t.Context(), func(tx jobs.Tx) error {
		err := tx.Journal(func(_ int64, _ time.Time, e ledger.Entry) error {
			entries++
			data, err := files.Read(e.Evidence.Place)
			if err == nil && string(data) != e.Evidence.Place {
				err = fmt.Errorf("%s holds %q", e.Evidence.Place, data)
			}
			return err
		})
		return errors.Join(err, tx.CheckLog())
	}))
	if entries%2 != 0 {
		h.t.Errorf("half a transaction is in the backup: %d entries", entries)
	}
	return entries
}

func TestBackupWhileOthersWrite(t *testing.T) {
	h := newHouse(t)
	committed, stop, ended := make(chan int), make(chan struct{}), make(chan error, 1)
	go func() {
		for n := 1; ; n++ {
			if err := h.work(n); err != nil {
				ended <- err
				return
			}
			select {
			case committed <- n:
			case <-stop:
				ended <- nil
				return
			default:
			}
		}
	}()
	last := 0
	for range 3 {
		known := <-committed
		made := filepath.Join(t.TempDir(), "backup")
		summary, err := backup.Make(t.Context(), h.store, h.dir, made)
		h.must(err)
		target := filepath.Join(t.TempDir(), "restored")
		restored, err := backup.Restore(t.Context(), made, target)
		h.must(err)
		if restored != summary || summary.Bytes == 0 {
			t.Errorf("made %+v, restored %+v", summary, restored)
		}
		entries := h.invariants(target)
		if entries < 2*known || entries <= last {
			t.Errorf("%d entries in the backup, %d were committed before it, %d in the last", entries, 2*known, last)
		}
		last = entries
	}
	close(stop)
	h.must(<-ended)
}

func TestWhatABackupHolds(t *testing.T) {
	h := newHouse(t)
	h.must(h.work(1))
	h.must(os.WriteFile(filepath.Join(h.dir, "spool", ".tmp-1"), []byte("half"), 0o600))
	made := t.TempDir() // empty is as good as new
	summary, err := backup.Make(t.Context(), h.store, h.dir, made)
	h.must(err)
	want := []string{"MANIFEST", "checkpoints/1.note", "nostro.db", "nostro.sign.pub", "nostro.yaml", "spool/in/file-00001.xml"}
	if got := filesIn(t, made); !slices.Equal(got, want) || summary.Files != 5 {
		t.Errorf("backup of %d files holds %v", summary.Files, got)
	}
	for _, name := range want {
		data, err := os.ReadFile(filepath.Join(made, name))
		if err != nil || strings.Contains(string(data), "secret") {
			t.Errorf("%s holds a secret, or %v", name, err)
		}
	}
	verified, err := backup.Verify(t.Context(), made)
	if err != nil || verified != summary {
		t.Errorf("verified %+v, %v", verified, err)
	}
	if tool, err := exec.LookPath("sha256sum"); err == nil {
		check := exec.CommandContext(t.Context(), tool, "--strict", "-c", "MANIFEST")
		check.Dir = made
		if out, err := check.CombinedOutput(); err != nil {
			t.Errorf("sha256sum: %v\n%s", err, out)
		}
	}
}

func filesIn(t *testing.T, dir string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			name, _ := filepath.Rel(dir, path)
			names = append(names, filepath.ToSlash(name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestAnInstallationThatHasDoneNothing(t *testing.T) {
	h := newHouse(t)
	for _, name := range []string{"checkpoints", "spool", "nostro.sign.pub"} {
		h.must(os.RemoveAll(filepath.Join(h.dir, name)))
	}
	made := filepath.Join(t.TempDir(), "b")
	if s, err := backup.Make(t.Context(), h.store, h.dir, made); err != nil || s.Files != 2 {
		t.Errorf("made %+v, %v", s, err)
	}
	h.must(os.Remove(filepath.Join(h.dir, "nostro.yaml")))
	if _, err := backup.Make(t.Context(), h.store, h.dir, filepath.Join(t.TempDir(), "b")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("without nostro.yaml: %v", err)
	}
}
