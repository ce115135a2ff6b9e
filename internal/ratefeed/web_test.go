package ratefeed_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"nostro/internal/ratefeed"
	"nostro/jobs"
)

const daily = "Date, USD, \n24 November 2026, 1.1, \n"

// publisher is a web server that answers the n-th request, from 1, by act.
func publisher(t *testing.T, act func(n int, w http.ResponseWriter, r *http.Request)) (jobs.RateFeed, *atomic.Int64) {
	t.Helper()
	var visits atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		act(int(visits.Add(1)), w, r)
	}))
	t.Cleanup(server.Close)
	return jobs.RateFeed{Name: "ECB", Place: server.URL + "/stats/eurofxref.csv"}, &visits
}

func quick() ratefeed.Options {
	return ratefeed.Options{Pause: time.Millisecond, Deadline: time.Minute, BytesMax: 1000}
}

func TestWhatHasChangedIsFetched(t *testing.T) {
	feed, _ := publisher(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"7"`)
		w.Header().Set("Last-Modified", "Tue, 24 Nov 2026 15:00:00 GMT")
		if r.Header.Get("If-None-Match") == `"7"` && r.Header.Get("If-Modified-Since") == "Tue, 24 Nov 2026 15:00:00 GMT" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, daily)
	})
	got, err := ratefeed.New(quick()).Fetch(t.Context(), feed, jobs.RateFetch{})
	if err != nil || len(got.Files) != 1 || string(got.Files[0].Data) != daily || got.Files[0].Name != "eurofxref.csv" || got.Unchanged {
		t.Fatalf("first: %+v, %v", got, err)
	}
	got, err = ratefeed.New(quick()).Fetch(t.Context(), feed, jobs.RateFetch{ETag: got.ETag, LastModified: got.LastModified})
	if err != nil || !got.Unchanged || got.Files != nil {
		t.Errorf("again: %+v, %v", got, err)
	}
}

// faults are what a server does wrong: the first tries of one that gets well, or every try of one that does not.
var faults = []struct {
	name   string
	act    func(n int, w http.ResponseWriter, r *http.Request)
	visits int64
	want   string // of the error; "" where it succeeds in the end
}{
	{"down for a while", func(n int, w http.ResponseWriter, _ *http.Request) {
		if n < 3 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		fmt.Fprint(w, daily)
	}, 3, ""},
	{"down", func(_ int, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }, 4,
		"tried 4 times: the server answers 502 Bad Gateway"},
	{"asks for patience", func(n int, w http.ResponseWriter, _ *http.Request) {
		if n == 1 {
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		fmt.Fprint(w, daily)
	}, 2, ""},
	{"asks for too much patience", func(_ int, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "7200")
		w.WriteHeader(http.StatusTooManyRequests)
	}, 1, "asks for a pause of 2h0m0s"},
	{"moved away", func(_ int, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) }, 1, "404 Not Found: check the address"},
	{"unchanged, though nobody asked", func(_ int, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotModified) }, 1, "304"},
	{"cut off once", func(n int, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", fmt.Sprint(len(daily)))
		if n == 1 {
			fmt.Fprint(w, daily[:10])
			return
		}
		fmt.Fprint(w, daily)
	}, 2, ""},
	{"always cut off", func(_ int, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "5000")
		fmt.Fprint(w, daily)
	}, 4, "breaks off after 36 bytes"},
	{"empty", func(int, http.ResponseWriter, *http.Request) {}, 4, "the answer is empty"},
	{"too long", func(_ int, w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, strings.Repeat("x", 1001)) }, 1, "limit of 1000 bytes"},
	{"endless", func(_ int, w http.ResponseWriter, _ *http.Request) {
		for range 1 << 20 {
			if _, err := fmt.Fprint(w, strings.Repeat("x", 4096)); err != nil {
				return
			}
		}
	}, 1, "limit of 1000 bytes"},
	{"goes in circles", func(_ int, w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path, http.StatusFound) }, 6,
		"redirects more than 5 times"},
	{"hangs up once", func(n int, w http.ResponseWriter, _ *http.Request) {
		if n == 1 {
			if c, _, err := http.NewResponseController(w).Hijack(); err == nil {
				c.Close()
			}
			return
		}
		fmt.Fprint(w, daily)
	}, 2, ""},
}

func TestWhatServersDoWrong(t *testing.T) {
	for _, tt := range faults {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			feed, visits := publisher(t, tt.act)
			got, err := ratefeed.New(quick()).Fetch(t.Context(), feed, jobs.RateFetch{})
			if tt.want == "" && (err != nil || string(got.Files[0].Data) != daily) {
				t.Errorf("%+v, %v", got, err)
			}
			if tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "fetch ECB from http") || got.Files != nil) {
				t.Errorf("error %v with %+v, want %q", err, got, tt.want)
			}
			if visits.Load() != tt.visits {
				t.Errorf("%d visits, want %d", visits.Load(), tt.visits)
			}
		})
	}
}

// A connection that is kept can be closed by others just as an answer arrives, and the visit would be made twice.
func TestNoConnectionIsKept(t *testing.T) {
	feed, _ := publisher(t, func(n int, w http.ResponseWriter, r *http.Request) {
		if !r.Close {
			t.Errorf("visit %d asks that its connection is kept", n)
		}
		fmt.Fprint(w, daily)
	})
	if _, err := ratefeed.New(quick()).Fetch(t.Context(), feed, jobs.RateFetch{}); err != nil {
		t.Error(err)
	}
}

func TestASilentServerIsGivenUp(t *testing.T) {
	feed, _ := publisher(t, func(_ int, _ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	o := quick()
	o.Deadline, o.Tries = 20*time.Millisecond, 2
	if _, err := ratefeed.New(o).Fetch(t.Context(), feed, jobs.RateFetch{}); err == nil || !strings.Contains(err.Error(), "tried 2 times") {
		t.Errorf("it is silent for longer than the deadline: %v", err)
	}
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := ratefeed.New(quick()).Fetch(stopped, feed, jobs.RateFetch{}); err == nil {
		t.Error("it goes on after it was told to stop")
	}
}

func TestACertificateOfNobody(t *testing.T) {
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, daily) }))
	defer server.Close()
	feed := jobs.RateFeed{Name: "ECB", Place: server.URL}
	if _, err := ratefeed.New(quick()).Fetch(t.Context(), feed, jobs.RateFetch{}); err == nil || !strings.Contains(err.Error(), "tried 1 times") ||
		!strings.Contains(err.Error(), "certificate") {
		t.Errorf("error %v", err)
	}
	o := quick()
	o.Client = server.Client()
	if got, err := ratefeed.New(o).Fetch(t.Context(), feed, jobs.RateFetch{}); err != nil || string(got.Files[0].Data) != daily {
		t.Errorf("by one who knows it: %+v, %v", got, err)
	}
}

func TestHTTPSIsNotGivenUp(t *testing.T) {
	plain := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, daily) }))
	defer plain.Close()
	secure := httptest.NewTLSServer(http.RedirectHandler(plain.URL, http.StatusFound))
	defer secure.Close()
	o := quick()
	o.Client = secure.Client()
	o.Client.CheckRedirect = ratefeed.CheckRedirect
	if _, err := ratefeed.New(o).Fetch(t.Context(), jobs.RateFeed{Name: "ECB", Place: secure.URL}, jobs.RateFetch{}); err == nil ||
		!strings.Contains(err.Error(), "from https to http") {
		t.Errorf("error %v", err)
	}
}
