package store_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"nostro/internal/store"
	"nostro/jobs"
)

const killedWriterPath = "NOSTRO_TEST_KILLED_WRITER"

// TestMain turns this program into a writer that never ends, where the parent asks for one.
func TestMain(m *testing.M) {
	if path := os.Getenv(killedWriterPath); path != "" {
		fmt.Println("writer ends:", writeForEver(path))
		os.Exit(3)
	}
	os.Exit(m.Run())
}

// writeForEver posts entries in pairs, and prints the number of a pair once it is committed.
func writeForEver(path string) error {
	s, err := store.Open(context.Background(), path, at)
	if err != nil {
		return err
	}
	for n := 1; ; n++ {
		err := s.Update(context.Background(), func(tx jobs.Tx) error {
			for _, half := range []string{"a", "b"} {
				if _, err := tx.Post(entryOf(fmt.Sprintf("pair:%d:%s", n, half), int64(n)), at); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		fmt.Println(n)
	}
}

// A program that is killed in the midst of writing has lost nothing that it told to be committed, and left
// no half of a transaction.
func TestAKilledWriter(t *testing.T) {
	for _, pairs := range []int{1, 7, 40} {
		path := filepath.Join(t.TempDir(), "nostro.db")
		told := killAfter(t, path, pairs)
		s := reopen(t, path)
		all := get(t, s, entries)
		if len(all)%2 != 0 || len(all) < 2*told {
			t.Errorf("%d pairs were told to be committed, %d entries are there", told, len(all))
		}
		for n, e := range all {
			same(t, "entry", e, entryOf(fmt.Sprintf("pair:%d:%c", n/2+1, "ab"[n%2]), int64(n/2+1)))
		}
		update(t, s, func(tx jobs.Tx) error { _, err := tx.Post(entryOf("next", 1), at); return err })
	}
}

// killAfter starts a writer, kills it when it has told so many pairs, and returns how many it told in all.
func killAfter(t *testing.T, path string, pairs int) (told int) {
	t.Helper()
	writer := exec.CommandContext(t.Context(), os.Args[0])
	writer.Env = append(os.Environ(), killedWriterPath+"="+path)
	out, err := writer.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := writer.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		told++
		if lines.Text() != fmt.Sprint(told) {
			t.Fatalf("the writer says %q", lines.Text())
		}
		if told == pairs {
			if err := writer.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if writer.Wait() == nil {
		t.Fatal("the writer ended by itself")
	}
	return told
}
