package store

import (
	"fmt"
	"strings"

	"nostro/jobs"
)

const (
	bankStatusColumns  = "file_in, correspondent, place, instr_id, uetr, msg_id, code, reason, instruction, done"
	selectBankStatuses = "SELECT id, " + bankStatusColumns + " FROM bank_status ORDER BY id"
	updateBankStatus   = "UPDATE bank_status SET instruction = ?2, done = ?3 WHERE id = ?1"
)

var insertBankStatus = insertInto("bank_status", bankStatusColumns)

func (t *tx) AddBankStatus(s jobs.BankStatus) error {
	return t.exec(fmt.Sprintf("%s of file in %d", s.Place, s.FileIn), insertBankStatus,
		s.FileIn, s.Correspondent, s.Place, s.InstrID, s.UETR, s.MsgID, s.Code, s.Reason, ref(s.Instruction), s.Done)
}

func (t *tx) BankStatuses() ([]jobs.BankStatus, error) { return t.statusesBy(selectBankStatuses) }

func (t *tx) statusesBy(query string, args ...any) ([]jobs.BankStatus, error) {
	return list(t, "bank statuses", func(s *jobs.BankStatus) []any {
		return []any{&s.ID, &s.FileIn, &s.Correspondent, &s.Place, &s.InstrID, &s.UETR, &s.MsgID, &s.Code, &s.Reason,
			refCell(&s.Instruction), &s.Done}
	}, query, args...)
}

func (t *tx) SaveBankStatus(s jobs.BankStatus) error {
	return t.execOne(fmt.Sprintf("bank status %d", s.ID), updateBankStatus, s.ID, ref(s.Instruction), s.Done)
}

const (
	bankReturnColumns = "file_in, correspondent, place, instr_id, uetr, currency, minor, charges_currency, " +
		"charges_minor, reason, instruction, done"
	selectBankReturns = "SELECT id, " + bankReturnColumns + " FROM bank_return ORDER BY id"
	updateBankReturn  = "UPDATE bank_return SET instruction = ?2, done = ?3 WHERE id = ?1"
)

var insertBankReturn = insertInto("bank_return", bankReturnColumns)

func (t *tx) AddBankReturn(r jobs.BankReturn) error {
	return t.exec(fmt.Sprintf("%s of file in %d", r.Place, r.FileIn), insertBankReturn, flat(r.FileIn, r.Correspondent,
		r.Place, r.InstrID, r.UETR, amount(r.Returned), amount(r.Charges), r.Reason, ref(r.Instruction), r.Done)...)
}

func (t *tx) BankReturns() ([]jobs.BankReturn, error) { return t.returnsBy(selectBankReturns) }

func (t *tx) returnsBy(query string, args ...any) ([]jobs.BankReturn, error) {
	return list(t, "bank returns", func(r *jobs.BankReturn) []any {
		return flat(&r.ID, &r.FileIn, &r.Correspondent, &r.Place, &r.InstrID, &r.UETR, amountCells(&r.Returned),
			amountCells(&r.Charges), &r.Reason, refCell(&r.Instruction), &r.Done)
	}, query, args...)
}

func (t *tx) SaveBankReturn(r jobs.BankReturn) error {
	return t.execOne(fmt.Sprintf("bank return %d", r.ID), updateBankReturn, r.ID, ref(r.Instruction), r.Done)
}

// takenIn asks of each kind of what banks say whether one was taken in.
var takenIn = map[jobs.Said]string{
	jobs.SaidStatus:    "SELECT done FROM bank_status WHERE id = ?",
	jobs.SaidReturn:    "SELECT done FROM bank_return WHERE id = ?",
	jobs.SaidAnswer:    "SELECT done FROM recall_answer WHERE id = ?",
	jobs.SaidStatement: "SELECT state = 'proven' OR instead IS NOT NULL FROM statement WHERE id = ?",
}

func (t *tx) TakenIn(said jobs.Said, id int64) (bool, error) {
	query, known := takenIn[said]
	if !known {
		return false, fmt.Errorf("%q is nothing that a bank says", said)
	}
	done, found, err := one(t, fmt.Sprintf("%s %d", said, id), func(done *bool) []any { return []any{done} }, query, id)
	if err == nil && !found {
		err = fmt.Errorf("%s %d: %w", said, id, jobs.ErrUnknownID)
	}
	return done, err
}

const (
	matchColumns = "statement, entry, detail, kind, instruction, currency, minor, charges_currency, charges_minor, " +
		"credit, rule, why, journal"
	matchesOn = "SELECT " + matchColumns + " FROM entry_match WHERE %s (SELECT id FROM statement WHERE instead IS NOT NULL) " +
		"ORDER BY statement, entry, detail, kind, instruction, id"
	// The same for few: each of them is asked whether another statement counts, instead of all statements once.
	matchesNear = "SELECT " + matchColumns + " FROM entry_match%s WHERE %s AND NOT EXISTS (SELECT 1 FROM statement s WHERE s.id = entry_match.statement " +
		"AND s.instead IS NOT NULL) ORDER BY statement, entry, detail, kind, instruction, id"
)

// matchAliased are the columns of a match, which "m." stands before.
var matchAliased = strings.ReplaceAll(matchColumns, ", ", ", m.")

var (
	insertMatch             = insertInto("entry_match", matchColumns)
	selectMatchesAt         = fmt.Sprintf(matchesNear, "", "statement = ?1 AND entry = ?2")
	selectMatches           = fmt.Sprintf(matchesOn, "statement NOT IN")
	selectSupersededMatches = fmt.Sprintf(matchesOn, "statement IN")
	selectUnexplained       = fmt.Sprintf(matchesNear, " INDEXED BY entry_match_unexplained", "kind = 'unexplained' AND credit = 1")
)

func (t *tx) AddMatch(m jobs.Match) error {
	what := fmt.Sprintf("match of statement %d entry %d", m.Statement, m.Entry)
	return t.exec(what, insertMatch, matchValues(m)...)
}

func matchValues(m jobs.Match) []any {
	return flat(m.Statement, m.Entry, m.Detail, m.Kind, ref(m.Instruction), amount(m.Amount), amount(m.Charges), m.Credit,
		m.Rule, m.Why, m.Journal)
}

func (t *tx) Matches() ([]jobs.Match, error) { return t.matchesBy(selectMatches) }

func (t *tx) UnexplainedCredits() ([]jobs.Match, error) { return t.matchesBy(selectUnexplained) }

func (t *tx) SupersededMatches() ([]jobs.Match, error) { return t.matchesBy(selectSupersededMatches) }

func (t *tx) MatchesAt(statement int64, entry int) ([]jobs.Match, error) {
	return t.matchesBy(selectMatchesAt, statement, entry)
}

func (t *tx) matchesBy(query string, args ...any) ([]jobs.Match, error) {
	return list(t, "matches", func(m *jobs.Match) []any {
		return flat(&m.Statement, &m.Entry, &m.Detail, &m.Kind, refCell(&m.Instruction), amountCells(&m.Amount),
			amountCells(&m.Charges), &m.Credit, &m.Rule, &m.Why, &m.Journal)
	}, query, args...)
}
