package store_test

import (
	"errors"
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/money"
)

func TestMatchingIsKept(t *testing.T) {
	s, _ := world(t)
	same(t, "rules", get(t, s, jobs.Tx.MatchingRules), []jobs.MatchingRules{rulesUsed})
	same(t, "matchings", get(t, s, jobs.Tx.StatementMatchings), []jobs.StatementMatching{matchedBy})
	same(t, "suggestions", get(t, s, jobs.Tx.Suggestions), []jobs.Suggestion{suggested})
	same(t, "references", get(t, s, func(tx jobs.Tx) (map[string][]string, error) { return tx.BookedRefs("ALPHA", usd) }),
		map[string][]string{"N1": {"B1", "B1/1"}})
	same(t, "references elsewhere", len(get(t, s, func(tx jobs.Tx) (map[string][]string, error) { return tx.BookedRefs("ALPHA", eur) })), 0)
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

// What is saved in bulk is saved as one by one: the same rows, the same refusals.
func TestInBulkAsOneByOne(t *testing.T) {
	s, _ := world(t)
	settled, unknown := instruction, instruction
	settled.State, settled.Booked, settled.Note, settled.IntentOpen = lifecycle.InstructionSettled, instruction.Amount, "done", true
	unknown.ID = "N9"
	isUnknownID(t, refused(t, s, "", func(tx jobs.Tx) error { return tx.SaveInstructions([]jobs.Instruction{settled, unknown}) }))
	update(t, s, func(tx jobs.Tx) error { return tx.SaveInstructions([]jobs.Instruction{settled}) })
	same(t, "instructions", get(t, s, func(tx jobs.Tx) ([]jobs.Instruction, error) { return tx.InstructionsOf("") }), []jobs.Instruction{settled})
	back := settled
	back.State = lifecycle.InstructionSending
	refused(t, s, "instruction N1", func(tx jobs.Tx) error { return tx.SaveInstructions([]jobs.Instruction{back}) })
	more := settled
	more.Amount, more.Booked = cents(1), money.Zero(usd)
	refused(t, s, "", func(tx jobs.Tx) error { return tx.SaveInstructions([]jobs.Instruction{more}) })
	other := match
	other.Detail, other.Charges = 0, money.FromMinor(usd, 5)
	update(t, s, func(tx jobs.Tx) error { return tx.AddMatches([]jobs.Match{other}) })
	same(t, "matches", get(t, s, jobs.Tx.Matches), []jobs.Match{other, match})
	refused(t, s, "append-only", func(tx jobs.Tx) error { return tx.AddMatches([]jobs.Match{other}) })
	update(t, s, func(tx jobs.Tx) error { return errors.Join(tx.AddMatches(nil), tx.SaveInstructions(nil)) })
}
