package risk

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
)

// digestDomain keeps the digest of a release apart from every other hash.
const digestDomain = "nostro release 1\n"

// FileHash is one file of a release: its name, the lower-case hex of its SHA-256, and its size.
type FileHash struct {
	Name, SHA256 string
	Bytes        int64
}

// Digest returns the lower-case hex SHA-256 that stands for the files together, whatever their order. Two
// sets of files have the same digest only if all names, hashes and sizes are the same: every text is
// preceded by its length, so that no two lists give the same bytes to hash. A file given twice counts twice.
func Digest(files []FileHash) string {
	sorted := slices.Clone(files)
	slices.SortFunc(sorted, func(a, b FileHash) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.SHA256, b.SHA256), cmp.Compare(a.Bytes, b.Bytes))
	})
	buffer := []byte(digestDomain)
	buffer = binary.BigEndian.AppendUint64(buffer, uint64(len(sorted)))
	for _, f := range sorted {
		buffer = appendText(buffer, f.Name)
		buffer = appendText(buffer, f.SHA256)
		buffer = binary.BigEndian.AppendUint64(buffer, uint64(f.Bytes))
	}
	sum := sha256.Sum256(buffer)
	return hex.EncodeToString(sum[:])
}

func appendText(buffer []byte, text string) []byte {
	buffer = binary.BigEndian.AppendUint64(buffer, uint64(len(text)))
	return append(buffer, text...)
}

// contentDomain keeps the digest of what is asked apart from that of a release.
const contentDomain = "nostro approval 1\n"

// ContentDigest returns the lower-case hex SHA-256 that stands for what is asked: its kind, its subject and its
// content. Each text is preceded by its length, so that no two asks give the same bytes to hash.
func ContentDigest(kind, subject, content string) string {
	buffer := []byte(contentDomain)
	for _, text := range []string{kind, subject, content} {
		buffer = appendText(buffer, text)
	}
	sum := sha256.Sum256(buffer)
	return hex.EncodeToString(sum[:])
}
