package verify

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// fileHeader begins every SQLite database.
const fileHeader = "SQLite format 3\x00"

// The files that SQLite keeps beside a database: the write-ahead log, its index, and the rollback journal.
const (
	suffixLog     = "-wal"
	suffixIndex   = "-shm"
	suffixJournal = "-journal"
)

// source is an open database of which nothing is written.
type source struct {
	db     *sql.DB
	read   *sql.Tx // one snapshot for everything
	given  string
	before []stamp
	live   bool   // SQLite's own locks keep the snapshot stable
	copied string // folder of the copy; "" where the file itself is read
}

// openSource finds how to read the file without touching it. Where nothing is beside it, it is read as
// immutable. Where a program has it open, it is read through SQLite's locks, which leave the data alone.
// What a crash left beside it would have to be folded in, so that is done to a copy.
func openSource(ctx context.Context, path string) (*source, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	if err := checkHeader(path); err != nil {
		return nil, err
	}
	s := &source{given: path, before: stamps(path)}
	switch {
	case size(path+suffixJournal) > 0, size(path+suffixLog) > 0 && size(path+suffixIndex) < 0:
		err = s.openCopy(ctx)
	case size(path+suffixIndex) >= 0:
		s.live = true
		if err = s.connect(ctx, path, url.Values{"mode": {"ro"}}); err != nil {
			s.live = false
			err = s.openCopy(ctx)
		}
	default:
		err = s.connect(ctx, path, url.Values{"mode": {"ro"}, "immutable": {"1"}})
	}
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

// checkHeader refuses what is no SQLite database at all.
func checkHeader(path string) error {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%s is no SQLite database, for it is no regular file: name the nostro.db of an installation, or a copy of it", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	header := make([]byte, len(fileHeader))
	if _, err := io.ReadFull(f, header); err != nil || !bytes.Equal(header, []byte(fileHeader)) {
		return fmt.Errorf("%s is no SQLite database: name the nostro.db of an installation, or a copy of it; a proof is given with --proof", path)
	}
	return nil
}

// connect opens the database and begins the one transaction in which all is read.
func (s *source) connect(ctx context.Context, path string, options url.Values) error {
	options["_pragma"] = []string{"busy_timeout(10000)", "query_only(1)", "trusted_schema(0)", "cell_size_check(1)", "cache_size(-32768)"}
	options.Set("_defensive", "1")
	slashed := "/" + strings.TrimPrefix(filepath.ToSlash(path), "/")
	name := url.URL{Scheme: "file", Path: slashed, RawQuery: options.Encode()}
	db, err := sql.Open("sqlite", name.String())
	if err != nil {
		return err
	}
	read, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err == nil {
		_, err = read.ExecContext(ctx, "SELECT count(*) FROM sqlite_schema") // takes the snapshot
	}
	if err != nil {
		return errors.Join(fmt.Errorf("open %s: %w", path, err), db.Close())
	}
	s.db, s.read = db, read
	return nil
}

// openCopy reads a copy of the file and of what lies beside it, where SQLite may put things in order.
func (s *source) openCopy(ctx context.Context) error {
	folder, err := os.MkdirTemp("", "nostro-verify-")
	if err != nil {
		return err
	}
	s.copied = folder
	path := filepath.Join(folder, "books.db")
	for _, suffix := range []string{"", suffixLog, suffixJournal} {
		if err := copyFile(s.given+suffix, path+suffix); err != nil {
			return err
		}
	}
	return s.connect(ctx, path, url.Values{"mode": {"rw"}})
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// close ends the snapshot and removes the copy.
func (s *source) close() error {
	var err error
	if s.db != nil {
		err = errors.Join(s.read.Rollback(), s.db.Close())
	}
	if s.copied != "" {
		err = errors.Join(err, os.RemoveAll(s.copied))
	}
	return err
}
