package store

import (
	"fmt"

	"nostro/jobs"
	"nostro/ledger"
)

const (
	selectBreak       = "SELECT id, " + breakColumns + " FROM break_item WHERE id = ?1"
	selectBreaksAbout = "SELECT id, " + breakColumns + " FROM break_item WHERE instruction = ?1 ORDER BY id"
	selectBreaksOn    = "SELECT id, " + breakColumns + " FROM break_item WHERE statement = ?1 ORDER BY id"
	selectPartsOf     = "SELECT id, " + breakColumns + " FROM break_item WHERE parent = ?1 ORDER BY id"
	selectReturnsOf   = "SELECT id, " + bankReturnColumns + " FROM bank_return WHERE instruction = ?1 ORDER BY id"
	selectKeysNaming  = "SELECT key FROM journal_entry WHERE key >= ?1 AND key < ?1 || ';' UNION ALL " + // ";" comes after ":"
		"SELECT key FROM journal_entry WHERE key >= ?2 AND key < ?2 || ';' UNION ALL SELECT journal FROM entry_match WHERE instruction = ?3 " +
		"ORDER BY 1"
)

var (
	selectMatchesOf = fmt.Sprintf(matchesNear, "", "instruction = ?1")
	selectMatchesOn = fmt.Sprintf(matchesNear, "", "statement = ?1")
	selectMatchesBy = fmt.Sprintf(matchesNear, "", "journal = ?1")
)

func (t *tx) Break(id int64) (jobs.Break, bool, error) {
	return one(t, fmt.Sprintf("break %d", id), intoBreak, selectBreak, id)
}

func (t *tx) BreaksAbout(instruction string) ([]jobs.Break, error) {
	return list(t, "breaks about "+instruction, intoBreak, selectBreaksAbout, instruction)
}

func (t *tx) BreaksOn(statement int64) ([]jobs.Break, error) {
	return list(t, fmt.Sprintf("breaks on statement %d", statement), intoBreak, selectBreaksOn, statement)
}

func (t *tx) PartsOf(id int64) ([]jobs.Break, error) {
	return list(t, fmt.Sprintf("parts of break %d", id), intoBreak, selectPartsOf, id)
}

func (t *tx) MatchesOf(instruction string) ([]jobs.Match, error) {
	return t.matchesBy(selectMatchesOf, instruction)
}

func (t *tx) MatchesOn(statement int64) ([]jobs.Match, error) {
	return t.matchesBy(selectMatchesOn, statement)
}

func (t *tx) MatchesBy(journal string) ([]jobs.Match, error) {
	return t.matchesBy(selectMatchesBy, journal)
}

func (t *tx) ReturnsOf(instruction string) ([]jobs.BankReturn, error) {
	return t.returnsBy(selectReturnsOf, instruction)
}

func (t *tx) KeysNaming(instruction string) ([]string, error) {
	if err := t.flush(); err != nil {
		return nil, err
	}
	return list(t, "entries that name "+instruction, func(key *string) []any { return []any{key} }, selectKeysNaming,
		ledger.PayOutKey(instruction), ledger.RejectionKey(instruction), instruction)
}
