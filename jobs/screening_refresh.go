package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"nostro/lifecycle"
	"nostro/risk/screening"
)

// RefreshLists visits the places of the lists of those names, or of all where there are none, and takes what they offer.
// A visit that fails, or brings what is refused, keeps the list that was there. Where a list changed, all participants
// and every pay-out that has not left are screened again, and what is new is said.
func (s *Stages) RefreshLists(ctx context.Context, from RateCourier, names []string) (Result, error) {
	return s.record(ctx, "screening", "", func() (Result, error) {
		lists, err := s.listsNamed(names)
		if err != nil {
			return Result{}, err
		}
		if err := s.takeHouseList(ctx); err != nil {
			return Result{}, err
		}
		out := Result{Outcome: OutcomeNothing, Summary: count(len(lists), "list")}
		var wrong []error
		for _, l := range lists {
			one, err := s.refreshList(ctx, from, l)
			if err != nil {
				wrong = append(wrong, fmt.Errorf("list %s: %w: the one that was there stays", l.Name, err))
			}
			out.Notes, out.Outcome = append(out.Notes, one.Notes...), graver(out.Outcome, one.Outcome)
		}
		again, err := s.screenAll(ctx)
		out.Notes, out.Outcome = append(out.Notes, again.Notes...), graver(out.Outcome, again.Outcome)
		return out, errors.Join(append(wrong, err)...)
	})
}

func (s *Stages) listsNamed(names []string) ([]ScreeningList, error) {
	all := s.Settings.Screening.Lists
	if !s.Settings.Screening.On() {
		return nil, fmt.Errorf("nothing is screened: write the section screening into nostro.yaml")
	}
	if len(names) == 0 {
		return all, nil
	}
	var some []ScreeningList
	for _, name := range names {
		n := slices.IndexFunc(all, func(l ScreeningList) bool { return l.Name == name })
		if n < 0 {
			return nil, fmt.Errorf("list %q: %w: nostro.yaml has no such list", name, ErrUnknownID)
		}
		some = append(some, all[n])
	}
	return some, nil
}

// placeVisit is one visit to the place of a file.
type placeVisit struct {
	visit ScreeningVisit
	file  NamedFile
}

func (s *Stages) refreshList(ctx context.Context, from RateCourier, l ScreeningList) (Result, error) {
	var visits []placeVisit
	changed := false
	for n, place := range l.Places {
		v, err := s.visitPlace(ctx, from, l, n, place)
		if err != nil {
			return Result{}, err
		}
		changed = changed || v.visit.Outcome == FetchTaken
		visits = append(visits, v)
	}
	if !changed {
		return s.unchanged(ctx, l, visits)
	}
	files := make([]NamedFile, len(visits))
	for n, v := range visits {
		files[n] = v.file
	}
	taken, err := s.takeList(ctx, l, files, func(tx Tx, t takenList) error { return keepVisits(tx, t.version, visits) })
	if err != nil {
		visit := visits[0].visit
		visit.Outcome, visit.Detail, visit.Version, visit.SHA256 = FetchRefused, memo(err.Error()), 0, ""
		visit.ETag, visit.LastModified = "", ""
		return Result{}, errors.Join(err, s.Store.Update(ctx, func(tx Tx) error { return tx.AddScreeningVisit(visit) }))
	}
	return s.takenResult(l, taken), nil
}

// visitPlace fetches one file. Where the place says that nothing changed, the bytes come from the spool.
func (s *Stages) visitPlace(ctx context.Context, from RateCourier, l ScreeningList, part int, place string) (placeVisit, error) {
	last, known, err := view2(ctx, s.Store, func(tx Tx) (ScreeningVisit, bool, error) { return tx.LastScreeningVisit(place) })
	if err != nil {
		return placeVisit{}, err
	}
	v := placeVisit{visit: ScreeningVisit{List: l.Name, Place: place, FetchedAt: s.instant(), FetchedBy: s.User}}
	since := RateFetch{}
	if known && last.List == l.Name {
		since = RateFetch{ETag: last.ETag, LastModified: last.LastModified, RawSHA256: last.SHA256, FetchedAt: last.FetchedAt}
	}
	got, err := from.Fetch(ctx, RateFeed{Name: l.Name, Place: place}, since)
	if err == nil && !got.Unchanged && len(got.Files) == 0 {
		err = fmt.Errorf("%s holds no file", place)
	}
	if err != nil {
		v.visit.Outcome, v.visit.Detail = FetchFailed, memo(err.Error())
		return v, errors.Join(err, s.Store.Update(ctx, func(tx Tx) error { return tx.AddScreeningVisit(v.visit) }))
	}
	if got.Unchanged {
		v.visit.Outcome, v.visit.Version, v.visit.SHA256 = FetchUnchanged, last.Version, last.SHA256
		v.visit.ETag, v.visit.LastModified, v.visit.Detail = last.ETag, last.LastModified, "unchanged"
		data, err := s.Spool.Read("raw/" + last.SHA256)
		v.file = NamedFile{Name: screening.FilesOf(l.Format)[part], Data: data}
		return v, err
	}
	v.file = got.Files[len(got.Files)-1] // of a folder the last by name, which is the newest where names have dates
	v.visit.Outcome, v.visit.ETag, v.visit.LastModified, v.visit.SHA256 = FetchTaken, got.ETag, got.LastModified, hashOf(v.file.Data)
	return v, nil
}

func (s *Stages) unchanged(ctx context.Context, l ScreeningList, visits []placeVisit) (Result, error) {
	out := Result{Outcome: OutcomeNothing, Notes: []string{l.Name + ": unchanged"}}
	return out, s.Store.Update(ctx, func(tx Tx) error {
		for _, v := range visits {
			if err := tx.AddScreeningVisit(v.visit); err != nil {
				return err
			}
		}
		return nil
	})
}

func keepVisits(tx Tx, v ScreeningVersion, visits []placeVisit) error {
	for _, one := range visits {
		one.visit.Version, one.visit.Detail = v.Number, fmt.Sprintf("version %d", v.Number)
		if err := tx.AddScreeningVisit(one.visit); err != nil {
			return err
		}
	}
	return nil
}

func (s *Stages) takenResult(l ScreeningList, t takenList) Result {
	if t.known {
		return Result{Outcome: OutcomeNothing, Notes: []string{l.Name + ": the same bytes as before"}}
	}
	v := t.version
	out := Result{Outcome: OutcomeDone, Notes: []string{fmt.Sprintf("%s: version %d, %d entries with %d names", l.Name, v.Number, v.Entries, v.Names)}}
	for _, i := range v.Ignored {
		out.Notes = append(out.Notes, fmt.Sprintf("%s: not used, %d times: %s", l.Name, i.Count, i.What))
	}
	if v.Waits != "" {
		out.Outcome = OutcomeNeedsPerson
		out.Notes = append(out.Notes, v.Waits+": the one before stays; "+s.Settings.howToAccept(ListQuestion{versionKey(v), v.Waits, v.TakenBy}))
	}
	return out
}

// screenAll screens all participants, and the pay-outs of every cycle that have not left.
func (s *Stages) screenAll(ctx context.Context) (Result, error) {
	by, err := s.screener(ctx)
	if err != nil {
		return Result{}, err
	}
	out := Result{Outcome: OutcomeNothing}
	err = s.Store.Update(ctx, func(tx Tx) error {
		who, err := parties(tx, nil)
		if err != nil {
			return err
		}
		_, fresh, err := s.screen(tx, by, "", who, nil)
		if err != nil {
			return err
		}
		cycles, err := unsentCycles(tx)
		for _, cycle := range cycles {
			if err == nil {
				_, err = s.screenInstructions(tx, by, cycle)
			}
		}
		for _, h := range fresh {
			out.Outcome = OutcomeNeedsPerson
			out.Notes = append(out.Notes, "new hit: "+h.Words())
		}
		return err
	})
	return out, err
}

// unsentCycles are those with a pay-out that has certainly not left.
func unsentCycles(tx Tx) ([]string, error) {
	all, err := tx.InstructionsOf("")
	var cycles []string
	for _, i := range all {
		if i.Direction == PayOut && mayStop(i.State) && i.State != lifecycle.InstructionRefused && !slices.Contains(cycles, i.Cycle) {
			cycles = append(cycles, i.Cycle)
		}
	}
	return cycles, err
}

// view2 is view for what may not be there.
func view2[T any](ctx context.Context, store Store, read func(Tx) (T, bool, error)) (out T, found bool, err error) {
	err = store.View(ctx, func(tx Tx) (err error) {
		out, found, err = read(tx)
		return err
	})
	return out, found, err
}
