package jobs

import (
	"context"
	"fmt"
	"strings"

	"nostro/lifecycle"
)

// checkKey errs where the key of the installation is not the one from which the books' identifiers were
// derived: with another key the same payment would get another identifier, and nobody could tell it again.
func (u *catchUp) checkKey(ctx context.Context) error {
	instructions, err := view(ctx, u.stages.Store, func(tx Tx) ([]Instruction, error) { return tx.InstructionsOf("") })
	if err != nil {
		return err
	}
	for _, i := range instructions {
		name := instructionName(i.Cycle, i.Participant, i.Amount.Currency().Code(), i.Direction, i.Set)
		if i.ID != u.stages.Settings.IDs.InstrID(name...) {
			return needsPerson("instruction %s of cycle %s is not derived from the key of this installation: put the key back "+
				"that the lost one had; with another one, what was paid could not be told from what was not", i.ID, i.Cycle)
		}
	}
	return nil
}

// writeAgain writes the files of cycles that were instructed: names and bytes are those that the lost house
// would have sent, so that they can be recognised at the bank. What cannot be written is asked about.
func (u *catchUp) writeAgain(ctx context.Context) error {
	cycles, err := view(ctx, u.stages.Store, Tx.Cycles)
	if err != nil {
		return err
	}
	for _, c := range cycles {
		if c.State != lifecycle.CycleInstructed {
			continue
		}
		result, err := u.stages.Write(ctx, c.ID)
		switch {
		case ctx.Err() != nil:
			return err
		case err != nil:
			u.found("the files of cycle %s could not be written again: %v", c.ID, err)
		default:
			u.found("cycle %s was instructed: %s, the same as the lost house would have sent", c.ID, result.Summary)
			u.report.Found = append(u.report.Found, result.Notes...)
		}
	}
	return nil
}

// doubt makes every file unknown that is not known to be sent: it may have left after the copy was made. What
// a person has decided since stands.
func (u *catchUp) doubt(ctx context.Context) error {
	decided := map[string]bool{}
	attempts, err := view(ctx, u.stages.Store, Tx.Attempts)
	if err != nil {
		return err
	}
	for _, a := range attempts {
		if strings.HasPrefix(a.Detail, u.doubtful()) {
			decided[a.File] = true
		}
	}
	files, err := view(ctx, u.stages.Store, func(tx Tx) ([]FileOut, error) { return tx.FilesOut("") })
	if err != nil {
		return err
	}
	for _, f := range files {
		if f.State == lifecycle.FileOutSent || f.State == lifecycle.FileOutUnknown || f.State == lifecycle.FileOutWithdrawn || decided[f.Name] {
			continue
		}
		if err := u.doubtFile(ctx, f); err != nil {
			return fmt.Errorf("file %s: %w", f.Name, err)
		}
		u.found("%s may have been sent: it is unknown", f.Name)
	}
	return nil
}

// doubtFile goes by way of an attempt of which nobody knows how it ended, as after a crash.
func (u *catchUp) doubtFile(ctx context.Context, f FileOut) (err error) {
	if f.State != lifecycle.FileOutSending {
		if f, err = u.stages.intend(ctx, f); err != nil {
			return err
		}
	}
	_, err = u.stages.conclude(ctx, f, Delivery{State: lifecycle.FileOutUnknown, Detail: u.doubtful()})
	return err
}

// doubtPrefix begins what the attempt says that nobody saw.
const doubtPrefix = "a copy as of "

// doubtful is what the attempt says; it names the copy, so that each copy doubts anew.
func (u *catchUp) doubtful() string {
	return fmt.Sprintf(doubtPrefix+"%s, run %d: it may have been sent since", stamp(u.mark.StartedAt), u.mark.ID)
}
