package jobs_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/money"
)

// payableFiles are as benchFiles, of currencies in which the house has correspondents, with an account of everybody in each.
func payableFiles(rows int) (people, accounts, owed []byte) {
	people, owed, _ = benchFiles(rows)
	owed = bytes.ReplaceAll(owed, []byte(",CHF,"), []byte(",EUR,"))
	var a bytes.Buffer
	a.WriteString("participant,currency,account,agent_bic\n")
	for n := range 500 {
		for _, c := range []string{"EUR", "USD", "GBP"} {
			fmt.Fprintf(&a, "P%04d,%s,%04d%s,RHBKDEDKXXX\n", n, c, n, c)
		}
	}
	return people, a.Bytes(), owed
}

// BenchmarkCloseAndNet closes a cycle of stored obligations and nets it: reads them, decides about each, writes what
// became of them, nets, proves by a second way, writes the proof to disk and posts. The baseline of the same run nets
// the file of the same obligations with encoding/csv and sums in a map, and keeps nothing.
func BenchmarkCloseAndNet(b *testing.B) {
	rows := benchObligations(b)
	people, accounts, owed := payableFiles(rows)
	var closing, netting, plain time.Duration
	for b.Loop() {
		b.StopTimer()
		house := rateHouse(b, b.TempDir())
		importForBench(b, house, "1.csv", people)
		importForBench(b, house, "2.csv", accounts)
		importForBench(b, house, "3.csv", owed)
		house.Now = func() time.Time { return time.Date(2026, 11, 25, 15, 30, 0, 0, time.UTC) }
		ctx, cycle := context.Background(), ""
		opened, err := house.Open(ctx, calendar.MustDate("2026-11-25"))
		if err != nil {
			b.Fatal(err)
		}
		cycle = opened.Cycle
		b.StartTimer()
		closing += took(b, rows, func() (jobs.Result, error) { return house.Close(ctx, cycle, true) })
		netting += took(b, rows, func() (jobs.Result, error) { return house.Net(ctx, cycle) })
		plain += nettedByTheBook(b, owed)
	}
	b.ReportMetric(closing.Seconds()/float64(b.N), "s-close")
	b.ReportMetric(netting.Seconds()/float64(b.N), "s-net")
	b.ReportMetric((closing+netting).Seconds()/plain.Seconds(), "times-encoding/csv")
	b.ReportMetric(0, "ns/op")
}

func took(b *testing.B, rows int, stage func() (jobs.Result, error)) time.Duration {
	b.Helper()
	begun := time.Now()
	result, err := stage()
	if err != nil || result.Outcome != jobs.OutcomeDone || !bytes.HasPrefix([]byte(result.Summary), fmt.Append(nil, rows, " obligations")) {
		b.Fatal(result, err)
	}
	return time.Since(begun)
}

// nettedByTheBook sums the file up with the library's reader and a map of amounts.
func nettedByTheBook(b *testing.B, data []byte) time.Duration {
	b.Helper()
	type key struct{ participant, currency string }
	begun, nets := time.Now(), map[key]int64{}
	reader := csv.NewReader(bytes.NewReader(data))
	for n := 0; ; n++ {
		cells, err := reader.Read()
		if err == io.EOF {
			return time.Since(begun)
		}
		if err != nil {
			b.Fatal(err)
		}
		if n == 0 {
			continue
		}
		a, err := money.Parse(money.MustCurrency(cells[3]), cells[4])
		if err != nil {
			b.Fatal(err)
		}
		nets[key{cells[1], cells[3]}] -= a.Minor()
		nets[key{cells[2], cells[3]}] += a.Minor()
	}
}
