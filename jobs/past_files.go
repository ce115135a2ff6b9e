package jobs

import (
	"time"

	"nostro/lifecycle"
)

// writtenAt is when a file out was written: with its release, or when its recall was asked.
func (p *Past) writtenAt(f FileOut) time.Time {
	if at, recall := p.recalled[f.Name]; recall {
		return at
	}
	for _, r := range p.releases[f.Cycle] {
		if r.Number == f.Release {
			return r.WrittenAt
		}
	}
	return time.Time{}
}

// FileOut returns what a file out was then; there is false where it was not written yet.
func (p *Past) FileOut(f FileOut) (then FileOut, there bool) {
	return p.fileOut(f, p.at), known(p.writtenAt(f), p.at)
}

func (p *Past) fileOut(f FileOut, at time.Time) FileOut {
	if known(f.SentAt, at) {
		return f
	}
	f.State, f.SentAt, f.Detail, f.Attempts = lifecycle.FileOutWritten, time.Time{}, "", 0
	if known(p.withdrawn[f.Cycle][f.Release], at) {
		f.State = lifecycle.FileOutWithdrawn
	}
	for _, a := range p.attempts[f.Name] {
		if known(a.StartedAt, at) {
			a = attemptThen(a, at)
			f.State, f.Detail, f.Attempts = a.Outcome, a.Detail, a.Number
		}
	}
	return f
}

// Attempt returns what a try to deliver a file was then; there is false where it had not begun.
func (p *Past) Attempt(a Attempt) (then Attempt, there bool) {
	return attemptThen(a, p.at), known(a.StartedAt, p.at)
}

func attemptThen(a Attempt, at time.Time) Attempt {
	if !known(a.EndedAt, at) {
		a.EndedAt, a.Outcome, a.Detail, a.Replies = time.Time{}, lifecycle.FileOutSending, "", nil
	}
	return a
}

// notKept stands where a text was written over since.
const notKept = StateUntold + ": it was looked at again since"

// FileIn returns what a file in was then; there is false where it had not come.
func (p *Past) FileIn(f FileIn) (then FileIn, there bool) {
	if !known(f.FetchedAt, p.at) {
		return f, false
	}
	f.Dropped = known(p.drops[f.ID].At, p.at)
	looks := p.looks[f.ID]
	last := -1
	for n, l := range looks {
		if known(l.At, p.at) {
			last = n
		}
	}
	switch {
	case last >= 0:
		f.State, f.Detail = looks[last].State, looks[last].Detail
	case len(looks) > 0:
		f.State, f.Detail = lifecycle.FileInQuarantined, notKept
	}
	if f.State == lifecycle.FileInQuarantined && len(looks) > 0 {
		f.Message = ""
	}
	f.Sightings = p.sightings(f)
	return f, true
}

// sightings counts how often the bytes had come; where visits do not tell of all, it is once and not told more.
func (p *Past) sightings(f FileIn) (n int) {
	if len(p.fetches[f.ID]) != f.Sightings {
		return 1
	}
	for _, at := range p.fetches[f.ID] {
		if known(at, p.at) {
			n++
		}
	}
	return n
}

// readAt is when a file in was read: when it came, or when it was taken out of quarantine; the zero instant where it was not.
func (p *Past) readAt(id int64) time.Time {
	f, looks := p.filesIn[id], p.looks[id]
	for _, l := range looks {
		if l.State == lifecycle.FileInRead {
			return l.At
		}
	}
	if f.State != lifecycle.FileInRead {
		return time.Time{}
	}
	return f.FetchedAt
}

// Read tells whether a file in was read by then.
func (p *Past) Read(id int64) bool { return known(p.readAt(id), p.at) }

// Taken tells whether reconciliation had taken by then what a file in brought.
func (p *Past) Taken(id int64) bool { return known(p.takenFrom(id), p.at) }

// takenFrom is when it did.
func (p *Past) takenFrom(id int64) time.Time {
	read := p.readAt(id)
	if read.IsZero() {
		return read
	}
	return p.taken(read)
}
