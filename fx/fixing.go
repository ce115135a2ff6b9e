package fx

import (
	"fmt"
	"slices"
	"time"

	"nostro/calendar"
	"nostro/money"
)

// Fixing is the set of rates that a source published for a date.
type Fixing struct {
	Source    string        // who published it, such as "ECB"
	Date      calendar.Date // the day it was fixed
	FixedAt   time.Time     // the instant, where the source says it; else zero
	RawSHA256 string        // lower-case hex of the SHA-256 of the raw file, the evidence
	Rates     []Rate        // sorted by pair
	Ignored   []string      // rows that were read but cannot be used, each with its line and the reason

	// Pivot is the currency that a cross rate goes through; the zero value is EUR, as the ECB fixes against it.
	Pivot money.Currency
	// Remarks are about those of its rates that are not what one would think; nil where all are.
	Remarks map[Pair]Remark
}

// Remark is what is unusual about a rate of a fixing.
type Remark struct {
	// PerUnits is for how many units of the base the source publishes it, where not for one: 100 for JPY at
	// the Czech National Bank. Bid, Mid and Ask are for one unit all the same.
	PerUnits int
	// Date and RawSHA256 are where the rate comes from, where that is not the day or the file of its fixing,
	// since a person decided so.
	Date      calendar.Date
	RawSHA256 string
}

// NewFixing returns the fixing with its rates checked and sorted by pair. It errs for a missing source or
// date, no rates, a rate that Rate.Validate refuses, or a pair that comes twice (both wrap ErrBadRate).
func NewFixing(source string, date calendar.Date, rawSHA256 string, rates []Rate) (Fixing, error) {
	if source == "" || date.IsZero() || len(rates) == 0 {
		return Fixing{}, fmt.Errorf("fixing of %q on %q with %d rates: %w: give a source, a date and at least one rate",
			source, date, len(rates), ErrBadRate)
	}
	sorted := slices.Clone(rates)
	slices.SortFunc(sorted, func(a, b Rate) int { return comparePairs(a.Pair, b.Pair) })
	for i, r := range sorted {
		if err := r.Validate(); err != nil {
			return Fixing{}, fmt.Errorf("fixing of %s on %s: %w", source, date, err)
		}
		if i > 0 && sorted[i-1].Pair == r.Pair {
			return Fixing{}, fmt.Errorf("fixing of %s on %s: rate %s: %w: it comes twice, keep one",
				source, date, r.Pair, ErrBadRate)
		}
	}
	return Fixing{Source: source, Date: date, RawSHA256: rawSHA256, Rates: sorted}, nil
}

// CheckAge errs, wrapping ErrStale, where the fixing is older on the given date than maxBusinessDays
// business days of the source's calendar, or is dated after it. A Friday fixing is 1 day old on Monday.
func (f Fixing) CheckAge(on calendar.Date, cal calendar.Calendar, maxBusinessDays int) error {
	if on.IsZero() || f.Date.IsZero() || maxBusinessDays < 0 {
		return fmt.Errorf("age of %s rates of %q on %q, limit %d: %w: give both dates and a limit of at least 0",
			f.Source, f.Date, on, maxBusinessDays, ErrStale)
	}
	if f.Date.After(on) {
		return fmt.Errorf("%s rates are dated %s, after %s: %w: check the file and the date, and load earlier rates",
			f.Source, f.Date, on, ErrStale)
	}
	age := cal.BusinessDaysBetween(f.Date, on)
	if age <= maxBusinessDays {
		return nil
	}
	return fmt.Errorf("%s rates of %s are %d business days old on %s (calendar %s), the limit is %d: %w: "+
		"load newer rates of %s, or have the limit changed",
		f.Source, f.Date, age, on, cal.Name(), maxBusinessDays, ErrStale, f.Source)
}
