package ledger_test

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"nostro/ledger"
)

func TestTheTextOfACheckpoint(t *testing.T) {
	c := ledger.Checkpoint{Size: 12345678901, Root: mustRoot(t, "vddfz1gwuFCsPrK9DoH6tUrSBU2oN4+9OO9SNtUkUPI=")}
	want := "nostro/books\n12345678901\nvddfz1gwuFCsPrK9DoH6tUrSBU2oN4+9OO9SNtUkUPI=\n"
	if c.Text() != want {
		t.Errorf("got %q", c.Text())
	}
	if got, err := ledger.ParseCheckpoint(want); err != nil || got != c {
		t.Errorf("got %v, %v", got, err)
	}
}

func mustRoot(t *testing.T, text string) tlog.Hash {
	t.Helper()
	root, err := tlog.ParseHash(text)
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func TestParseCheckpointRefuses(t *testing.T) {
	good := ledger.Checkpoint{Size: 7, Root: tlog.RecordHash(nil)}.Text()
	for name, text := range map[string]string{
		"nothing":         "",
		"another log":     strings.Replace(good, "nostro/books", "go.sum database tree", 1),
		"no size":         strings.Replace(good, "\n7\n", "\n\n", 1),
		"size of zero":    strings.Replace(good, "\n7\n", "\n0\n", 1),
		"size below":      strings.Replace(good, "\n7\n", "\n-7\n", 1),
		"leading zero":    strings.Replace(good, "\n7\n", "\n07\n", 1),
		"plus":            strings.Replace(good, "\n7\n", "\n+7\n", 1),
		"huge size":       strings.Replace(good, "\n7\n", "\n9223372036854775808\n", 1),
		"short root":      strings.Replace(good, "=", "", 1),
		"root of 3":       "nostro/books\n7\nAAAA\n",
		"no last line":    strings.TrimSuffix(good, "\n"),
		"a line too many": good + "more\n",
		"carriage":        strings.ReplaceAll(good, "\n", "\r\n"),
	} {
		if c, err := ledger.ParseCheckpoint(text); !errors.Is(err, ledger.ErrCheckpoint) || c != (ledger.Checkpoint{}) {
			t.Errorf("%s: got %v, %v", name, c, err)
		}
	}
}

func FuzzParseCheckpoint(f *testing.F) {
	f.Add(ledger.Checkpoint{Size: 7, Root: tlog.RecordHash(nil)}.Text())
	f.Add("nostro/books\n07\nAAAA\n")
	f.Fuzz(func(t *testing.T, text string) {
		if c, err := ledger.ParseCheckpoint(text); err == nil && c.Text() != text {
			t.Errorf("%q was read as %q", text, c.Text())
		}
	})
}

// memoryLog is a log in memory, to make proofs of.
type memoryLog []tlog.Hash

func (m *memoryLog) add(t rapid.TB, n int64, record string) {
	hashes, err := tlog.StoredHashes(n, []byte(record), m)
	if err != nil {
		t.Fatal(err)
	}
	*m = append(*m, hashes...)
}

func (m *memoryLog) ReadHashes(positions []int64) ([]tlog.Hash, error) {
	var found []tlog.Hash
	for _, p := range positions {
		found = append(found, (*m)[p])
	}
	return found, nil
}

func (m *memoryLog) checkpoint(t rapid.TB, size int64) ledger.Checkpoint {
	root, err := tlog.TreeHash(size, m)
	if err != nil {
		t.Fatal(err)
	}
	return ledger.Checkpoint{Size: size, Root: root}
}

// A log extends its own past, and no past that differs in one leaf.
func TestCheckExtends(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.Int64Range(1, 40).Draw(t, "size")
		old := rapid.Int64Range(1, size).Draw(t, "old")
		forged := rapid.Int64Range(0, old-1).Draw(t, "forged")
		var ours, other memoryLog
		for n := range size {
			ours.add(t, n, string(rune('a'+n)))
			if n == forged {
				other.add(t, n, "forged")
			} else {
				other.add(t, n, string(rune('a'+n)))
			}
		}
		proof, err := tlog.ProveTree(size, old, &ours)
		if err != nil {
			t.Fatal(err)
		}
		now := ours.checkpoint(t, size)
		if err := ledger.CheckExtends(ours.checkpoint(t, old), now, proof); err != nil {
			t.Fatal(err)
		}
		if err := ledger.CheckExtends(other.checkpoint(t, old), now, proof); !errors.Is(err, ledger.ErrNotExtended) {
			t.Fatalf("a forged past is extended: %v", err)
		}
		longer := ledger.Checkpoint{Size: size + 1, Root: now.Root}
		if err := ledger.CheckExtends(longer, now, nil); !errors.Is(err, ledger.ErrNotExtended) {
			t.Fatalf("a longer past is extended: %v", err)
		}
	})
}
