package store_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"nostro/internal/store"
	"nostro/jobs"
	"nostro/money"
)

// BenchmarkDurableEntry posts one entry a commit, and as its baseline writes 4 KiB and syncs them, in turns.
func BenchmarkDurableEntry(b *testing.B) {
	s, path := open(b)
	f, err := os.Create(filepath.Join(filepath.Dir(path), "baseline"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	page := make([]byte, 4096)
	var posting, writing time.Duration
	n := 0
	for b.Loop() {
		begun := time.Now()
		if _, err := s.PostDurably(b.Context(), benchEntry(n), at); err != nil {
			b.Fatal(err)
		}
		middle := time.Now()
		if _, err := f.Write(page); err != nil {
			b.Fatal(err)
		}
		if err := syscall.Fdatasync(int(f.Fd())); err != nil {
			b.Fatal(err)
		}
		posting, writing = posting+middle.Sub(begun), writing+time.Since(middle)
		n++
	}
	b.ReportMetric(float64(n)/posting.Seconds(), "entries/s")
	b.ReportMetric(writing.Seconds()/posting.Seconds(), "x-fdatasync")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkGroupCommit has many producers post durably at once.
func BenchmarkGroupCommit(b *testing.B) {
	for _, producers := range []int{16, 256, 1000} {
		b.Run(fmt.Sprint(producers, "-producers"), func(b *testing.B) {
			s, _ := open(b)
			var next atomic.Int64
			begun := time.Now()
			for b.Loop() {
				var wait sync.WaitGroup
				for range producers {
					wait.Go(func() {
						for range 20 {
							if _, err := s.PostDurably(b.Context(), benchEntry(int(next.Add(1))), at); err != nil {
								b.Error(err)
							}
						}
					})
				}
				wait.Wait()
			}
			b.ReportMetric(float64(next.Load())/time.Since(begun).Seconds(), "entries/s")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkBalance asks for the balance of an account: now, as it was booked at an instant, and by value date.
func BenchmarkBalance(b *testing.B) {
	entries := benchEntries(b)
	s, _ := open(b)
	postBulk(b, s, entries)
	dice := rand.New(rand.NewPCG(1, 2))
	for name, on := range map[string]func() jobs.BalanceDates{
		"now": func() jobs.BalanceDates { return jobs.BalanceDates{} },
		"booked": func() jobs.BalanceDates {
			return jobs.BalanceDates{Booked: at.Add(time.Duration(dice.IntN(entries)))}
		},
		"value-date": func() jobs.BalanceDates {
			return jobs.BalanceDates{ValueDate: day.AddDays(dice.IntN(entries/100_000 + 1))}
		},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				readBalance(b, s, on())
			}
		})
	}
}

// readBalance reads that of the account that every entry touches.
func readBalance(b *testing.B, s *store.Store, on jobs.BalanceDates) {
	err := s.View(b.Context(), func(tx jobs.Tx) error {
		_, err := tx.JournalBalance("transit:RHEIN", money.MustCurrency("EUR"), on)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkCheckBooks walks the whole journal and computes everything again.
func BenchmarkCheckBooks(b *testing.B) {
	entries := benchEntries(b)
	s, _ := open(b)
	postBulk(b, s, entries)
	for b.Loop() {
		err := s.View(b.Context(), func(tx jobs.Tx) error {
			c, err := tx.CheckBooks(nil)
			if c.Log != nil || c.Balances != nil || c.Entries != entries {
				b.Errorf("%+v", c)
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(2*entries*b.N)/b.Elapsed().Seconds(), "postings/s")
}
