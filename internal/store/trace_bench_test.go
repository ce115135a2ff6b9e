package store_test

import (
	"context"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/internal/report"
	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/reconcile"
)

// BenchmarkTrace follows one payment, and shows one break, in books of 100 days and of 1,000 in turns of one run. It reports what one among
// 1,000 days costs for one among 100.
func BenchmarkTrace(b *testing.B) {
	cutOff, err := calendar.ParseCutOff("16:00", "UTC")
	if err != nil {
		b.Fatal(err)
	}
	house := func(days int) *jobs.Stages {
		s, _ := open(b)
		for n := range days {
			update(b, s, func(tx jobs.Tx) error { return controlDay(tx, n) })
			update(b, s, func(tx jobs.Tx) error {
				return tx.AddBreak(jobs.Break{Key: date(n), Reason: reconcile.ReasonLate, Correspondent: "RHEIN", State: lifecycle.BreakOpen, OpenedAt: at})
			})
		}
		return &jobs.Stages{Store: s, Now: func() time.Time { return at }, Settings: jobs.Settings{CutOff: cutOff}}
	}
	short, long := house(100), house(1000)
	for name, read := range map[string]func(*jobs.Stages) error{
		"trace": func(s *jobs.Stages) error {
			_, err := report.Trace(context.Background(), s.Store, "I00500007")
			return err
		},
		"break": func(s *jobs.Stages) error {
			_, err := s.BreakView(context.Background(), 50)
			return err
		},
	} {
		b.Run(name, func(b *testing.B) {
			var few, many time.Duration
			for b.Loop() {
				for s, sum := range map[*jobs.Stages]*time.Duration{short: &few, long: &many} {
					*sum += taken(func() {
						if err := read(s); err != nil {
							b.Fatal(err)
						}
					})
				}
			}
			b.ReportMetric(float64(many)/float64(few), "x-among-100-days")
			b.ReportMetric(float64(many.Microseconds())/float64(b.N), "us-among-1000-days")
		})
	}
}

func date(n int) string { return day.AddDays(n).String() }
