package backup

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
)

// Verify compares every file of the backup in the folder with its manifest. It errs with ErrDiffers where
// a file is missing, is there without being named, or has other bytes.
func Verify(ctx context.Context, dir string) (Summary, error) {
	m, err := verify(ctx, dir)
	if err != nil {
		return Summary{}, fmt.Errorf("verify the backup: %w", err)
	}
	return m.summary(), nil
}

func verify(ctx context.Context, dir string) (manifest, error) {
	want, err := readManifest(dir)
	if err != nil {
		return want, err
	}
	names, err := filesOf(dir)
	if err != nil {
		return want, err
	}
	var got manifest
	for _, l := range want.lines {
		if err := ctx.Err(); err != nil {
			return got, err
		}
		if _, there := slices.BinarySearch(names, l.name); !there {
			return got, fmt.Errorf("%s is missing: %w", l.name, ErrDiffers)
		}
		if got, err = hashOf(dir, l.name, got); err != nil {
			return got, err
		}
		if found := got.lines[len(got.lines)-1].sha256; found != l.sha256 {
			return got, fmt.Errorf("%s has hash %.12s, not %.12s: %w", l.name, found, l.sha256, ErrDiffers)
		}
	}
	return got, checkNames(names, got)
}

// checkNames errs where a file is there that the manifest does not name, or no database.
func checkNames(names []string, m manifest) error {
	named := map[string]bool{ManifestName: true}
	for _, l := range m.lines {
		named[l.name] = true
	}
	for _, name := range names {
		if !named[name] {
			return fmt.Errorf("%s is there, but not in the manifest: %w", name, ErrDiffers)
		}
	}
	if !named[DatabaseName] {
		return fmt.Errorf("%s is not in the manifest: %w", DatabaseName, ErrDiffers)
	}
	return nil
}

// filesOf returns the names of all files in the folder, sorted.
func filesOf(dir string) (names []string, err error) {
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if !d.Type().IsRegular() {
			return fmt.Errorf("%s is no regular file: %w", path, ErrDiffers)
		}
		name, err := filepath.Rel(dir, path)
		names = append(names, filepath.ToSlash(name))
		return err
	})
	slices.Sort(names)
	return names, err
}

// Restore verifies the backup, then copies it into the folder target, which is not there yet or empty. What
// is copied is compared again on its way. The secrets of the installation must be put back by hand.
func Restore(ctx context.Context, dir, target string) (Summary, error) {
	m, err := verify(ctx, dir)
	if err != nil {
		return Summary{}, fmt.Errorf("restore: %w", err)
	}
	if err := prepare(target); err != nil {
		return Summary{}, fmt.Errorf("restore: %w", err)
	}
	for _, want := range m.lines {
		if err := ctx.Err(); err != nil {
			return Summary{}, fmt.Errorf("restore: %w", err)
		}
		got, err := copyFile(dir, target, want.name)
		if err == nil && got != want {
			err = fmt.Errorf("%s changed while it was copied: %w", want.name, ErrDiffers)
		}
		if err != nil {
			return Summary{}, fmt.Errorf("restore: %w", err)
		}
	}
	return m.summary(), nil
}
