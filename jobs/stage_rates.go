package jobs

import (
	"context"
	"fmt"
	"slices"

	"nostro/fx"
)

// ImportRates reads rate files in the ECB's daily XML form. The raw bytes are kept by their hash. The same
// fixing again is a no-op; a known fixing with other rates is a conflict that a person decides.
func (s *Stages) ImportRates(ctx context.Context, files []NamedFile) (Result, error) {
	return s.record(ctx, "rates", "", func() (Result, error) {
		out := Result{Outcome: OutcomeNothing}
		for _, f := range files {
			note, added, err := s.importFixing(ctx, f)
			if err != nil {
				return Result{}, fmt.Errorf("%s: %w", f.Name, err)
			}
			if added {
				out.Outcome = OutcomeDone
			}
			if len(files) > 1 {
				out.Notes = append(out.Notes, note[0])
			}
			out.Notes = append(out.Notes, note[1:]...)
			out.Summary = note[0]
		}
		if len(files) > 1 {
			out.Summary = fmt.Sprintf("%d files", len(files))
		}
		return out, nil
	})
}

func (s *Stages) importFixing(ctx context.Context, f NamedFile) (notes []string, added bool, err error) {
	fixing, err := fx.ParseECB(f.Data)
	if err != nil {
		return nil, false, err
	}
	if err := s.Spool.Write("raw/"+fixing.RawSHA256, f.Data); err != nil {
		return nil, false, err
	}
	err = s.Store.Update(ctx, func(tx Tx) error {
		known, found, err := tx.Fixing(fixing.Source, fixing.Date)
		if err != nil {
			return err
		}
		if found {
			return sameRates(known, fixing)
		}
		added = true
		file := InputFile{SHA256: fixing.RawSHA256, Name: f.Name, Kind: "rates", Bytes: int64(len(f.Data)), TakenAt: s.instant()}
		if err := tx.AddInputFile(file); err != nil {
			return err
		}
		return tx.AddFixing(fixing, s.instant())
	})
	word := "known already"
	if added {
		word = "added"
	}
	notes = []string{fmt.Sprintf("%s fixing of %s, %s, %s", fixing.Source, fixing.Date, count(len(fixing.Rates), "rate"), word)}
	for _, ignored := range fixing.Ignored {
		notes = append(notes, "not read: "+ignored)
	}
	return notes, added, err
}

// sameRates returns nil where both fixings say the same.
func sameRates(known, other fx.Fixing) error {
	same := slices.EqualFunc(known.Rates, other.Rates, func(a, b fx.Rate) bool {
		return a.Pair == b.Pair && a.Bid.Equal(b.Bid) && a.Mid.Equal(b.Mid) && a.Ask.Equal(b.Ask)
	})
	if same {
		return nil
	}
	return needsPerson("the %s fixing of %s is known with other rates (from file %.12s): compare both files, "+
		"and keep the right one out of this import", known.Source, known.Date, known.RawSHA256)
}
