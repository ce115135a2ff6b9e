package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"modernc.org/sqlite"

	"nostro/jobs"
)

const (
	busyMilliseconds  = 10_000  // how long a writer waits for one in another process
	cacheKibibytes    = 262_144 // of the writer, at most: bulk writes touch the whole of an index
	readConnectionMax = 4
	fileMode          = 0o600 // of the database; SQLite gives the same to its side files
)

// Store is an open database. It may be used by several goroutines at once; writers take turns.
type Store struct {
	writer  *sql.DB              // one connection
	readers *sql.DB              // read-only connections
	hot     map[string]*sql.Stmt // statements of the writer that are prepared once
	feeds   feeds                // rows in memory for statements of the writer
	number  int                  // of the feeds
	queue   queue                // entries that wait for a commit in common
}

var _ jobs.Store = (*Store)(nil)

// Open opens the database file at path, creates it where there is none (mode 0600, in a folder that is
// there), and brings its schema up to date; now is what the record of migrations says about when. It errs
// where the file is not a database of Nostro (ErrNotOurs), was migrated by a newer program (ErrNewerSchema)
// or by another version of these migrations (ErrChangedMigration).
func Open(ctx context.Context, path string, now time.Time) (*Store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("database %q: %w", path, err)
	}
	if err := touch(path); err != nil {
		return nil, fmt.Errorf("database: %w", err)
	}
	s, err := connect(path)
	if err != nil {
		return nil, fmt.Errorf("database %s: %w", path, err)
	}
	err = s.migrate(ctx, now)
	if err == nil {
		err = s.prepareHot(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("database %s: %w", path, errors.Join(onDisk(err), s.Close()))
	}
	return s, nil
}

// touch creates the file for its owner alone, before SQLite would create it for everyone.
func touch(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, fileMode)
	if err != nil {
		return err
	}
	return f.Close()
}

func connect(path string) (*Store, error) {
	// As SQLite does wherever it is built for the system: a commit waits for its data, not for the time of the
	// last change of the file.
	if _, err := sqlite.Fdatasync(true); err != nil && !errors.Is(err, sqlite.ErrFdatasyncUnavailable) {
		return nil, err
	}
	feeds, number, err := newFeeds()
	if err != nil {
		return nil, err
	}
	connector, err := newFeeding(writerDSN(path), number)
	if err != nil {
		dropFeeds(number)
		return nil, err
	}
	writer := sql.OpenDB(connector)
	writer.SetMaxOpenConns(1)
	readers, err := sql.Open("sqlite", readerDSN(path))
	if err != nil {
		dropFeeds(number)
		return nil, errors.Join(err, writer.Close())
	}
	readers.SetMaxOpenConns(readConnectionMax)
	readers.SetMaxIdleConns(readConnectionMax)
	return &Store{writer: writer, readers: readers, feeds: feeds, number: number}, nil
}

// hotStatements are those that every posting runs.
var hotStatements = []string{selectLastEntry, selectByKey, selectByKeys, selectBookAccount, selectLastPeriod, insertBookAccount, takePostings,
	takeEntries, takeDays, insertTile}

// prepareHot prepares the statements of posting for the life of the store: to compile one with the rules that
// it wakes takes longer than to run it.
func (s *Store) prepareHot(ctx context.Context) error {
	s.hot = make(map[string]*sql.Stmt, len(hotStatements))
	for _, query := range hotStatements {
		statement, err := s.writer.PrepareContext(ctx, query)
		if err != nil {
			return err
		}
		s.hot[query] = statement
	}
	return nil
}

// Close ends all connections; the last one folds the write-ahead log back into the file.
func (s *Store) Close() error {
	errs := []error{s.readers.Close()}
	for _, statement := range s.hot {
		errs = append(errs, statement.Close())
	}
	errs = append(errs, s.writer.Close())
	dropFeeds(s.number)
	return errors.Join(errs...)
}

// writerDSN begins every write transaction with the lock it needs: one that read first and then wanted to
// write would fail at once instead of waiting.
func writerDSN(path string) string {
	return dsn(path, url.Values{"_txlock": {"immediate"}},
		fmt.Sprintf("busy_timeout(%d)", busyMilliseconds), "journal_mode(WAL)", "synchronous(FULL)",
		"foreign_keys(1)", "trusted_schema(0)", fmt.Sprintf("cache_size(-%d)", cacheKibibytes))
}

func readerDSN(path string) string {
	return dsn(path, url.Values{"mode": {"ro"}},
		fmt.Sprintf("busy_timeout(%d)", busyMilliseconds), "query_only(1)", "trusted_schema(0)")
}

// dsn passes pragmas through the name, so that every connection of the pool has them. In defensive mode
// SQL cannot rewrite the schema as text, and a misspelt column in double quotes is no longer a string.
func dsn(path string, options url.Values, pragmas ...string) string {
	options["_pragma"] = pragmas
	options.Set("_defensive", "1")
	options.Set("_dqs", "0")
	slashed := "/" + strings.TrimPrefix(filepath.ToSlash(path), "/")
	name := url.URL{Scheme: "file", Path: slashed, RawQuery: options.Encode()}
	return name.String()
}
