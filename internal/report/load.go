package report

import (
	"fmt"
	"time"

	"nostro/fx"
	"nostro/intake"
	"nostro/jobs"
	"nostro/ledger"
	"nostro/netting"
)

// posted is a journal entry with its number and booking time.
type posted struct {
	number int64
	at     time.Time
	entry  ledger.Entry
}

// records is what one consistent state of the store holds of some cycles, and of the banks and the books.
type records struct {
	all          []jobs.Cycle // of the house
	cycles       []jobs.Cycle // those that were asked for
	obligations  []jobs.Obligation
	waiting      []jobs.Obligation        // that no cycle has taken
	terms        map[string]netting.Terms // by cycle
	deferrals    []jobs.Deferral
	positions    []jobs.Position
	conversions  []jobs.Conversion
	fixings      map[string]fx.Fixing // of the conversions, by cycle
	instructions []jobs.Instruction
	reissues     []jobs.Reissue // of the house
	filesOut     []jobs.FileOut
	releases     []jobs.Release
	approvals    []jobs.Approval

	rateDecisions []jobs.RateDecision
	series        []series // of the rates at which one cycle converted

	participants []intake.Participant
	inputs       []jobs.InputFile
	refusals     []intake.Refusal
	attempts     []jobs.Attempt
	filesIn      []jobs.FileIn
	statuses     []jobs.BankStatus
	returns      []jobs.BankReturn
	statements   []jobs.Statement
	proven       []jobs.Statement // the last of each account, whatever was asked for
	matches      []jobs.Match
	recalls      []jobs.Recall
	breaks       []jobs.Break
	runs         []jobs.Run
	journal      []posted
	undone       map[string]string // key of the entry that reverses another one, by the key of that
	balances     []ledger.Row

	recallRequests map[int64][]jobs.ApprovalRequest // by recall
	recallAnswers  []jobs.RecallAnswer
	breakSteps     map[int64][]jobs.BreakStep // by break
}

func emptyRecords() *records {
	return &records{fixings: map[string]fx.Fixing{}, terms: map[string]netting.Terms{}, undone: map[string]string{}}
}

// load reads the cycle, or all cycles where its id is "". An id that names no cycle is an error that wraps
// jobs.ErrUnknownID.
func load(tx jobs.Tx, cycle string) (*records, error) {
	r := emptyRecords()
	var err error
	if r.all, err = tx.Cycles(); err != nil {
		return nil, fmt.Errorf("read the cycles: %w", err)
	}
	for _, c := range r.all {
		if cycle == "" || c.ID == cycle {
			r.cycles = append(r.cycles, c)
		}
	}
	if cycle != "" && len(r.cycles) == 0 {
		return nil, fmt.Errorf("cycle %q: %w: `nostro status` lists the cycles", cycle, jobs.ErrUnknownID)
	}
	for _, c := range r.cycles {
		if err := r.loadCycle(tx, c.ID); err != nil {
			return nil, fmt.Errorf("read cycle %s: %w", c.ID, err)
		}
	}
	if r.reissues, err = tx.Reissues(); err != nil {
		return nil, fmt.Errorf("read what is paid anew: %w", err)
	}
	if err := r.loadShared(tx); err != nil {
		return nil, fmt.Errorf("read the store: %w", err)
	}
	if err := r.loadRates(tx, cycle); err != nil {
		return nil, fmt.Errorf("read the rates: %w", err)
	}
	return r, nil
}

// step reads one list and appends it.
func step[T any](list *[]T, err *error, read func() ([]T, error)) {
	if *err != nil {
		return
	}
	more, e := read()
	*list, *err = append(*list, more...), e
}

func (r *records) loadCycle(tx jobs.Tx, id string) error {
	var err error
	step(&r.obligations, &err, func() ([]jobs.Obligation, error) { return tx.ObligationsOf(id) })
	step(&r.deferrals, &err, func() ([]jobs.Deferral, error) { return tx.Deferrals(id) })
	step(&r.positions, &err, func() ([]jobs.Position, error) { return tx.Positions(id) })
	step(&r.conversions, &err, func() ([]jobs.Conversion, error) { return tx.Conversions(id) })
	step(&r.instructions, &err, func() ([]jobs.Instruction, error) { return tx.InstructionsOf(id) })
	step(&r.filesOut, &err, func() ([]jobs.FileOut, error) { return tx.FilesOut(id) })
	step(&r.approvals, &err, func() ([]jobs.Approval, error) { return tx.Approvals(id) })
	step(&r.releases, &err, func() ([]jobs.Release, error) {
		release, found, err := tx.Release(id)
		if err != nil || !found {
			return nil, err
		}
		return []jobs.Release{release}, nil
	})
	if err != nil {
		return err
	}
	if r.terms[id], err = tx.NettingTerms(id); err != nil {
		return err
	}
	return r.loadFixing(tx, id)
}

// loadFixing reads the fixing by which the cycle converted; all its conversions name the same.
func (r *records) loadFixing(tx jobs.Tx, id string) error {
	for _, c := range r.conversions {
		if c.Cycle != id {
			continue
		}
		fixing, found, err := tx.Fixing(c.Source, c.FixingDate)
		if err == nil && found {
			r.fixings[id] = fixing
		}
		return err
	}
	return nil
}

func (r *records) loadShared(tx jobs.Tx) error {
	var err error
	step(&r.waiting, &err, func() ([]jobs.Obligation, error) { return tx.ObligationsOf("") })
	step(&r.participants, &err, tx.Participants)
	step(&r.inputs, &err, tx.InputFiles)
	step(&r.refusals, &err, tx.Refusals)
	step(&r.attempts, &err, tx.Attempts)
	step(&r.filesIn, &err, tx.FilesIn)
	step(&r.statuses, &err, tx.BankStatuses)
	step(&r.returns, &err, tx.BankReturns)
	step(&r.statements, &err, tx.Statements)
	step(&r.matches, &err, tx.Matches)
	step(&r.breaks, &err, tx.Breaks)
	step(&r.runs, &err, tx.Runs)
	step(&r.balances, &err, tx.JournalBalances)
	if err != nil {
		return err
	}
	r.proven = lastProven(r.statements)
	if err := r.loadRecalls(tx); err != nil {
		return err
	}
	steps, err := tx.BreakSteps(0)
	if err != nil {
		return err
	}
	r.breakSteps = map[int64][]jobs.BreakStep{}
	for _, step := range steps {
		r.breakSteps[step.Break] = append(r.breakSteps[step.Break], step)
	}
	return tx.Journal(func(number int64, at time.Time, e ledger.Entry) error {
		r.journal = append(r.journal, posted{number, at, e})
		if e.Reverses != "" {
			r.undone[e.Reverses] = e.Key
		}
		return nil
	})
}
