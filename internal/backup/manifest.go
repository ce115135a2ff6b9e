package backup

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// manifestBytesMax bounds a manifest: some millions of files.
const manifestBytesMax = 1 << 30

// ErrDiffers marks a backup that is not what its manifest says, or is not whole.
var ErrDiffers = errors.New("the backup is not what its manifest says: use another one")

// line is one file of a backup.
type line struct {
	name   string // with slashes, from the top of the backup
	sha256 string
	bytes  int64
}

// manifest is the list of all files.
type manifest struct{ lines []line }

func (m manifest) summary() Summary {
	s := Summary{Files: len(m.lines)}
	for _, l := range m.lines {
		s.Bytes += l.bytes
	}
	return s
}

// write writes the manifest by name, and sees it to the disk.
func (m manifest) write(dir string) error {
	slices.SortFunc(m.lines, func(a, b line) int { return cmp.Compare(a.name, b.name) })
	var text strings.Builder
	for _, l := range m.lines {
		if strings.ContainsAny(l.name, "\\\r\n") {
			return fmt.Errorf("the name %q cannot stand in a manifest: rename the file", l.name)
		}
		fmt.Fprintf(&text, "%s  %s\n", l.sha256, l.name)
	}
	f, err := os.OpenFile(filepath.Join(dir, ManifestName), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text.String())
	return errors.Join(err, f.Sync(), f.Close())
}

// readManifest reads the manifest of a backup, strictly.
func readManifest(dir string) (m manifest, err error) {
	f, err := os.Open(filepath.Join(dir, ManifestName))
	if errors.Is(err, fs.ErrNotExist) {
		return m, fmt.Errorf("%s has no %s: it is no backup, or one that was never finished: %w", dir, ManifestName,
			ErrDiffers)
	}
	if err != nil {
		return m, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, manifestBytesMax+1))
	if err != nil || len(text) > manifestBytesMax {
		return m, errors.Join(err, fmt.Errorf("%s cannot be read whole", f.Name()))
	}
	for n, row := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		hash, name, _ := strings.Cut(row, "  ")
		raw, err := hex.DecodeString(hash)
		if err != nil || len(raw) != sha256.Size || !filepath.IsLocal(filepath.FromSlash(name)) || name == ManifestName {
			return m, fmt.Errorf("%s:%d: %q is no hash with the name of a file: %w", f.Name(), n+1, row, ErrDiffers)
		}
		if n > 0 && m.lines[n-1].name >= name {
			return m, fmt.Errorf("%s:%d: %s is out of order or there twice: %w", f.Name(), n+1, name, ErrDiffers)
		}
		m.lines = append(m.lines, line{name: name, sha256: strings.ToLower(hash)})
	}
	return m, nil
}

// hashOf adds the hash of a file that is in the folder already.
func hashOf(dir, name string, m manifest) (manifest, error) {
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		return m, err
	}
	defer f.Close()
	l, err := copyHashed(io.Discard, f, name)
	m.lines = append(m.lines, l)
	return m, err
}

func copyHashed(to io.Writer, from io.Reader, name string) (line, error) {
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(to, sum), from)
	return line{name, hex.EncodeToString(sum.Sum(nil)), n}, err
}

// copyFile copies a file from one folder to another, where it is not yet, and sees it to the disk.
func copyFile(from, to, name string) (l line, err error) {
	source, err := os.Open(filepath.Join(from, filepath.FromSlash(name)))
	if err != nil {
		return l, err
	}
	defer source.Close()
	info, err := source.Stat()
	if err != nil {
		return l, err
	}
	path := filepath.Join(to, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return l, err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, info.Mode().Perm()|0o600)
	if err != nil {
		return l, err
	}
	l, err = copyHashed(f, source, name)
	return l, errors.Join(err, f.Sync(), f.Close())
}
