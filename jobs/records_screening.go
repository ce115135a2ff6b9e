package jobs

import (
	"time"

	"nostro/risk/screening"
)

// ScreeningVersion is a list as it was read once.
type ScreeningVersion struct {
	Number         int64 // given by the store
	List           string
	Format         screening.Format
	Digest         string // of its files
	Entries, Names int
	Ignored        []screening.Ignored
	TakenAt        time.Time
	TakenBy        string
	Waits          string // why a person must accept it before it counts; "" where nobody must
	Files          []ScreeningFile
}

// ScreeningFile is a file of a version. Its bytes lie in the spool by hash.
type ScreeningFile struct {
	Part         int
	Name, SHA256 string
}

// ScreeningVisit is one visit to the place of a file of a list.
type ScreeningVisit struct {
	Number             int64 // given by the store
	List, Place        string
	FetchedAt          time.Time
	FetchedBy          string
	Outcome            FetchOutcome
	ETag, LastModified string
	Version            int64  // that the visit brought or confirmed; 0 where it did neither
	SHA256             string // of the bytes of this place in that version
	Detail             string
}

// ScreeningRun is one screening, of the pay-outs of a cycle or of all participants.
type ScreeningRun struct {
	Number        int64  // given by the store
	Cycle         string // "" for all participants
	At            time.Time
	By            string
	Parties, Hits int
	Versions      []int64            // of the lists
	Subjects      []ScreeningSubject // only where it is added
	Found         []string           // hits; only where it is added
}

// ScreeningSubject is an instruction whose creditor was screened.
type ScreeningSubject struct {
	Run         int64
	Instruction string
	Digest      string // of what was seen of the creditor
}

// ScreeningHit is a question: is this participant that entry?
type ScreeningHit struct {
	ID                string
	Participant       string
	Field             screening.Field
	Value, Compared   string
	List              string
	Version           int64 // in which it was found first
	Entry             string
	EntryDigest       string
	EntryKind         screening.Kind
	Programme, Listed string
	Score             int // basis points
	FoundAt           time.Time
	FoundBy           string
}

// ScreeningDecision is what a second person said of a hit. The last one counts.
type ScreeningDecision struct {
	Hit                    string
	Cleared                bool // another party; else confirmed
	Maker, Checker, Reason string
	At                     time.Time
}

// ScreeningAcceptance is what a second person accepted about a list.
type ScreeningAcceptance struct {
	Key, What              string
	Maker, Checker, Reason string
	At                     time.Time
}
