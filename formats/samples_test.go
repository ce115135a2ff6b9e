package formats

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// sampleFolder is where public files of banks lie: NOSTRO_SAMPLES, or beside the schemas.
func sampleFolder() string {
	if folder := os.Getenv("NOSTRO_SAMPLES"); folder != "" {
		return folder
	}
	return filepath.Join(schemaFolder(), "..", "samples")
}

// samples returns the bank files of the collection by name; without one the test is skipped aloud.
func samples(t *testing.T) map[string][]byte {
	t.Helper()
	folder := sampleFolder()
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("SKIPPED: no bank samples in %s: set NOSTRO_SAMPLES to their folder", folder)
	}
	files := map[string][]byte{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(path, ".tsv") || strings.HasSuffix(path, ".md") {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		files[name], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// acceptable are the reasons for which a sample may be refused.
var acceptable = map[string]func(error, []byte) bool{
	"header and document name different versions": func(err error, _ []byte) bool {
		return errors.Is(err, ErrContradiction)
	},
	"a kind of message that is not read": func(err error, _ []byte) bool {
		return errors.Is(err, ErrUnsupported) && strings.Contains(err.Error(), "with root element")
	},
	"a header without a message": func(err error, data []byte) bool {
		return errors.Is(err, ErrUnsupported) && !strings.Contains(string(data), "Document")
	},
}

// TestReadsBankSamples reads every file of a collection of bank files, and says what became of them. Every
// refusal has a reason that a person accepts.
func TestReadsBankSamples(t *testing.T) {
	files := samples(t)
	groups := map[string][]string{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		in, err := Read(files[name])
		switch {
		case err != nil:
			group := "REFUSED " + reasonGroup(t, name, err, files[name])
			groups[group] = append(groups[group], fmt.Sprintf("%s: %v", name, err))
		case in.Bookable() != nil:
			groups["read, with problems"] = append(groups["read, with problems"], name+": "+firstLine(in.Bookable()))
		case len(in.Warnings) > 0:
			groups["read, with warnings"] = append(groups["read, with warnings"], name+": "+in.Warnings[0].String())
		case len(in.Unread) > 0:
			groups["read, not all understood"] = append(groups["read, not all understood"], name+": "+in.Unread[0].String())
		default:
			groups["read"] = append(groups["read"], name)
		}
	}
	for _, group := range slices.Sorted(maps.Keys(groups)) {
		t.Logf("%s: %d of %d", group, len(groups[group]), len(files))
		for _, line := range groups[group] {
			if group != "read" {
				t.Log("    " + line)
			}
		}
	}
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// reasonGroup finds the acceptable reason for a refusal; none is a failure.
func reasonGroup(t *testing.T, name string, err error, data []byte) string {
	t.Helper()
	for reason, holds := range acceptable {
		if holds(err, data) {
			return reason
		}
	}
	t.Errorf("%s is refused without an acceptable reason: %v", name, err)
	return "for no acceptable reason"
}
