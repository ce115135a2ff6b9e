package spool

import (
	"fmt"
	"path"
	"regexp"
	"strings"
)

// Limits of names. They fit every file system in use.
const (
	partCharactersMax = 200
	partsMax          = 8
)

var partForm = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9._-]*$`)

// checkName errs, wrapping ErrName, for a name that is not parts joined by "/", each of letters, digits
// and any of "._-", and none with "." or "-" in front.
func checkName(name string) error {
	parts := strings.Split(name, "/")
	if len(parts) > partsMax {
		return fmt.Errorf("%w: %q has %d parts, of at most %d", ErrName, name, len(parts), partsMax)
	}
	for _, part := range parts {
		if len(part) > partCharactersMax || !partForm.MatchString(part) {
			return fmt.Errorf(`%w: %q has the part %q: write 1 to %d letters, digits or any of "._-", `+
				"beginning with a letter, a digit or _", ErrName, name, part, partCharactersMax)
		}
	}
	return nil
}

// folderOf returns the folder of a name, "." where it has none.
func folderOf(name string) string { return path.Dir(name) }
