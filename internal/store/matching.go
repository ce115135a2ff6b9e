package store

import (
	"fmt"
	"slices"

	"nostro/jobs"
	"nostro/money"
)

const (
	rulesColumns     = "digest, text, first_used"
	selectRules      = "SELECT " + rulesColumns + " FROM matching_rules ORDER BY first_used, digest"
	matchingColumns  = "statement, digest, matched_at"
	selectMatchings  = "SELECT " + matchingColumns + " FROM statement_matching ORDER BY statement, matched_at, digest"
	selectBookedRefs = "SELECT m.instruction, e.bank_ref, coalesce(d.bank_ref, '') FROM statement s JOIN entry_match m ON m.statement = s.id " +
		"JOIN statement_entry e ON e.statement = m.statement AND e.number = m.entry LEFT JOIN statement_detail d " +
		"ON d.statement = m.statement AND d.entry = m.entry AND d.number = m.detail WHERE s.correspondent = ?1 AND s.currency = ?2 " +
		"AND m.kind IN ('pay-out-booked', 'pay-in-booked') AND m.instruction IS NOT NULL AND s.instead IS NULL ORDER BY m.id"
	suggestColumns   = "statement, entry, detail, number, instruction, rule, why"
	selectSuggestion = "SELECT " + suggestColumns + " FROM match_suggestion ORDER BY statement, entry, detail, number, instruction"
	suggestionsAt    = "SELECT " + suggestColumns + " FROM match_suggestion WHERE statement = ?1 AND entry = ?2 ORDER BY detail, number, instruction"
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

func (t *tx) BookedRefs(correspondent string, c money.Currency) (map[string][]string, error) {
	type row struct{ instruction, entry, detail string }
	refs := map[string][]string{}
	err := each(t, "references of bookings", func(r *row) []any { return []any{&r.instruction, &r.entry, &r.detail} }, selectBookedRefs,
		[]any{correspondent, c.Code()}, func(r row) error {
			for _, ref := range []string{r.entry, r.detail} {
				if ref != "" && !slices.Contains(refs[r.instruction], ref) {
					refs[r.instruction] = append(refs[r.instruction], ref)
				}
			}
			return nil
		})
	return refs, err
}

func (t *tx) AddSuggestion(s jobs.Suggestion) error {
	what := fmt.Sprintf("suggestion %d for statement %d entry %d", s.Number, s.Statement, s.Entry)
	return t.exec(what, insertSuggestion, s.Statement, s.Entry, s.Detail, s.Number, s.Instruction, s.Rule, s.Why)
}

func (t *tx) Suggestions() ([]jobs.Suggestion, error) { return t.suggestionsBy(selectSuggestion) }

func (t *tx) SuggestionsAt(statement int64, entry int) ([]jobs.Suggestion, error) {
	return t.suggestionsBy(suggestionsAt, statement, entry)
}

func (t *tx) suggestionsBy(query string, args ...any) ([]jobs.Suggestion, error) {
	return list(t, "suggestions", func(s *jobs.Suggestion) []any {
		return []any{&s.Statement, &s.Entry, &s.Detail, &s.Number, &s.Instruction, &s.Rule, &s.Why}
	}, query, args...)
}
