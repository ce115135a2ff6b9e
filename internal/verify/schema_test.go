package verify

import (
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
	objects, err := r.objects(t.Context())
	must(t, err)
	for o, sum := range objects {
		all = append(all, o.String()+" "+sum+"\n")
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
