package jobs

import "time"

// TraceTx is what following one thing through the books needs. Every query of it is answered from an index.
type TraceTx interface {
	// Break returns the break with that number.
	Break(id int64) (b Break, found bool, err error)
	// BreaksAbout returns, by id, those about an instruction.
	BreaksAbout(instruction string) ([]Break, error)
	// BreaksOn returns, by id, those about a statement or an entry of it.
	BreaksOn(statement int64) ([]Break, error)
	// PartsOf returns, by id, the breaks that one was split into.
	PartsOf(id int64) ([]Break, error)
	// MatchesOf, MatchesOn and MatchesBy return what was matched with an instruction, on a statement, and by an entry of the journal, in the
	// order of Matches; those of statements in place of which another one counts are left out.
	MatchesOf(instruction string) ([]Match, error)
	MatchesOn(statement int64) ([]Match, error)
	MatchesBy(journal string) ([]Match, error)
	// ReturnsOf returns, by number, what banks announced to come back of an instruction.
	ReturnsOf(instruction string) ([]BankReturn, error)
	// KeysNaming returns, by key, the keys of the entries of the journal that sent an instruction, took note of its rejection, or were made
	// by a match of it, on statements that count no more too.
	KeysNaming(instruction string) ([]string, error)
}

// Booked is the instant at which the entry was booked.
func (e LoggedEntry) Booked() (time.Time, error) { return time.Parse(time.RFC3339Nano, e.BookedAt) }
