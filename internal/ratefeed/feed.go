package ratefeed

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"

	"nostro/jobs"
)

// The limits of a visit.
const (
	BytesMax     = 64 << 20         // of one file
	FilesMax     = 1000             // of one folder
	triesDefault = 4                // of one visit
	pauseDefault = 2 * time.Second  // before the second try; each later pause is twice as long
	pauseMax     = time.Minute      // of one pause, whatever a server asks for
	deadlineMax  = 60 * time.Second // of one try
)

// Options is what a fetcher may be given; the zero value is good.
type Options struct {
	Client   *http.Client  // nil: one that follows few redirects, and none from HTTPS to HTTP
	FTP      jobs.Courier  // knows each FTP feed by its name, and its folder as the one in which files wait
	Tries    uint          // of one visit; 0: four
	Pause    time.Duration // before the second try; 0: two seconds
	Deadline time.Duration // of one try; 0: a minute
	BytesMax int64         // of one file; 0: BytesMax
}

// Fetcher fetches rate files. It may be used by several goroutines.
type Fetcher struct{ options Options }

var _ jobs.RateCourier = (*Fetcher)(nil)

// New returns a fetcher.
func New(o Options) *Fetcher {
	if o.Client == nil {
		o.Client = &http.Client{Transport: ownTransport(), CheckRedirect: checkRedirect}
	}
	if o.Tries == 0 {
		o.Tries = triesDefault
	}
	if o.Pause == 0 {
		o.Pause = pauseDefault
	}
	if o.Deadline == 0 {
		o.Deadline = deadlineMax
	}
	if o.BytesMax == 0 {
		o.BytesMax = BytesMax
	}
	return &Fetcher{o}
}

// Fetch visits the place of a feed. since is the last visit of which the bytes were taken; its zero value asks
// for everything. What can pass by itself is tried again; the error is that of the last try.
func (f *Fetcher) Fetch(ctx context.Context, feed jobs.RateFeed, since jobs.RateFetch) (jobs.FetchedRates, error) {
	visit := f.fromDisk
	switch scheme, _, _ := strings.Cut(feed.Place, "://"); scheme {
	case "http", "https":
		visit = f.fromWeb
	case "ftp":
		visit = f.fromFTP
	}
	pauses := backoff.NewExponentialBackOff()
	pauses.InitialInterval, pauses.Multiplier, pauses.MaxInterval, pauses.RandomizationFactor = f.options.Pause, 2, pauseMax, 0
	tries := 0
	got, err := backoff.Retry(ctx, func() (jobs.FetchedRates, error) {
		tries++
		within, cancel := context.WithTimeout(ctx, f.options.Deadline)
		defer cancel()
		return visit(within, feed, since)
	}, backoff.WithBackOff(pauses), backoff.WithMaxTries(f.options.Tries), backoff.WithMaxElapsedTime(0))
	if err != nil {
		return jobs.FetchedRates{}, fmt.Errorf("fetch %s from %s, tried %d times: %w", feed.Name, feed.Place, tries, plain(err))
	}
	return got, nil
}

// plain takes the marks of the retry library off an error.
func plain(err error) error {
	if permanent := (*backoff.PermanentError)(nil); errors.As(err, &permanent) {
		return permanent.Unwrap()
	}
	return err
}

// permanent is an error that another try would not mend.
func permanent(format string, args ...any) error {
	return backoff.Permanent(fmt.Errorf(format, args...))
}
