package delivery

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// NameMax is the longest file name, in bytes, that is sent or fetched.
const NameMax = 200

// checkName refuses what is no plain file name: a path, a dot name, what a server or a disk may cut.
func checkName(name string) error {
	switch {
	case name == "" || name == "." || name == "..":
		return fmt.Errorf("name %q: it is no file name", name)
	case len(name) > NameMax:
		return fmt.Errorf("name %q...: it has %d bytes, at most %d go", name[:40], len(name), NameMax)
	case strings.ContainsAny(name, `/\`):
		return fmt.Errorf("name %q: a name, not a path", name)
	case hasControl(name) || !utf8.ValidString(name):
		return fmt.Errorf("name %q: it holds characters that no name should", name)
	case strings.TrimSpace(name) != name:
		return fmt.Errorf("name %q: it starts or ends with a space, which servers drop", name)
	}
	return nil
}

// join puts a name in a folder; paths are always given whole, so a new login changes nothing.
func join(folder, name string) string {
	if folder == "" {
		return name
	}
	return strings.TrimRight(folder, "/") + "/" + name
}

func hasControl(text string) bool { return strings.ContainsFunc(text, unicode.IsControl) }
