package verify

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"nostro/internal/store"
)

var update = flag.Bool("update", false, "write schema/VERSION.txt for the newest migrations")

// walkedTables are those whose definition the verifier relies on.
var walkedTables = []string{"journal_entry", "posting", "log_leaf", "log_hash", "checkpoint", "file_in", "file_out",
	"input_file", "entry_match", "statement", "schema_migration"}

// TestSchemaListIsThatOfTheMigrations compares the verifier's own list with what the migrations make. After
// a new migration: go test ./internal/verify -run SchemaList -update
func TestSchemaListIsThatOfTheMigrations(t *testing.T) {
	file := filepath.Join(t.TempDir(), "nostro.db")
	s, err := store.Open(t.Context(), file, time.Unix(0, 0))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	version, lines := schemaOf(t, file)
	list := filepath.Join("schema", fmt.Sprintf("%d.txt", version))
	if *update {
		if err := os.WriteFile(list, []byte(lines), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(list)
	if err != nil || string(got) != lines {
		t.Errorf("%s is not what the migrations make (%v); run with -update and look at the difference", list, err)
	}
}

func schemaOf(t *testing.T, file string) (version int64, lines string) {
	t.Helper()
	source, err := openSource(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer source.close()
	r := &run{source: source}
	if version, err = r.version(t.Context()); err != nil {
		t.Fatal(err)
	}
	var all []string
	err = source.each(t.Context(), "SELECT type, name, sql FROM sqlite_schema", func(c *cursor) error {
		if c.text(0) == "trigger" || c.text(0) == "table" && slices.Contains(walkedTables, c.text(1)) {
			sum := sha256.Sum256([]byte(c.text(2)))
			all = append(all, c.text(0)+" "+c.text(1)+" "+hex.EncodeToString(sum[:])+"\n")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	err = source.each(t.Context(), "SELECT name, sha256 FROM schema_migration", func(c *cursor) error {
		all = append(all, "migration "+c.text(0)+" "+c.text(1)+"\n")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(all)
	return version, strings.Join(all, "")
}
