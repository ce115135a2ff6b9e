package jobs

import (
	"time"

	"nostro/calendar"
	"nostro/fx"
)

// Provenance is how a fixing came to us.
type Provenance struct {
	FetchedAt time.Time
	FetchedBy string // "" where nobody knows any more
	File      string // the name of the file
}

// RateConflict is a file that says something else of a fixing that is known. What counts does not change
// until a second person accepts it.
type RateConflict struct {
	Number    int64 // given by the store
	Source    string
	Date      calendar.Date
	RawSHA256 string // of the file that says so
	FoundAt   time.Time
	FoundBy   string
	Offers    []RateOffer // by pair
}

// RateOffer is one pair of which they differ. A rate without a mid is none: that side does not have the pair.
type RateOffer struct {
	Pair           fx.Pair
	Known, Offered fx.Rate
	PerUnits       int // as the offered rate is published
}

// RateQuestion is a kind of thing about rates that a person decides.
type RateQuestion string

// The kinds.
const (
	AskConflict   RateQuestion = "conflict"   // a file says something else of a known fixing
	AskAge        RateQuestion = "age"        // the last fixing is too old for a cycle
	AskMissing    RateQuestion = "missing"    // a pair is missing that an earlier fixing has
	AskMove       RateQuestion = "move"       // a rate moved farther than the limit
	AskIncoherent RateQuestion = "incoherent" // the rates of a fixing contradict each other
)

// RateDecision is what a second person decided about rates, and why.
type RateDecision struct {
	Key            string // names the question; see RateBlock
	Kind           RateQuestion
	Accepted       bool
	What           string // the question in words
	Source         string
	Date           calendar.Date // of the fixing that is meant
	Pair           fx.Pair       // of a missing rate and of a move
	Cycle          string        // of an old fixing and of a missing rate: it counts for no other
	Conflict       int64         // of a conflict
	Maker, Checker string
	Reason         string
	At             time.Time
}

// FetchOutcome is what became of one visit to a source.
type FetchOutcome string

// The outcomes of a visit.
const (
	FetchTaken     FetchOutcome = "taken"     // its bytes were read; they may say nothing new
	FetchUnchanged FetchOutcome = "unchanged" // the source said that nothing changed since
	FetchRefused   FetchOutcome = "refused"   // its bytes were refused
	FetchFailed    FetchOutcome = "failed"    // no bytes came
)

// RateFetch is one visit to a source.
type RateFetch struct {
	Number             int64 // given by the store
	Feed, Place        string
	FetchedAt          time.Time
	FetchedBy          string
	Outcome            FetchOutcome
	ETag, LastModified string // what makes the next visit conditional
	RawSHA256          string // "" where no bytes came, or they were refused
	Detail             string
}
