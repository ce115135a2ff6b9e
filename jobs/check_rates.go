package jobs

import (
	"errors"
	"fmt"
	"slices"

	"nostro/calendar"
	"nostro/fx"
	"nostro/risk"
)

// The first and the last day that a fixing can have.
var firstDay, lastDay = calendar.MustDate("0001-01-01"), calendar.MustDate("9999-12-31")

// publishedKey names a fixing of one file.
type publishedKey struct {
	source string
	date   calendar.Date
	sha256 string
}

// unnamedSource stands for the source of rows that name none: which it was is known to the fixing alone.
const unnamedSource = "unnamed"

// checkRates reads every rate file again, and looks for each stored rate, and for each that a file offers beside
// it, in the file from which it is said to be.
func (s *Stages) checkRates(tx Tx, f *findings) error {
	stored, err := storedRates(tx)
	if err != nil {
		return err
	}
	files, err := s.publishedRates(tx, f, stored)
	if err != nil {
		return err
	}
	for _, r := range stored {
		unnamed := publishedKey{unnamedSource, r.key.date, r.key.sha256}
		if f.counted++; !slices.ContainsFunc(files[r.key], r.rate.Same) && !slices.ContainsFunc(files[unnamed], r.rate.Same) {
			f.fail("%s %s of %s is not as file %.12s says", r.key.source, describeRate(r.rate), r.key.date, r.key.sha256)
		}
	}
	return nil
}

// storedRate is a rate and the file from which it is said to be.
type storedRate struct {
	key  publishedKey
	rate fx.Rate
}

func storedRates(tx Tx) ([]storedRate, error) {
	var all []storedRate
	sources, err := tx.FixingSources()
	if err != nil {
		return nil, err
	}
	for _, source := range sources {
		fixings, err := tx.PublishedFixings(source, firstDay, lastDay)
		if err != nil {
			return nil, err
		}
		for _, f := range fixings {
			for _, r := range f.Rates {
				all = append(all, storedRate{publishedKey{source, f.Date, f.RawSHA256}, r})
			}
		}
	}
	conflicts, err := tx.RateConflicts()
	for _, c := range conflicts {
		for _, o := range c.Offers {
			if !o.Offered.Mid.IsZero() {
				all = append(all, storedRate{publishedKey{c.Source, c.Date, c.RawSHA256}, o.Offered})
			}
		}
	}
	return all, err
}

// publishedRates returns what the files say from which rates are stored.
func (s *Stages) publishedRates(tx Tx, f *findings, stored []storedRate) (map[publishedKey][]fx.Rate, error) {
	needed := map[string]bool{}
	for _, r := range stored {
		needed[r.key.sha256] = true
	}
	all := map[publishedKey][]fx.Rate{}
	files, err := tx.InputFiles()
	for _, file := range files {
		if !needed[file.SHA256] {
			continue
		}
		data, err := s.Spool.Read("raw/" + file.SHA256)
		if err != nil {
			f.fail("%s: %v", file.Name, err)
			continue
		}
		sheet, err := fx.ParseRates(data, unnamedSource)
		if err != nil {
			f.fail("%s: %v", file.Name, err)
			continue
		}
		for _, fixing := range sheet.Fixings {
			key := publishedKey{fixing.Source, fixing.Date, file.SHA256}
			all[key] = append(all[key], fixing.Rates...)
		}
	}
	return all, err
}

// checkCoherent goes round every loop of published rates. One that does not come back to 1 must have been accepted.
func (s *Stages) checkCoherent(tx Tx, f *findings) error {
	fixings, err := tx.LoopedFixings()
	if err != nil {
		return err
	}
	for _, fixing := range fixings {
		loops, bad := fixing.Coherence(s.Settings.Rates.CoherenceBP)
		f.counted += loops
		for _, b := range bad {
			question := incoherence(fixing, b)
			d, found, err := tx.RateDecision(question.Key)
			if err != nil {
				return err
			}
			if !found || !d.Accepted {
				f.fail("%s; %s", question.What, question.Key)
			}
		}
	}
	return nil
}

// checkRateDecisions looks whether every decision about rates is one of a second person, about what is there.
func checkRateDecisions(tx Tx, f *findings) error {
	decisions, err := tx.RateDecisions()
	if err != nil {
		return err
	}
	conflicts, err := tx.RateConflicts()
	if err != nil {
		return err
	}
	for _, d := range decisions {
		f.counted++
		maker, err := makerOf(tx, d, conflicts)
		if err == nil && maker != d.Maker {
			err = fmt.Errorf("%q brought it, not %q", maker, d.Maker)
		}
		if err := errors.Join(err, risk.CheckSecondPerson(d.Maker, d.Checker, nil)); err != nil {
			f.fail("%s: %v", d.Key, err)
		}
	}
	return nil
}

// makerOf returns who brought the rates that a decision is about.
func makerOf(tx Tx, d RateDecision, conflicts []RateConflict) (string, error) {
	if d.Kind == AskConflict {
		n := slices.IndexFunc(conflicts, func(c RateConflict) bool { return c.Number == d.Conflict })
		if n < 0 || conflicts[n].Source != d.Source || conflicts[n].Date != d.Date || conflictKey(d.Conflict) != d.Key {
			return "", fmt.Errorf("it is about no conflict that is there")
		}
		return conflicts[n].FoundBy, nil
	}
	came, found, err := tx.Provenance(d.Source, d.Date)
	if err == nil && !found {
		err = fmt.Errorf("it is about no fixing that is there")
	}
	return came.FetchedBy, err
}
