package reconcile_test

import (
	"os/exec"
	"regexp"
	"strconv"
	"testing"
	"time"
)

// duckSaid is the time of the last statement alone, as EXPLAIN ANALYZE prints it.
var duckSaid = regexp.MustCompile(`Total Time: ([0-9.]+)s`)

// reportDuckDB says how many times as fast matching is as DuckDB: x-duckdb with reading the rows of e.csv and i.csv in dir,
// as the sqlite3 command does, x-duckdb-join the join alone, of tables that it holds already. Where the command is not
// installed, that is said.
func reportDuckDB(b *testing.B, dir string, spent time.Duration) {
	b.Helper()
	if _, err := exec.LookPath("duckdb"); err != nil {
		b.Log("duckdb is not installed: no ratio to it")
		return
	}
	const table = " AS SELECT * FROM read_csv('%.csv', header=false, delim='|', columns={'ref': 'VARCHAR', 'minor': 'BIGINT'});"
	read := "CREATE TABLE e" + tableFrom(table, "e") + "CREATE TABLE i" + tableFrom(table, "i")
	command := exec.Command("duckdb", "-c", read+"EXPLAIN ANALYZE SELECT count(*) FROM e JOIN i USING (ref, minor)")
	command.Dir = dir
	begun := time.Now()
	out, err := command.CombinedOutput()
	whole := time.Since(begun)
	if err != nil {
		b.Fatalf("%v: %.500s", err, out)
	}
	said := duckSaid.FindSubmatch(out)
	if said == nil {
		b.Fatalf("duckdb did not say how long the join took: %.2000s", out)
	}
	join, err := strconv.ParseFloat(string(said[1]), 64)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(whole)/float64(spent), "x-duckdb")
	b.ReportMetric(join/spent.Seconds(), "x-duckdb-join")
}

func tableFrom(sql, table string) string { return regexp.MustCompile("%").ReplaceAllString(sql, table) }
