package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nostro/internal/store"
	"nostro/jobs"
)

func isTampered(t *testing.T, err error) {
	t.Helper()
	if !errors.Is(err, store.ErrTampered) || !strings.Contains(err.Error(), `journal entry 1 "pay-out:N1:1"`) {
		t.Errorf("got %v, want ErrTampered of the first entry", err)
	}
}

func TestWhatWasCommittedIsThereAfterReopening(t *testing.T) {
	s, path := create(t)
	populate(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path + "-wal"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the write-ahead log is still there after closing: %v", err)
	}
	again := reopen(t, path)
	same(t, "runs", get(t, again, jobs.Tx.Runs), []jobs.Run{ran})
	same(t, "migrations", names(t, raw(t, path), "SELECT version || name || applied_at FROM schema_migration"),
		[]string{"10001_first_cycle2026-11-24T09:30:00.000000000Z",
			"20002_transparency_log2026-11-24T09:30:00.000000000Z", "30003_accounts2026-11-24T09:30:00.000000000Z",
			"40004_revaluation2026-11-24T09:30:00.000000000Z",
			"50005_booking_steps2026-11-24T09:30:00.000000000Z",
			"60006_rates2026-11-24T09:30:00.000000000Z",
			"70007_cover2026-11-24T09:30:00.000000000Z",
			"80008_participant_accounts2026-11-24T09:30:00.000000000Z",
			"90009_replies2026-11-24T09:30:00.000000000Z",
			"100010_operator2026-11-24T09:30:00.000000000Z",
			"110011_netting_sets2026-11-24T09:30:00.000000000Z",
			"120012_approval2026-11-24T09:30:00.000000000Z",
			"130013_screening2026-11-24T09:30:00.000000000Z",
			"140014_schedule2026-11-24T09:30:00.000000000Z",
			"150015_limits2026-11-24T09:30:00.000000000Z",
			"160016_instruction_file2026-11-24T09:30:00.000000000Z",
			"170017_cover_shares2026-11-24T09:30:00.000000000Z",
			"180018_matching2026-11-24T09:30:00.000000000Z",
			"190019_breaks2026-11-24T09:30:00.000000000Z",
			"200020_safeguarding2026-11-24T09:30:00.000000000Z",
			"210021_risk_reserve2026-11-24T09:30:00.000000000Z",
			"220022_taking2026-11-24T09:30:00.000000000Z",
			"230023_journal_references2026-11-24T09:30:00.000000000Z",
			"240024_alarms2026-11-24T09:30:00.000000000Z",
			"250025_import_pieces2026-11-24T09:30:00.000000000Z",
			"260026_recall2026-11-24T09:30:00.000000000Z",
			"270027_amendments2026-11-24T09:30:00.000000000Z",
			"280028_advice2026-11-24T09:30:00.000000000Z",
			"290029_abort2026-11-24T09:30:00.000000000Z",
			"300030_insight2026-11-24T09:30:00.000000000Z",
			"310031_instead2026-11-24T09:30:00.000000000Z",
			"320032_came_back2026-11-24T09:30:00.000000000Z",
			"330033_exchange2026-11-24T09:30:00.000000000Z",
			"340034_business_date2026-11-24T09:30:00.000000000Z",
			"350035_short_checks2026-11-24T09:30:00.000000000Z",
			"360036_days2026-11-24T09:30:00.000000000Z",
			"370037_reissue2026-11-24T09:30:00.000000000Z",
			"380038_reading2026-11-24T09:30:00.000000000Z",
			"390039_reissue_again2026-11-24T09:30:00.000000000Z"})
}

func TestTheFileIsForItsOwnerAlone(t *testing.T) {
	s, path := create(t)
	populate(t, s)
	for _, name := range []string{path, path + "-wal", path + "-shm"} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "mode of "+filepath.Base(name), info.Mode().Perm(), os.FileMode(0o600))
	}
}

func TestPathsWithOddCharacters(t *testing.T) {
	for _, name := range []string{"a b.db", "50%41.db", "what?mode=memory.db", "a#b&c=d.db", "ünï;'x'.db", "x;y.db"} {
		path := filepath.Join(t.TempDir(), name)
		s := reopen(t, path)
		update(t, s, func(tx jobs.Tx) error { return tx.AddRun(runOf("x")) })
		same(t, "runs", len(get(t, s, jobs.Tx.Runs)), 1)
		if info, err := os.Stat(path); err != nil || info.Size() == 0 {
			t.Errorf("%q: %v, nothing was written under that name", name, err)
		}
	}
}

func TestARelativePath(t *testing.T) {
	t.Chdir(t.TempDir())
	reopen(t, "nostro.db")
	if _, err := os.Stat("nostro.db"); err != nil {
		t.Error(err)
	}
}

func TestTheSettingsOfTheWriter(t *testing.T) {
	_, path := create(t)
	same(t, "journal mode", names(t, raw(t, path), "PRAGMA journal_mode"), []string{"wal"})
}

func openErr(t *testing.T, path string) error {
	t.Helper()
	s, err := store.Open(t.Context(), path, at)
	if err == nil {
		s.Close()
	}
	return err
}

func TestOpenRefuses(t *testing.T) {
	for name, tt := range map[string]struct {
		change string
		want   error
	}{
		"a newer schema":            {"INSERT INTO schema_migration VALUES (99, '0099_next', 'x', 'y')", store.ErrNewerSchema},
		"another hash":              {"UPDATE schema_migration SET sha256 = 'beef'", store.ErrChangedMigration},
		"another name":              {"UPDATE schema_migration SET name = '0001_other' WHERE version = 1", store.ErrChangedMigration},
		"another number":            {"UPDATE schema_migration SET version = 98 WHERE version = 2", store.ErrChangedMigration},
		"tables of another program": {"DROP TABLE schema_migration", store.ErrNotOurs},
	} {
		t.Run(name, func(t *testing.T) {
			s, path := world(t)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			db := raw(t, path)
			if _, err := db.Exec(tt.change); err != nil {
				t.Fatal(err)
			}
			before := dump(t, db)
			if err := openErr(t, path); !errors.Is(err, tt.want) || !strings.Contains(err.Error(), path) {
				t.Errorf("got %v, want %v with the path", err, tt.want)
			}
			same(t, "the database after it", dump(t, db), before)
		})
	}
}

func TestOpenRefusesWhatIsNoDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "notes.txt")
	text := strings.Repeat("this is no database. ", 100)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := openErr(t, path); err == nil {
		t.Error("a text was opened as a database")
	}
	if after, err := os.ReadFile(path); err != nil || string(after) != text {
		t.Errorf("the text was changed: %v", err)
	}
	if err := openErr(t, filepath.Join(path, "x.db")); err == nil {
		t.Error("a file in a file was opened")
	}
	if err := openErr(t, t.TempDir()); err == nil {
		t.Error("a folder was opened")
	}
}

func TestOpenDoesNotWaitForAWriter(t *testing.T) {
	s, path := world(t)
	update(t, s, func(tx jobs.Tx) error {
		if err := tx.AddRun(runOf("long")); err != nil {
			return err
		}
		second := reopen(t, path)
		same(t, "runs that the second sees", len(get(t, second, jobs.Tx.Runs)), 1)
		return nil
	})
}

func TestSeveralOpenANewDatabaseAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "nostro.db")
	errs := make(chan error, 4)
	for range cap(errs) {
		go func() {
			s, err := store.Open(t.Context(), path, at)
			if err == nil {
				err = s.Close()
			}
			errs <- err
		}()
	}
	for range cap(errs) {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}
