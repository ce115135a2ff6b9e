package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Names in a backup.
const (
	ManifestName = "MANIFEST" // written last
	DatabaseName = "nostro.db"
)

// Database is what can copy itself while it is used.
type Database interface {
	// Backup writes a consistent copy to a file that is not there yet.
	Backup(ctx context.Context, path string) error
}

// copied are the parts of an installation that are copied after the database: a file or a folder each, and
// whether every installation has it. There is no secret among them.
var copied = []struct {
	name   string
	needed bool
}{
	{"nostro.yaml", true},      // holds no secret: it refuses to
	{"spool", false},           // every file that was sent or received
	{"checkpoints", false},     // signed notes about the books
	{"nostro.sign.pub", false}, // with which they are verified
}

// temporaryPrefix begins the names of files that are not finished, in the spool and elsewhere.
const temporaryPrefix = ".tmp-"

// Summary says what a backup holds.
type Summary struct {
	Files int
	Bytes int64
}

// Make copies the installation in the folder house into the folder target, which is not there yet or empty.
// The database comes first: what it names was in the spool before.
func Make(ctx context.Context, db Database, house, target string) (Summary, error) {
	if err := prepare(target); err != nil {
		return Summary{}, fmt.Errorf("backup: %w", err)
	}
	if err := db.Backup(ctx, filepath.Join(target, DatabaseName)); err != nil {
		return Summary{}, err
	}
	m, err := hashOf(target, DatabaseName, manifest{})
	if err != nil {
		return Summary{}, fmt.Errorf("backup: %w", err)
	}
	for _, part := range copied {
		err := copyPart(ctx, house, target, part.name, &m)
		if errors.Is(err, fs.ErrNotExist) && !part.needed {
			continue
		}
		if err != nil {
			return Summary{}, fmt.Errorf("backup: %w", err)
		}
	}
	if err := m.write(target); err != nil {
		return Summary{}, fmt.Errorf("backup: %w", err)
	}
	return m.summary(), nil
}

// prepare makes the folder, or takes one that is empty.
func prepare(target string) error {
	if err := os.MkdirAll(target, 0o700); err != nil {
		return err
	}
	held, err := os.ReadDir(target)
	if err == nil && len(held) > 0 {
		err = fmt.Errorf("%s is not empty, it has %s: nothing was written; name a new folder", target, held[0].Name())
	}
	return err
}

// copyPart copies a file or a whole folder of the house.
func copyPart(ctx context.Context, house, target, part string, m *manifest) error {
	return filepath.WalkDir(filepath.Join(house, part), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), temporaryPrefix) {
			return err
		}
		if !d.Type().IsRegular() {
			return fmt.Errorf("%s is no regular file: it cannot be copied", path)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		name, err := filepath.Rel(house, path)
		if err != nil {
			return err
		}
		line, err := copyFile(house, target, filepath.ToSlash(name))
		m.lines = append(m.lines, line)
		return err
	})
}
