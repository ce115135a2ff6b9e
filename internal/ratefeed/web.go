package ratefeed

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"strconv"
	"time"

	"github.com/cenkalti/backoff/v5"

	"nostro/jobs"
)

const redirectsMax = 5

// checkRedirect follows few redirects, and none that would give up what HTTPS protects.
func checkRedirect(to *http.Request, via []*http.Request) error {
	if len(via) > redirectsMax {
		return permanent("it redirects more than %d times", redirectsMax)
	}
	if via[0].URL.Scheme == "https" && to.URL.Scheme != "https" {
		return permanent("it redirects from https to %s", to.URL.Scheme)
	}
	return nil
}

// ownTransport is one that nobody else uses and that keeps no connection: the next visit is hours away, and who
// closes the idle connections of a shared transport can break off an answer that has just arrived (a visit too many).
func ownTransport() *http.Transport {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DisableKeepAlives = true
	return transport
}

func (f *Fetcher) fromWeb(ctx context.Context, feed jobs.RateFeed, since jobs.RateFetch) (jobs.FetchedRates, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, feed.Place, nil)
	if err != nil {
		return jobs.FetchedRates{}, permanent("%w", err)
	}
	request.Header.Set("User-Agent", "nostro")
	if since.ETag != "" {
		request.Header.Set("If-None-Match", since.ETag)
	}
	if since.LastModified != "" {
		request.Header.Set("If-Modified-Since", since.LastModified)
	}
	response, err := f.options.Client.Do(request)
	if err != nil {
		return jobs.FetchedRates{}, lasting(err)
	}
	defer response.Body.Close()
	switch code := response.StatusCode; {
	case code == http.StatusNotModified && (since.ETag != "" || since.LastModified != ""):
		return jobs.FetchedRates{Unchanged: true}, nil
	case code == http.StatusOK:
		return f.body(response, request.URL.Path)
	case code == http.StatusTooManyRequests || code >= 500:
		return jobs.FetchedRates{}, later(response)
	}
	return jobs.FetchedRates{}, permanent("the server answers %s: check the address", response.Status)
}

// lasting marks what another try would not mend: a certificate that is not good.
func lasting(err error) error {
	if bad := (*tls.CertificateVerificationError)(nil); errors.As(err, &bad) {
		return backoff.Permanent(err)
	}
	return err
}

// later is an error that passes; a pause that the server asks for is kept, within reason.
func later(response *http.Response) error {
	seconds, err := strconv.Atoi(response.Header.Get("Retry-After"))
	if err != nil || seconds < 0 {
		return fmt.Errorf("the server answers %s: try again later", response.Status)
	}
	if wait := time.Duration(seconds) * time.Second; wait > pauseMax {
		return permanent("the server answers %s and asks for a pause of %v: try again then", response.Status, wait)
	}
	return &pausing{response.Status, backoff.RetryAfterError{Duration: time.Duration(seconds) * time.Second}}
}

// pausing is an error that says how long to wait, and why.
type pausing struct {
	status string
	after  backoff.RetryAfterError
}

func (p *pausing) Error() string { return "the server answers " + p.status + ": try again later" }

func (p *pausing) Unwrap() error { return &p.after }

// body reads a whole answer. One that is cut off is an error of the connection, and is asked for again.
func (f *Fetcher) body(response *http.Response, place string) (jobs.FetchedRates, error) {
	data, err := io.ReadAll(io.LimitReader(response.Body, f.options.BytesMax+1))
	if err != nil {
		return jobs.FetchedRates{}, fmt.Errorf("the answer breaks off after %d bytes: %w", len(data), err)
	}
	if int64(len(data)) > f.options.BytesMax {
		return jobs.FetchedRates{}, permanent("the answer has more than the limit of %d bytes", f.options.BytesMax)
	}
	if len(data) == 0 {
		return jobs.FetchedRates{}, errors.New("the answer is empty")
	}
	return jobs.FetchedRates{Files: []jobs.NamedFile{{Name: path.Base(place), Data: data}}, ETag: response.Header.Get("ETag"),
		LastModified: response.Header.Get("Last-Modified")}, nil
}
