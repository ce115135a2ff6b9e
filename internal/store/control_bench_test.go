package store_test

import (
	"context"
	"fmt"
	"testing"

	"nostro/intake"
	"nostro/jobs"
	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/reconcile"
)

// controlDays and controlEntries are how many days the control of the benchmark has, and how many entries each of them.
const (
	controlDays    = 100
	controlEntries = 2000
)

// BenchmarkControl asks for one day of an account among 200,000 entries, and for all of them in the same run: what is asked
// for a day must not cost what all of them cost.
func BenchmarkControl(b *testing.B) {
	s, _ := open(b)
	for n := range controlDays {
		update(b, s, func(tx jobs.Tx) error { return controlDay(tx, n) })
	}
	stages := &jobs.Stages{Store: s}
	ask := func(scope jobs.ControlScope, days int) func(*testing.B) {
		return func(b *testing.B) {
			for b.Loop() {
				c, err := stages.Control(context.Background(), scope, at.AddDate(1, 0, 0))
				if err != nil || len(c.Days) != days {
					b.Fatalf("%d days, %v", len(c.Days), err)
				}
			}
		}
	}
	one := jobs.ControlScope{Correspondent: "RHEIN", Currency: eur, From: day.AddDays(50), Until: day.AddDays(50)}
	b.Run("one-day", ask(one, 1))
	b.Run("all-days", ask(jobs.ControlScope{}, controlDays))
}

// controlDay is a day on which every payment was booked.
func controlDay(tx jobs.Tx, n int) error {
	date, name := day.AddDays(n), fmt.Sprintf("file-%03d", n)
	if n == 0 {
		if err := tx.AddParticipant(intake.Participant{ID: "P", Name: "P", Kind: intake.Company, Address: intake.Address{Town: "T", Country: "DE"}}, jobs.Source{}); err != nil {
			return err
		}
	}
	cycle := jobs.Cycle{ID: fmt.Sprintf("C%03d", n), ValueDate: date, State: lifecycle.CycleSent, CutOffAt: at, OpenedAt: at}
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
		id := fmt.Sprintf("I%03d%04d", n, k)
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
