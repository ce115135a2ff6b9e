package store_test

import (
	"testing"

	"nostro/jobs"
)

func TestMatchingIsKept(t *testing.T) {
	s, _ := world(t)
	same(t, "rules", get(t, s, jobs.Tx.MatchingRules), []jobs.MatchingRules{rulesUsed})
	same(t, "matchings", get(t, s, jobs.Tx.StatementMatchings), []jobs.StatementMatching{matchedBy})
	same(t, "suggestions", get(t, s, jobs.Tx.Suggestions), []jobs.Suggestion{suggested})
	update(t, s, func(tx jobs.Tx) error { // again, and another way to explain it
		again, later := matchedBy, suggested
		again.At, later.Number = at.Add(1), 2
		for _, err := range []error{tx.AddMatchingRules(rulesUsed), tx.AddStatementMatching(again), tx.AddSuggestion(suggested),
			tx.AddSuggestion(later)} {
			if err != nil {
				return err
			}
		}
		return nil
	})
	same(t, "matchings", get(t, s, jobs.Tx.StatementMatchings), []jobs.StatementMatching{matchedBy})
	same(t, "suggestions", len(get(t, s, jobs.Tx.Suggestions)), 2)
	unknown := suggested
	unknown.Entry = 99
	if err := s.Update(t.Context(), func(tx jobs.Tx) error { return tx.AddSuggestion(unknown) }); err == nil {
		t.Error("a suggestion for an entry that is not there is taken")
	}
}
