package jobs

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"nostro/calendar"
	"nostro/fx"
	"nostro/intake"
)

// ImportRates reads rate files of any form that fx.ParseRates knows. The raw bytes are kept by their hash. The
// same fixing again is a no-op; a known fixing with other rates is a conflict that a second person decides:
// both are kept, and what was known goes on to count. A row that is wrong is kept as a refusal, and the others
// are taken. A file that is refused stops none of the others; the error tells of every one.
func (s *Stages) ImportRates(ctx context.Context, files []NamedFile) (Result, error) {
	return s.record(ctx, "rates", "", func() (Result, error) {
		var all []rateImport
		var wrong []error
		for _, f := range files {
			one, err := s.importRates(ctx, f, s.Settings.Rates.Source, nil)
			if err == nil {
				err = one.needsPerson()
			}
			if err != nil {
				wrong = append(wrong, fmt.Errorf("%s: %w", f.Name, err))
			}
			if one.taken {
				all = append(all, one)
			}
		}
		return ratesResult(len(files), all), errors.Join(wrong...)
	})
}

func ratesResult(files int, all []rateImport) Result {
	out := Result{Outcome: OutcomeNothing}
	var summaries []string
	for _, one := range all {
		if one.added > 0 {
			out.Outcome = OutcomeDone
		}
		summaries = append(summaries, one.summary())
		out.Notes = append(out.Notes, one.notes()...)
	}
	for _, one := range all {
		if len(one.refusals) > 0 {
			out.Outcome = OutcomeNeedsPerson
		}
	}
	out.Summary = strings.Join(summaries, "")
	if files > 1 {
		out.Summary, out.Notes = count(files, "file"), append(summaries, out.Notes...)
	}
	return out
}

// rateImport is what came of one file.
type rateImport struct {
	taken        bool
	fixings      []fx.Fixing
	rates        int
	added, known int // fixings
	conflicts    []RateConflict
	refusals     []intake.Refusal
	incoherent   []string
	settings     Settings
}

// importRates takes one file. Its bytes are kept first; then all that it brings is added in one transaction,
// with whatever more the caller keeps of it.
func (s *Stages) importRates(ctx context.Context, f NamedFile, source string, more func(Tx, rateImport) error) (rateImport, error) {
	sheet, err := fx.ParseRates(f.Data, source)
	if err != nil {
		return rateImport{}, err
	}
	if err := s.hasCome(sheet.Fixings); err != nil {
		return rateImport{}, err
	}
	hash := hashOf(f.Data)
	if err := s.Spool.Write("raw/"+hash, f.Data); err != nil {
		return rateImport{}, err
	}
	var out rateImport
	err = s.Store.Update(ctx, func(tx Tx) error {
		out = rateImport{taken: true, fixings: sheet.Fixings, settings: s.Settings}
		file := InputFile{SHA256: hash, Name: f.Name, Kind: "rates", Bytes: int64(len(f.Data)), TakenAt: s.instant()}
		if err := tx.AddInputFile(file); err != nil {
			return err
		}
		taker := rateTaker{stages: s, tx: tx, out: &out}
		if err := taker.take(sheet.Fixings); err != nil {
			return err
		}
		out.refusals = rateRefusals(f.Name, sheet.Refusals)
		if err := tx.AddRefusals(hash, out.refusals, s.instant()); err != nil {
			return err
		}
		if more != nil {
			return more(tx, out)
		}
		return nil
	})
	return out, err
}

// hasCome errs for a fixing of a day that has begun nowhere on earth: nobody can have fixed it, and it would lie in wait for that day.
func (s *Stages) hasCome(fixings []fx.Fixing) error {
	newest := calendar.DateOf(s.Now().UTC().Add(14 * time.Hour)) // of the easternmost zone
	for _, f := range fixings {
		if f.Date.After(newest) {
			return fmt.Errorf("the %s fixing of %s is of a day that has not come: correct the date, or fetch the file again; nothing of it is taken",
				f.Source, f.Date)
		}
	}
	return nil
}

func rateRefusals(file string, refusals []fx.ParseError) []intake.Refusal {
	var all []intake.Refusal
	for _, r := range refusals {
		all = append(all, intake.Refusal{File: file, Line: r.Line, Field: r.Field, Value: r.Value, Reason: r.Reason, Remedy: r.Remedy})
	}
	return all
}
