package metrics

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// health is what the last turn came to.
type health struct {
	mu   sync.Mutex
	last time.Time
	err  error
}

func (h *health) turned(now time.Time, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.last, h.err = now, err
}

func (h *health) ready() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.last.IsZero() {
		return errors.New("no turn has ended yet")
	}
	return h.err
}

// Handler serves /metrics; /healthz, which says that the process answers; and /readyz, which says that its last turn
// went well, as the one that runs the jobs or standing by. A job may be long: how old the last turn is, a metric tells.
func (m *Metrics) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{Registry: m.registry}))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if m.health.ready() != nil { // why stands in the log, for it may name files
			http.Error(w, "the last turn failed, or none has ended yet: see the log", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ok")
	})
	return mux
}

// Serve listens, and serves until the context ends; it returns at once where it cannot listen. done gives how serving
// ended.
func (m *Metrics) Serve(ctx context.Context, address string) (addr string, done <-chan error, err error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return "", nil, fmt.Errorf("metrics: %w: give another address with --listen or metrics.listen", err)
	}
	server := &http.Server{Handler: m.Handler(), ReadHeaderTimeout: 10 * time.Second, WriteTimeout: time.Minute, IdleTimeout: time.Minute,
		MaxHeaderBytes: 16 << 10}
	ended := make(chan error, 1)
	stop := context.AfterFunc(ctx, func() { _ = server.Close() }) // it errs where it is closed already
	go func() {
		err := server.Serve(l)
		stop()
		if errors.Is(err, http.ErrServerClosed) {
			err = nil
		}
		ended <- err
	}()
	return l.Addr().String(), ended, nil
}
