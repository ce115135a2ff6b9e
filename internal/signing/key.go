package signing

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// keyBytesMax bounds a file of a key.
const keyBytesMax = 4096

// Errors of keys and notes; test with errors.Is.
var (
	ErrNoKey     = errors.New("the signing key is not there: restore it, or make one with nostro checkpoint --make-key")
	ErrReadable  = errors.New("others can read the signing key: chmod 600 it, and make a new one if they may have")
	ErrPair      = errors.New("the two files of the signing key do not belong together: restore the right pair")
	ErrNotSigned = errors.New("the note does not carry the signature of this installation: it is of another one, or was " +
		"changed")
)

// Public opens notes; it needs no secret.
type Public struct {
	key      string
	verifier note.Verifier
}

// VerifierKey returns what a stranger needs to verify our notes: name, hash and public key as one word.
func (p *Public) VerifierKey() string { return p.key }

// Open returns the text of a note that our key has signed, else an error that wraps ErrNotSigned.
func (p *Public) Open(text string) (string, error) {
	opened, err := note.Open([]byte(text), note.VerifierList(p.verifier))
	if err != nil {
		return "", fmt.Errorf("%w (%w)", ErrNotSigned, err)
	}
	return opened.Text, nil
}

// Private signs notes too.
type Private struct {
	Public
	signer note.Signer
}

// Sign returns the note: the text, which ends with a line feed, and our signature. The same text gives the
// same note.
func (p *Private) Sign(text string) (string, error) {
	signed, err := note.Sign(&note.Note{Text: text}, p.signer)
	if err != nil {
		return "", fmt.Errorf("sign a note: %w", err)
	}
	return string(signed), nil
}

// LoadPublic reads the verifier key of the installation in the folder.
func LoadPublic(dir string) (*Public, error) {
	path := filepath.Join(dir, PublicFileName)
	key, err := readLine(path)
	if err != nil {
		return nil, err
	}
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return nil, fmt.Errorf("%s: %w: it holds no verifier key", path, err)
	}
	return &Public{key, verifier}, nil
}

// Load reads both keys of the installation in the folder. It errs with ErrNoKey where they are not there,
// ErrReadable where the private one is not for its owner alone, and ErrPair where what the private one
// signs is not what the public one verifies.
func Load(dir string) (*Private, error) {
	public, err := LoadPublic(dir)
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, PrivateFileName)
	info, err := os.Stat(path)
	if err == nil && info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("%s: %w", path, ErrReadable)
	}
	key, err := readLine(path)
	if err != nil {
		return nil, err
	}
	signer, err := note.NewSigner(key)
	if err != nil { // what is wrong with a secret is not told
		return nil, fmt.Errorf("%s holds no signing key: restore it", path)
	}
	p := &Private{*public, signer}
	if err := p.checkPair(); err != nil {
		return nil, err
	}
	return p, nil
}

func (p *Private) checkPair() error {
	signed, err := p.Sign("pair\n")
	if err == nil {
		_, err = p.Open(signed)
	}
	if err != nil {
		return fmt.Errorf("%w (%w)", ErrPair, err)
	}
	return nil
}

func readLine(path string) (string, error) {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("%s: %w", path, ErrNoKey)
	}
	if err != nil {
		return "", err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, keyBytesMax+1))
	if err == nil && len(data) > keyBytesMax {
		err = fmt.Errorf("%s has more than %d bytes: it is no key", path, keyBytesMax)
	}
	return strings.TrimSuffix(strings.TrimSuffix(string(data), "\n"), "\r"), err
}
