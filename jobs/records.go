package jobs

import (
	"time"

	"nostro/calendar"
	"nostro/intake"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/netting"
)

// InputFile is a file that a user gave us: obligations, participants, accounts or rates.
type InputFile struct {
	SHA256  string // hex; the identity: the same bytes are the same file, whatever its name
	Name    string
	Kind    string // an intake.FileKind, or "rates"
	Bytes   int64
	TakenAt time.Time
	TakenBy string // the person; "" where that is not known
}

// Source tells where a record came from.
type Source struct {
	SHA256 string
	Line   int
}

// Obligation is an accepted obligation: what was asked, and where it stands.
type Obligation struct {
	intake.Obligation
	Seq        int64 // order of acceptance, 1, 2, 3 ...; given by the store
	State      lifecycle.Obligation
	Cycle      string // "" until a cycle has taken it
	AcceptedAt time.Time
	Source     Source
}

// Deferral is an obligation that a cycle left for a later one, and why.
type Deferral struct {
	Cycle, Obligation, Reason string
}

// Cycle is one settlement run. Its id is the value date and a number: 2026-11-24-1.
type Cycle struct {
	ID           string
	ValueDate    calendar.Date
	State        lifecycle.Cycle
	CutOffAt     time.Time
	OpenedAt     time.Time
	ClosedAt     time.Time // zero until closed
	InstructedAt time.Time // zero until instructed; dates the messages, so that writing again gives the same bytes
	LastSeq      int64     // the highest sequence of acceptance at the close

	AbortedAt             time.Time       // zero unless it was aborted, as are the next three
	AbortedFrom           lifecycle.Cycle // the state that it had
	AbortedBy, AbortedWhy string
}

// Position is a net position of a cycle before conversion, as netting found it. A participant has one in each
// currency for each netting set: the zero set where it is netted multilaterally without an agreement.
type Position struct {
	Cycle, Participant     string
	Set                    netting.Set
	GrossIn, GrossOut, Net money.Amount
	Count                  int // obligations
}

// Conversion is a net position turned into the participant's settlement currency. The signs are those of
// the position: + we owe them. To = Mid - Spread - Residual.
type Conversion struct {
	Cycle, Participant              string
	Set                             netting.Set // of the position
	From, To, Mid, Spread, Residual money.Amount
	SpreadBP                        int
	MidRate, ClientRate             string // at most 10 decimals, for people and messages
	Derivation                      string
	Source                          string
	FixingDate                      calendar.Date
	RawSHA256                       string
}

// Direction tells a pay-out from an expected pay-in.
type Direction string

// The directions, seen from our nostro account.
const (
	PayOut Direction = "out"
	PayIn  Direction = "in"
)

// Instruction is one pay-out, or one expected pay-in, at one correspondent.
type Instruction struct {
	ID             string // also its InstrId and EndToEndId
	UETR           string
	Cycle          string
	Participant    string
	Set            netting.Set // of the positions that it settles
	Correspondent  string
	Direction      Direction
	Amount         money.Amount // > 0
	Booked         money.Amount // by the bank so far, >= 0
	Returned       money.Amount // came back so far, charges included, >= 0; only while it is still settled
	ValueDate      calendar.Date
	State          lifecycle.Instruction
	File           string // name of the file out, "" until written
	MsgID          string // "" until written
	Intents        int    // how often the intent to pay was posted
	IntentOpen     bool   // whether the last of them stands: posted and not undone
	ReturnAdvised  bool   // a pacs.004 told us that it comes back
	AdvisedCharges money.Amount
	Note           string // why it cannot go on, for people; "" where it can
}

// Release is the set of files of a cycle that is approved and sent together. A cycle whose release was refused
// is written anew under the next number; only the last one can be sent.
type Release struct {
	Cycle     string
	Number    int // 1, 2 ...
	Digest    string
	Maker     string
	WrittenAt time.Time
}

// Withdrawal is the end of a release that was refused before anything of it had left.
type Withdrawal struct {
	Cycle          string
	Release        int
	Person, Reason string
	At             time.Time
}

// Approval is a decision on a release, bound to the digest of its bytes.
type Approval struct {
	Cycle, Digest, Maker, Checker, Reason string
	Approved                              bool
	At                                    time.Time
}

// FileOut is a file for a correspondent.
type FileOut struct {
	Name          string
	Cycle         string
	Release       int // of the cycle: 1, 2 ...
	Correspondent string
	Message       string // pacs.008.001.08 ...
	MsgID         string
	SHA256        string
	Bytes         int64
	Transactions  int
	State         lifecycle.FileOut
	Attempts      int
	SentAt        time.Time // zero until sent
	Detail        string    // what the last attempt found
}

// Attempt is one try to deliver a file.
type Attempt struct {
	File      string
	Number    int
	StartedAt time.Time
	EndedAt   time.Time // zero while it runs, or where it was cut off
	Outcome   lifecycle.FileOut
	Detail    string
	Replies   []Reply // what the server said, oldest first; none where the attempt was cut off
}

// FileIn is a file that a correspondent gave us.
type FileIn struct {
	ID            int64 // given by the store, in order of arrival
	Correspondent string
	Name          string
	SHA256        string
	Bytes         int64
	FetchedAt     time.Time
	State         lifecycle.FileIn
	Message       string // camt.053.001.08 ...; "" until read
	Detail        string // why it lies in quarantine, or warnings
	Sightings     int    // how often the same bytes arrived
	Dropped       bool   // given up while in quarantine; the bytes stay
}
