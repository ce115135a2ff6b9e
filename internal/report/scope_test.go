package report

import (
	"slices"
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// withOther adds what belongs to another cycle, and to none, to the records of the sample.
func withOther(t testing.TB) *records {
	r := sampleRecords(t)
	later := calendar.MustDate("2026-11-27")
	r.inputs = append(r.inputs, jobs.InputFile{Name: "later.csv", Kind: "obligations", SHA256: hashOf("later.csv"),
		TakenAt: clock("2026-11-26T09:00:00Z")}, jobs.InputFile{Name: "old-rates.xml", Kind: "rates",
		SHA256: hashOf("old"), TakenAt: clock("2026-11-20T15:00:00Z")})
	refusal := r.refusals[0]
	refusal.File = "later.csv"
	r.refusals = append(r.refusals, refusal)
	r.filesIn = append(r.filesIn,
		jobs.FileIn{ID: 21, Name: "later.xml", SHA256: hashOf("later.xml"), State: lifecycle.FileInRead},
		jobs.FileIn{ID: 22, Name: "fresh.xml", SHA256: hashOf("fresh.xml"), State: lifecycle.FileInFetched})
	for n, s := range []jobs.Statement{{ID: 31, BankID: "LATER", ClosingDate: later},
		{ID: 32, BankID: "SILENT", ClosingDate: valueDay},
		{ID: 33, BankID: "GAP", ClosingDate: later, State: lifecycle.StatementDisputed}} {
		s.FileIn, s.Correspondent, s.Currency = 21, "CHARLIE", jpy
		s.Opening, s.Closing = money.Zero(jpy), money.FromMinor(jpy, int64(n))
		r.statements = append(r.statements, s)
	}
	r.matches = append(r.matches, jobs.Match{Statement: 31, Entry: 1, Instruction: "OTHER",
		Journal: "booked:31:1:pay-in-booked"})
	r.breaks = append(r.breaks,
		jobs.Break{ID: 41, Cycle: "2026-11-27-1", State: lifecycle.BreakOpen},
		jobs.Break{ID: 42, State: lifecycle.BreakResolved, Statement: 31},
		jobs.Break{ID: 43, State: lifecycle.BreakOpen, Statement: 33, Reason: reconcile.ReasonStatementGap})
	r.statuses = append(r.statuses, jobs.BankStatus{FileIn: 21, Instruction: "OTHER"})
	r.returns = append(r.returns, jobs.BankReturn{FileIn: 21, Instruction: "OTHER"})
	r.attempts = append(r.attempts, jobs.Attempt{File: "other.xml"})
	r.runs = append(r.runs, jobs.Run{Stage: "later", StartedAt: clock("2026-11-27T06:00:00Z")},
		jobs.Run{Stage: "other", Cycle: "2026-11-27-1", StartedAt: clock("2026-11-23T12:00:00Z")})
	for n, key := range []string{"booked:31:1:pay-in-booked", "pay-out:OTHER:1", ledger.OpeningKey("DELTA", jpy),
		ledger.OpeningKey("CHARLIE", jpy), "undo:pay-out:" + r.instructions[1].ID + ":1"} {
		r.journal = append(r.journal, posted{number: int64(100 + n),
			entry: ledger.Entry{Key: key, Kind: ledger.KindReversal}})
	}
	return r
}

// A report on a cycle shows what touches it, and nothing of another cycle.
func TestScope(t *testing.T) {
	p := pictureOf(t, withOther(t), sampleInput(t))
	has := func(list []string) string { return strings.Join(list, " ") }
	for _, c := range []struct{ what, got, want string }{
		{"statements", has(mapped(p.Statements, func(s Statement) string { return s.BankID })),
			"STMT-EUR-0231 STMT-USD-0231 SILENT GAP"},
		{"breaks", has(mapped(p.Breaks, func(b Break) string { return number(b.ID) })), "1 2 3 43"},
		{"files in", has(mapped(p.FilesIn, func(f FileIn) string { return number(f.ID) })), "1 2 3 4 21 22"},
		{"answers", has(mapped(p.Answers, func(a Answer) string { return a.Instruction })), boltOrder},
		{"inputs", has(mapped(p.Inputs, func(f InputFile) string { return f.Name })),
			"accounts.csv obligations.csv participants.csv rates.xml"},
		{"refusals", has(mapped(p.Refusals, func(r Refusal) string { return r.File })), "obligations.csv"},
		{"runs", has(mapped(p.Runs, func(r Run) string { return r.Stage })), "net collect"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %s, want %s", c.what, c.got, c.want)
		}
	}
	var late []string
	for _, e := range p.Journal {
		if e.Number >= 100 {
			late = append(late, e.Key)
		}
	}
	if got, want := has(late), "opening:CHARLIE:JPY undo:pay-out:"+boltOrder+":1"; got != want {
		t.Errorf("journal: %s, want %s", got, want)
	}
	if len(p.Matches) != 7 {
		t.Errorf("%d matches, want 7", len(p.Matches))
	}
}

// The whole house shows everything.
func TestScopeOfTheHouse(t *testing.T) {
	in := sampleInput(t)
	in.Cycle = ""
	r := withOther(t)
	p := pictureOf(t, r, in)
	got := []int{len(p.Statements), len(p.Breaks), len(p.Journal), len(p.Runs), len(p.Cycle.ID)}
	if want := []int{5, 6, len(r.journal), 4, 0}; !slices.Equal(got, want) {
		t.Errorf("statements, breaks, entries, runs: %v, want %v", got, want)
	}
}

// A statement without balances, or whose sums do not fit, does not add up; the report goes on.
func TestStatementThatCannotBeAdded(t *testing.T) {
	r := sampleRecords(t)
	r.statements[0].Closing = money.Amount{}
	r.statements[1].Entries[0].Amount = money.FromMinor(usd, -1<<63)
	r.statements[1].Entries[1].Booked = false
	p := pictureOf(t, r, sampleInput(t))
	for _, s := range p.Statements {
		if s.AddsUp || !s.Credits.None() {
			t.Errorf("%s adds up: %+v", s.BankID, s)
		}
	}
	writeAll(t, p)
}

// Only booked entries count in the proof of a statement.
func TestStatementProof(t *testing.T) {
	r := sampleRecords(t)
	r.statements[0].Entries[2].Booked = false
	p := pictureOf(t, r, sampleInput(t))
	s := p.Statements[0]
	sums := s.Credits == amount(eur, "46499.50") && s.Debits == amount(eur, "60036.88")
	if s.AddsUp || s.Difference != amount(eur, "-20000.00") || !sums {
		t.Errorf("got %+v", s)
	}
	if !p.Statements[1].AddsUp || !p.Statements[1].Difference.IsZero() {
		t.Errorf("got %+v", p.Statements[1])
	}
}

// The bank's side of a balance is the last proven statement of the account.
func TestLastProven(t *testing.T) {
	r := sampleRecords(t)
	newer, disputed := r.statements[0], r.statements[0]
	newer.ID, newer.BankID, newer.Closing = 51, "NEWER", parse(eur, "1.00")
	disputed.ID, disputed.State = 52, lifecycle.StatementDisputed
	r.statements = []jobs.Statement{r.statements[0], newer, disputed, r.statements[1]}
	r.proven = lastProven(r.statements)
	n := pictureOf(t, r, sampleInput(t)).Nostros
	if n[0].LastStatement != "NEWER" || n[0].Agrees || n[1].LastStatement != "STMT-USD-0231" || !n[1].Agrees {
		t.Errorf("got %+v", n)
	}
}

// A balance that has no opposite in 64 bits is an error, not a wrong sign.
func TestBalanceOverflow(t *testing.T) {
	for _, account := range []ledger.Account{ledger.TransitAccount("ALPHA"), ledger.SuspenseAccount("ALPHA")} {
		r := sampleRecords(t)
		r.balances = []ledger.Row{{Account: account, Balance: money.FromMinor(eur, -1<<63)}}
		if _, err := newGatherer(r, sampleInput(t)).picture(); err == nil {
			t.Errorf("%s: no error", account)
		}
	}
}

func TestRefusalMasksAccounts(t *testing.T) {
	r := sampleRecords(t)
	r.refusals[0].Field, r.refusals[0].Value = "account", "DE00370400440532013000"
	if got := pictureOf(t, r, sampleInput(t)).Refusals[0].Value; got != "DE00**************3000" {
		t.Errorf("got %s", got)
	}
}
