package formats

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestReadsBankSamples reads every pacs.002, pacs.004 and camt.053 of a collection of bank files, where
// one lies beside the repository. A file that its index calls valid must be read, but for those whose
// header names another version than their document: these must be refused.
func TestReadsBankSamples(t *testing.T) {
	folder := filepath.Join("..", "..", "shared", "samples")
	index, err := os.ReadFile(filepath.Join(folder, "INDEX.tsv"))
	if err != nil {
		t.Skipf("SKIPPED: no bank samples in %s", folder)
	}
	var read, warned, refused int
	for line := range strings.Lines(string(index)) {
		fields := strings.Split(line, "\t")
		if len(fields) < 4 || !isReadableKind(fields[1]) {
			continue
		}
		data, err := os.ReadFile(filepath.Join(folder, fields[0]))
		if err != nil {
			t.Fatal(err)
		}
		in, err := Read(data)
		switch {
		case err != nil:
			refused++
			t.Logf("refused %s: %v", fields[0], err)
			if isValid(fields[3]) && !errors.Is(err, ErrContradiction) {
				t.Errorf("%s is valid and must be read", fields[0])
			}
		case len(in.Warnings) > 0:
			warned++
			t.Logf("warned  %s: %d warnings, the first: %s", fields[0], len(in.Warnings), in.Warnings[0])
		default:
			read++
		}
	}
	t.Logf("%d read, %d read with warnings, %d refused", read, warned, refused)
	if read+warned == 0 {
		t.Error("nothing was read")
	}
}

// isReadableKind tells whether the messages of a file are a kind that Read takes, and perhaps a header.
func isReadableKind(messages string) bool {
	list := strings.Split(messages, ",")
	return slices.ContainsFunc(list, func(m string) bool {
		return strings.HasPrefix(m, "pacs.002") || strings.HasPrefix(m, "pacs.004") || strings.HasPrefix(m, "camt.053")
	}) && !slices.ContainsFunc(list, func(m string) bool { return strings.HasPrefix(m, "admi") })
}

// isValid tells whether the index calls all parts of a file valid.
func isValid(validation string) bool {
	for part := range strings.SplitSeq(validation, " | ") {
		if !strings.HasSuffix(part, ":valid") {
			return false
		}
	}
	return true
}
