package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"nostro/intake"
	"nostro/jobs"
	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/reconcile"
)

// controlEntries is how many entries each day of the benchmark has.
const controlEntries = 200

// BenchmarkControl asks for one day of an account in books of 100 days and of 1,000, and for all of the days of the former in the same
// run: what a day costs must not grow with the days before and after it. It reports what a day among 1,000 costs for one among 100.
func BenchmarkControl(b *testing.B) {
	house := func(days int) *jobs.Stages {
		s, _ := open(b)
		for n := range days {
			update(b, s, func(tx jobs.Tx) error { return controlDay(tx, n) })
		}
		return &jobs.Stages{Store: s}
	}
	short, long := house(100), house(1000)
	ask := func(stages *jobs.Stages, scope jobs.ControlScope, days int) func() {
		return func() {
			c, err := stages.Control(context.Background(), scope, at.AddDate(9, 0, 0))
			if err != nil || len(c.Days) != days {
				b.Fatalf("%d days, %v", len(c.Days), err)
			}
		}
	}
	one := jobs.ControlScope{Correspondent: "RHEIN", Currency: eur, From: day.AddDays(50), Until: day.AddDays(50)}
	b.Run("a-day-of-100", func(b *testing.B) {
		for b.Loop() {
			ask(short, one, 1)()
		}
	})
	b.Run("all-of-100", func(b *testing.B) {
		for b.Loop() {
			ask(short, jobs.ControlScope{}, 100)()
		}
	})
	b.Run("a-day-of-1000", func(b *testing.B) {
		var few, many time.Duration
		for b.Loop() {
			few, many = few+taken(ask(short, one, 1)), many+taken(ask(long, one, 1))
		}
		b.ReportMetric(float64(many)/float64(few), "x-a-day-of-100")
	})
}

func taken(work func()) time.Duration {
	from := time.Now()
	work()
	return time.Since(from)
}

// controlDay is a day on which every payment was booked.
func controlDay(tx jobs.Tx, n int) error {
	date, name := day.AddDays(n), fmt.Sprintf("file-%04d", n)
	if n == 0 {
		if err := tx.AddParticipant(intake.Participant{ID: "P", Name: "P", Kind: intake.Company, Address: intake.Address{Town: "T", Country: "DE"}}, jobs.Source{}); err != nil {
			return err
		}
	}
	cycle := jobs.Cycle{ID: fmt.Sprintf("C%04d", n), ValueDate: date, State: lifecycle.CycleSent, CutOffAt: at, OpenedAt: at}
	in, err := tx.AddFileIn(jobs.FileIn{Correspondent: "RHEIN", Name: name, SHA256: fmt.Sprintf("%064x", n+1), FetchedAt: at, State: lifecycle.FileInRead, Sightings: 1})
	if err != nil {
		return err
	}
	if err := tx.AddCycle(cycle); err != nil {
		return err
	}
	if err := tx.AddFileOut(jobs.FileOut{Name: name, Cycle: cycle.ID, Release: 1, Correspondent: "RHEIN", Message: "pacs.009.001.08", MsgID: name, SHA256: fmt.Sprintf("%064x", n+1), Bytes: 1,
		Transactions: controlEntries, State: lifecycle.FileOutSent, SentAt: at}); err != nil {
		return err
	}
	var instructions []jobs.Instruction
	var entries []ledger.Entry
	var matches []jobs.Match
	st := jobs.Statement{FileIn: in, Correspondent: "RHEIN", Account: "A", BankID: name, Sequence: int64(n + 1), Currency: eur, Opening: cents(0),
		Closing: cents(-controlEntries * 100), ClosingDate: date, State: lifecycle.StatementProven, ProvenAt: at}
	for k := range controlEntries {
		id := fmt.Sprintf("I%04d%04d", n, k)
		instructions = append(instructions, jobs.Instruction{ID: id, Cycle: cycle.ID, Participant: "P", Correspondent: "RHEIN", Direction: jobs.PayOut, Amount: cents(100),
			Booked: cents(100), Returned: cents(0), ValueDate: date, State: lifecycle.InstructionSettled, File: name, MsgID: name})
		st.Entries = append(st.Entries, reconcile.Entry{Number: k + 1, Amount: cents(-100), Booked: true, BookingDate: date, ValueDate: date, BankRef: id})
	}
	if err := tx.AddInstructions(instructions); err != nil {
		return err
	}
	number, err := tx.AddStatement(st)
	if err != nil {
		return err
	}
	for k, i := range instructions {
		e, err := ledger.PayOutBooked(ledger.Movement{Key: ledger.BookedKey(fmt.Sprint(number), k+1, 0, ledger.KindPayOutBooked), Participant: "P", Correspondent: "RHEIN",
			Amount: cents(100), ValueDate: date})
		if err != nil {
			return err
		}
		entries = append(entries, e)
		matches = append(matches, jobs.Match{Statement: number, Entry: k + 1, Kind: string(reconcile.FindingPayOutBooked), Instruction: i.ID, Amount: cents(100),
			Charges: cents(0), Rule: "UETR", Why: "w", Journal: e.Key})
	}
	if _, refused, err := tx.PostAll(entries, at); err != nil || refused[0] != nil {
		return fmt.Errorf("%v, %w", err, refused[0])
	}
	return addMatches(tx, matches...)
}
