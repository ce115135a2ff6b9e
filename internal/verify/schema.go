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
	"slices"
	"sort"
	"strings"
)

// schemaFiles hold, for each version of the schema that this program can read, a line for each object: its
// kind, its name and the SHA-256 of the SQL that makes it; and one for each migration that led there:
// "migration", its name and its SHA-256 as the database records it.
//
//go:embed schema/*.txt
var schemaFiles embed.FS

// firstVersion is the first version of the schema that this program can read.
const firstVersion = 3

// walkedTables are those that are read: the program must know what their columns mean.
var walkedTables = []string{"account", "account_day", "checkpoint", "entry_match", "file_in", "file_out", "input_file",
	"journal_entry", "log_tile", "posting", "schema_migration", "sqlite_sequence", "statement"}

var errNotOurs = errors.New("it is a database, but not one of Nostro: it has no table schema_migration")

// object is a table, an index, a trigger or a view.
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
// made. What is gone or altered, and a trigger that was added, is a finding, but keeps nobody from reading.
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
	case version < firstVersion:
		r.doubt("the database has schema version %d, this verifier reads %d: use the verifier of the program that wrote it, or "+
			"open a copy with the present program, which brings it up to date", version, firstVersion)
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
	return !slices.ContainsFunc(walkedTables, func(name string) bool {
		table := object{"table", name}
		return found[table] != known[table]
	})
}

// compareSchema accuses in the order of names and returns whether the tables that are walked are as they were
// made. A table, an index or a view more harms no books: people add them for reports.
func (r *run) compareSchema(found, known map[object]string) bool {
	var added []string
	for _, o := range sortedObjects(found, known) {
		want, expected := known[o]
		got, there := found[o]
		switch {
		case o.kind == "migration", there && got == want:
		case !there:
			r.accuse(Finding{Field: o.String(), What: "it was dropped"})
		case expected:
			r.accuse(Finding{Field: o.String(), What: "it was altered"})
		case o.kind == "trigger":
			r.accuse(Finding{Field: o.String(), What: "it was added; no version of Nostro has it"})
		default:
			added = append(added, o.String())
		}
		if o.kind == "trigger" && there {
			r.Counted.Triggers++
		}
	}
	if len(added) > 0 {
		r.note("somebody added %s; Nostro does not use it", strings.Join(added, ", "))
	}
	return tablesAgree(found, known)
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

// selectObjects leaves out what SQLite makes by itself: indexes for UNIQUE, and statistics.
const selectObjects = `SELECT type, name, sql FROM sqlite_schema
 WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~' OR name = 'sqlite_sequence'`

// objects returns what the database consists of, with the hashes of the SQL.
func (r *run) objects(ctx context.Context) (map[object]string, error) {
	found := map[object]string{}
	err := r.source.each(ctx, selectObjects, func(c *cursor) error {
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
