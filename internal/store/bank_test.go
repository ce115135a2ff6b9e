package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

func TestBankStatuses(t *testing.T) {
	s, _ := world(t)
	second := jobs.BankStatus{FileIn: 1, Correspondent: "ALPHA", Place: "status 2"}
	update(t, s, func(tx jobs.Tx) error { return tx.AddBankStatus(second) })
	second.ID, second.Done = 2, true
	first := bankStatus
	first.Instruction, first.Done = "N1", true
	update(t, s, func(tx jobs.Tx) error { return errors.Join(tx.SaveBankStatus(first), tx.SaveBankStatus(second)) })
	same(t, "statuses", get(t, s, jobs.Tx.BankStatuses), []jobs.BankStatus{first, second})

	lost, unknown := second, second
	lost.Instruction, unknown.ID = "never", 9
	refused(t, s, "FOREIGN KEY", func(tx jobs.Tx) error { return tx.SaveBankStatus(lost) })
	isUnknownID(t, refused(t, s, "bank status 9", func(tx jobs.Tx) error { return tx.SaveBankStatus(unknown) }))
}

func TestBankReturns(t *testing.T) {
	s, _ := world(t)
	bare := jobs.BankReturn{FileIn: 1, Correspondent: "ALPHA", Place: "return 2", Returned: cents(5)}
	free := jobs.BankReturn{FileIn: 1, Correspondent: "ALPHA", Place: "return 3", Charges: cents(0)}
	update(t, s, func(tx jobs.Tx) error { return errors.Join(tx.AddBankReturn(bare), tx.AddBankReturn(free)) })
	bare.ID, free.ID = 2, 3
	same(t, "returns", get(t, s, jobs.Tx.BankReturns), []jobs.BankReturn{bankReturn, bare, free})

	taken, unknown := bankReturn, bankReturn
	taken.Instruction, taken.Done, unknown.ID = "N1", true, 9
	update(t, s, func(tx jobs.Tx) error { return tx.SaveBankReturn(taken) })
	same(t, "the first", get(t, s, jobs.Tx.BankReturns)[0], taken)
	isUnknownID(t, refused(t, s, "bank return 9", func(tx jobs.Tx) error { return tx.SaveBankReturn(unknown) }))
}

// What a bank said is taken in once it is done, or, a statement, once it is proven or counts no more.
func TestTakenIn(t *testing.T) {
	s, _ := world(t)
	is := func(said jobs.Said, id int64) (done bool, err error) {
		err = s.View(t.Context(), func(tx jobs.Tx) (err error) { done, err = tx.TakenIn(said, id); return err })
		return done, err
	}
	fresh := jobs.BankStatus{FileIn: 1, Correspondent: "ALPHA", Place: "status 2"}
	done := jobs.BankReturn{FileIn: 1, Correspondent: "ALPHA", Place: "return 2", Returned: cents(5), Done: true}
	read := jobs.Statement{FileIn: 1, Correspondent: "ALPHA", State: lifecycle.StatementRead}
	answer := jobs.RecallAnswer{FileIn: 1, Correspondent: "ALPHA", Place: "answer 2", Code: "PDCR"}
	update(t, s, func(tx jobs.Tx) (err error) {
		read.ID, err = tx.AddStatement(read)
		return errors.Join(err, tx.AddBankStatus(fresh), tx.AddBankReturn(done), tx.AddRecallAnswer(answer))
	})
	answers := get(t, s, jobs.Tx.RecallAnswers)
	for _, c := range []struct {
		said jobs.Said
		id   int64
		want bool
	}{{jobs.SaidStatus, 2, false}, {jobs.SaidReturn, 2, true}, {jobs.SaidStatement, read.ID, false}, {jobs.SaidStatement, statement.ID, statement.State == lifecycle.StatementProven}, {jobs.SaidStatement, whole.ID, whole.State == lifecycle.StatementProven},
		{jobs.SaidAnswer, answers[len(answers)-1].ID, false}} {
		if got, err := is(c.said, c.id); got != c.want || err != nil {
			t.Errorf("%s %d: %t, %v", c.said, c.id, got, err)
		}
	}
	superseded := get(t, s, jobs.Tx.SupersededHeads)
	if got, err := is(jobs.SaidStatement, superseded[0].ID); !got || err != nil {
		t.Errorf("one that counts no more: %t, %v", got, err)
	}
	_, err := is(jobs.SaidReturn, 99)
	isUnknownID(t, err)
	if _, err := is("rumour", 1); err == nil {
		t.Error("a rumour is taken in")
	}
}

func TestStatementsComeBackExactly(t *testing.T) {
	s, _ := world(t)
	odd := jobs.Statement{FileIn: 1, Correspondent: "ALPHA", State: lifecycle.StatementRead, Detail: "no balances"}
	odd.Entries = []reconcile.Entry{{Number: 2, Amount: cents(1), Charges: money.FromMinor(jpy, 3), Reversal: true},
		{Number: 10, Amount: money.FromMinor(jpy, 0), Details: []reconcile.Detail{
			{Number: 1, Amount: cents(-1), Charges: cents(0), ReturnReason: "AC04"}, {Number: 2}, {Number: 3,
				Exchange: &reconcile.Exchange{}}}}}
	var id int64
	update(t, s, func(tx jobs.Tx) (err error) { id, err = tx.AddStatement(odd); return err })
	same(t, "id", id, int64(4))
	odd.ID = id
	same(t, "statements", get(t, s, jobs.Tx.Statements), []jobs.Statement{odd, statement, whole})
}

// The entries of one statement come alone, each with its own details, however many there are.
func TestEntriesOfOneStatement(t *testing.T) {
	s, _ := world(t)
	of := func(id int64) []reconcile.Entry {
		return get(t, s, func(tx jobs.Tx) ([]reconcile.Entry, error) { return tx.StatementEntries(id) })
	}
	same(t, "of the first", of(statement.ID), statement.Entries)
	same(t, "of none", of(99), []reconcile.Entry(nil))
	many := statement
	many.Entries = nil
	for n := range 12_345 {
		e := reconcile.Entry{Number: 2*n + 1, Amount: cents(int64(n - 5)), Booked: n%3 > 0, BookingDate: day.AddDays(n % 4), Text: "entry"}
		for k := range n % 3 {
			e.Details = append(e.Details, reconcile.Detail{Number: k + 1, EndToEndID: fmt.Sprint("E", n, "-", k), Amount: cents(int64(k))})
		}
		many.Entries = append(many.Entries, e)
	}
	var id int64
	update(t, s, func(tx jobs.Tx) (err error) { id, err = tx.AddStatement(many); return err })
	same(t, "of many", of(id), many.Entries)
	same(t, "of the first, after", of(statement.ID), statement.Entries)
	same(t, "of all", get(t, s, jobs.Tx.Statements)[1].Entries, many.Entries)
}

func TestStatementsAreOrdered(t *testing.T) {
	s, _ := open(t)
	want := []jobs.Statement{ // as they must come out
		{Correspondent: "ALPHA", Currency: eur, ClosingDate: day, Sequence: 2},
		{Correspondent: "ALPHA", Currency: usd, ClosingDate: day.AddDays(-1), Sequence: 9},
		{Correspondent: "ALPHA", Currency: usd, ClosingDate: day, Sequence: 1},
		{Correspondent: "ALPHA", Currency: usd, ClosingDate: day, Sequence: 10},
		{Correspondent: "BETA", Currency: eur, ClosingDate: day.AddDays(-9), Sequence: 1},
	}
	update(t, s, func(tx jobs.Tx) error {
		if _, err := tx.AddFileIn(fileIn); err != nil {
			return err
		}
		for n := range want { // from the last to the first
			st := &want[len(want)-1-n]
			st.FileIn, st.State = 1, lifecycle.StatementRead
			var err error
			if st.ID, err = tx.AddStatement(*st); err != nil {
				return err
			}
		}
		return nil
	})
	same(t, "statements", get(t, s, jobs.Tx.Statements), want)
}

func TestSaveStatement(t *testing.T) {
	s, _ := world(t)
	st := statement
	st.State, st.Detail = lifecycle.StatementDisputed, "gap"
	update(t, s, func(tx jobs.Tx) error { return tx.SaveStatement(st) })
	st.State, st.Detail, st.ProvenAt = lifecycle.StatementProven, "", at.Add(time.Hour)
	update(t, s, func(tx jobs.Tx) error { return tx.SaveStatement(st) })
	same(t, "statement", get(t, s, jobs.Tx.Statements), []jobs.Statement{st, whole})
	back, unknown := st, st
	back.State, unknown.ID = lifecycle.StatementRead, 9
	refused(t, s, `cannot move from "proven" to "read"`, func(tx jobs.Tx) error { return tx.SaveStatement(back) })
	isUnknownID(t, refused(t, s, "statement 9", func(tx jobs.Tx) error { return tx.SaveStatement(unknown) }))
}

func TestStatementsRefuse(t *testing.T) {
	s, _ := world(t)
	entries := func(e ...reconcile.Entry) func(jobs.Tx) error {
		st := statement
		st.Entries = e
		return func(tx jobs.Tx) error { _, err := tx.AddStatement(st); return err }
	}
	refused(t, s, "entries 1 to 1: ", entries(reconcile.Entry{Number: 1}, reconcile.Entry{Number: 1}))
	refused(t, s, "that row is there already",
		entries(reconcile.Entry{Number: 1, Details: []reconcile.Detail{{Number: 4}, {Number: 4}}}))
	refused(t, s, "has no currency", entries(reconcile.Entry{Number: 1, Amount: money.FromMinor(money.Currency{}, 1)}))
	orphan := statement
	orphan.FileIn = 9
	refused(t, s, "FOREIGN KEY", func(tx jobs.Tx) error { _, err := tx.AddStatement(orphan); return err })
	same(t, "statements", get(t, s, jobs.Tx.Statements), []jobs.Statement{statement, whole})
	head := statement
	head.Entries = nil
	same(t, "heads", get(t, s, jobs.Tx.StatementHeads), []jobs.Statement{head, whole})
}

func TestMatches(t *testing.T) {
	s, _ := world(t)
	whole := match
	whole.Detail, whole.Instruction, whole.Credit, whole.Charges = 0, "", true, money.FromMinor(usd, 3)
	whole.Kind = string(reconcile.FindingUnexplained)
	update(t, s, func(tx jobs.Tx) error { return tx.AddMatch(whole) })
	same(t, "matches", get(t, s, jobs.Tx.Matches), []jobs.Match{whole, match})
	for want, change := range map[string]func(*jobs.Match){
		"that match is there already":            func(*jobs.Match) {},
		"CHECK":                                  func(m *jobs.Match) { m.Kind = "guess" },
		"FOREIGN KEY":                            func(m *jobs.Match) { m.Entry = 2 },
		"commit: constraint failed: FOREIGN KEY": func(m *jobs.Match) { m.Detail, m.Journal = 5, "never" },
	} {
		m := match
		change(&m)
		refused(t, s, want, func(tx jobs.Tx) error { return tx.AddMatch(m) })
	}
	refused(t, s, "that match is there already", func(tx jobs.Tx) error { return tx.AddMatch(whole) })
}

func TestBreaks(t *testing.T) {
	s, _ := world(t)
	again, second := gap, jobs.Break{ID: 2, Key: "late:N1", Reason: reconcile.ReasonLate, Cycle: cycle.ID,
		Instruction: "N1", State: lifecycle.BreakOpen, OpenedAt: at}
	again.Text = "other"
	update(t, s, func(tx jobs.Tx) error { return errors.Join(tx.AddBreak(again), tx.AddBreak(second)) })
	same(t, "breaks", get(t, s, jobs.Tx.Breaks), []jobs.Break{gap, second})

	update(t, s, func(tx jobs.Tx) error { return tx.ResolveBreak(gap.Key, "it came", at.Add(time.Hour)) })
	update(t, s, func(tx jobs.Tx) error { return tx.ResolveBreak(gap.Key, "again", at.Add(2*time.Hour)) })
	update(t, s, func(tx jobs.Tx) error { return tx.ResolveBreak("never", "nothing", at) })
	update(t, s, func(tx jobs.Tx) error { return tx.AddBreak(gap) }) // found again, it stays resolved
	resolved := gap
	resolved.State, resolved.Resolution, resolved.ResolvedAt = lifecycle.BreakResolved, "it came", at.Add(time.Hour)
	same(t, "breaks", get(t, s, jobs.Tx.Breaks), []jobs.Break{resolved, second})

	strange := gap
	strange.Key, strange.Reason = "k", "boredom"
	refused(t, s, "CHECK", func(tx jobs.Tx) error { return tx.AddBreak(strange) })
}

func TestRuns(t *testing.T) {
	s, _ := world(t)
	failed := jobs.Run{Stage: "close", Cycle: "no such cycle", StartedAt: at.Add(-time.Hour), Outcome: "failed"}
	update(t, s, func(tx jobs.Tx) error { return tx.AddRun(failed) })
	failed.ID = 2
	same(t, "runs", get(t, s, jobs.Tx.Runs), []jobs.Run{ran, failed})
}
