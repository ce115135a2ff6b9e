package jobs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"nostro/intake"
)

// ImportDid is what was done of a file that comes in pieces.
type ImportDid string

// What was done.
const (
	ImportBegun ImportDid = "begun"
	ImportEnded ImportDid = "ended"
)

const (
	// pieceChunks is how many chunks of a file are taken in one transaction: about half a second of holding the write lock.
	pieceChunks = 5
	// pieceRest is how long the lock is left to others between two pieces: longer than SQLite sleeps between two tries.
	pieceRest = 120 * time.Millisecond
)

// fitsLimits tells whether a file of obligations that is kept has a header that is understood and no more rows and bytes
// than an import takes, so that nothing can refuse it as a whole once rows of it are in.
func (s *Stages) fitsLimits(f InputFile) (fits bool, err error) {
	if f.Bytes > intake.FileBytesMax {
		return false, nil
	}
	from, err := s.Spool.Open(rawName(f))
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	cut, err := intake.OpenBlocks(f.Name, from)
	if refused := (*intake.FileRefused)(nil); errors.As(err, &refused) {
		return false, nil
	}
	for room := make([]byte, dryBlockBytes); err == nil; {
		_, err = cut.Next(room)
	}
	if !errors.Is(err, io.EOF) {
		return false, err
	}
	return cut.Lines() <= intake.RowsMax, nil
}

// importPieces takes a file of obligations in pieces, each in a transaction of its own, and lets others write in between.
// Where it is cut off, what is in stays, and finishImports brings the rest: the same rows again change nothing.
func (s *Stages) importPieces(ctx context.Context, row InputFile) (ImportResult, error) {
	taker := rowTaker{stages: s, file: row}
	var known func(string) bool
	err := s.Store.View(ctx, func(tx Tx) (err error) {
		taker.tx = tx
		known, err = taker.knownParticipants()
		return err
	})
	if err != nil {
		return ImportResult{}, err
	}
	from, err := s.Spool.Open(rawName(row))
	if err != nil {
		return ImportResult{}, err
	}
	stop := make(chan struct{})
	chunks := scanAhead(row.Name, from, known, stop)
	err = taker.pieces(ctx, chunks)
	close(stop)
	for range chunks { // until nobody reads the file any more
	}
	return taker.out, errors.Join(err, from.Close())
}

// pieces takes the chunks, some in each transaction.
func (t *rowTaker) pieces(ctx context.Context, chunks <-chan obligationChunk) error {
	ahead, more := <-chunks
	most := t.stages.Pieces
	if most == 0 {
		most = pieceChunks
	}
	for first := true; more || first; first = false {
		var piece []obligationChunk
		for ; more && len(piece) < most; ahead, more = <-chunks {
			piece = append(piece, ahead)
		}
		so := t.out
		err := t.stages.Store.Update(ctx, func(tx Tx) error {
			t.tx, t.out = tx, so
			return t.piece(piece, first, !more)
		})
		if err != nil {
			return err
		}
		if more && t.stages.Wait != nil {
			if err := t.stages.Wait(ctx, pieceRest); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *rowTaker) piece(chunks []obligationChunk, first, last bool) error {
	if first {
		if err := t.tx.AddInputFile(t.file); err != nil {
			return err
		}
		if !last {
			if err := t.tx.AddImportStep(t.file.SHA256, ImportBegun, t.stages.instant()); err != nil {
				return err
			}
		}
	}
	for _, c := range chunks {
		if err := t.takeChunk(c); err != nil {
			return err
		}
	}
	if last && !first {
		return t.tx.AddImportStep(t.file.SHA256, ImportEnded, t.stages.instant())
	}
	return nil
}

// finishImports brings the rest of files of which only a part is in: their import was cut off, or goes on in another
// process, which then finds its rows known.
func (s *Stages) finishImports(ctx context.Context) (notes []string, err error) {
	var unfinished []InputFile
	err = s.Store.View(ctx, func(tx Tx) (err error) {
		unfinished, err = tx.UnfinishedImports()
		return err
	})
	for _, f := range unfinished {
		out, finishErr := s.importPieces(ctx, f)
		if finishErr != nil {
			return notes, fmt.Errorf("finish the import of %s, of which a part is in: %w", f.Name, finishErr)
		}
		notes = append(notes, fmt.Sprintf("the import of %s was cut off, and is finished: %s more", f.Name, count(out.Obligations, "obligation")))
	}
	return notes, err
}

// refuseUnfinished errs where a part of a file is in and the rest is not: no cycle takes a part.
func refuseUnfinished(tx Tx) error {
	unfinished, err := tx.UnfinishedImports()
	if err == nil && len(unfinished) > 0 {
		err = needsPerson("the import of %s goes on: wait until it has ended, and close again", unfinished[0].Name)
	}
	return err
}
