package store

import (
	"slices"
	"testing"
)

// MigrateBefore makes a database at path as the program made it before it had the migration of that name, for tests that look
// at this room from outside.
func MigrateBefore(t testing.TB, path, name string) {
	t.Helper()
	s, err := connect(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	all, err := readMigrations(migrationFiles)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(all, func(m migration) bool { return m.name[5:] == name })
	if at < 0 {
		t.Fatalf("there is no migration %s", name)
	}
	err = s.write(t.Context(), nil, func(tx *tx) error {
		for _, m := range all[:at] {
			if err := tx.applyMigration(m, upgradedAt); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
