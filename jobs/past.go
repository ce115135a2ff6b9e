package jobs

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"nostro/ledger"
)

// Past tells what records were at an instant. The store keeps most of them for good, each with the instant at which it came to
// be known; states of payments, cycles, files and statements it keeps as of now, so what they were then follows from the records
// that moved them. Whether it does is tried first: where the same reckoning, made for now, does not give what the store has now,
// or where nothing says what a state was, it is not told, rather than guessed.
type Past struct {
	at time.Time
	tx Tx

	reconciled []time.Time      // when each run of reconciliation began
	runs       map[string][]Run // by cycle
	booked     map[string]postedAt
	reversed   map[string]time.Time // by the key of the entry that was taken back

	cycles     map[string]Cycle
	releases   map[string][]Release
	withdrawn  map[string]map[int]time.Time // by cycle and release
	filesOut   map[string]FileOut
	attempts   map[string][]Attempt
	recalled   map[string]time.Time // when a recall was asked, by its file
	filesIn    map[int64]FileIn
	looks      map[int64][]QuarantineLook
	drops      map[int64]QuarantineDrop
	fetches    map[int64][]time.Time // by file: when it came, once and again
	statuses   []BankStatus
	returns    map[string][]BankReturn
	statements map[int64]Statement
	matches    map[string][]Match // by instruction, in the order in which they were booked
	breaks     []Break
	steps      map[int64][]BreakStep
	hits       bool                 // whether screening ever found anything
	reissued   map[string]Reissue   // by the instruction that pays anew
	anew       map[string][]Reissue // by that which is paid anew
}

// postedAt is when an entry of the journal was booked, and its number.
type postedAt struct {
	number int64
	at     time.Time
}

// endOfTime comes after everything that is known now.
var endOfTime = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)

// ReadPast reads what tells of the past at the instant. It reads the whole store.
func ReadPast(tx Tx, at time.Time) (*Past, error) {
	p := &Past{at: at, tx: tx, runs: map[string][]Run{}, booked: map[string]postedAt{}, reversed: map[string]time.Time{}}
	for what, read := range map[string]func() error{"runs": p.readRuns, "journal": p.readJournal, "cycles": p.readCycles, "files out": p.readFilesOut,
		"files in": p.readFilesIn, "answers": p.readAnswers, "breaks": p.readBreaks, "reissues": p.readReissues} {
		if err := read(); err != nil {
			return nil, fmt.Errorf("read the past: %s: %w", what, err)
		}
	}
	if err := p.readStatements(); err != nil { // matches are ordered by the journal
		return nil, fmt.Errorf("read the past: statements: %w", err)
	}
	return p, nil
}

// by puts a list into a map of lists.
func by[K comparable, T any](list []T, key func(T) K) map[K][]T {
	out := map[K][]T{}
	for _, item := range list {
		out[key(item)] = append(out[key(item)], item)
	}
	return out
}

func (p *Past) readRuns() error {
	all, err := p.tx.Runs()
	for _, r := range all {
		p.runs[r.Cycle] = append(p.runs[r.Cycle], r)
		if r.Stage == "reconcile" {
			p.reconciled = append(p.reconciled, r.StartedAt)
		}
	}
	slices.SortFunc(p.reconciled, time.Time.Compare)
	return err
}

func (p *Past) readJournal() error {
	return p.tx.Journal(func(number int64, at time.Time, e ledger.Entry) error {
		p.booked[e.Key] = postedAt{number, at}
		if e.Reverses != "" {
			p.reversed[e.Reverses] = at
		}
		return nil
	})
}

func (p *Past) readCycles() error {
	all, err := p.tx.Cycles()
	if err != nil {
		return err
	}
	p.cycles, p.releases, p.withdrawn = map[string]Cycle{}, map[string][]Release{}, map[string]map[int]time.Time{}
	for _, c := range all {
		p.cycles[c.ID] = c
		if p.releases[c.ID], err = p.tx.Releases(c.ID); err != nil {
			return err
		}
		withdrawals, err := p.tx.Withdrawals(c.ID)
		if err != nil {
			return err
		}
		p.withdrawn[c.ID] = map[int]time.Time{}
		for _, w := range withdrawals {
			p.withdrawn[c.ID][w.Release] = w.At
		}
	}
	screenings, err := p.tx.ScreeningRuns()
	for _, s := range screenings {
		p.hits = p.hits || s.Hits > 0
	}
	return err
}

func (p *Past) readReissues() error {
	all, err := p.tx.Reissues()
	p.reissued, p.anew = map[string]Reissue{}, map[string][]Reissue{}
	for _, r := range all {
		p.reissued[r.Instruction], p.anew[r.Replaces] = r, append(p.anew[r.Replaces], r)
	}
	return err
}

func (p *Past) readFilesOut() error {
	files, err := p.tx.FilesOut("")
	if err != nil {
		return err
	}
	p.filesOut, p.recalled = map[string]FileOut{}, map[string]time.Time{}
	for _, f := range files {
		p.filesOut[f.Name] = f
	}
	attempts, err := p.tx.Attempts()
	if err != nil {
		return err
	}
	p.attempts = by(attempts, func(a Attempt) string { return a.File })
	recalls, err := p.tx.Recalls()
	for _, r := range recalls {
		p.recalled[r.File] = r.AskedAt
	}
	return err
}

func (p *Past) readFilesIn() error {
	files, err := p.tx.FilesIn()
	if err != nil {
		return err
	}
	p.filesIn, p.drops, p.fetches = map[int64]FileIn{}, map[int64]QuarantineDrop{}, map[int64][]time.Time{}
	for _, f := range files {
		p.filesIn[f.ID] = f
	}
	looks, err := p.tx.QuarantineLooks()
	if err != nil {
		return err
	}
	p.looks = by(looks, func(l QuarantineLook) int64 { return l.FileIn })
	drops, err := p.tx.QuarantineDrops()
	if err != nil {
		return err
	}
	for _, d := range drops {
		p.drops[d.FileIn] = d
	}
	fetches, err := p.tx.FetchAttempts()
	for _, f := range fetches {
		if f.File != 0 {
			p.fetches[f.File] = append(p.fetches[f.File], f.EndedAt)
		}
	}
	return err
}

func (p *Past) readAnswers() (err error) {
	if p.statuses, err = p.tx.BankStatuses(); err != nil {
		return err
	}
	returns, err := p.tx.BankReturns()
	p.returns = by(returns, func(r BankReturn) string { return r.Instruction })
	return err
}

func (p *Past) readBreaks() (err error) {
	if p.breaks, err = p.tx.Breaks(); err != nil {
		return err
	}
	steps, err := p.tx.BreakSteps(0)
	p.steps = by(steps, func(s BreakStep) int64 { return s.Break })
	return err
}

func (p *Past) readStatements() error {
	p.statements = map[int64]Statement{}
	for _, read := range []func() ([]Statement, error){p.tx.StatementHeads, p.tx.SupersededHeads} {
		heads, err := read()
		if err != nil {
			return err
		}
		for _, s := range heads {
			p.statements[s.ID] = s
		}
	}
	matches, err := p.Matches()
	if err != nil {
		return err
	}
	slices.SortStableFunc(matches, func(a, b Match) int { return cmp.Compare(p.booked[a.Journal].number, p.booked[b.Journal].number) })
	p.matches = by(matches, func(m Match) string { return m.Instruction })
	return nil
}

// Matches returns those of all statements, whether they count or not, in the order of the store.
func (p *Past) Matches() ([]Match, error) {
	matches, err := p.tx.Matches()
	if err != nil {
		return nil, err
	}
	superseded, err := p.tx.SupersededMatches()
	matches = append(matches, superseded...)
	slices.SortStableFunc(matches, func(a, b Match) int { return cmp.Compare(a.Statement, b.Statement) })
	return matches, err
}

// known tells whether something with that instant had happened by the other. The zero instant has not happened.
func known(happened, at time.Time) bool { return !happened.IsZero() && !happened.After(at) }

// Knows tells whether something with that instant had happened then. The zero instant has not happened.
func (p *Past) Knows(happened time.Time) bool { return known(happened, p.at) }

// taken is when reconciliation took what had come at the instant: the first run of it after that, the zero instant for none.
func (p *Past) taken(came time.Time) time.Time {
	n, _ := slices.BinarySearchFunc(p.reconciled, came, time.Time.Compare)
	if n == len(p.reconciled) {
		return time.Time{}
	}
	return p.reconciled[n]
}

// stands tells whether the entry with the key was on the books at the instant, and not taken back.
func (p *Past) stands(key string, at time.Time) bool {
	return known(p.booked[key].at, at) && !known(p.reversed[key], at)
}
