package store

import (
	"fmt"
	"time"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/ledger"
)

const (
	// From one account to the next in the index: instructions are many, accounts few.
	selectControlAccounts = "WITH RECURSIVE held (correspondent, currency) AS (SELECT * FROM (SELECT correspondent, currency FROM instruction " +
		"ORDER BY correspondent, currency LIMIT 1) UNION ALL SELECT n.correspondent, n.currency FROM held CROSS JOIN instruction n ON n.id = coalesce(" +
		"(SELECT id FROM instruction WHERE correspondent = held.correspondent AND currency > held.currency ORDER BY currency LIMIT 1), " +
		"(SELECT id FROM instruction WHERE correspondent > held.correspondent ORDER BY correspondent, currency LIMIT 1))) " +
		"SELECT correspondent, currency FROM held UNION SELECT correspondent, currency FROM statement " +
		"UNION SELECT substr(name, 8), currency FROM account WHERE name >= 'nostro:' AND name < 'nostro;' ORDER BY 1, 2"

	sentByThen = " AND EXISTS (SELECT 1 FROM file_out f WHERE f.name = instruction.file AND f.sent_at <= ?1)"
	// Payments have the value date of their cycle, but those that pay one anew, which are few.
	selectSentAt = selectInstructions + " WHERE id IN (SELECT n.id FROM cycle c CROSS JOIN instruction n ON n.cycle = c.id WHERE c.value_date BETWEEN ?4 AND ?5 " +
		"UNION SELECT instruction FROM reissue) AND +correspondent = ?2 AND +currency = ?3 AND value_date BETWEEN ?4 AND ?5" + sentByThen + " ORDER BY id"
	selectSentByThen = selectInstructions + " WHERE id = ?2" + sentByThen

	// The entries of an account, those of an instruction, and one; each from the side that is the smallest.
	entriesAt = " FROM statement s CROSS JOIN statement_entry e ON e.statement = s.id%s WHERE s.correspondent = ?2 AND s.currency = ?3 AND " +
		"s.first_day <= ?5 AND s.last_day >= ?4 AND coalesce(e.value_date, s.closing_date) BETWEEN ?4 AND ?5"
	entriesOf = " FROM (SELECT DISTINCT statement, entry FROM entry_match WHERE instruction = ?2) k CROSS JOIN statement s ON s.id = k.statement " +
		"CROSS JOIN statement_entry e ON e.statement = k.statement AND e.number = k.entry%s WHERE 1"
	entriesOne = " FROM statement s CROSS JOIN statement_entry e ON e.statement = s.id%s WHERE s.id = ?2 AND e.number = ?3"

	countsThen    = "NOT EXISTS (SELECT 1 FROM statement n WHERE n.id = s.instead AND n.proven_at <= ?1)" // it was not corrected yet
	bookedByThen  = " AND s.proven_at <= ?1 AND e.booked = 1 AND " + countsThen
	countProven   = "SELECT count(*) FROM statement s WHERE s.proven_at <= ?1 AND ?2 IN ('', s.correspondent) AND ?3 IN ('', s.currency) AND " + countsThen
	bookedColumns = "SELECT s.id, s.bank_id, s.correspondent, e.number, e.currency, e.minor, coalesce(e.value_date, s.closing_date)"
	partsColumns  = "SELECT s.id, e.number, m.instruction, m.currency, m.minor, m.credit, m.kind, m.journal"
	partsJoin     = " CROSS JOIN entry_match m ON m.statement = e.statement AND m.entry = e.number CROSS JOIN journal_entry j ON j.key = m.journal"
	partsThen     = " AND m.instruction IS NOT NULL AND m.kind <> 'unexplained' AND j.booked_at <= ?1 AND NOT EXISTS (SELECT 1 FROM journal_entry r WHERE r.reverses = j.key " +
		"AND r.booked_at <= ?1) ORDER BY s.id, e.number, m.id"

	selectStatusesOf = "SELECT id, " + bankStatusColumns + " FROM bank_status WHERE instruction = ?1 UNION ALL SELECT id, " + bankStatusColumns +
		" FROM bank_status WHERE instruction IS NULL AND msg_id = ?2 AND msg_id <> '' AND uetr = '' AND instr_id = '' AND correspondent = ?3 ORDER BY id"

	postedColumns = "SELECT j.key, j.kind, substr(a.name, 8), j.value_date, a.currency, p.minor, " +
		"coalesce((SELECT m.statement << 32 | m.entry FROM entry_match m CROSS JOIN statement s ON s.id = m.statement " +
		"WHERE m.journal = coalesce(j.reverses, j.key) AND s.proven_at <= ?1 AND " + countsThen + " ORDER BY m.id LIMIT 1), " +
		"(SELECT statement << 32 | entry FROM entry_match WHERE journal = coalesce(j.reverses, j.key) ORDER BY id LIMIT 1), 0)"
	postedByThen = " AND j.booked_at <= ?1 AND j.kind <> 'opening' ORDER BY j.number"
	// Between the entries that its days lie between.
	postedAt = postedColumns + " FROM account a CROSS JOIN posting p ON p.account = a.id " +
		"AND p.entry >= (SELECT min(first_entry) FROM account_day WHERE account = a.id AND value_date BETWEEN ?4 AND ?5) " +
		"AND p.entry <= (SELECT max(last_entry) FROM account_day WHERE account = a.id AND value_date BETWEEN ?4 AND ?5) " +
		"CROSS JOIN journal_entry j ON j.number = p.entry WHERE a.name = 'nostro:' || ?2 AND a.currency = ?3 AND j.value_date BETWEEN ?4 AND ?5" + postedByThen
	postedOf = postedColumns + " FROM (SELECT DISTINCT journal FROM entry_match WHERE statement = ?2 AND entry = ?3) k CROSS JOIN journal_entry j " +
		"ON j.key = k.journal OR j.reverses = k.journal CROSS JOIN posting p ON p.entry = j.number CROSS JOIN account a ON a.id = p.account " +
		"WHERE a.name >= 'nostro:' AND a.name < 'nostro;'" + postedByThen
)

// selectMatchesThen takes what of a payment stood on the books then, in the order in which it was booked, from the statements that counted
// then.
var selectMatchesThen = "SELECT m." + matchAliased + " FROM entry_match m CROSS JOIN statement s ON s.id = m.statement CROSS JOIN journal_entry j " +
	"ON j.key = m.journal WHERE m.instruction = ?2 AND s.proven_at <= ?1 AND " + countsThen + " AND j.booked_at <= ?1 AND NOT EXISTS " +
	"(SELECT 1 FROM journal_entry r WHERE r.reverses = j.key AND r.booked_at <= ?1) ORDER BY j.number, m.id"

func (t *tx) ControlAccounts() ([]jobs.ControlAccount, error) {
	return list(t, "accounts of the control", func(a *jobs.ControlAccount) []any {
		return []any{&a.Correspondent, currencyCell(&a.Currency)}
	}, selectControlAccounts)
}

func (t *tx) SentPayments(a jobs.ControlAccount, from, until calendar.Date, known time.Time) ([]jobs.Instruction, error) {
	return list(t, "payments sent to "+a.Correspondent, intoInstruction, selectSentAt, inAccount(a, from, until, known)...)
}

func (t *tx) SentPayment(id string, known time.Time) (jobs.Instruction, bool, error) {
	return one(t, "instruction "+id, intoInstruction, selectSentByThen, knownBy(known), id)
}

func (t *tx) BookedEntries(a jobs.ControlAccount, from, until calendar.Date, known time.Time) ([]jobs.BookedEntry, error) {
	return t.bookedEntries(entriesAt, inAccount(a, from, until, known)...)
}

func (t *tx) BookedEntriesOf(instruction string, known time.Time) ([]jobs.BookedEntry, error) {
	return t.bookedEntries(entriesOf, knownBy(known), instruction)
}

func (t *tx) BookedEntry(statement int64, number int, known time.Time) (e jobs.BookedEntry, found bool, err error) {
	all, err := t.bookedEntries(entriesOne, knownBy(known), statement, number)
	if err != nil || len(all) == 0 {
		return e, false, err
	}
	return all[0], true, nil
}

// bookedEntries reads entries, and then the payments that they are; both come in the same order.
func (t *tx) bookedEntries(from string, args ...any) ([]jobs.BookedEntry, error) {
	if err := t.flush(); err != nil {
		return nil, err
	}
	all, err := list(t, "booked entries", func(e *jobs.BookedEntry) []any {
		return flat(&e.Statement, &e.BankID, &e.Correspondent, &e.Number, amountCells(&e.Amount), dateCell(&e.Day))
	}, bookedColumns+fmt.Sprintf(from, "")+bookedByThen+" ORDER BY s.id, e.number", args...)
	if err != nil {
		return nil, err
	}
	n := 0
	return all, each(t, "payments of booked entries", func(m *jobs.Match) []any {
		return flat(&m.Statement, &m.Entry, refCell(&m.Instruction), amountCells(&m.Amount), &m.Credit, &m.Kind, refCell(&m.Journal))
	}, partsColumns+fmt.Sprintf(from, partsJoin)+bookedByThen+partsThen, args, func(m jobs.Match) error {
		for n < len(all) && (all[n].Statement < m.Statement || all[n].Statement == m.Statement && all[n].Number < m.Entry) {
			n++
		}
		if n < len(all) && all[n].Statement == m.Statement && all[n].Number == m.Entry {
			all[n].Parts = append(all[n].Parts, m)
		}
		return nil
	})
}

func (t *tx) MatchesThen(instruction string, known time.Time) ([]jobs.Match, error) {
	if err := t.flush(); err != nil {
		return nil, err
	}
	return t.matchesBy(selectMatchesThen, knownBy(known), instruction)
}

func (t *tx) StatusesOf(instruction, msgID, correspondent string) ([]jobs.BankStatus, error) {
	return t.statusesBy(selectStatusesOf, instruction, msgID, correspondent)
}

func (t *tx) ProvenStatements(a jobs.ControlAccount, known time.Time) (int, error) {
	n, _, err := value[int](t, "proven statements", countProven, knownBy(known), a.Correspondent, a.Currency.Code())
	return n, err
}

func (t *tx) NostroPostings(a jobs.ControlAccount, from, until calendar.Date, known time.Time) ([]jobs.NostroPosting, error) {
	return t.nostroPostings(postedAt, inAccount(a, from, until, known)...)
}

func (t *tx) NostroPostingsOf(statement int64, number int, known time.Time) ([]jobs.NostroPosting, error) {
	return t.nostroPostings(postedOf, knownBy(known), statement, number)
}

func (t *tx) nostroPostings(query string, args ...any) ([]jobs.NostroPosting, error) {
	if err := t.flush(); err != nil {
		return nil, err
	}
	all, err := list(t, "postings at correspondents", func(p *jobs.NostroPosting) []any {
		return flat(&p.Key, choice(&p.Kind, ledger.Kinds()...), &p.Correspondent, dateCell(&p.Day), amountCells(&p.Amount), &p.Statement)
	}, query, args...)
	for n := range all { // number of the statement above, of the entry below
		all[n].Statement, all[n].Entry = all[n].Statement>>32, int(all[n].Statement&(1<<32-1))
	}
	return all, err
}

// knownBy is the instant until which something counts, as text; the zero one takes in all.
func knownBy(at time.Time) any {
	if at.IsZero() {
		return "9999-12-31T23:59:59.999999999Z"
	}
	return instant(at)
}

// inAccount are the arguments that a query of one account takes.
func inAccount(a jobs.ControlAccount, from, until calendar.Date, known time.Time) []any {
	first, last := any("0000-00-00"), any(valueDateMax)
	if !from.IsZero() {
		first = date(from)
	}
	if !until.IsZero() {
		last = date(until)
	}
	return []any{knownBy(known), a.Correspondent, code(a.Currency), first, last}
}
