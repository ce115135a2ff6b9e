package store_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"nostro/internal/store"
	"nostro/jobs"
	"nostro/ledger"
	"nostro/money"
)

// benchEntries is how many entries of two postings the benchmarks of bulk post; NOSTRO_BENCH_ENTRIES sets
// another number.
func benchEntries(b *testing.B) int {
	b.Helper()
	text := os.Getenv("NOSTRO_BENCH_ENTRIES")
	if text == "" {
		return 500_000
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		b.Fatalf("NOSTRO_BENCH_ENTRIES=%q is no number of entries", text)
	}
	return n
}

// benchEntry is pay-out number n: a key of no order, one of 1,000 accounts in one of four currencies, and a
// file that proves it. Every 100,000 have a value date.
func benchEntry(n int) ledger.Entry {
	sum := sha256.Sum256([]byte(strconv.Itoa(n)))
	key := ledger.PayOutKey(hex.EncodeToString(sum[:8]))
	amount := money.FromMinor([]money.Currency{eur, usd, jpy, kwd}[n%4], int64(n%100_000+1))
	back := money.FromMinor(amount.Currency(), -amount.Minor())
	return ledger.Entry{Key: key, Kind: ledger.KindPayOut, ValueDate: day.AddDays(n / 100_000),
		Evidence: ledger.Evidence{SHA256: hex.EncodeToString(sum[:]), Place: "entry " + strconv.Itoa(n)}, Memo: "pay-out",
		Postings: []ledger.Posting{{Account: ledger.ChargesAccount(fmt.Sprintf("P%04d", n*7%1000)), Amount: amount},
			{Account: ledger.TransitAccount("RHEIN"), Amount: back}}}
}

var kwd = money.MustCurrency("KWD")

// entriesAtOnce is how many entries one transaction of the benchmarks posts.
const entriesAtOnce = 100_000

// postBulk posts so many entries, and returns how long the posting alone took: it does not count the time that
// it takes to make them.
func postBulk(b *testing.B, s *store.Store, entries int) (taken time.Duration) {
	b.Helper()
	for from := 0; from < entries; from += entriesAtOnce {
		all := make([]ledger.Entry, min(entriesAtOnce, entries-from))
		for n := range all {
			all[n] = benchEntry(from + n)
		}
		begun := time.Now()
		update(b, s, func(tx jobs.Tx) error {
			_, refused, err := tx.PostAll(all, at.Add(time.Duration(from)))
			for _, r := range refused {
				if r != nil {
					return r
				}
			}
			return err
		})
		taken += time.Since(begun)
	}
	return taken
}

// BenchmarkBulkPosting posts 1,000,000 postings by every rule, and then gives the same rows to the sqlite3
// command and to PostgreSQL. The rules of the tables, as triggers, are on (.import, COPY) or
// off (bare-import, bare-COPY); keys, indexes and checks are always there.
func BenchmarkBulkPosting(b *testing.B) {
	entries := benchEntries(b)
	for b.Loop() {
		s, path := open(b)
		taken := postBulk(b, s, entries)
		rate := float64(2*entries) / taken.Seconds()
		b.ReportMetric(rate, "postings/s")
		b.ReportMetric(0, "ns/op")
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		rows := exportRows(b, path)
		for _, baseline := range []struct {
			name string
			run  func(*testing.B, tsv) (time.Duration, bool)
		}{{".import", importWithRules}, {"bare-import", importBare}, {"COPY", copyWithRules}, {"bare-COPY", copyBare}} {
			if other, ok := baseline.run(b, rows); ok {
				b.ReportMetric(rate*other.Seconds()/float64(2*entries), "x-"+baseline.name)
			}
		}
	}
}

// BenchmarkAddObligation adds 100,000 obligations in one transaction, each looked up first, as intake does.
func BenchmarkAddObligation(b *testing.B) {
	const rows = 100_000
	for b.Loop() {
		s, _ := world(b)
		update(b, s, func(tx jobs.Tx) error {
			for n := range rows {
				o := obligation
				o.ID = fmt.Sprintf("OBL-%08d", n*7919%rows)
				if _, found, err := tx.Obligation(o.ID); found || err != nil {
					return fmt.Errorf("obligation %s found %t: %w", o.ID, found, err)
				}
				if _, err := tx.AddObligation(o); err != nil {
					return err
				}
			}
			return nil
		})
	}
	b.ReportMetric(float64(rows*b.N)/b.Elapsed().Seconds(), "rows/s")
}
