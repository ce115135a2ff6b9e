package store_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// tsv is the rows of the journal as files of text, with the schema that they came from.
type tsv struct{ folder, schema string }

func (r tsv) file(table string) string { return filepath.Join(r.folder, table+".tsv") }

var bulkTables = []string{"account", "posting", "journal_entry"}

// exportRows writes what stands in the tables of the journal, bytes as hex.
func exportRows(b *testing.B, path string) tsv {
	b.Helper()
	r := tsv{folder: b.TempDir()}
	db := raw(b, path)
	tables := strings.Join(bulkTables, "', '")
	r.schema = strings.Join(names(b, db, "SELECT sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL AND (tbl_name IN ('"+tables+
		"', 'period_close', 'participant')) ORDER BY type = 'trigger'"), "\n")
	if _, err := exec.LookPath("sqlite3"); err != nil {
		b.Log("no baseline: the sqlite3 command is not installed")
		return r
	}
	for _, table := range bulkTables {
		columns := names(b, db, "SELECT CASE type WHEN 'BLOB' THEN 'lower(hex('||name||'))' ELSE name END FROM pragma_table_info('"+table+"')")
		sqlite(b, path, ".mode tabs", ".output "+r.file(table), fmt.Sprintf("SELECT %s FROM %s ORDER BY 1", strings.Join(columns, ", "), table))
	}
	return r
}

// sqlite runs the sqlite3 command.
func sqlite(b *testing.B, path string, commands ...string) time.Duration {
	b.Helper()
	begun := time.Now()
	out, err := exec.Command("sqlite3", append([]string{"-batch", path}, commands...)...).CombinedOutput()
	if err != nil || bytes.Contains(out, []byte("failed")) {
		b.Fatalf("sqlite3: %v\n%.500s", err, out)
	}
	return time.Since(begun)
}

// importable is the schema with text where there are bytes, and ” where there is NULL: that is all that
// .import can bring.
func importable(schema string) string {
	return strings.NewReplacer(
		"leaf            BLOB NOT NULL CHECK (length(leaf) = 32)", "leaf TEXT NOT NULL CHECK (length(leaf) = 64)",
		"tags            BLOB NOT NULL CHECK (length(tags) = 80)", "tags TEXT NOT NULL CHECK (length(tags) = 160)",
		"(reverses IS NOT NULL)", "(reverses <> '')", "WHERE reverses IS NOT NULL", "WHERE reverses <> ''",
		"NEW.reverses IS NOT NULL", "NEW.reverses <> ''",
		"reverses        TEXT REFERENCES journal_entry (key)", "reverses TEXT",
	).Replace(schema)
}

// importWithRules imports into the same tables, with their keys, indexes, checks, foreign keys and triggers.
func importWithRules(b *testing.B, r tsv) (time.Duration, bool) {
	return importRows(b, r, importable(r.schema), "PRAGMA foreign_keys = 1")
}

// importBare imports into the same tables without their triggers and foreign keys.
func importBare(b *testing.B, r tsv) (time.Duration, bool) {
	schema, _, _ := strings.Cut(importable(r.schema), "CREATE TRIGGER")
	return importRows(b, r, schema, "PRAGMA foreign_keys = 0")
}

func importRows(b *testing.B, r tsv, schema, pragma string) (time.Duration, bool) {
	b.Helper()
	if _, err := exec.LookPath("sqlite3"); err != nil {
		return 0, false
	}
	path := filepath.Join(b.TempDir(), "import.db")
	sqlite(b, path, schema)
	commands := []string{pragma, ".mode tabs", "BEGIN"}
	for _, table := range bulkTables {
		commands = append(commands, fmt.Sprintf(".import %s %s", r.file(table), table))
	}
	taken := sqlite(b, path, append(commands, "COMMIT")...)
	db := raw(b, path)
	same(b, "imported", names(b, db, "SELECT 2 * (SELECT count(*) FROM journal_entry)"), names(b, db, "SELECT count(*) FROM posting"))
	return taken, true
}

// postgresSchema has the columns, keys, checks and references of the journal.
const postgresSchema = `CREATE TABLE account (id bigint PRIMARY KEY, name text NOT NULL, currency text NOT NULL
  CHECK (length(currency) = 3), UNIQUE (name, currency));
CREATE TABLE journal_entry (number bigint PRIMARY KEY, key text NOT NULL UNIQUE CHECK (key <> ''), kind text NOT NULL,
  value_date text NOT NULL CHECK (length(value_date) = 10), booked_at text NOT NULL CHECK (length(booked_at) = 30),
  evidence_sha256 text NOT NULL, evidence_place text NOT NULL, reverses text, memo text NOT NULL, postings int NOT NULL,
  leaf text NOT NULL CHECK (length(leaf) = 64), tags text NOT NULL CHECK (length(tags) = 160));
CREATE TABLE posting (entry bigint NOT NULL REFERENCES journal_entry (number) DEFERRABLE INITIALLY DEFERRED,
  currency text NOT NULL, account bigint NOT NULL REFERENCES account (id), minor bigint NOT NULL CHECK (minor <> 0),
  balance bigint NOT NULL, line bigint NOT NULL, PRIMARY KEY (entry, currency, account));
CREATE INDEX posting_of_account ON posting (account, entry, balance);`

// postgresRules are its triggers: a balance follows on the last, an entry is complete and sums to zero.
const postgresRules = `CREATE FUNCTION posting_is_right() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NEW.balance <> NEW.minor + coalesce((SELECT balance FROM posting WHERE account = NEW.account ORDER BY entry DESC LIMIT 1), 0)
  THEN RAISE 'balance'; END IF; RETURN NEW; END $$;
CREATE TRIGGER posting_is_right BEFORE INSERT ON posting FOR EACH ROW EXECUTE FUNCTION posting_is_right();
CREATE FUNCTION entry_is_right() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM journal_entry) THEN RAISE 'number'; END IF;
  IF NEW.postings < 2 OR NEW.postings IS DISTINCT FROM (SELECT sum(n) FROM (SELECT count(*) AS n, sum(p.minor) AS s
      FROM posting p JOIN account a ON a.id = p.account AND a.currency = p.currency WHERE p.entry = NEW.number
      GROUP BY p.currency) AS sums WHERE s = 0) THEN RAISE 'postings'; END IF; RETURN NEW; END $$;
CREATE TRIGGER entry_is_right BEFORE INSERT ON journal_entry FOR EACH ROW EXECUTE FUNCTION entry_is_right();`

// copyWithRules and copyBare copy the same rows into a PostgreSQL server of their own.
func copyWithRules(b *testing.B, r tsv) (time.Duration, bool) {
	return copyPostgres(b, r, postgresSchema+postgresRules)
}
func copyBare(b *testing.B, r tsv) (time.Duration, bool) { return copyPostgres(b, r, postgresSchema) }

func copyPostgres(b *testing.B, r tsv, schema string) (time.Duration, bool) {
	b.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	if len(found) == 0 {
		b.Log("no baseline COPY: PostgreSQL is not installed")
		return 0, false
	}
	p := postgres{b, found[len(found)-1], b.TempDir()}
	defer p.stop()
	p.start()
	p.psql(schema)
	begun := time.Now()
	commands := "BEGIN;\n"
	for _, table := range bulkTables {
		commands += fmt.Sprintf("\\copy %s FROM '%s'\n", table, r.file(table))
	}
	script := filepath.Join(r.folder, "copy.sql")
	if err := os.WriteFile(script, []byte(commands+"COMMIT;\n"), 0o644); err != nil {
		b.Fatal(err)
	}
	p.run(filepath.Join(p.bin, "psql"), "-q", "-v", "ON_ERROR_STOP=1", "-h", p.folder, "-U", "nostro", "-d", "postgres", "-f", script)
	return time.Since(begun), true
}

// postgres is a server for the length of a benchmark, reached by a socket in its folder.
type postgres struct {
	b           *testing.B
	bin, folder string
}

func (p postgres) start() {
	if os.Getuid() == 0 { // the server refuses to run as root
		p.run("chown", "postgres", p.folder)
		for dir := p.folder; dir != "/"; dir = filepath.Dir(dir) {
			if info, err := os.Stat(dir); err == nil && info.Mode()&0o001 == 0 {
				p.run("chmod", "o+x", dir)
			}
		}
	}
	data := filepath.Join(p.folder, "data")
	p.run(filepath.Join(p.bin, "initdb"), "-A", "trust", "-U", "nostro", "-D", data)
	p.run(filepath.Join(p.bin, "pg_ctl"), "-w", "-D", data, "-l", filepath.Join(p.folder, "log"), "-o", "-c listen_addresses= -k "+p.folder, "start")
}

func (p postgres) stop() {
	p.run(filepath.Join(p.bin, "pg_ctl"), "-m", "immediate", "-D", filepath.Join(p.folder, "data"), "stop")
}

func (p postgres) psql(command string) {
	p.run(filepath.Join(p.bin, "psql"), "-q", "-v", "ON_ERROR_STOP=1", "-h", p.folder, "-U", "nostro", "-d", "postgres", "-c", command)
}

// run runs a program of PostgreSQL, as its own user where we are root.
func (p postgres) run(name string, args ...string) {
	p.b.Helper()
	c := exec.Command(name, args...)
	c.Dir = "/"
	if owner, err := user.Lookup("postgres"); err == nil && os.Getuid() == 0 && strings.HasPrefix(name, p.bin) && !strings.HasSuffix(name, "psql") {
		uid, _ := strconv.Atoi(owner.Uid)
		gid, _ := strconv.Atoi(owner.Gid)
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	}
	log, err := os.CreateTemp(p.b.TempDir(), "out") // no pipe: the server would keep it open
	if err != nil {
		p.b.Fatal(err)
	}
	defer log.Close()
	c.Stdout, c.Stderr = log, log
	if err := c.Run(); err != nil {
		text, _ := os.ReadFile(log.Name())
		p.b.Fatalf("%s %v: %v\n%.500s", name, args, err, text)
	}
}
