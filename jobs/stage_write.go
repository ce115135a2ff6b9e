package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"nostro/formats"
	"nostro/lifecycle"
	"nostro/risk"
)

// Write turns the planned instructions of a cycle into messages and files in the spool, and binds them
// into a release by the digest of their bytes. A message that breaks its profile is never written: its
// instruction stays planned with the reason, and the others go on. What a second, independent reader
// finds in a file must agree with what was meant.
func (s *Stages) Write(ctx context.Context, cycle string) (Result, error) {
	return s.record(ctx, "write", cycle, func() (Result, error) {
		var plan writePlan
		var c Cycle
		if err := s.screenAgain(ctx, cycle); err != nil {
			return Result{}, err
		}
		err := s.Store.View(ctx, func(tx Tx) (err error) {
			if c, err = findCycle(tx, cycle); err != nil {
				return err
			}
			if c.State.Reached(lifecycle.CycleWritten) {
				return nil
			}
			if err := lifecycle.Cycles.Check(c.State, lifecycle.CycleWritten); err != nil {
				return err
			}
			plan, err = s.planFiles(tx, c, func(Instruction) bool { return true })
			return err
		})
		if err != nil {
			return Result{}, err
		}
		if c.State.Reached(lifecycle.CycleWritten) {
			return alreadyDone(c), nil
		}
		for _, f := range plan.files {
			if err := s.Spool.Write("out/"+f.row.Name, f.data); err != nil {
				return Result{}, err
			}
		}
		return plan.result(), s.Store.Update(ctx, func(tx Tx) error { return s.keepRelease(tx, c.ID, plan) })
	})
}

// writePlan is what a cycle will send, and what it cannot.
type writePlan struct {
	release int // its number within the cycle
	files   []plannedFile
	refused []Instruction // with Note
	stopped []Instruction // by screening, with Note
	covered int           // files that the second reader could read
}

type plannedFile struct {
	row          FileOut
	data         []byte
	instructions []Instruction // with MsgID
}

func (p writePlan) result() Result {
	transactions := 0
	for _, f := range p.files {
		transactions += f.row.Transactions
	}
	out := Result{Outcome: OutcomeDone, Summary: fmt.Sprintf(
		"%s with %s; a second reader agrees on the %d that it covers", count(len(p.files), "file"), count(transactions,
			"transaction"), p.covered)}
	if len(p.files) == 0 {
		out = Result{Outcome: OutcomeNothing, Summary: "no file to write"}
	}
	for _, i := range slices.Concat(p.refused, p.stopped) {
		out.Outcome = OutcomeNeedsPerson
		out.Notes = append(out.Notes, fmt.Sprintf("instruction %s (%s, %s) is not written: %s", i.ID, i.Participant,
			i.Amount, i.Note))
	}
	return out
}

// Digest returns the digest of files as they lie in the spool; approval is bound to it.
func (s *Stages) Digest(files []FileOut) (string, error) {
	hashes := make([]risk.FileHash, len(files))
	for i, f := range files {
		data, err := s.Spool.Read("out/" + f.Name)
		if err != nil {
			return "", err
		}
		hashes[i] = risk.FileHash{Name: f.Name, SHA256: hashOf(data), Bytes: int64(len(data))}
	}
	return risk.Digest(hashes), nil
}

func (s *Stages) keepRelease(tx Tx, cycle string, plan writePlan) error {
	rows := make([]FileOut, len(plan.files))
	for i, f := range plan.files {
		rows[i] = f.row
		if err := tx.AddFileOut(f.row); err != nil {
			return err
		}
		for _, instruction := range f.instructions {
			instruction.State, instruction.File = lifecycle.InstructionWritten, f.row.Name
			instruction.Note = ""
			if err := tx.SaveInstruction(instruction); err != nil {
				return err
			}
		}
	}
	for _, instruction := range plan.refused {
		if err := tx.SaveInstruction(instruction); err != nil {
			return err
		}
	}
	digest, err := s.Digest(rows)
	if err != nil {
		return err
	}
	r := Release{Cycle: cycle, Number: plan.release, Digest: digest, Maker: s.User, WrittenAt: s.instant()}
	if err := tx.AddRelease(r); err != nil {
		return err
	}
	if err := s.askRelease(tx, r, plan.files); err != nil {
		return err
	}
	c, err := findCycle(tx, cycle)
	if err != nil {
		return err
	}
	c.State = lifecycle.CycleWritten
	return tx.SaveCycle(c)
}

// secondReader asks the independent reader whether the bytes say what was meant, and tells whether it
// could. A message that it does not know is no disagreement.
func secondReader(data []byte, want formats.Summary) (covered bool, err error) {
	err = formats.AgreesWithSecondReader(data, want)
	var beyond *formats.NotCovered
	if errors.As(err, &beyond) {
		return false, nil
	}
	return true, err
}
