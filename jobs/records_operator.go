package jobs

import (
	"time"

	"nostro/calendar"
	"nostro/lifecycle"
)

// Resend is a decision of two persons to let a file go again: the same bytes under the same name.
type Resend struct {
	File           string
	After          int               // the last attempt before it
	State          lifecycle.FileOut // of the file when it was decided: unknown or failed
	Maker, Checker string            // who asked, and who let it go
	Reason         string
	At             time.Time
}

// QuarantineLook is one more reading of a file in quarantine.
type QuarantineLook struct {
	FileIn int64
	Number int // 1, 2, 3 ... of that file
	By     string
	At     time.Time
	State  lifecycle.FileIn // what became of it: read, or quarantined again
	Detail string
}

// QuarantineDrop gives a file in quarantine up. Its bytes stay where they are.
type QuarantineDrop struct {
	FileIn         int64
	Maker, Checker string // who asked, and who agreed
	Reason         string
	At             time.Time
}

// SealedOut is what a file out looks like on its way: signed, encrypted or both, made once.
type SealedOut struct {
	File        string
	Name        string // under which it goes to the bank
	SHA256      string // of the bytes that go
	Bytes       int64
	EncryptedTo string // fingerprint of the bank's key; "" where it is not encrypted
	SignedBy    string // fingerprint of our key; "" where it is not signed
	At          time.Time
}

// SealedIn is what came encrypted or signed, and the file in that its clear text became.
type SealedIn struct {
	Correspondent string
	SHA256        string // of the bytes that came
	Name          string
	Bytes         int64
	FileIn        int64
	SignedBy      string // fingerprint of the bank's key; "" where no signature was asked for
	At            time.Time
}

// ExpectedFile is what was due from a correspondent on a day, and what became of it.
type ExpectedFile struct {
	Correspondent, Expectation string
	Day                        calendar.Date
	DueAt, RecordedAt          time.Time
	FileIn                     int64     // 0 until it came
	CameAt                     time.Time // zero until then
	ExcusedBy, Reason          string    // who says that nobody waits for it any more, and why
	ExcusedAt                  time.Time
}

// Late tells whether it came after it was due, or is due and has not come.
func (e ExpectedFile) Late() bool { return e.FileIn == 0 || e.CameAt.After(e.DueAt) }

// Open tells whether somebody still waits for it.
func (e ExpectedFile) Open() bool { return e.FileIn == 0 && e.ExcusedBy == "" }
