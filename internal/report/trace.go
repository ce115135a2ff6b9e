package report

import (
	"context"
	"fmt"
	"slices"
	"time"

	"nostro/jobs"
)

// Lineage is what belongs to one id, along obligation, position, instruction, message, file and entry, with
// the entries of the journal and the breaks that it touches. Where the id names several things, Candidates
// lists them and all else is empty.
type Lineage struct {
	Asked      string      `json:"asked"`
	Kind       string      `json:"kind"` // what the id was found to be: "instruction"
	ID         string      `json:"id"`
	Candidates []Candidate `json:"candidates"`

	Aborted      string         `json:"aborted,omitempty"` // of a cycle that was: by whom, when, from which state and why
	Obligations  []Obligation   `json:"obligations"`
	Positions    []Position     `json:"positions"`
	Conversions  []Conversion   `json:"conversions"`
	RatesDecided []RateDecision `json:"rate_decisions"` // about the rates of the conversions
	Instructions []Instruction  `json:"instructions"`
	FilesOut     []FileOut      `json:"files_out"`
	Answers      []Answer       `json:"bank_answers"`
	Matches      []Match        `json:"matches"` // entries of statements, and what they were found to be
	Statements   []Statement    `json:"statements"`
	FilesIn      []FileIn       `json:"files_in"`
	Journal      []JournalEntry `json:"journal"`
	Breaks       []Break        `json:"breaks"`
	Recalls      []Recall       `json:"recalls"`
}

// Candidate is one thing that an id may mean. Kind:ID names it and nothing else.
type Candidate struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	Text string `json:"text"` // for people
}

// Obligation is an obligation and where it came from.
type Obligation struct {
	ID        string `json:"id"`
	Seq       int64  `json:"seq"`
	Cycle     string `json:"cycle"` // "" where no cycle has taken it
	Payer     string `json:"payer"`
	Payee     string `json:"payee"`
	Amount    Amount `json:"amount"`
	ValueDate string `json:"value_date"`
	State     string `json:"state"`
	File      string `json:"file"` // name of the input file
	SHA256    string `json:"sha256"`
	Line      int    `json:"line"`
}

// Trace finds what the id names and follows it both ways. It takes the id of a cycle, obligation, participant
// or instruction, a UETR, a MsgId, the name of a file or at least 8 characters of its SHA-256, the id of a
// statement, a key of the journal, or any of these with its kind before it: "break:3", "statement:7",
// "entry:12". Times are in UTC; ages count to the last run. An id that names nothing is an error that wraps
// jobs.ErrUnknownID.
//
// It reads what belongs to the thing, and what there is little of in a day; all of the books where the thing is a participant, an input
// file or a file of a bank, of which years may be shown.
func Trace(ctx context.Context, store jobs.Store, id string) (Lineage, error) {
	var lineage Lineage
	err := store.View(ctx, func(tx jobs.Tx) (err error) {
		lineage, err = trace(tx, id)
		return err
	})
	if err != nil {
		return Lineage{}, fmt.Errorf("trace: %w", err)
	}
	return lineage, nil
}

func trace(tx jobs.Tx, id string) (Lineage, error) {
	n, err := loadNear(tx)
	if err != nil {
		return Lineage{}, err
	}
	if err := n.lookUp(id); err != nil {
		return Lineage{}, err
	}
	c, candidates, err := n.one(id)
	if err != nil || c.Kind == "" {
		return Lineage{Asked: id, Candidates: candidates}, err
	}
	if slices.Contains(wide, c.Kind) {
		r, err := load(tx, "")
		if err != nil {
			return Lineage{}, err
		}
		return r.walk(id, c), nil
	}
	if err := n.around(c); err != nil {
		return Lineage{}, err
	}
	return n.walk(id, c), nil
}

// one returns the one thing that the id names; the candidates where there are several. None is an error that wraps jobs.ErrUnknownID.
func (r *records) one(id string) (Candidate, []Candidate, error) {
	candidates := r.find(id)
	switch len(candidates) {
	case 0:
		return Candidate{}, nil, fmt.Errorf("%q: %w: give an obligation, participant, instruction, UETR, MsgId, file name, at "+
			"least %d characters of a file's SHA-256, statement, journal key, cycle, recall:NUMBER or break:NUMBER", id, jobs.ErrUnknownID,
			leastHash)
	case 1:
		return candidates[0], nil, nil
	}
	return Candidate{}, candidates, nil
}

// walk follows the one thing that was found.
func (r *records) walk(asked string, c Candidate) Lineage {
	var asOf time.Time
	for _, run := range r.runs {
		asOf = later(asOf, run.StartedAt)
	}
	g := newGatherer(r, Input{AsOf: asOf, Zone: time.UTC})
	w := newWalk(g)
	w.start(c)
	l := w.lineage()
	l.Asked, l.Kind, l.ID, l.Candidates = asked, c.Kind, c.ID, []Candidate{}
	for _, cycle := range r.all {
		if c.Kind == "cycle" && cycle.ID == c.ID {
			l.Aborted = g.cycleRow(cycle).Aborted
		}
	}
	return l
}
