package jobs

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

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
		return all.result(), nil
	})
	all.Result = result
	return all, err
}

// NamedFile is the bytes of a file and the name by which the user knows it.
type NamedFile struct {
	Name string
	Data []byte
}

// ImportResult counts what an import did, and holds what it refused.
type ImportResult struct {
	Result                            Result
	Participants, Accounts            int
	Obligations, Known, FilesUnheeded int
	Refusals                          []intake.Refusal
}

func (r *ImportResult) add(one ImportResult) {
	r.Participants += one.Participants
	r.Accounts += one.Accounts
	r.Obligations += one.Obligations
	r.Known += one.Known
	r.FilesUnheeded += one.FilesUnheeded
	r.Refusals = append(r.Refusals, one.Refusals...)
}

// refusalsShownMax bounds how many refusals a result puts into words; all of them are kept.
const refusalsShownMax = 50

func (r *ImportResult) result() Result {
	out := Result{Outcome: OutcomeDone, Summary: fmt.Sprintf("accepted %s, %s, %s; %d known already; %s refused",
		count(r.Participants, "participant"), count(r.Accounts, "account"), count(r.Obligations, "obligation"),
		r.Known, count(r.rowsRefused(), "row"))}
	switch {
	case len(r.Refusals) > 0:
		out.Outcome = OutcomeNeedsPerson
		for n, refusal := range r.Refusals {
			if n == refusalsShownMax {
				out.Notes = append(out.Notes, fmt.Sprintf("and %d more: nostro refusals lists them all", len(r.Refusals)-n))
				break
			}
			out.Notes = append(out.Notes, refusal.Error())
		}
	case r.Participants+r.Accounts+r.Obligations == 0:
		out.Outcome = OutcomeNothing
	}
	return out
}

// rowsRefused counts rows, of which one may have several bad fields.
func (r *ImportResult) rowsRefused() int {
	type row struct {
		file string
		line int
	}
	rows := map[row]bool{}
	for _, refusal := range r.Refusals {
		rows[row{refusal.File, refusal.Line}] = true
	}
	return len(rows)
}

// count puts a number before a noun: "1 row", "2 rows".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// importFile takes one file. Its bytes are kept first; then its good rows are added in one transaction,
// and its refusals in the same, so that a crash leaves all of it or nothing.
func (s *Stages) importFile(ctx context.Context, f NamedFile, whole bool) (ImportResult, error) {
	kind, err := intake.Detect(f.Name, f.Data)
	if err != nil {
		return s.refuseFile(ctx, f, err)
	}
	source := Source{SHA256: hashOf(f.Data)}
	if err := s.Spool.Write("raw/"+source.SHA256, f.Data); err != nil {
		return ImportResult{}, err
	}
	one := ImportResult{}
	err = s.Store.Update(ctx, func(tx Tx) error {
		one = ImportResult{}
		row := InputFile{SHA256: source.SHA256, Name: f.Name, Kind: string(kind), Bytes: int64(len(f.Data)),
			TakenAt: s.instant(), TakenBy: s.User}
		if err := tx.AddInputFile(row); err != nil {
			return err
		}
		taker := rowTaker{stages: s, tx: tx, file: f, source: source, out: &one}
		if err := taker.take(kind); err != nil {
			return err
		}
		slices.SortStableFunc(one.Refusals, func(a, b intake.Refusal) int { return cmp.Compare(a.Line, b.Line) })
		if whole && len(one.Refusals) > 0 {
			return errWholeFile
		}
		return tx.AddRefusals(source.SHA256, one.Refusals, s.instant())
	})
	if errors.Is(err, errWholeFile) {
		return s.refuseWhole(ctx, f, kind, one.Refusals)
	}
	return one, err
}

// errWholeFile rolls back the transaction of a file that is refused as a whole.
var errWholeFile = errors.New("the file is refused as a whole")

// refuseWhole keeps the refusals of a file of which no row was taken.
func (s *Stages) refuseWhole(ctx context.Context, f NamedFile, kind intake.FileKind,
	refusals []intake.Refusal) (ImportResult, error) {
	row := InputFile{SHA256: hashOf(f.Data), Name: f.Name, Kind: string(kind), Bytes: int64(len(f.Data)),
		TakenAt: s.instant(), TakenBy: s.User}
	err := s.Store.Update(ctx, func(tx Tx) error {
		if err := tx.AddInputFile(row); err != nil {
			return err
		}
		return tx.AddRefusals(row.SHA256, refusals, s.instant())
	})
	return ImportResult{Refusals: refusals, FilesUnheeded: 1}, err
}

// refuseFile keeps a file that is of no known kind: its bytes, and why it was refused.
func (s *Stages) refuseFile(ctx context.Context, f NamedFile, why error) (ImportResult, error) {
	if err := s.Spool.Write("raw/"+hashOf(f.Data), f.Data); err != nil {
		return ImportResult{}, err
	}
	return s.refuseWhole(ctx, f, "unknown", []intake.Refusal{asRefusal(f.Name, why)})
}

func asRefusal(file string, why error) intake.Refusal {
	if refusal, ok := why.(intake.Refusal); ok {
		return refusal
	}
	return intake.Refusal{File: file, Line: 1, Field: "header", Reason: why.Error(), Remedy: "correct the header row"}
}
