package store_test

import (
	"errors"
	"testing"

	"nostro/jobs"
	"nostro/ledger"
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

// saveAll saves in bulk.
func saveAll(tx jobs.Tx, all ...jobs.Instruction) error {
	return tx.SaveInstructions(all)
}

func addMatches(tx jobs.Tx, all ...jobs.Match) error {
	return tx.PrepareBookings(jobs.Bookings{Matches: all})(at)
}

// What is saved in bulk is saved as one by one: the same rows, the same refusals.
func TestInBulkAsOneByOne(t *testing.T) {
	s, _ := world(t)
	settled, unknown := instruction, instruction
	settled.State, settled.Booked, settled.Note, settled.IntentOpen = lifecycle.InstructionSettled, instruction.Amount, "done", true
	unknown.ID = "N9"
	isUnknownID(t, refused(t, s, "", func(tx jobs.Tx) error { return saveAll(tx, settled, unknown) }))
	update(t, s, func(tx jobs.Tx) error { return saveAll(tx, settled) })
	same(t, "instructions", get(t, s, func(tx jobs.Tx) ([]jobs.Instruction, error) { return tx.InstructionsOf("") }), []jobs.Instruction{settled})
	back := settled
	back.State = lifecycle.InstructionSending
	refused(t, s, "instruction N1", func(tx jobs.Tx) error { return saveAll(tx, back) })
	more := settled
	more.Amount, more.Booked = cents(1), money.Zero(usd)
	refused(t, s, "", func(tx jobs.Tx) error { return saveAll(tx, more) })
	moved := settled // file and message are written only where one of them changes, and then they are
	moved.File, moved.MsgID = "", "another"
	update(t, s, func(tx jobs.Tx) error { return saveAll(tx, moved) })
	same(t, "instructions", get(t, s, allInstructions), []jobs.Instruction{moved})
	other := match
	other.Detail, other.Charges = 0, money.FromMinor(usd, 5)
	update(t, s, func(tx jobs.Tx) error { return addMatches(tx, other) })
	same(t, "matches", get(t, s, jobs.Tx.Matches), []jobs.Match{other, match})
	refused(t, s, "append-only", func(tx jobs.Tx) error { return addMatches(tx, other) })
	update(t, s, func(tx jobs.Tx) error { return errors.Join(addMatches(tx), saveAll(tx)) })
}

// One entry of the journal that is refused refuses all that was to be written with it.
func TestBookingsAreAllOrNothing(t *testing.T) {
	s, _ := world(t)
	unbalanced := entryOf("unbalanced", 5)
	unbalanced.Postings[0].Amount = cents(-4)
	other := match
	other.Detail, other.Journal = 7, "new"
	write := func(entries ...ledger.Entry) func(jobs.Tx) error {
		return func(tx jobs.Tx) error {
			return tx.PrepareBookings(jobs.Bookings{Entries: entries, Matches: []jobs.Match{other}})(at)
		}
	}
	if err := refused(t, s, "2 entries", write(entryOf("new", 1), unbalanced)); !errors.Is(err, ledger.ErrInvalid) {
		t.Errorf("got %v", err)
	}
	refused(t, s, "FOREIGN KEY", write()) // the entry of the match is not there
	update(t, s, write(entryOf("new", 1)))
	same(t, "matches", get(t, s, jobs.Tx.Matches), []jobs.Match{match, other})
	same(t, "entries", len(get(t, s, entries)), 2)
}
