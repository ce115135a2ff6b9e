package store

import (
	"fmt"

	"nostro/jobs"
)

const (
	rulesColumns     = "digest, text, first_used"
	selectRules      = "SELECT " + rulesColumns + " FROM matching_rules ORDER BY first_used, digest"
	matchingColumns  = "statement, digest, matched_at"
	selectMatchings  = "SELECT " + matchingColumns + " FROM statement_matching ORDER BY statement, matched_at, digest"
	suggestColumns   = "statement, entry, detail, number, instruction, rule, why"
	selectSuggestion = "SELECT " + suggestColumns + " FROM match_suggestion ORDER BY statement, entry, detail, number, instruction"
)

var (
	insertRules      = insertUnless("matching_rules", rulesColumns, "digest = ?1")
	insertMatching   = insertUnless("statement_matching", matchingColumns, "statement = ?1 AND digest = ?2")
	insertSuggestion = insertUnless("match_suggestion", suggestColumns,
		"statement = ?1 AND entry = ?2 AND detail = ?3 AND number = ?4 AND instruction = ?5")
)

func (t *tx) AddMatchingRules(r jobs.MatchingRules) error {
	return t.exec("matching rules "+r.Digest, insertRules, r.Digest, r.Text, instant(r.FirstUsed))
}

func (t *tx) MatchingRules() ([]jobs.MatchingRules, error) {
	return list(t, "matching rules", func(r *jobs.MatchingRules) []any {
		return []any{&r.Digest, &r.Text, instantCell(&r.FirstUsed)}
	}, selectRules)
}

func (t *tx) AddStatementMatching(m jobs.StatementMatching) error {
	return t.exec(fmt.Sprintf("matching of statement %d", m.Statement), insertMatching, m.Statement, m.Digest, instant(m.At))
}

func (t *tx) StatementMatchings() ([]jobs.StatementMatching, error) {
	return list(t, "matchings of statements", func(m *jobs.StatementMatching) []any {
		return []any{&m.Statement, &m.Digest, instantCell(&m.At)}
	}, selectMatchings)
}

func (t *tx) AddSuggestion(s jobs.Suggestion) error {
	what := fmt.Sprintf("suggestion %d for statement %d entry %d", s.Number, s.Statement, s.Entry)
	return t.exec(what, insertSuggestion, s.Statement, s.Entry, s.Detail, s.Number, s.Instruction, s.Rule, s.Why)
}

func (t *tx) Suggestions() ([]jobs.Suggestion, error) {
	return list(t, "suggestions", func(s *jobs.Suggestion) []any {
		return []any{&s.Statement, &s.Entry, &s.Detail, &s.Number, &s.Instruction, &s.Rule, &s.Why}
	}, selectSuggestion)
}
