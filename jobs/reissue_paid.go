package jobs

import (
	"fmt"
	"time"

	"nostro/reconcile"
)

// reissuesBy returns all reissues by the instruction that pays anew.
func reissuesBy(tx Tx) (map[string]Reissue, error) {
	all, err := tx.Reissues()
	by := make(map[string]Reissue, len(all))
	for _, r := range all {
		by[r.Instruction] = r
	}
	return by, err
}

// madeAt dates the message of instructions of a cycle, so that writing it again gives the same bytes: when they were made.
func madeAt(c Cycle, reissued map[string]Reissue, message []Instruction) time.Time {
	at := c.InstructedAt
	for _, i := range message {
		if r, anew := reissued[i.ID]; anew && r.AskedAt.After(at) {
			at = r.AskedAt
		}
	}
	return at
}

// messageMadeAt is what the message of an instruction is dated.
func messageMadeAt(tx Tx, c Cycle, i Instruction) (time.Time, error) {
	reissued, err := reissuesBy(tx)
	if err != nil || len(reissued) == 0 {
		return c.InstructedAt, err
	}
	inFile, err := tx.InstructionsIn(i.File)
	var message []Instruction
	for _, other := range inFile {
		if other.MsgID == i.MsgID {
			message = append(message, other)
		}
	}
	return madeAt(c, reissued, message), err
}

// tellReissue adds to what is said of a payment that it was paid anew.
func tellReissue(tx Tx, b *reconcile.Break) error {
	if b.Instruction == "" {
		return nil
	}
	all, err := tx.ReissuesOf(b.Instruction)
	by, _ := standing(all)
	for _, r := range by {
		b.Text += fmt.Sprintf(" It was paid anew by %s: the payee may have it twice.", r.Instruction)
	}
	return err
}
