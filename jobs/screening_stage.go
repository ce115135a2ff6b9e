package jobs

import (
	"context"
	"fmt"
	"slices"

	"nostro/lifecycle"
)

// screenerFor reads the lists where screening is set up and the cycle stands before the stage; else it returns nil.
func (s *Stages) screenerFor(ctx context.Context, cycle string, before lifecycle.Cycle) (*cycleScreener, error) {
	if !s.Settings.Screening.On() {
		return nil, nil
	}
	c, found, err := view2(ctx, s.Store, func(tx Tx) (Cycle, bool, error) { return tx.Cycle(cycle) })
	if err != nil || !found || c.State != before {
		return nil, err
	}
	return s.screener(ctx)
}

// screenMade screens the instructions of a cycle within the transaction that made them, and adds to the result what is
// held.
func (s *Stages) screenMade(tx Tx, by *cycleScreener, cycle string, out Result) (Result, error) {
	if by == nil {
		return out, nil
	}
	if err := s.stillCounts(tx, by); err != nil {
		return Result{}, err
	}
	if err := s.listsAreFresh(tx, cycle); err != nil {
		return Result{}, err
	}
	if _, err := s.screenInstructions(tx, by, cycle); err != nil {
		return Result{}, err
	}
	instructions, err := tx.InstructionsOf(cycle)
	for _, i := range stopped(instructions) {
		out.Outcome = OutcomeNeedsPerson
		out.Notes = append(out.Notes, fmt.Sprintf("instruction %s (%s, %s) is %s", i.ID, i.Participant, i.Amount, i.Note))
	}
	return out, err
}

// stillCounts errs where a list changed since it was read.
func (s *Stages) stillCounts(tx Tx, by *cycleScreener) error {
	standings, err := s.standings(tx)
	if err != nil {
		return err
	}
	for _, l := range standings {
		if by.of[l.Settings.Name] != l.Counts.Number {
			return fmt.Errorf("sanctions list %s was refreshed meanwhile: run it again", l.Settings.Name)
		}
	}
	return nil
}

func stopped(instructions []Instruction) []Instruction {
	return slices.DeleteFunc(slices.Clone(instructions), func(i Instruction) bool {
		return i.State != lifecycle.InstructionHeld && i.State != lifecycle.InstructionRefused
	})
}

// refuseHits errs where a pay-out that is written and has not left was not screened against the lists as they are, or
// has a hit that is not cleared. It stands before approval and before sending.
func (s *Stages) refuseHits(tx Tx, cycle string) error {
	if !s.Settings.Screening.On() {
		return nil
	}
	current, err := s.currentVersions(tx)
	if err != nil {
		return err
	}
	runs, err := tx.ScreeningRuns()
	if err != nil {
		return err
	}
	decisions, err := lastDecisions(tx)
	if err != nil {
		return err
	}
	instructions, err := tx.InstructionsOf(cycle)
	if err != nil {
		return err
	}
	for _, i := range instructions {
		if i.Direction != PayOut || i.State != lifecycle.InstructionWritten {
			continue
		}
		if err := s.refuseHit(tx, i, runs, current, decisions); err != nil {
			return err
		}
	}
	return nil
}

func (s *Stages) refuseHit(tx Tx, i Instruction, runs []ScreeningRun, current []int64, decisions map[string]ScreeningDecision) error {
	subjects, err := tx.ScreeningSubjects(i.ID)
	if err != nil {
		return err
	}
	if len(subjects) == 0 || !slices.Equal(runs[subjects[len(subjects)-1].Run-1].Versions, current) {
		return needsPerson("instruction %s (%s, %s) was not screened against the lists as they are now: nostro screening refresh", i.ID,
			i.Participant, i.Amount)
	}
	v, err := verdictOf(tx, i, decisions)
	if err != nil {
		return err
	}
	if hits := slices.Concat(v.confirmed, v.open); len(hits) > 0 {
		return needsPerson("instruction %s (%s, %s) is in a file and has a hit: %s: clear it, or nostro reject the release", i.ID, i.Participant,
			i.Amount, hitWords(hits))
	}
	return nil
}

func (s *Stages) currentVersions(tx Tx) ([]int64, error) {
	standings, err := s.standings(tx)
	var current []int64
	for _, l := range standings {
		if l.Counts.Number > 0 {
			current = append(current, l.Counts.Number)
		}
	}
	slices.Sort(current)
	return current, err
}
