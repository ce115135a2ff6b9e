package jobs

import (
	"context"
	"errors"
	"fmt"

	"nostro/ledger"
)

// NoteReader opens notes that this installation has signed.
type NoteReader interface {
	// Open returns the text of the note; it errs where the note does not carry our signature.
	Open(note string) (text string, err error)
}

// NoteSigner signs notes.
type NoteSigner interface {
	NoteReader
	// Sign returns the note: the text and the signature.
	Sign(text string) (note string, err error)
}

// Checkpoint signs the transparency log as it stands, and keeps the note. It refuses books that are not
// what their log says, or do not begin with what the newest checkpoint has signed: whoever holds an older
// note must be able to see that nothing before it was changed. Where nothing was booked since the newest
// checkpoint, that one is returned again; where nothing was booked at all, none (size 0).
func (s *Stages) Checkpoint(ctx context.Context, key NoteSigner) (c SignedCheckpoint, result Result, err error) {
	result, err = s.record(ctx, "checkpoint", "", func() (Result, error) {
		out := Result{}
		err := s.Store.Update(ctx, func(tx Tx) error {
			known := false
			c, known, err = s.checkpoint(tx, key)
			out = checkpointResult(c, known)
			return err
		})
		return out, err
	})
	return c, result, err
}

func checkpointResult(c SignedCheckpoint, known bool) Result {
	switch {
	case c.Size == 0:
		return Result{Outcome: OutcomeNothing, Summary: "nothing is booked yet"}
	case known:
		return Result{Outcome: OutcomeNothing, Summary: fmt.Sprintf("nothing was booked since the checkpoint of %d entries",
			c.Size)}
	}
	return Result{Outcome: OutcomeDone, Summary: fmt.Sprintf("%d entries signed, root %v", c.Size, c.Root)}
}

func (s *Stages) checkpoint(tx Tx, key NoteSigner) (c SignedCheckpoint, known bool, err error) {
	check, err := tx.CheckBooks(nil)
	if err = errors.Join(err, check.Log, check.Balances); err != nil {
		return c, false, err
	}
	now, err := logNow(tx)
	if err != nil {
		return c, false, err
	}
	newest, err := newestCheckpoint(tx, key, now)
	if err != nil || newest.Size == now.Size {
		return newest, true, err
	}
	note, err := key.Sign(now.Text())
	if err != nil {
		return c, false, err
	}
	c = SignedCheckpoint{Checkpoint: now, Note: note, MadeAt: s.instant()}
	return c, false, tx.AddCheckpoint(c)
}

// logNow is what a checkpoint of the log says now.
func logNow(tx Tx) (ledger.Checkpoint, error) {
	size, err := tx.LogSize()
	if err != nil {
		return ledger.Checkpoint{}, err
	}
	root, err := tx.LogRoot(size)
	return ledger.Checkpoint{Size: size, Root: root}, err
}

// newestCheckpoint returns the newest that is kept, or none, after it has been compared with the books.
func newestCheckpoint(tx Tx, key NoteReader, now ledger.Checkpoint) (SignedCheckpoint, error) {
	all, err := tx.Checkpoints()
	if err != nil || len(all) == 0 {
		return SignedCheckpoint{}, err
	}
	newest := all[len(all)-1]
	signed, err := readCheckpoint(key, newest.Note)
	if err != nil {
		return SignedCheckpoint{}, fmt.Errorf("newest checkpoint: %w", err)
	}
	if signed != newest.Checkpoint {
		return SignedCheckpoint{}, fmt.Errorf("newest checkpoint: its note signs %d entries with root %v, its row says "+
			"%d with root %v: %w", signed.Size, signed.Root, newest.Size, newest.Root, ledger.ErrNotExtended)
	}
	return newest, checkExtended(tx, signed, now)
}

// readCheckpoint reads a note that our key must have signed.
func readCheckpoint(key NoteReader, note string) (ledger.Checkpoint, error) {
	text, err := key.Open(note)
	if err != nil {
		return ledger.Checkpoint{}, err
	}
	return ledger.ParseCheckpoint(text)
}

// checkExtended errs where the log does not begin with what the older checkpoint says.
func checkExtended(tx Tx, older, now ledger.Checkpoint) error {
	if older.Size > now.Size {
		return ledger.CheckExtends(older, now, nil)
	}
	proof, err := tx.ProveExtension(older.Size, now.Size)
	if err != nil {
		return err
	}
	return ledger.CheckExtends(older, now, proof)
}
