package jobs_test

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"nostro/jobs"
	"nostro/money"
)

// dryBenchFile writes obligations of 500 participants, 30 currencies and 3 value dates, by a fixed sequence.
func dryBenchFile(b *testing.B, rows int) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "owed.csv")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	out, currencies, state := bufio.NewWriterSize(f, 1<<20), money.Currencies()[:30], uint64(1)
	out.WriteString(obligationsHeader)
	for n := range rows {
		state = state*6364136223846793005 + 1442695040888963407
		x := state >> 11
		payer := x % 500
		amount := money.FromMinor(currencies[x>>30%30], int64(x>>20%1e9)+1)
		fmt.Fprintf(out, "O-%016x,P%04d,P%04d,%s,%s,2026-11-%d,invoice %07d\n", state, payer, (payer+1+x>>9%499)%500, amount.Currency(),
			amount.Decimal(), 24+x>>35%3, n)
	}
	if err := errors.Join(out.Flush(), f.Close()); err != nil {
		b.Fatal(err)
	}
	return path
}

// BenchmarkDryRun nets a file of obligations with every check, on all cores. The baselines of the same run: encoding/csv
// with sums of 64 bits in a map and nothing checked, on one core; and DuckDB, where its command is installed.
func BenchmarkDryRun(b *testing.B) {
	rows := benchObligations(b)
	path := dryBenchFile(b, rows)
	file := jobs.DryFile{Name: path, Open: func() (io.ReadCloser, error) { return os.Open(path) }}
	var ours, one, book, duck time.Duration
	for b.Loop() {
		for _, way := range []struct {
			workers int
			took    *time.Duration
		}{{runtime.NumCPU(), &ours}, {1, &one}} {
			begun := time.Now()
			got, err := jobs.DryRun{Workers: way.workers}.Run(b.Context(), []jobs.DryFile{file})
			*way.took += time.Since(begun)
			if err != nil || got.Obligations != rows {
				b.Fatal(got.Obligations, got.RowsRefused, got.Refusals, err)
			}
		}
		book += summedByTheBook(b, path)
		duck += summedByDuckDB(b, path)
	}
	b.ReportMetric(float64(rows*b.N)/1e6/ours.Seconds(), "M-obligations/s")
	b.ReportMetric(book.Seconds()/ours.Seconds(), "x-encoding/csv")
	b.ReportMetric(book.Seconds()/one.Seconds(), "x-encoding/csv-with-1-worker")
	if duck > 0 {
		b.ReportMetric(duck.Seconds()/ours.Seconds(), "x-duckdb")
	}
	b.ReportMetric(0, "ns/op")
}

func summedByTheBook(b *testing.B, path string) time.Duration {
	b.Helper()
	type key struct{ participant, currency, date string }
	begun := time.Now()
	f, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	reader, nets := csv.NewReader(bufio.NewReaderSize(f, 1<<20)), map[key]*int64{}
	reader.ReuseRecord = true
	add := func(participant, currency, date string, minor int64) {
		k := key{participant, currency, date}
		sum, known := nets[k]
		if !known {
			sum = new(int64)
			nets[key{strings.Clone(participant), strings.Clone(currency), strings.Clone(date)}] = sum
		}
		*sum += minor
	}
	for n := 0; ; n++ {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if n == 0 {
			continue
		}
		if err != nil {
			b.Fatal(err)
		}
		minor, err := strconv.ParseInt(strings.Replace(cells[4], ".", "", 1), 10, 64)
		if err != nil {
			b.Fatal(err)
		}
		add(cells[1], cells[3], cells[5], -minor)
		add(cells[2], cells[3], cells[5], minor)
	}
	var sum int64
	for _, net := range nets {
		sum += *net
	}
	if sum != 0 {
		b.Fatal("the nets do not sum to zero")
	}
	return time.Since(begun)
}

func summedByDuckDB(b *testing.B, path string) time.Duration {
	b.Helper()
	if _, err := exec.LookPath("duckdb"); err != nil {
		b.Log("no baseline DuckDB: the duckdb command is not installed")
		return 0
	}
	begun := time.Now()
	out, err := exec.Command("duckdb", "-c", "WITH o AS (SELECT * FROM read_csv('"+path+"', types={'amount': 'DECIMAL(18,4)'})) "+
		"SELECT count(*) FROM (SELECT who, currency, value_date, sum(a) FROM (SELECT payer who, currency, value_date, -amount a FROM o "+
		"UNION ALL SELECT payee, currency, value_date, amount FROM o) GROUP BY ALL)").CombinedOutput()
	if err != nil {
		b.Fatalf("duckdb: %v\n%.500s", err, out)
	}
	return time.Since(begun)
}
