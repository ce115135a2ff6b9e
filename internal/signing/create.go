package signing

import (
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/mod/sumdb/note"
)

// Names of the files in the folder of an installation.
const (
	PrivateFileName = "nostro.sign.key" // mode 0600; goes into no database, backup or report
	PublicFileName  = "nostro.sign.pub" // the verifier key, to be given to whoever wants to verify
)

// ErrIsThere marks a folder that has a key already; it is never replaced.
var ErrIsThere = errors.New("is there already: nothing was changed")

// Create makes the pair of keys in the folder, which must be there, and returns the verifier key. The
// name of the key is "nostro-" and the first eight hex digits of the SHA-256 of the installation's secret,
// so that it is the same for the same installation and tells nothing of the secret. It errs with ErrIsThere
// where either file is there.
func Create(dir string, installation []byte) (verifierKey string, err error) {
	for _, name := range []string{PrivateFileName, PublicFileName} {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			return "", fmt.Errorf("signing key: %s %w", filepath.Join(dir, name), ErrIsThere)
		}
	}
	sum := sha256.Sum256(installation)
	private, public, err := note.GenerateKey(rand.Reader, fmt.Sprintf("nostro-%x", sum[:4]))
	if err != nil {
		return "", fmt.Errorf("signing key: %w", err)
	}
	if err := writeNew(filepath.Join(dir, PrivateFileName), private, 0o600); err != nil {
		return "", fmt.Errorf("signing key: %w", err)
	}
	if err := writeNew(filepath.Join(dir, PublicFileName), public, 0o644); err != nil {
		return "", fmt.Errorf("signing key: %w", err)
	}
	return public, nil
}

// writeNew writes one line to a file that is not there, and sees it to the disk.
func writeNew(path, line string, mode os.FileMode) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("%s %w", path, ErrIsThere)
	}
	if err != nil {
		return err
	}
	_, err = f.WriteString(line + "\n")
	return errors.Join(err, f.Sync(), f.Close())
}
