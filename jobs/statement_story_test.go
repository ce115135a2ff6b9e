package jobs_test

import (
	"fmt"
	"strings"
	"testing"

	"nostro/jobs"
)

// statementStory is what becomes of hand-written statements, each followed by a reconciliation.
type statementStory struct {
	name       string
	papers     []statement
	statements []string
	breaks     []string
	nostro     []string
}

var gift = []booked{{amount: "5.00", endToEnd: "GIFT"}}

// What a statement must have to count.
func TestStatementsThatDoNotCount(t *testing.T) {
	t.Parallel()
	tellStatements(t, []statementStory{
		{"an account that is not ours", []statement{{account: "DE89370400440532013000", ccy: "EUR", seq: 1, opening: "7.00"}},
			[]string{"rhein EUR 1 disputed"}, []string{"unknown-at-us rhein EUR 7.00 open"}, nil},
		{"our account in another currency", []statement{{account: "DE41370400440053201300", ccy: "USD", seq: 1,
			opening: "7.00"}},
			[]string{"rhein USD 1 disputed"}, []string{"unknown-at-us rhein USD 7.00 open"}, nil},
		{"it does not add up", []statement{{seq: 1, opening: "100.00", closing: "106.00", entries: gift}},
			[]string{"rhein EUR 1 disputed"}, []string{"statement-does-not-add-up rhein EUR 1.00 open"}, nil},
		{"no closing balance", []statement{{seq: 1, opening: "100.00", closing: "none", entries: gift}},
			[]string{"rhein EUR 1 disputed"}, []string{"statement-does-not-add-up rhein  0 open"}, nil},
		{"no opening balance", []statement{{seq: 1, opening: "none", closing: "100.00", entries: gift}},
			[]string{"rhein EUR 1 disputed"}, []string{"statement-does-not-add-up rhein EUR 100.00 open"}, nil},
		{"it does not open where the last one closed", []statement{{seq: 1, opening: "100.00"}, {seq: 2, date: "2026-11-25",
			opening: "99.00"}},
			[]string{"rhein EUR 1 proven", "rhein EUR 2 disputed"}, []string{"statement-does-not-add-up rhein EUR -1.00 open"},
			[]string{"nostro:rhein EUR 100.00"}},
		{"a gap", []statement{{seq: 1, opening: "100.00"}, {seq: 3, date: "2026-11-26", opening: "105.00"}},
			[]string{"rhein EUR 1 proven", "rhein EUR 3 disputed"}, []string{"statement-gap rhein EUR 5.00 open"},
			[]string{"nostro:rhein EUR 100.00"}},
	})
}

// What becomes of a statement by those before and after it.
func TestChainOfStatements(t *testing.T) {
	t.Parallel()
	tellStatements(t, []statementStory{
		{"a gap, then what was missing", []statement{{seq: 1, opening: "100.00"}, {seq: 3, date: "2026-11-26",
			opening: "105.00", entries: gift},
			{seq: 2, date: "2026-11-25", opening: "100.00", entries: gift}},
			[]string{"rhein EUR 1 proven", "rhein EUR 2 proven", "rhein EUR 3 proven"},
			[]string{"statement-gap rhein EUR 5.00 resolved", "unknown-at-us rhein EUR 5.00 open",
				"unknown-at-us rhein EUR 5.00 open"},
			[]string{"nostro:rhein EUR 110.00"}},
		{"the same statement in other bytes", []statement{{seq: 1, opening: "100.00", entries: gift}, {seq: 1,
			opening: "100.00", entries: gift, note: "again"}},
			[]string{"rhein EUR 1 proven"}, []string{"unknown-at-us rhein EUR 5.00 open"}, []string{"nostro:rhein EUR 105.00"}},
		{"the same statement in other bytes, later on", []statement{{seq: 1, opening: "100.00"}, {seq: 2, date: "2026-11-25",
			opening: "100.00"},
			{seq: 1, opening: "100.00", note: "again"}},
			[]string{"rhein EUR 1 proven", "rhein EUR 2 proven"}, nil, []string{"nostro:rhein EUR 100.00"}},
		{"the same number with other entries", []statement{{seq: 1, opening: "100.00", entries: gift}, {seq: 1, opening: "100.00",
			entries: []booked{{amount: "5.00", endToEnd: "OTHER"}}}},
			[]string{"rhein EUR 1 proven", "rhein EUR 1 disputed"},
			[]string{"unknown-at-us rhein EUR 5.00 open", "duplicate rhein EUR 0.00 open"}, []string{"nostro:rhein EUR 105.00"}},
		{"one from before our books", []statement{{seq: 7, opening: "100.00"}, {seq: 6, date: "2026-11-23", opening: "80.00",
			closing: "80.00"}},
			[]string{"rhein EUR 6 disputed", "rhein EUR 7 proven"}, []string{"statement-gap rhein EUR 80.00 open"},
			[]string{"nostro:rhein EUR 100.00"}},
		{"one without a number that squeezes in", []statement{{opening: "100.00"}, {date: "2026-11-26", opening: "100.00"},
			{date: "2026-11-25", opening: "100.00", entries: gift}},
			[]string{"rhein EUR 0 proven", "rhein EUR 0 disputed", "rhein EUR 0 proven"},
			[]string{"duplicate rhein EUR 105.00 open"},
			[]string{"nostro:rhein EUR 100.00"}},
		{"a wrong one, then the correct one, then the next", []statement{{seq: 1, opening: "100.00"},
			{seq: 2, date: "2026-11-25", opening: "100.00", closing: "104.00", entries: gift},
			{seq: 2, date: "2026-11-25", opening: "100.00", entries: gift, note: "corrected"}, {seq: 3, date: "2026-11-26",
				opening: "105.00"}},
			[]string{"rhein EUR 1 proven", "rhein EUR 2 disputed", "rhein EUR 2 proven", "rhein EUR 3 proven"},
			[]string{"statement-does-not-add-up rhein EUR -1.00 resolved", "unknown-at-us rhein EUR 5.00 open"},
			[]string{"nostro:rhein EUR 105.00"}},
		{"pending entries move nothing", []statement{{seq: 1, opening: "100.00", entries: []booked{{amount: "5.00",
			endToEnd: "GIFT", pending: true}}}},
			[]string{"rhein EUR 1 proven"}, nil, []string{"nostro:rhein EUR 100.00"}},
		{"a detail in another currency says nothing", []statement{{seq: 1, opening: "100.00",
			entries: []booked{{amount: "5.00", endToEnd: "GIFT", detail: "USD 5.81"}}}},
			[]string{"rhein EUR 1 proven"}, []string{"unknown-at-us rhein EUR 5.00 open"}, []string{"nostro:rhein EUR 105.00"}},
		{"an account in debit", []statement{{seq: 1, opening: "-40.00", entries: gift}},
			[]string{"rhein EUR 1 proven"}, []string{"unknown-at-us rhein EUR 5.00 open"}, []string{"nostro:rhein EUR -35.00"}},
	})
}

func tellStatements(t *testing.T, stories []statementStory) {
	t.Helper()
	for _, story := range stories {

		t.Run(story.name, func(t *testing.T) {
			t.Parallel()
			h := newInstallation(t)
			for _, paper := range story.papers {
				h.gives(paper.xml())
			}
			h.same("statements", h.statements(), story.statements...)
			h.same("breaks", h.breaks(), story.breaks...)
			h.same("nostro", h.balances("nostro"), story.nostro...)
			before := h.entries()
			h.reconcile()
			if h.entries() != before {
				t.Errorf("reconciled again, it posts %d entries", h.entries()-before)
			}
			h.same("breaks after one more", h.breaks(), story.breaks...)
		})
	}
}

// A statement that names no closing date, or no currency, is disputed and stops no other.
func TestStatementWithHoles(t *testing.T) {
	t.Parallel()
	whole := statement{seq: 1, opening: "100.00"}.xml()
	for name, change := range map[string][2]string{
		"no date":     {"<Dt><Dt>2026-11-24</Dt></Dt>", ""},
		"no currency": {"<Ccy>EUR</Ccy>", ""},
		"no account":  {"<Id><IBAN>DE41370400440053201300</IBAN></Id>", ""},
		"no id":       {"<Id>EUR-2026-11-24-1</Id>", ""},
		"no sequence": {"<ElctrncSeqNb>1</ElctrncSeqNb>", ""},
		"no balances": {whole[strings.Index(whole, "<Bal>"):strings.Index(whole, "</Stmt>")], ""},
		"negative fee": {"</Stmt>",
			entryWith("<Chrgs><Rcrd><Amt Ccy=\"EUR\">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Rcrd></Chrgs>") + "</Stmt>"},
		"no value date": {"</Stmt>", strings.Replace(entryWith(""), "<ValDt><Dt>2026-11-24</Dt></ValDt>", "",
			1) + "</Stmt>"},
		"no refs at all": {"</Stmt>", entryWith("") + "</Stmt>"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newInstallation(t)
			h.offer("rhein", "a.xml", strings.ReplaceAll(whole, change[0], change[1]))
			h.offer("hudson", "b.xml", statement{account: "8830042217", ccy: "USD", seq: 1, opening: "7.00"}.xml())
			h.takes()
			h.takes()
			h.same("books", h.balances("nostro:hudson"), "nostro:hudson USD 7.00")
		})
	}
}

// entryWith is a credit of nothing: EUR 1.00 and its debit, so that the balances still hold.
func entryWith(charges string) string {
	in := booked{amount: "1.00"}.xml(1, statement{ccy: "EUR", date: "2026-11-24"})
	out := booked{amount: "-1.00"}.xml(2, statement{ccy: "EUR", date: "2026-11-24"})
	return strings.Replace(in, "<NtryDtls>", charges+"<NtryDtls>", 1) + out
}

// A statement that was disputed because the account was missing counts once nostro.yaml names it.
func TestAccountThatIsAddedLater(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	accounts := h.stages.Settings.Correspondents[1].Accounts
	h.stages.Settings.Correspondents[1].Accounts = accounts[:1]
	h.gives(statement{account: "GB48RHBK40506011223344", ccy: "GBP", seq: 1, opening: "7.00"}.xml())
	h.same("breaks", h.breaks(), "unknown-at-us rhein GBP 7.00 open")
	h.stages.Settings.Correspondents[1].Accounts = accounts
	h.reconcile()
	h.same("breaks", h.breaks(), "unknown-at-us rhein GBP 7.00 resolved")
	h.same("statements", h.statements(), "rhein GBP 1 proven")
}

// The journal says where each of its bookings stands: in which file, and which entry.
func TestBookingsNameTheirEvidence(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.gives(statement{seq: 1, opening: "100.00", entries: []booked{{amount: "5.00", endToEnd: "GIFT"}}}.xml())
	f := look(h, jobs.Tx.FilesIn)[0]
	var places []string
	for _, e := range h.journal() {
		places = append(places, fmt.Sprintf("%s %t %s", e.Kind, e.Evidence.SHA256 == f.SHA256, e.Evidence.Place))
	}
	h.same("evidence", places, "opening true statement EUR-2026-11-24-1, opening balance",
		"unexplained true statement EUR-2026-11-24-1, entry 1")
}
