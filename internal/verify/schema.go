package verify

import (
	"bufio"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"path"
	"sort"
	"strings"
)

// schemaFiles hold, for each version of the schema, a line for each trigger and for each table that the
// verifier reads: its kind, its name and the SHA-256 of the SQL that makes it; and one for each migration
// that led there: "migration", its name and its SHA-256 as the database records it.
//
//go:embed schema/*.txt
var schemaFiles embed.FS

// logVersion is the first version of the schema that has the transparency log.
const logVersion = 2

var errNotOurs = errors.New("it is a database, but not one of Nostro: it has no table schema_migration")

// object is a table or trigger.
type object struct{ kind, name string }

func (o object) String() string { return o.kind + " " + o.name }

// knownSchema returns what a version consists of; false for one that this program does not know.
func knownSchema(version int64) (map[object]string, bool) {
	data, err := schemaFiles.ReadFile(path.Join("schema", fmt.Sprintf("%d.txt", version)))
	if err != nil {
		return nil, false
	}
	known := map[object]string{}
	lines := bufio.NewScanner(strings.NewReader(string(data)))
	for lines.Scan() {
		if words := strings.Fields(lines.Text()); len(words) == 3 {
			known[object{words[0], words[1]}] = words[2]
		}
	}
	return known, true
}

// checkSchema tells whether the books can be walked: the version is known and the tables are as they were
// made. A trigger that is gone, altered or added is a finding, but does not keep anybody from reading.
func (r *run) checkSchema(ctx context.Context) (walkable bool, err error) {
	found, err := r.objects(ctx)
	if err != nil {
		return false, err
	}
	if _, ours := found[object{"table", "schema_migration"}]; !ours {
		return false, errNotOurs
	}
	version, err := r.version(ctx)
	if err != nil {
		return false, err
	}
	known, ok := knownSchema(version)
	switch {
	case version < logVersion:
		r.doubt("the database has schema version %d, from before the transparency log: open it with the present "+
			"program, which adds the log, and make a checkpoint", version)
		return false, nil
	case !ok:
		r.doubt("the database has schema version %d, which this verifier does not know: use a newer one", version)
		return false, nil
	}
	same, err := r.sameMigrations(ctx, known)
	if err != nil {
		return false, err
	}
	if !same {
		r.doubt("the database was made by another build of Nostro, with other migrations than this verifier knows: its " +
			"triggers were not compared; use the verifier of that build")
		return tablesAgree(found, known), nil
	}
	return r.compareSchema(found, known), nil
}

// sameMigrations tells whether the record of migrations is the one that the list was made from. Where it is
// not, another build may well have made other triggers, and nobody is to be accused of it.
func (r *run) sameMigrations(ctx context.Context, known map[object]string) (bool, error) {
	same := true
	err := r.source.each(ctx, "SELECT name, sha256 FROM schema_migration", func(c *cursor) error {
		same = same && known[object{"migration", c.text(0)}] == c.text(1)
		return nil
	})
	return same, err
}

// tablesAgree tells whether the tables that are walked are those that the verifier knows how to read.
func tablesAgree(found, known map[object]string) bool {
	for o, sum := range known {
		if o.kind == "table" && found[o] != sum {
			return false
		}
	}
	return true
}

// compareSchema accuses in the order of names and returns whether all tables are as they were made.
func (r *run) compareSchema(found, known map[object]string) bool {
	whole := true
	for _, o := range sortedObjects(found, known) {
		want, expected := known[o]
		got, there := found[o]
		switch {
		case o.kind == "migration", !expected && o.kind == "table", there && got == want:
		case !there:
			r.accuse(Finding{Field: o.String(), What: "it was dropped"})
		case !expected:
			r.accuse(Finding{Field: o.String(), What: "it was added; no version of Nostro has it"})
		default:
			r.accuse(Finding{Field: o.String(), What: "it was altered"})
		}
		if o.kind == "trigger" && there {
			r.Counted.Triggers++
		}
		if o.kind == "table" && expected && got != want {
			whole = false
		}
	}
	return whole
}

func sortedObjects(sets ...map[object]string) []object {
	seen := map[object]bool{}
	var all []object
	for _, set := range sets {
		for o := range set {
			if !seen[o] {
				seen[o] = true
				all = append(all, o)
			}
		}
	}
	sort.Slice(all, func(i, j int) bool { return all[i].String() < all[j].String() })
	return all
}

// objects returns the tables and triggers of the database with the hashes of their SQL.
func (r *run) objects(ctx context.Context) (map[object]string, error) {
	found := map[object]string{}
	err := r.source.each(ctx, "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('table', 'trigger')",
		func(c *cursor) error {
			sum := sha256.Sum256([]byte(c.text(2)))
			found[object{c.text(0), c.text(1)}] = hex.EncodeToString(sum[:])
			return nil
		})
	return found, err
}

func (r *run) version(ctx context.Context) (version int64, err error) {
	err = r.source.each(ctx, "SELECT max(version) FROM schema_migration", func(c *cursor) error {
		version = c.number(0)
		return nil
	})
	return version, err
}
