package store_test

import (
	"fmt"
	"testing"

	"nostro/jobs"
)

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

// BenchmarkPost posts 10,000 entries of two postings in one transaction.
func BenchmarkPost(b *testing.B) {
	const rows = 10_000
	for b.Loop() {
		s, _ := world(b)
		update(b, s, func(tx jobs.Tx) error {
			for n := range rows {
				if _, err := tx.Post(entryOf(fmt.Sprintf("booked:%d", n), 5), at); err != nil {
					return err
				}
			}
			return nil
		})
	}
	b.ReportMetric(float64(rows*b.N)/b.Elapsed().Seconds(), "entries/s")
}
