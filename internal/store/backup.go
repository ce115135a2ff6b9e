package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Backup writes a copy of the database to a file that is not there yet (mode 0600): one consistent state,
// the last that was committed when it began, while writers go on. When it returns, the copy is on the disk.
func (s *Store) Backup(ctx context.Context, path string) (err error) {
	path, err = filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := s.vacuumInto(ctx, path); err != nil {
		return fmt.Errorf("backup to %s: %w", path, errors.Join(err, os.Remove(path)))
	}
	return f.Sync()
}

// vacuumInto copies by VACUUM INTO, which reads within one transaction. The connection is a reader's; that
// it may write nothing at all, the copy included, is lifted for the moment. It still cannot write to the
// database itself, which it has opened to read.
func (s *Store) vacuumInto(ctx context.Context, path string) error {
	c, err := s.readers.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	_, err = c.ExecContext(ctx, "PRAGMA query_only(0)")
	if err == nil {
		_, err = c.ExecContext(ctx, "VACUUM INTO ?1", path)
	}
	return errors.Join(err, restrict(c))
}

func restrict(c *sql.Conn) error {
	_, err := c.ExecContext(context.Background(), "PRAGMA query_only(1)")
	return err
}
