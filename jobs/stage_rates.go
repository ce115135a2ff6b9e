package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"nostro/fx"
)

// ImportRates reads rate files in the ECB's daily XML form. The raw bytes are kept by their hash. The same
// fixing again is a no-op; a known fixing with other rates is a conflict that a person decides. A file that
// is refused stops none of the others; the error tells of every one.
func (s *Stages) ImportRates(ctx context.Context, files []NamedFile) (Result, error) {
	return s.record(ctx, "rates", "", func() (Result, error) {
		out := Result{Outcome: OutcomeNothing}
		var summaries []string
		var refused []error
		for _, f := range files {
			fixing, added, err := s.importFixing(ctx, f)
			if err != nil {
				refused = append(refused, fmt.Errorf("%s: %w", f.Name, err))
				continue
			}
			if added {
				out.Outcome = OutcomeDone
			}
			summaries = append(summaries, fixingSummary(fixing, added))
			for _, ignored := range fixing.Ignored {
				out.Notes = append(out.Notes, "not read: "+ignored)
			}
		}
		out.Summary = strings.Join(summaries, "")
		if len(files) > 1 {
			out.Summary, out.Notes = count(len(files), "file"), append(summaries, out.Notes...)
		}
		return out, errors.Join(refused...)
	})
}

func fixingSummary(f fx.Fixing, added bool) string {
	word := "known already"
	if added {
		word = "added"
	}
	return fmt.Sprintf("%s fixing of %s, %s, %s", f.Source, f.Date, count(len(f.Rates), "rate"), word)
}

// importFixing takes the fixing of one file, and tells whether it is new.
func (s *Stages) importFixing(ctx context.Context, f NamedFile) (fixing fx.Fixing, added bool, err error) {
	if fixing, err = fx.ParseECB(f.Data); err != nil {
		return fixing, false, err
	}
	if err := s.Spool.Write("raw/"+fixing.RawSHA256, f.Data); err != nil {
		return fixing, false, err
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
		file := InputFile{SHA256: fixing.RawSHA256, Name: f.Name, Kind: "rates", Bytes: int64(len(f.Data)),
			TakenAt: s.instant()}
		if err := tx.AddInputFile(file); err != nil {
			return err
		}
		return tx.AddFixing(fixing, s.instant())
	})
	return fixing, added, err
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
