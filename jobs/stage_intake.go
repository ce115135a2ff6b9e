package jobs

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"nostro/intake"
)

// Import reads files of participants, accounts and obligations. Good rows are accepted and bad ones kept
// as refusals; where whole is set, a file with one bad row is refused as a whole. The same row again is a
// no-op; a known id with other content is refused as a conflict.
func (s *Stages) Import(ctx context.Context, files []NamedFile, whole bool) (ImportResult, error) {
	all := ImportResult{}
	result, err := s.record(ctx, "intake", "", func() (Result, error) {
		for _, f := range files {
			one, err := s.importFile(ctx, f, whole)
			if err != nil {
				return Result{}, fmt.Errorf("%s: %w", f.Name, err)
			}
			all.add(one)
		}
		out := all.result()
		windows, err := view(ctx, s.Store, func(tx Tx) ([]string, error) { return s.windowNotes(tx, all.accepted) })
		out.Notes = append(out.Notes, windows...)
		return out, err
	})
	all.Result = result
	return all, err
}

// NamedFile is the bytes of a file and the name by which the user knows it.
type NamedFile struct {
	Name string
	Data []byte
	From io.Reader // for Import alone, in place of Data: read once, to its end
}

func (f NamedFile) reader() io.Reader {
	if f.From != nil {
		return f.From
	}
	return bytes.NewReader(f.Data)
}

// ImportResult counts what an import did, and holds the first of what it refused.
type ImportResult struct {
	Result                            Result
	Participants, Accounts            int
	Obligations, Known, FilesUnheeded int
	Refusals                          []intake.Refusal // the first refusalsHeldMax; the store has them all
	RefusalCount, RowsRefused         int              // a row may have several bad fields

	accepted map[window]int // obligations by value date and currency
}

// refusalsHeldMax bounds how many refusals an import holds in memory.
const refusalsHeldMax = 1000

func (r *ImportResult) add(one ImportResult) {
	r.Participants += one.Participants
	r.Accounts += one.Accounts
	r.Obligations += one.Obligations
	r.Known += one.Known
	r.FilesUnheeded += one.FilesUnheeded
	r.RefusalCount += one.RefusalCount
	r.RowsRefused += one.RowsRefused
	r.hold(one.Refusals)
	for w, n := range one.accepted {
		r.window(w, n)
	}
}

// window counts accepted obligations of a value date and currency.
func (r *ImportResult) window(w window, n int) {
	if r.accepted == nil {
		r.accepted = map[window]int{}
	}
	r.accepted[w] += n
}

// hold keeps refusals as long as there is room.
func (r *ImportResult) hold(refusals []intake.Refusal) {
	r.Refusals = append(r.Refusals, refusals[:min(len(refusals), refusalsHeldMax-len(r.Refusals))]...)
}

// refuse counts the refusals of a file, which come by line.
func (r *ImportResult) refuse(refusals []intake.Refusal) {
	r.hold(refusals)
	r.RefusalCount += len(refusals)
	for n, refusal := range refusals {
		if n == 0 || refusals[n-1].Line != refusal.Line {
			r.RowsRefused++
		}
	}
}

// refusalsShownMax bounds how many refusals a result puts into words; all of them are kept.
const refusalsShownMax = 50

func (r *ImportResult) result() Result {
	out := Result{Outcome: OutcomeDone, Summary: fmt.Sprintf("accepted %s, %s, %s; %d known already; %s refused",
		count(r.Participants, "participant"), count(r.Accounts, "account"), count(r.Obligations, "obligation"),
		r.Known, count(r.RowsRefused, "row"))}
	switch {
	case r.RefusalCount > 0:
		out.Outcome = OutcomeNeedsPerson
		for n, refusal := range r.Refusals {
			if n == refusalsShownMax {
				out.Notes = append(out.Notes, fmt.Sprintf("and %d more: nostro refusals lists them all", r.RefusalCount-n))
				break
			}
			out.Notes = append(out.Notes, refusal.Error())
		}
	case r.Participants+r.Accounts+r.Obligations == 0:
		out.Outcome = OutcomeNothing
	}
	return out
}

// count puts a number before a noun: "1 row", "2 rows".
func count(n int, noun string) string { return countOf(n, noun, noun+"s") }

// countOf counts with words whose plural is not the singular and an s.
func countOf(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// importFile takes one file. Its bytes are kept first; then its good rows are added in one transaction, and its refusals
// in the same, so that a crash leaves all of it or nothing. Obligations come in pieces where whole is not set: a crash may
// leave some of them, and the rest comes before a cycle closes.
func (s *Stages) importFile(ctx context.Context, f NamedFile, whole bool) (ImportResult, error) {
	hash, size, err := s.Spool.Keep("raw", f.reader())
	if err != nil {
		return ImportResult{}, err
	}
	row := InputFile{SHA256: hash, Name: f.Name, Bytes: size, TakenAt: s.instant(), TakenBy: s.User}
	kind, err := s.detect(row)
	if refusal := (intake.Refusal{}); errors.As(err, &refusal) {
		row.Kind = "unknown"
		return s.refuseWhole(ctx, row, []intake.Refusal{refusal})
	}
	if err != nil {
		return ImportResult{}, err
	}
	row.Kind = string(kind)
	if kind == intake.Obligations && !whole {
		if fits, err := s.fitsLimits(row); err != nil {
			return ImportResult{}, err
		} else if fits {
			return s.importPieces(ctx, row)
		}
	}
	taker := rowTaker{stages: s, file: row, whole: whole}
	err = s.Store.Update(ctx, func(tx Tx) error {
		if err := tx.AddInputFile(row); err != nil {
			return err
		}
		taker.tx, taker.out, taker.refused = tx, ImportResult{}, nil
		return taker.take(kind)
	})
	if refused := (*intake.FileRefused)(nil); errors.As(err, &refused) {
		return s.refuseWhole(ctx, row, refused.Refusals)
	}
	return taker.out, err
}

// headerBytesMax is how much of the start of a file is read to tell its kind.
const headerBytesMax = 2 * intake.LineBytesMax

// detect tells the kind of a file that is kept.
func (s *Stages) detect(f InputFile) (intake.FileKind, error) {
	from, err := s.Spool.Open(rawName(f))
	if err != nil {
		return "", err
	}
	start, err := io.ReadAll(io.LimitReader(from, headerBytesMax))
	if err := errors.Join(err, from.Close()); err != nil {
		return "", err
	}
	switch {
	case !isXML(start):
		return intake.Detect(f.Name, start)
	case isInitiation(start):
		return intake.Obligations, nil
	}
	return "", intake.Refusal{File: f.Name, Line: 1, Reason: "it is XML, and no pain.001",
		Remedy: "obligations come as CSV, JSON Lines or pain.001; what a bank sends comes with nostro collect"}
}

// rawName is where the bytes of an input file are kept.
func rawName(f InputFile) string { return "raw/" + f.SHA256 }

// refuseWhole keeps the refusals of a file of which no row was taken.
func (s *Stages) refuseWhole(ctx context.Context, row InputFile, refusals []intake.Refusal) (ImportResult, error) {
	err := s.Store.Update(ctx, func(tx Tx) error {
		if err := tx.AddInputFile(row); err != nil {
			return err
		}
		return tx.AddRefusals(row.SHA256, refusals, s.instant())
	})
	out := ImportResult{FilesUnheeded: 1}
	out.refuse(refusals)
	return out, err
}
