package jobs

import (
	"context"
	"fmt"
	"slices"

	"nostro/lifecycle"
	"nostro/risk/screening"
)

// screen compares the parties with the lists, keeps the run with its hits, and returns the hits and those of them that
// are new.
func (s *Stages) screen(tx Tx, by *cycleScreener, cycle string, who []screening.Party, subjects []ScreeningSubject) (found, fresh []ScreeningHit, err error) {
	run := ScreeningRun{Cycle: cycle, At: s.instant(), By: s.User, Parties: len(who), Versions: by.versions, Subjects: subjects}
	for _, p := range who {
		for _, h := range by.Screen(p) {
			hit := ScreeningHit{ID: h.ID(), Participant: h.Party, Field: h.Field, Value: h.Value, Compared: h.Compared, List: h.Entry.List,
				Version: by.of[h.Entry.List], Entry: h.Entry.ID, EntryDigest: h.Entry.Digest(), EntryKind: h.Entry.Kind,
				Programme: h.Entry.Programme, Listed: h.Listed, Score: h.Score, FoundAt: run.At, FoundBy: s.User}
			_, known, err := tx.ScreeningHit(hit.ID)
			if err != nil {
				return nil, nil, err
			}
			if !known {
				fresh = append(fresh, hit)
			}
			if err := tx.AddScreeningHit(hit); err != nil {
				return nil, nil, err
			}
			found = append(found, hit)
			run.Found = append(run.Found, hit.ID)
		}
	}
	run.Hits = len(run.Found)
	_, err = tx.AddScreeningRun(run)
	return found, fresh, err
}

// screenInstructions screens everybody whom the instructions of a cycle name, and holds the pay-outs of which a hit is
// not cleared.
func (s *Stages) screenInstructions(tx Tx, by *cycleScreener, cycle string) (fresh []ScreeningHit, err error) {
	instructions, err := tx.InstructionsOf(cycle)
	if err != nil {
		return nil, err
	}
	wanted := map[string]bool{}
	for _, i := range instructions {
		wanted[i.Participant] = true
	}
	who, err := parties(tx, wanted)
	if err != nil {
		return nil, err
	}
	digests := map[string]string{}
	for _, p := range who {
		digests[p.ID] = partyDigest(p)
	}
	var subjects []ScreeningSubject
	for _, i := range instructions {
		if i.Direction == PayOut && mayStop(i.State) {
			subjects = append(subjects, ScreeningSubject{Instruction: i.ID, Digest: digests[i.Participant]})
		}
	}
	if _, fresh, err = s.screen(tx, by, cycle, who, subjects); err != nil {
		return nil, err
	}
	return fresh, s.applyHits(tx, cycle)
}

// mayStop tells whether a pay-out has certainly not left.
func mayStop(state lifecycle.Instruction) bool {
	return slices.Contains([]lifecycle.Instruction{lifecycle.InstructionPlanned, lifecycle.InstructionHeld, lifecycle.InstructionRefused,
		lifecycle.InstructionWritten}, state)
}

// verdicts are the hits that stand against each instruction, by what was decided.
type verdict struct{ open, confirmed []ScreeningHit }

// verdictOf returns what the last screening found of the creditor of an instruction, less what was cleared.
func verdictOf(tx Tx, i Instruction, decisions map[string]ScreeningDecision) (verdict, error) {
	subjects, err := tx.ScreeningSubjects(i.ID)
	if err != nil || len(subjects) == 0 {
		return verdict{}, err
	}
	hits, err := tx.ScreeningFound(subjects[len(subjects)-1].Run)
	if err != nil {
		return verdict{}, err
	}
	var v verdict
	for _, h := range hits {
		d, decided := decisions[h.ID]
		switch {
		case h.Participant != i.Participant, decided && d.Cleared:
		case decided:
			v.confirmed = append(v.confirmed, h)
		default:
			v.open = append(v.open, h)
		}
	}
	return v, nil
}

// lastDecisions returns the decision that counts of each hit.
func lastDecisions(tx Tx) (map[string]ScreeningDecision, error) {
	all, err := tx.ScreeningDecisions()
	out := map[string]ScreeningDecision{}
	for _, d := range all {
		out[d.Hit] = d
	}
	return out, err
}

// applyHits moves the pay-outs of a cycle that have not been written: held while a hit is open, refused where one is
// confirmed, planned where all are cleared. What is refused stays so.
func (s *Stages) applyHits(tx Tx, cycle string) error {
	instructions, err := tx.InstructionsOf(cycle)
	if err != nil {
		return err
	}
	decisions, err := lastDecisions(tx)
	if err != nil {
		return err
	}
	for _, i := range instructions {
		if i.Direction != PayOut || i.State != lifecycle.InstructionPlanned && i.State != lifecycle.InstructionHeld {
			continue
		}
		v, err := verdictOf(tx, i, decisions)
		if err != nil {
			return err
		}
		was := i
		switch {
		case len(v.confirmed) > 0:
			i.State, i.Note = lifecycle.InstructionRefused, "refused: "+hitWords(v.confirmed)
		case len(v.open) > 0:
			i.State, i.Note = lifecycle.InstructionHeld, "held: "+hitWords(v.open)
		case i.State == lifecycle.InstructionHeld:
			if _, waits, err := openRequest(tx, ApproveReview, i.ID); err != nil || waits {
				if err != nil {
					return err
				}
				continue // held for a review, too or alone
			}
			i.State, i.Note = lifecycle.InstructionPlanned, ""
		}
		if i == was {
			continue
		}
		if err := tx.SaveInstruction(i); err != nil {
			return err
		}
	}
	return nil
}

func hitWords(hits []ScreeningHit) string {
	text := hits[0].Words()
	if len(hits) > 1 {
		text += fmt.Sprintf("; and %s", count(len(hits)-1, "more hit"))
	}
	return text
}

// Words says what is like what.
func (h ScreeningHit) Words() string {
	return fmt.Sprintf("%s %q of %s is like %q of %s, entry %s, %d.%02d %% (%s)", h.Field, h.Value, h.Participant, h.Listed, h.List, h.Entry,
		h.Score/100, h.Score%100, h.ID)
}

// screenAgain screens the pay-outs of a cycle that are to be written once more: a list or a creditor may have changed.
func (s *Stages) screenAgain(ctx context.Context, cycle string) error {
	return s.screenBefore(ctx, cycle, lifecycle.CycleInstructed)
}

func (s *Stages) screenBefore(ctx context.Context, cycle string, before lifecycle.Cycle) error {
	by, err := s.screenerFor(ctx, cycle, before)
	if err != nil || by == nil {
		return err
	}
	return s.Store.Update(ctx, func(tx Tx) error {
		_, err := s.screenMade(tx, by, cycle, Result{})
		return err
	})
}

// listsAreFresh errs where a list was not confirmed for longer than its limit, and nobody accepted that for the cycle.
func (s *Stages) listsAreFresh(tx Tx, cycle string) error {
	questions, err := s.ageQuestions(tx, cycle)
	if err != nil {
		return err
	}
	for _, q := range questions {
		return needsPerson("%s: %s", q.What, s.Settings.howToAccept(q))
	}
	return nil
}
