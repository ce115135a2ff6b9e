package spool

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// List returns the names of all files below the folder, sorted; none where there is no such folder. What is
// being written does not show. What lies there under a name that this spool never gives is an error with
// ErrName: somebody else put it there.
func (s *Spool) List(folder string) ([]string, error) {
	if err := checkName(folder); err != nil {
		return nil, err
	}
	var names []string
	err := fs.WalkDir(s.root.FS(), folder, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil && name == folder && errors.Is(err, fs.ErrNotExist):
			return fs.SkipAll
		case err != nil || entry.IsDir() || strings.HasPrefix(path.Base(name), temporaryPrefix):
			return err
		}
		names = append(names, name)
		return checkName(name)
	})
	if err != nil {
		return nil, fmt.Errorf("spool: list %s: %w", folder, err)
	}
	return names, nil
}
