package jobs

import (
	"fmt"
	"slices"

	"nostro/calendar"
	"nostro/fx"
)

// rateTaker sorts the fixings of a file into what is new, known, and other than what is known.
type rateTaker struct {
	stages *Stages
	tx     Tx
	out    *rateImport
}

// take takes fixings that stand by source and date.
func (t *rateTaker) take(all []fx.Fixing) error {
	for len(all) > 0 {
		end := slices.IndexFunc(all, func(f fx.Fixing) bool { return f.Source != all[0].Source })
		if end < 0 {
			end = len(all)
		}
		if err := t.source(all[:end]); err != nil {
			return err
		}
		all = all[end:]
	}
	return nil
}

// source takes the fixings of one source.
func (t *rateTaker) source(all []fx.Fixing) error {
	known, err := t.tx.FixingHashes(all[0].Source)
	if err != nil {
		return err
	}
	var fresh, again []fx.Fixing
	for _, f := range all {
		t.out.rates += len(f.Rates)
		hash, found := known[f.Date]
		switch {
		case !found:
			fresh, known[f.Date] = append(fresh, f), ""
			t.coherence(f)
		case hash == f.RawSHA256:
			t.out.known++
		default:
			again = append(again, f)
		}
	}
	t.out.added += len(fresh)
	if err := t.tx.AddFixings(fresh, t.stages.User, t.stages.instant()); err != nil || len(again) == 0 {
		return err
	}
	return t.compare(again)
}

func (t *rateTaker) coherence(f fx.Fixing) {
	_, bad := f.Coherence(t.stages.Settings.Rates.CoherenceBP)
	for _, b := range bad {
		t.out.incoherent = append(t.out.incoherent, fmt.Sprintf("%s of %s is not coherent: %s", f.Source, f.Date, b.Words))
	}
}

// compare looks at fixings of one source that are known already, by date.
func (t *rateTaker) compare(again []fx.Fixing) error {
	stored, err := t.tx.FixingsBetween(again[0].Source, again[0].Date, again[len(again)-1].Date)
	if err != nil {
		return err
	}
	for _, f := range again {
		n, _ := slices.BinarySearchFunc(stored, f.Date, func(k fx.Fixing, d calendar.Date) int { return k.Date.Compare(d) })
		offers := differences(stored[n], f)
		if len(offers) == 0 {
			t.out.known++
			continue
		}
		if err := t.conflict(f, offers); err != nil {
			return err
		}
	}
	return nil
}

// differences returns the pairs of which the two say other things, by pair.
func differences(known, other fx.Fixing) []RateOffer {
	var offers []RateOffer
	find := func(f fx.Fixing, p fx.Pair) fx.Rate {
		for _, r := range f.Rates {
			if r.Pair == p {
				return r
			}
		}
		return fx.Rate{}
	}
	if slices.EqualFunc(known.Rates, other.Rates, fx.Rate.Same) {
		return nil
	}
	for _, k := range known.Rates {
		if o := find(other, k.Pair); !k.Same(o) {
			offers = append(offers, RateOffer{Pair: k.Pair, Known: k, Offered: o, PerUnits: other.Remarks[k.Pair].PerUnits})
		}
	}
	for _, o := range other.Rates {
		if k := find(known, o.Pair); k.Mid.IsZero() {
			offers = append(offers, RateOffer{Pair: o.Pair, Offered: o, PerUnits: other.Remarks[o.Pair].PerUnits})
		}
	}
	slices.SortFunc(offers, func(a, b RateOffer) int { return comparePairs(a.Pair, b.Pair) })
	return offers
}

// conflict keeps what a file offers, once: the same offer again, from whatever file, is the same question.
func (t *rateTaker) conflict(f fx.Fixing, offers []RateOffer) error {
	earlier, err := t.tx.RateConflictsOf(f.Source, f.Date)
	if err != nil {
		return err
	}
	for _, c := range earlier {
		if c.RawSHA256 != f.RawSHA256 && !sameOffers(c.Offers, offers) {
			continue
		}
		_, decided, err := t.tx.RateDecision(conflictKey(c.Number))
		if err != nil {
			return err
		}
		if decided {
			t.out.known++
			return nil
		}
		t.out.conflicts = append(t.out.conflicts, c)
		return nil
	}
	c := RateConflict{Source: f.Source, Date: f.Date, RawSHA256: f.RawSHA256, FoundAt: t.stages.instant(),
		FoundBy: t.stages.User, Offers: offers}
	if c.Number, err = t.tx.AddRateConflict(c); err != nil {
		return err
	}
	t.out.conflicts = append(t.out.conflicts, c)
	return nil
}

func sameOffers(a, b []RateOffer) bool {
	return slices.EqualFunc(a, b, func(x, y RateOffer) bool { return x.Pair == y.Pair && x.Offered.Same(y.Offered) })
}
