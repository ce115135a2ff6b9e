package jobs_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"nostro/intake"
	"nostro/jobs"
)

// benchObligations is how many obligations the benchmarks import; NOSTRO_BENCH_OBLIGATIONS sets another number.
func benchObligations(b *testing.B) int {
	b.Helper()
	text := os.Getenv("NOSTRO_BENCH_OBLIGATIONS")
	if text == "" {
		return 100_000
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		b.Fatalf("NOSTRO_BENCH_OBLIGATIONS=%q is no number of obligations", text)
	}
	return n
}

// benchFiles are obligations with ids of no order between 500 participants, as nostro takes them and as rows of the
// table, and the participants.
func benchFiles(rows int) (people, owed, table []byte) {
	var p, o, t bytes.Buffer
	p.WriteString("id,name,kind,bic,street,building,postcode,town,country,settlement_currency\n")
	for n := range 500 {
		fmt.Fprintf(&p, "P%04d,Participant %d,company,,,,,London,GB,\n", n, n)
	}
	o.WriteString(obligationsHeader)
	for n := range rows {
		id := fmt.Sprintf("O-%x", sha256.Sum256([]byte(strconv.Itoa(n))))[:18]
		payer, payee, cents := n*7%500, (n*7+1+n%498)%500, n%9_999_999+1
		currency, day := []string{"EUR", "USD", "GBP", "CHF"}[n%4], 23+n%3
		fmt.Fprintf(&o, "%s,P%04d,P%04d,%s,%d.%02d,2026-11-%d,invoice %07d\n", id, payer, payee, currency, cents/100, cents%100, day, n)
		fmt.Fprintf(&t, "%d\t%s\tP%04d\tP%04d\t%s\t%d\t2026-11-%d\tinvoice %07d\taccepted\t2026-11-23T15:30:00.000000000Z\tf\t%d\n",
			n+1, id, payer, payee, currency, cents, day, n, n+2)
	}
	return p.Bytes(), o.Bytes(), t.Bytes()
}

// BenchmarkImport imports obligations with every check, durably, into a house on disk. The baselines of the same run:
// the sqlite3 command's .import of the rows into the same table, with its keys, indexes, checks, foreign keys and
// triggers, and encoding/csv, which only reads the file.
func BenchmarkImport(b *testing.B) {
	rows := benchObligations(b)
	people, owed, table := benchFiles(rows)
	var ours, base, reading time.Duration
	for b.Loop() {
		dir := b.TempDir()
		house := rateHouse(b, dir)
		importForBench(b, house, "participants.csv", people)
		begun := time.Now()
		result := importForBench(b, house, "obligations.csv", owed)
		ours += time.Since(begun)
		if result.Obligations != rows {
			b.Fatalf("%+v", result)
		}
		begun = time.Now()
		readByTheBook(b, owed)
		reading += time.Since(begun)
		base += importedBySQLite(b, dir, table)
	}
	b.ReportMetric(float64(rows*b.N)/ours.Seconds(), "rows/s")
	b.ReportMetric(reading.Seconds()/ours.Seconds(), "x-encoding/csv")
	if base > 0 {
		b.ReportMetric(base.Seconds()/ours.Seconds(), "x-.import")
	}
	b.ReportMetric(0, "ns/op")
}

// BenchmarkReadObligations reads and checks the file alone, without a store.
func BenchmarkReadObligations(b *testing.B) {
	_, owed, _ := benchFiles(benchObligations(b))
	var ours, reading time.Duration
	for b.Loop() {
		begun := time.Now()
		err := intake.ScanObligations("o.csv", bytes.NewReader(owed), nil,
			func(_ []intake.Row[intake.Obligation], refusals []intake.Refusal) error {
				if len(refusals) > 0 {
					return refusals[0]
				}
				return nil
			})
		ours += time.Since(begun)
		if err != nil {
			b.Fatal(err)
		}
		begun = time.Now()
		readByTheBook(b, owed)
		reading += time.Since(begun)
	}
	b.ReportMetric(float64(len(owed)*b.N)/1e6/ours.Seconds(), "MB/s")
	b.ReportMetric(reading.Seconds()/ours.Seconds(), "x-encoding/csv")
	b.ReportMetric(0, "ns/op")
}

func importForBench(b *testing.B, house *jobs.Stages, name string, data []byte) jobs.ImportResult {
	b.Helper()
	result, err := house.Import(b.Context(), []jobs.NamedFile{{Name: name, From: bytes.NewReader(data)}}, false)
	if err != nil || result.RefusalCount > 0 {
		b.Fatal(result, err)
	}
	return result
}

func readByTheBook(b *testing.B, data []byte) {
	b.Helper()
	reader := csv.NewReader(bytes.NewReader(data))
	reader.ReuseRecord = true
	for {
		if _, err := reader.Read(); err == io.EOF {
			return
		} else if err != nil {
			b.Fatal(err)
		}
	}
}

// importedBySQLite imports the rows into the same table of a new database.
func importedBySQLite(b *testing.B, house string, table []byte) time.Duration {
	b.Helper()
	if _, err := exec.LookPath("sqlite3"); err != nil {
		b.Log("no baseline .import: the sqlite3 command is not installed")
		return 0
	}
	run := func(args ...string) []byte {
		out, err := exec.Command("sqlite3", append([]string{"-batch"}, args...)...).CombinedOutput()
		if err != nil || bytes.Contains(out, []byte("failed")) {
			b.Fatalf("sqlite3: %v\n%.500s", err, out)
		}
		return out
	}
	schema := string(run(filepath.Join(house, "nostro.db"), "SELECT sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL "+
		"AND tbl_name IN ('input_file', 'participant', 'obligation') ORDER BY type = 'trigger', type = 'index'"))
	if !strings.Contains(schema, "obligation_taken_stays") || strings.Contains(schema, "REFERENCES cycle (id)") {
		b.Fatal("the table of obligations has changed: the baseline must follow")
	}
	dir := b.TempDir()
	rows, path := filepath.Join(dir, "rows.tsv"), filepath.Join(dir, "import.db")
	if err := os.WriteFile(rows, table, 0o600); err != nil {
		b.Fatal(err)
	}
	run(path, schema)
	run(path, "ATTACH '"+filepath.Join(house, "nostro.db")+"' AS house", "INSERT INTO participant SELECT * FROM house.participant",
		"INSERT INTO input_file SELECT * FROM house.input_file", "INSERT INTO input_file SELECT 'f', name||'2', kind, bytes, taken_at"+
			restOf(string(run(path, "SELECT group_concat(name) FROM (SELECT name FROM pragma_table_info('input_file') LIMIT 99 OFFSET 5)")))+
			" FROM house.input_file LIMIT 1")
	begun := time.Now()
	run(path, "PRAGMA foreign_keys = 1", ".mode tabs", "BEGIN", ".import "+rows+" obligation", "COMMIT")
	taken := time.Since(begun)
	if got := strings.TrimSpace(string(run(path, "SELECT count(*) FROM obligation"))); got != strconv.Itoa(bytes.Count(table, []byte("\n"))) {
		b.Fatalf("%s rows were imported", got)
	}
	return taken
}

// restOf are the columns that later migrations added.
func restOf(columns string) string {
	if columns = strings.TrimSpace(columns); columns == "" {
		return ""
	}
	return ", " + columns
}
