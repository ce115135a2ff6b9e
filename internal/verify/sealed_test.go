package verify

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"
)

// An encrypted file has the hash of its clear bytes for who can open it, is closed for who cannot, and once it was
// changed it is a file that nothing has.
func TestHashesOfAnEncryptedSpool(t *testing.T) {
	identity, err := age.GenerateX25519Identity()
	must(t, err)
	other, err := age.GenerateX25519Identity()
	must(t, err)
	opens := func(i *age.X25519Identity) Decrypt {
		return func(r io.Reader) (io.Reader, error) { return age.Decrypt(r, i) }
	}
	var sealed bytes.Buffer
	w, err := age.Encrypt(&sealed, identity.Recipient())
	must(t, err)
	_, err = w.Write([]byte("<Document/>"))
	must(t, errors.Join(err, w.Close()))
	changed := bytes.Clone(sealed.Bytes())
	changed[len(changed)-1] ^= 1
	dir := t.TempDir()
	for name, data := range map[string]string{"a": sealed.String(), "b": string(changed), "c": "<Document/>",
		"d": "nostro-spool-clear/1\n" + "age-encryption.org/v1\n", "e": ""} {
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600))
	}
	sum := func(text string) string { h := sha256.Sum256([]byte(text)); return hex.EncodeToString(h[:]) }
	for name, decrypt := range map[string]Decrypt{"nothing": nil, "another": opens(other), "the identity": opens(identity)} {
		a, err := readArchive(dir, decrypt)
		must(t, err)
		if a.byPath["c"] != sum("<Document/>") || a.byPath["d"] != sum("age-encryption.org/v1\n") || a.byPath["e"] != sum("") {
			t.Errorf("%s: clear files %v", name, a.byPath)
		}
		opened := name == "the identity"
		if a.closed["a"] == opened || a.closed["b"] == opened {
			t.Errorf("%s: closed %v", name, a.closed)
		}
		if opened && (a.byPath["a"] != sum("<Document/>") || !strings.HasPrefix(a.byPath["b"], "changed")) {
			t.Errorf("%s: %v", name, a.byPath)
		}
	}
}
