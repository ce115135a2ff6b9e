package jobs

import "time"

// MatchingRules is a set of rules by which statements were matched.
type MatchingRules struct {
	Digest    string // SHA-256 of the text
	Text      string // one rule a line, in their order
	FirstUsed time.Time
}

// StatementMatching tells by which rules a statement was matched.
type StatementMatching struct {
	Statement int64
	Digest    string
	At        time.Time
}

// Suggestion is an instruction that a booking in suspense may be, found by a rule that may not post. The suggestions of
// one booking are numbered from 1; where several instructions have one number, the booking is all of them together.
type Suggestion struct {
	Statement     int64
	Entry, Detail int // Detail is 0 for the entry as a whole
	Number        int
	Instruction   string
	Rule, Why     string
}

// MatchingTx is what matching keeps beside the matches.
type MatchingTx interface {
	// AddMatchingRules keeps a set of rules; the same digest again is a no-op.
	AddMatchingRules(r MatchingRules) error
	// MatchingRules returns all by first use and digest.
	MatchingRules() ([]MatchingRules, error)
	// AddStatementMatching tells that a statement was matched by a known set of rules; the same again is a no-op.
	AddStatementMatching(m StatementMatching) error
	// StatementMatchings returns all by statement and instant.
	StatementMatchings() ([]StatementMatching, error)
	// AddSuggestion keeps one; the same place, number and instruction again is a no-op.
	AddSuggestion(s Suggestion) error
	// Suggestions returns all by statement, entry, detail, number and instruction.
	Suggestions() ([]Suggestion, error)
	// SuggestionsAt returns those for one entry.
	SuggestionsAt(statement int64, entry int) ([]Suggestion, error)
}
