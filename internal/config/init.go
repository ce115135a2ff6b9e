package config

import (
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

//go:embed template.yaml
var template []byte

// Template returns the commented nostro.yaml that Init writes.
func Template() []byte { return append([]byte(nil), template...) }

// KeyFileName is the file of the installation's key in a folder that Init made.
const KeyFileName = "nostro.key"

// Init makes the folder of an installation: a commented nostro.yaml, the key, and the folders "in" for the
// user's files. key is 32 bytes that only this installation has. What is there already is never replaced.
func Init(dir string, key []byte) error {
	for _, name := range []string{FileName, KeyFileName} {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			return isThere(filepath.Join(dir, name))
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, "in"), 0o700); err != nil {
		return err
	}
	if err := writeNew(filepath.Join(dir, FileName), template, 0o644); err != nil {
		return err
	}
	return writeNew(filepath.Join(dir, KeyFileName), []byte(hex.EncodeToString(key)+"\n"), 0o600)
}

func isThere(path string) error {
	return fmt.Errorf("%s is there already: nothing was changed; choose another folder", path)
}

func writeNew(path string, data []byte, mode os.FileMode) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if errors.Is(err, os.ErrExist) {
		return isThere(path)
	}
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Sync(), f.Close())
}
