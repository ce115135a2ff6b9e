package jobs_test

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/fx"
	"nostro/internal/sim/ecb"
	"nostro/internal/spool"
	"nostro/internal/store"
	"nostro/jobs"
	"nostro/money"
)

const historyDaysOfBench = 6900

// rateHouse opens a house on disk that has nothing but rates.
func rateHouse(b testing.TB, dir string) *jobs.Stages {
	b.Helper()
	s := newSetup()
	now := time.Date(2026, 11, 23, 15, 30, 0, 0, time.UTC)
	files, err := spool.Open(filepath.Join(dir, "spool"))
	if err != nil {
		b.Fatal(err)
	}
	db, err := store.Open(context.Background(), filepath.Join(dir, "nostro.db"), now)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := db.Close(); err != nil {
			b.Error(err)
		}
	})
	return &jobs.Stages{Settings: s.settings, Store: db, Spool: files, Now: func() time.Time { return now }, User: "ann"}
}

// BenchmarkImportHistory imports the ECB's whole history, in both forms, into a database on disk, durably. The
// baseline of the same run is the sqlite3 command, which imports the same rows as CSV into a table with the
// same key, without a parser, a check or a second table.
func BenchmarkImportHistory(b *testing.B) {
	xml, table := ecb.History(historyDaysOfBench)
	for _, form := range []struct {
		name string
		raw  []byte
	}{{"XML", xml}, {"CSV", table}} {
		b.Run(form.name, func(b *testing.B) {
			var ours, base time.Duration
			for b.Loop() {
				b.StopTimer()
				base += importBySQLite(b, table)
				house := rateHouse(b, b.TempDir())
				b.StartTimer()
				from := time.Now()
				result, err := house.ImportRates(b.Context(), []jobs.NamedFile{{Name: "hist", Data: form.raw}})
				ours += time.Since(from)
				if err != nil || result.Outcome != jobs.OutcomeDone {
					b.Fatal(result, err)
				}
			}
			b.ReportMetric(ours.Seconds()/float64(b.N), "s/history")
			b.ReportMetric(base.Seconds()/float64(b.N), "s/sqlite3")
			b.ReportMetric(ours.Seconds()/base.Seconds(), "x-sqlite3")
		})
	}
}

// importBySQLite tells how long the sqlite3 command takes for the same rates.
func importBySQLite(b *testing.B, table []byte) time.Duration {
	b.Helper()
	tool, err := exec.LookPath("sqlite3")
	if err != nil {
		b.Skip("no sqlite3 command to compare with: install it")
	}
	sheet, err := fx.ParseRates(table, "")
	if err != nil {
		b.Fatal(err)
	}
	var rows bytes.Buffer
	for _, f := range sheet.Fixings {
		for _, r := range f.Rates {
			fmt.Fprintf(&rows, "ECB,%s,%s,%s,%[4]s,%[4]s,1\n", f.Date, r.Pair.Base, r.Pair.Quote, r.Mid)
		}
	}
	dir := b.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "rates.csv"), rows.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
	script := "PRAGMA journal_mode=WAL;\nPRAGMA synchronous=FULL;\nCREATE TABLE rate (source TEXT, date TEXT, base TEXT, quote TEXT, bid TEXT, mid TEXT, " +
		"ask TEXT, per_units INTEGER, PRIMARY KEY (source, date, base, quote)) WITHOUT ROWID;\n.import --csv rates.csv rate\n"
	command := exec.Command(tool, "base.db")
	command.Dir, command.Stdin = dir, bytes.NewReader([]byte(script))
	from := time.Now()
	if out, err := command.CombinedOutput(); err != nil {
		b.Fatalf("sqlite3: %v: %s", err, out)
	}
	return time.Since(from)
}

// BenchmarkExplain derives a cross of two currencies at a day of the history, step by step, on a database on
// disk. The baseline of the same run reads the rates of that day with one plain query. Each question is asked three times
// and the fastest counts: what others take of the machine is not ours, and worst is that of the dearest question.
func BenchmarkExplain(b *testing.B) {
	xml, _ := ecb.History(historyDaysOfBench)
	dir := b.TempDir()
	house := rateHouse(b, dir)
	if _, err := house.ImportRates(b.Context(), []jobs.NamedFile{{Name: "hist", Data: xml}}); err != nil {
		b.Fatal(err)
	}
	plain, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "nostro.db")+"?mode=ro")
	if err != nil {
		b.Fatal(err)
	}
	defer plain.Close()
	first, codes := calendar.MustDate("1999-01-04"), []string{"USD", "JPY", "GBP", "CHF", "ZAR", "THB", "KRW", "TRY", "DKK"}
	var ours, base, worst time.Duration
	n := 0
	for b.Loop() {
		n++
		day := first.AddDays(n * 7919 % 9500)
		pair := fx.Pair{Base: money.MustCurrency(codes[n%9]), Quote: money.MustCurrency(codes[(n*5+1)%9])}
		if pair.Base == pair.Quote {
			pair.Quote = eur
		}
		var e jobs.RateExplanation
		took := fastest(func() {
			if e, err = house.ExplainRate(b.Context(), "", pair, day); err != nil || len(e.Steps) == 0 {
				b.Fatal(pair, day, err)
			}
		})
		ours, worst = ours+took, max(worst, took)
		base += fastest(func() { readDay(b, plain, e.Quote.Date) })
	}
	b.ReportMetric(float64(ours.Microseconds())/float64(n), "us/explained")
	b.ReportMetric(float64(worst.Microseconds()), "us/worst")
	b.ReportMetric(float64(ours)/float64(base), "x-plain-query")
}

// fastest is how long the fastest of three runs took.
func fastest(run func()) time.Duration {
	best := time.Hour
	for range 3 {
		from := time.Now()
		run()
		best = min(best, time.Since(from))
	}
	return best
}

func readDay(b *testing.B, db *sql.DB, day calendar.Date) {
	rows, err := db.Query("SELECT base, quote, mid FROM rate WHERE source = 'ECB' AND date = ?", day.String())
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var base, quote, mid string
		if err := rows.Scan(&base, &quote, &mid); err != nil {
			b.Fatal(err)
		}
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
}
