package verify

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
)

var errSpool = errors.New("the folder of the spool cannot be read")

// archive is what lies in the spool: the SHA-256 of each file, in hex, by path and the other way round.
type archive struct {
	byPath map[string]string
	byHash map[string]string
	stems  map[string]string // files that are named by the hash of their bytes: the name without its ending
}

// readArchive hashes every file of the folder. No link leads out of it.
func readArchive(folder string) (*archive, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errSpool, err)
	}
	defer root.Close()
	a := &archive{map[string]string{}, map[string]string{}, map[string]string{}}
	err = fs.WalkDir(root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() || strings.HasPrefix(path.Base(name), ".") {
			return err
		}
		sum, err := hashFile(root, name)
		if err != nil {
			return err
		}
		a.byPath[name], a.byHash[sum] = sum, name
		stem, _, _ := strings.Cut(path.Base(name), ".")
		a.stems[stem] = name
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errSpool, err)
	}
	return a, nil
}

func hashFile(root *os.Root, name string) (string, error) {
	f, err := root.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
