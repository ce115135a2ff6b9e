package jobs_test

import (
	"strings"
	"testing"

	"nostro/jobs"
)

// What banks do with balances, numbers and days, and is no reason to dispute a statement.
func TestStatementsOfAllKindsOfDays(t *testing.T) {
	t.Parallel()
	tellStatements(t, []statementStory{
		{"the opening balance is called the previous closing one", []statement{{seq: 1, opening: "100.00", code: "PRCD", entries: gift},
			{seq: 2, date: "2026-11-25", opening: "105.00", code: "PRCD"}},
			[]string{"rhein EUR 1 proven", "rhein EUR 2 proven"}, []string{"unknown-at-us rhein EUR 5.00 open"}, []string{"nostro:rhein EUR 105.00"}},
		{"and does not fit", []statement{{seq: 1, opening: "100.00", code: "PRCD"}, {seq: 2, date: "2026-11-25", opening: "99.00", code: "PRCD"}},
			[]string{"rhein EUR 1 proven", "rhein EUR 2 disputed"}, []string{"statement-does-not-add-up rhein EUR -1.00 open"},
			[]string{"nostro:rhein EUR 100.00"}},
		{"days on which nothing was booked", []statement{{seq: 1, opening: "100.00"}, {seq: 2, date: "2026-11-25", opening: "100.00"},
			{seq: 3, date: "2026-11-26", opening: "100.00", entries: gift}},
			[]string{"rhein EUR 1 proven", "rhein EUR 2 proven", "rhein EUR 3 proven"}, []string{"unknown-at-us rhein EUR 5.00 open"},
			[]string{"nostro:rhein EUR 105.00"}},
		{"the numbers begin again with the year", []statement{{seq: 365, date: "2026-12-31", opening: "100.00", entries: gift},
			{seq: 1, date: "2027-01-01", opening: "105.00"}, {seq: 2, date: "2027-01-04", opening: "105.00", entries: gift}},
			[]string{"rhein EUR 365 proven", "rhein EUR 1 proven", "rhein EUR 2 proven"},
			[]string{"unknown-at-us rhein EUR 5.00 open", "unknown-at-us rhein EUR 5.00 open"}, []string{"nostro:rhein EUR 110.00"}},
		{"they begin again, and money moved in between", []statement{{seq: 365, date: "2026-12-31", opening: "100.00"},
			{seq: 1, date: "2027-01-01", opening: "104.00"}},
			[]string{"rhein EUR 365 proven", "rhein EUR 1 disputed"}, []string{"statement-gap rhein EUR 4.00 open"}, []string{"nostro:rhein EUR 100.00"}},
		{"they begin again, and the first of the year is missing", []statement{{seq: 365, date: "2026-12-31", opening: "100.00"},
			{seq: 2, date: "2027-01-04", opening: "100.00"}},
			[]string{"rhein EUR 365 proven", "rhein EUR 2 disputed"}, []string{"statement-gap rhein EUR 0.00 open"}, []string{"nostro:rhein EUR 100.00"}},
		{"the account is overdrawn, and comes back", []statement{{seq: 1, opening: "3.00", entries: []booked{{amount: "-9.00", endToEnd: "A"}}},
			{seq: 2, date: "2026-11-25", opening: "-6.00", entries: []booked{{amount: "10.00", endToEnd: "B"}}}},
			[]string{"rhein EUR 1 proven", "rhein EUR 2 proven"}, []string{"unknown-at-us rhein EUR -9.00 open", "unknown-at-us rhein EUR 10.00 open"},
			[]string{"nostro:rhein EUR 4.00"}},
		{"several on one day, in any order", []statement{{seq: 1, opening: "100.00"}, {seq: 3, opening: "105.00", entries: gift},
			{seq: 2, opening: "100.00", entries: gift}},
			[]string{"rhein EUR 1 proven", "rhein EUR 2 proven", "rhein EUR 3 proven"},
			[]string{"statement-gap rhein EUR 5.00 resolved", "unknown-at-us rhein EUR 5.00 open", "unknown-at-us rhein EUR 5.00 open"},
			[]string{"nostro:rhein EUR 110.00"}},
	})
}

// One file may hold the statements of several accounts and currencies: each is proven by itself, and one that is wrong stops no
// other.
func TestAFileOfSeveralAccounts(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	of := func(s statement) string {
		text := s.xml()
		return text[strings.Index(text, "<Stmt>") : strings.Index(text, "</Stmt>")+len("</Stmt>")]
	}
	euros := statement{seq: 1, opening: "100.00", entries: gift}
	pounds := statement{account: "GB48RHBK40506011223344", ccy: "GBP", seq: 1, opening: "7.00", closing: "8.00"}
	next := statement{seq: 2, date: "2026-11-25", opening: "105.00"}
	h.gives(document("camt.053.001.08", "BkToCstmrStmt", head("ALL")+of(next)+of(pounds)+of(euros)))
	h.same("statements", h.statements(), "rhein EUR 1 proven", "rhein EUR 2 proven", "rhein GBP 1 disputed")
	h.same("nostro", h.balances("nostro"), "nostro:rhein EUR 105.00")
	h.same("breaks", h.breaks()[1:], "statement-does-not-add-up rhein GBP 1.00 open")
	if files := look(h, jobs.Tx.FilesIn); len(files) != 1 {
		t.Errorf("%d files", len(files))
	}
}
