package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"nostro/calendar"
)

// RateCourier fetches rate files from where their sources publish them.
type RateCourier interface {
	// Fetch visits the place of a feed; since is the last visit of which the bytes were taken, so that the
	// source need not send again what it sent then. It errs where not all of what the place offers came.
	Fetch(ctx context.Context, feed RateFeed, since RateFetch) (FetchedRates, error)
}

// FetchedRates is what a visit brought.
type FetchedRates struct {
	Unchanged          bool // nothing new since the last visit
	Files              []NamedFile
	ETag, LastModified string // "" where the source names none
}

// FetchRates visits the feeds of those names, or all where there are none, and imports what they offer as
// ImportRates does. Each visit is kept. A feed that cannot be reached, or whose file is refused, stops none of
// the others; the error tells of every one. Rates that are due and not there need a person; on a day on which
// the source is closed none are due.
func (s *Stages) FetchRates(ctx context.Context, from RateCourier, names []string) (Result, error) {
	return s.record(ctx, "rates", "", func() (Result, error) {
		feeds, err := s.feeds(names)
		if err != nil {
			return Result{}, err
		}
		out := Result{Outcome: OutcomeNothing, Summary: count(len(feeds), "feed")}
		var wrong []error
		for _, feed := range feeds {
			one, err := s.fetchFeed(ctx, from, feed)
			if err != nil {
				wrong = append(wrong, fmt.Errorf("%s: %w", feed.Name, err))
			}
			out.Notes = append(out.Notes, one.Notes...)
			out.Outcome = graver(out.Outcome, one.Outcome)
		}
		return out, errors.Join(wrong...)
	})
}

// graver returns the outcome that says more.
func graver(a, b Outcome) Outcome {
	order := []Outcome{OutcomeNothing, OutcomeDone, OutcomeNeedsPerson}
	if slices.Index(order, b) > slices.Index(order, a) {
		return b
	}
	return a
}

func (s *Stages) feeds(names []string) ([]RateFeed, error) {
	all := s.Settings.Rates.Feeds
	if len(all) == 0 {
		return nil, fmt.Errorf("nostro.yaml names no feed: write rates.feeds, or give a file with nostro rates FILE")
	}
	if len(names) == 0 {
		return all, nil
	}
	var some []RateFeed
	for _, name := range names {
		n := slices.IndexFunc(all, func(f RateFeed) bool { return f.Name == name })
		if n < 0 {
			return nil, fmt.Errorf("feed %q: %w: nostro.yaml has no such feed", name, ErrUnknownID)
		}
		some = append(some, all[n])
	}
	return some, nil
}

// fetchFeed visits one feed. Its notes begin with the name of the feed.
func (s *Stages) fetchFeed(ctx context.Context, from RateCourier, feed RateFeed) (Result, error) {
	since, err := view(ctx, s.Store, func(tx Tx) (RateFetch, error) {
		last, _, err := tx.LastRateFetch(feed.Place)
		return last, err
	})
	if err != nil {
		return Result{}, err
	}
	visit := RateFetch{Feed: feed.Name, Place: feed.Place, FetchedAt: s.instant(), FetchedBy: s.User}
	got, err := from.Fetch(ctx, feed, since)
	if err != nil {
		visit.Outcome, visit.Detail = FetchFailed, memo(err.Error())
		return Result{}, errors.Join(err, s.keepVisit(ctx, visit))
	}
	out := Result{Outcome: OutcomeNothing}
	switch {
	case got.Unchanged:
		visit.Outcome, visit.Detail = FetchUnchanged, "nothing new since "+since.FetchedAt.UTC().Format("2006-01-02 15:04")
		out.Notes, err = []string{feed.Name + ": " + visit.Detail}, s.keepVisit(ctx, visit)
	case len(got.Files) == 0:
		out.Notes = []string{feed.Name + ": no file is there"}
	default:
		visit.ETag, visit.LastModified = got.ETag, got.LastModified
		out, err = s.takeFetched(ctx, feed, visit, got.Files)
	}
	late, lateErr := s.lateness(ctx, feed)
	if late != "" {
		out.Notes = append(out.Notes, feed.Name+": "+late)
		out.Outcome = OutcomeNeedsPerson
	}
	return out, errors.Join(err, lateErr)
}

func (s *Stages) keepVisit(ctx context.Context, visit RateFetch) error {
	return s.Store.Update(ctx, func(tx Tx) error { return tx.AddRateFetch(visit) })
}

// takeFetched imports files, each with its visit in one transaction: what makes the next visit conditional is
// kept only with the rates that came.
func (s *Stages) takeFetched(ctx context.Context, feed RateFeed, visit RateFetch, files []NamedFile) (Result, error) {
	out := Result{Outcome: OutcomeNothing}
	var wrong []error
	for _, f := range files {
		visit.RawSHA256 = hashOf(f.Data)
		known, err := s.knownFile(ctx, visit.RawSHA256)
		if err == nil && known {
			visit.Outcome, visit.Detail = FetchTaken, f.Name+": its bytes are known already"
			out.Notes = append(out.Notes, feed.Name+": "+visit.Detail)
			err = s.keepVisit(ctx, visit)
		} else if err == nil {
			var one Result
			one, err = s.takeOne(ctx, feed, visit, f)
			out.Notes, out.Outcome = append(out.Notes, one.Notes...), graver(out.Outcome, one.Outcome)
		}
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", f.Name, err))
		}
	}
	return out, errors.Join(wrong...)
}

// knownFile tells whether a rate file with those bytes was imported before.
func (s *Stages) knownFile(ctx context.Context, hash string) (bool, error) {
	return view(ctx, s.Store, func(tx Tx) (bool, error) {
		files, err := tx.InputFiles()
		return slices.ContainsFunc(files, func(f InputFile) bool { return f.SHA256 == hash && f.Kind == "rates" }), err
	})
}

func (s *Stages) takeOne(ctx context.Context, feed RateFeed, visit RateFetch, f NamedFile) (Result, error) {
	one, err := s.importRates(ctx, f, feed.Name, func(tx Tx, r rateImport) error {
		visit.Outcome, visit.Detail = FetchTaken, r.summary()
		return tx.AddRateFetch(visit)
	})
	if err != nil {
		visit.Outcome, visit.Detail = FetchRefused, memo(err.Error())
		visit.ETag, visit.LastModified, visit.RawSHA256 = "", "", ""
		return Result{}, errors.Join(err, s.keepVisit(ctx, visit))
	}
	out := ratesResult(1, []rateImport{one})
	out.Notes = append([]string{feed.Name + ": " + out.Summary}, out.Notes...)
	return out, one.needsPerson()
}

// lateness tells that rates which are due are not there; "" where they are, or none are due.
func (s *Stages) lateness(ctx context.Context, feed RateFeed) (string, error) {
	at := feed.Source.Published
	if at.Zone() == nil {
		return "", nil
	}
	due := calendar.DateOf(s.Now().In(at.Zone()))
	for !feed.Source.Calendar.IsBusinessDay(due) || s.Now().Before(at.At(due)) {
		if due = due.AddDays(-1); due.IsZero() {
			return "", nil
		}
	}
	return view(ctx, s.Store, func(tx Tx) (string, error) {
		last, found, err := tx.LatestFixing(feed.Name, due)
		switch {
		case err != nil || found && last.Date == due:
			return "", err
		case !found:
			return fmt.Sprintf("the fixing of %s is due since %s, and there is none at all", due, at), nil
		}
		return strings.TrimSpace(fmt.Sprintf("the fixing of %s is due since %s and has not come, the last is of %s", due, at, last.Date)), nil
	})
}
