package verify

import (
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// origin is the first line of the text of every checkpoint.
const origin = "nostro/books"

// Named is a note with where it was found.
type Named struct {
	Name string
	Note []byte
}

// ReadKey returns the verifier key that the argument is, or that stands in the file it names.
func ReadKey(argument string) (string, error) {
	text := argument
	data, err := os.ReadFile(argument)
	switch {
	case err == nil:
		text = string(data)
	case !strings.Contains(argument, "+"): // a key always has one, so this was meant as a file
		return "", fmt.Errorf("key: %w", err)
	}
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "PRIVATE+KEY+") {
		return "", errors.New("key: this is the private key, which only signs and must stay secret: " +
			"give nostro.sign.pub")
	}
	if _, err := note.NewVerifier(text); err != nil {
		return "", fmt.Errorf("key %q is no verifier key such as stands in nostro.sign.pub: %w", argument, err)
	}
	return text, nil
}

// verifiers makes the list of known keys. The same key twice counts once.
func verifiers(keys []string) (note.Verifiers, error) {
	sorted := slices.Clone(keys)
	slices.Sort(sorted)
	var list []note.Verifier
	for _, key := range slices.Compact(sorted) {
		v, err := note.NewVerifier(key)
		if err != nil {
			return nil, fmt.Errorf("key %q: %w", key, err)
		}
		list = append(list, v)
	}
	return note.VerifierList(list...), nil
}

// claim is what a checkpoint says, and, once the tree has been walked, whether it is so.
type claim struct {
	Mark
	root   hash
	signed bool // by a known key; else it only hints

	reached       bool // the books have that many entries
	entriesAgree  bool // the entries as they are now give the root
	hashesAgree   bool // the stored leaf hashes give the root
	notComparable bool // an entry before it is missing with its leaf
}

// Kinds of notes that are no evidence.
var (
	errForged    = errors.New("its signature is not good: the note was changed, or never signed by that key")
	errNoNote    = errors.New("it is no signed note")
	errOtherNote = errors.New("it is signed, but it is no checkpoint of " + origin + " in a form known here")
)

// openClaim reads a note. One of an unknown key is returned with signed false.
func openClaim(n Named, known note.Verifiers) (claim, error) {
	opened, err := note.Open(n.Note, known)
	var unknown *note.UnverifiedNoteError
	var forged *note.InvalidSignatureError
	switch {
	case err == nil:
	case errors.As(err, &unknown):
		opened = unknown.Note
	case errors.As(err, &forged):
		return claim{}, errForged
	default:
		return claim{}, fmt.Errorf("%w: %w", errNoNote, err)
	}
	c, ok := parseClaim(opened.Text)
	c.signed, c.Source = err == nil, n.Name
	if !ok {
		return c, errOtherNote
	}
	return c, nil
}

// parseClaim takes the one form of the text: origin, size and root, each on a line.
func parseClaim(text string) (claim, bool) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[0] != origin || lines[3] != "" {
		return claim{}, false
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 1 || strconv.FormatInt(size, 10) != lines[1] {
		return claim{}, false
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != len(hash{}) {
		return claim{}, false
	}
	return claim{Mark: Mark{Size: size}, root: hash(root)}, true
}
