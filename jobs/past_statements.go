package jobs

import (
	"time"

	"nostro/lifecycle"
)

// Statement returns what a statement was then. It counts where it was there and no other one stood in its place.
func (p *Past) Statement(s Statement) (then Statement, counts bool) {
	if !known(p.appeared(s), p.at) || known(p.replacedAt(s), p.at) {
		return s, false
	}
	replaced := s.Instead != 0
	s.Instead = 0
	if known(s.ProvenAt, p.at) {
		s.State = lifecycle.StatementProven
		if replaced { // its detail says by what
			s.Detail = ""
		}
		return s, true
	}
	s.State, s.Detail, s.ProvenAt = lifecycle.StatementRead, "", time.Time{}
	if s.Page > 0 && known(p.takenFrom(s.FileIn), p.at) {
		s.Detail = notKept
	}
	for _, b := range p.breaks { // by number: the first one gave the detail
		if b.aboutWhole(s.ID) && known(b.OpenedAt, p.at) {
			s.State, s.Detail = lifecycle.StatementDisputed, b.Text
			break
		}
	}
	return s, true
}

// appeared is when the statement was there: when its file was read, and one that reconciliation made of others then.
func (p *Past) appeared(s Statement) time.Time {
	made := len(s.Pages) > 0
	at := p.readAt(s.FileIn)
	for _, page := range s.Pages {
		if read := p.readAt(page.FileIn); read.After(at) {
			at = read
		}
	}
	for _, other := range p.statements {
		made = made || other.Instead == s.ID && other.FileIn == s.FileIn && other.ID < s.ID // read again
	}
	if made && !at.IsZero() {
		return p.taken(at)
	}
	return at
}

// replacedAt is when another statement began to count in the place of this one, the zero instant for never: for a copy when it
// was found to be one, for the others when what stands in their place was there, or was proven.
func (p *Past) replacedAt(s Statement) time.Time {
	if s.Instead == 0 {
		return time.Time{}
	}
	other := p.statements[s.Instead]
	switch {
	case other.ID < s.ID: // a copy
		return p.takenFrom(s.FileIn)
	case s.State == lifecycle.StatementProven: // a correction
		return other.ProvenAt
	}
	return p.appeared(other)
}

// Match tells whether a match on a statement that counted was made by then.
func (p *Past) Match(m Match) bool { return known(p.booked[m.Journal].at, p.at) }

// Undone tells whether what the entry did was taken back by then.
func (p *Past) Undone(key string) bool { return known(p.reversed[key], p.at) }

// Break returns what a break was then; there is false where it was not found yet.
func (p *Past) Break(b Break) (then Break, there bool) {
	if !known(b.OpenedAt, p.at) {
		return b, false
	}
	if OpenThen(b, p.steps[b.ID], p.at) {
		b.State, b.ResolvedAt, b.Resolution = lifecycle.BreakOpen, time.Time{}, ""
		return b, true
	}
	if !known(b.ResolvedAt, p.at) { // it was opened and ended again since
		b.State = lifecycle.BreakResolved
		for _, s := range p.steps[b.ID] {
			if s.Did.Ends() && known(s.At, p.at) {
				b.ResolvedAt, b.Resolution = s.At, s.Note
			}
		}
	}
	return b, true
}
