package verify

import (
	"bufio"
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
	closed map[string]bool   // by path: encrypted, and nothing here opens them
}

// readArchive hashes every file of the folder. No link leads out of it.
func readArchive(folder string, decrypt Decrypt) (*archive, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errSpool, err)
	}
	defer root.Close()
	a := &archive{map[string]string{}, map[string]string{}, map[string]string{}, map[string]bool{}}
	err = fs.WalkDir(root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() || strings.HasPrefix(path.Base(name), ".") {
			return err
		}
		sum, err := hashFile(root, name, decrypt)
		if errors.Is(err, errClosed) {
			a.closed[name], err = true, nil
		}
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

// Decrypt opens an encrypted file of a spool. Its error means that the identity is not one of those it is encrypted to.
type Decrypt func(sealed io.Reader) (io.Reader, error)

// How files of a spool begin that do not simply hold their bytes: encrypted ones (age), and clear ones whose own
// bytes could be taken for either.
const (
	sealedMark = "age-encryption.org/"
	clearMark  = "nostro-spool-clear/1\n"
)

var errClosed = errors.New("the file is encrypted, and nothing here opens it")

// hashFile returns the SHA-256 of the clear bytes. Where an encrypted file was changed, it is one that nothing has.
func hashFile(root *os.Root, name string, decrypt Decrypt) (string, error) {
	f, err := root.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	held := bufio.NewReader(f)
	start, err := held.Peek(len(clearMark))
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	clear := io.Reader(held)
	sealed := strings.HasPrefix(string(start), sealedMark)
	switch {
	case string(start) == clearMark:
		if _, err = held.Discard(len(clearMark)); err != nil {
			return "", err
		}
	case sealed && decrypt == nil:
		return "", errClosed
	case sealed:
		if clear, err = decrypt(held); err != nil {
			return "", fmt.Errorf("%w: %w", errClosed, err)
		}
	}
	h := sha256.New()
	_, err = io.Copy(h, clear)
	if err != nil && sealed {
		return "changed after it was encrypted", nil
	}
	return hex.EncodeToString(h.Sum(nil)), err
}
