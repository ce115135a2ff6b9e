package alarm

import (
	"time"

	"nostro/lifecycle"
)

// Cause is something that is wrong now.
type Cause struct {
	Kind    Kind
	Subject string // what it is about: the same subject is the same alarm
	Text    string // what is wrong, in words that stay the same while it is
	Next    string // the command that helps
}

// Fact is what only a running process can tell of one subject: that it is wrong, or that it is well. Of what it does
// not know it tells nothing.
type Fact struct {
	Cause
	Wrong bool
}

// Alarm is one thing that needs a person, or did.
type Alarm struct {
	ID        int64 // given by the store; it stays when the alarm comes back
	Kind      Kind
	Subject   string
	Severity  Severity
	State     lifecycle.Alarm
	Text      string
	Next      string
	FirstSeen time.Time // ever
	Since     time.Time // of this occurrence
	LastSeen  time.Time // when its cause was there last
	Count     int       // occurrences
	AckBy     string    // who has taken this occurrence on; "" where nobody has
	AckNote   string
}

// What is what happened to an alarm.
type What string

// What may happen.
const (
	Raised       What = "raised"       // for the first time, or again
	Changed      What = "changed"      // its severity, or for how long nobody has taken it on, while it lasts
	Acknowledged What = "acknowledged" // a person has taken it on
	Resolved     What = "resolved"     // its cause is gone
)

// Whats returns all of them.
func Whats() []What { return []What{Raised, Changed, Acknowledged, Resolved} }

// Event is one thing that happened to an alarm. Events are never changed.
type Event struct {
	Number     int64 // given by the store
	Alarm      int64
	What       What
	Occurrence int // of the alarm: 1, 2, 3 ...
	Severity   Severity
	At         time.Time
	By         string // who acknowledged; "" for what happened by itself
	Text       string // what was wrong then, or the note of who acknowledged
}

// Notice is something that is told to people through one channel: some events.
type Notice struct {
	Number   int64 // given by the store
	Channel  string
	State    lifecycle.Notice
	Attempts int // begun
	MadeAt   time.Time
	NextAt   time.Time // of the next attempt; zero where none follows
	EndedAt  time.Time // of the last attempt
	Detail   string    // what the last attempt found
	Events   []int64   // in their order
}

// Channel is how well a channel takes what it is given.
type Channel struct {
	Name                           string
	Waiting, Sent, Failed, Unknown int
	LastSent, LastLost             int64 // numbers of notices; 0 for none. Lost is one that failed for good, or ended unknown
	LostDetail                     string
}
