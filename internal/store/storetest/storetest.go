// Package storetest opens new databases for tests in a twentieth of the time: as copies of one that the process has
// migrated once. What a test opens is byte for byte what store.Open makes, and store.Open compares its migrations again.
//
// It is for tests alone; those of the migrations themselves use store.Open.
package storetest

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"nostro/internal/store"
)

// migratedAt is what the record of migrations says in each copy.
var migratedAt = time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)

var migrated = sync.OnceValues(func() (bytes []byte, err error) {
	folder, err := os.MkdirTemp("", "storetest")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	path := filepath.Join(folder, "nostro.db")
	s, err := store.Open(context.Background(), path, migratedAt)
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil { // folds the write-ahead log back into the file
		return nil, err
	}
	return os.ReadFile(path)
})

// Open opens the database as store.Open does, and errs as it does. Where there is none, it lays a migrated one there
// first.
func Open(ctx context.Context, path string, now time.Time) (*store.Store, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		bytes, err := migrated()
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(path, bytes, 0o600); err != nil {
			return nil, err
		}
	}
	return store.Open(ctx, path, now)
}
