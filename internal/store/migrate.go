package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"time"
)

// Errors of Open that callers may want to tell apart; test with errors.Is.
var (
	ErrNewerSchema      = errors.New("the database was migrated by a newer program: use that one")
	ErrChangedMigration = errors.New("the database was migrated by other migrations than those of this program: " +
		"use the program that made it, or restore a backup")
	ErrNotOurs = errors.New("this is no database of Nostro: name another file")
)

//go:embed migrations
var migrationFiles embed.FS

// migration is one step of the schema, forward only. Its hash covers the SQL, not the note beside it.
type migration struct {
	version      int
	name, sha256 string // the hash covers all SQL
	sql          string // before the program moves what is there
	rules        string // after it: the files whose names begin with a 9
}

// moves are what a migration does in Go after its SQL, by version.
var moves = map[int]func(*tx) error{2: (*tx).sealJournal, 3: (*tx).copyJournal}

// readMigrations reads the folders migrations/NNNN_name, whose numbers are 1, 2, 3 ..., and their SQL
// files in the order of their names.
func readMigrations(files fs.FS) ([]migration, error) {
	folders, err := fs.ReadDir(files, "migrations")
	if err != nil {
		return nil, err
	}
	var all []migration
	for n, folder := range folders {
		m := migration{version: n + 1, name: folder.Name()}
		if want := fmt.Sprintf("%04d_", m.version); len(m.name) <= len(want) || m.name[:len(want)] != want {
			return nil, fmt.Errorf("migration folder %q is not number %d: its name must begin with %s", m.name, m.version, want)
		}
		parts, err := fs.Glob(files, path.Join("migrations", m.name, "*.sql"))
		if err != nil {
			return nil, err
		}
		for _, part := range parts {
			text, err := fs.ReadFile(files, part)
			if err != nil {
				return nil, err
			}
			if strings.HasPrefix(path.Base(part), "9") {
				m.rules += string(text)
			} else {
				m.sql += string(text)
			}
		}
		sum := sha256.Sum256([]byte(m.sql + m.rules))
		m.sha256 = hex.EncodeToString(sum[:])
		all = append(all, m)
	}
	return all, nil
}

// migrate applies what the database lacks, each migration in a transaction of its own. A database that
// lacks nothing is only read, so opening never waits for a writer.
func (s *Store) migrate(ctx context.Context, now time.Time) error {
	all, err := readMigrations(migrationFiles)
	if err != nil {
		return err
	}
	for {
		missing, err := s.step(ctx, all, now, &sql.TxOptions{ReadOnly: true})
		if err != nil || missing == 0 {
			return err
		}
		if _, err := s.step(ctx, all, now, nil); err != nil {
			return err
		}
	}
}

// step compares the database with the migrations and, in a write transaction, applies the first that it
// lacks. It returns how many were missing before.
func (s *Store) step(ctx context.Context, all []migration, now time.Time, options *sql.TxOptions) (
	missing int, err error) {
	err = s.write(ctx, options, func(t *tx) error {
		done, err := t.appliedMigrations()
		if err != nil {
			return err
		}
		if err := compare(done, all); err != nil {
			return err
		}
		missing = len(all) - len(done)
		if missing == 0 || options != nil {
			return nil
		}
		return t.applyMigration(all[len(done)], now)
	})
	return missing, err
}

func compare(done, all []migration) error {
	if len(done) > len(all) {
		return fmt.Errorf("schema version %d, this program knows %d: %w", len(done), len(all), ErrNewerSchema)
	}
	for n, m := range done {
		if want := all[n]; m.version != want.version || m.name != want.name || m.sha256 != want.sha256 {
			return fmt.Errorf("migration %d %s with hash %.12s, this program has %s with %.12s: %w",
				m.version, m.name, m.sha256, want.name, want.sha256, ErrChangedMigration)
		}
	}
	return nil
}

const (
	countTables = `SELECT count(*), count(*) FILTER (WHERE name = 'schema_migration') FROM sqlite_schema
  WHERE type = 'table'`

	createMigrationTable = `CREATE TABLE IF NOT EXISTS schema_migration (
  version    INTEGER PRIMARY KEY,
  name       TEXT NOT NULL UNIQUE,
  sha256     TEXT NOT NULL,
  applied_at TEXT NOT NULL
) STRICT`

	selectMigrations = `SELECT version, name, sha256 FROM schema_migration ORDER BY version`
)

var insertMigration = insertInto("schema_migration", "version, name, sha256, applied_at")

// appliedMigrations returns those that the database has; none of an empty one.
func (t *tx) appliedMigrations() ([]migration, error) {
	var tables, ours int
	if err := t.sql.QueryRow(countTables).Scan(&tables, &ours); err != nil {
		return nil, errors.Join(err, ErrNotOurs)
	}
	if ours == 0 && tables > 0 {
		return nil, fmt.Errorf("it has %d tables, but no schema_migration: %w", tables, ErrNotOurs)
	}
	if ours == 0 {
		return nil, nil
	}
	return list(t, "migrations", func(m *migration) []any {
		return []any{&m.version, &m.name, &m.sha256}
	}, selectMigrations)
}

func (t *tx) applyMigration(m migration, now time.Time) error {
	move := moves[m.version]
	if move == nil {
		move = func(*tx) error { return nil }
	}
	for _, step := range []func() error{t.script(createMigrationTable), t.script(m.sql), func() error { return move(t) },
		t.script(m.rules)} {
		if err := step(); err != nil {
			return fmt.Errorf("migration %s: %w", m.name, err)
		}
	}
	return t.exec("migration "+m.name, insertMigration, m.version, m.name, m.sha256, instant(now))
}

// script returns what runs several statements.
func (t *tx) script(text string) func() error {
	return func() error {
		_, err := t.sql.Exec(text)
		return err
	}
}
