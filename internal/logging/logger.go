package logging

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"time"
)

// The forms of a log.
const (
	FormatText = "text"
	FormatJSON = "json"
	FormatOff  = "off"
)

// Formats returns them all.
func Formats() []string { return []string{FormatText, FormatJSON, FormatOff} }

// Options are how a log is written.
type Options struct {
	Format string           // one of Formats; "" is text
	Level  slog.Level       // what is less is left out
	Now    func() time.Time // the clock
	Mask   *Masker
}

// New returns a logger that writes to w. Each line has its time in UTC, and nothing in it shows an account or a name.
func New(w io.Writer, o Options) *slog.Logger {
	if o.Format == FormatOff {
		return slog.New(slog.DiscardHandler)
	}
	options := &slog.HandlerOptions{Level: o.Level}
	var inner slog.Handler = slog.NewTextHandler(w, options)
	if o.Format == FormatJSON {
		inner = slog.NewJSONHandler(w, options)
	}
	return slog.New(&handler{inner, o})
}

// handler stamps and masks what another one writes.
type handler struct {
	slog.Handler
	o Options
}

// Handle writes one line.
func (h *handler) Handle(ctx context.Context, r slog.Record) error {
	out := slog.NewRecord(h.o.Now().UTC(), r.Level, h.o.Mask.Mask(r.Message), 0)
	r.Attrs(func(a slog.Attr) bool {
		out.AddAttrs(h.masked(a))
		return true
	})
	return h.Handler.Handle(ctx, out)
}

// WithAttrs masks them once.
func (h *handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	masked := make([]slog.Attr, len(attrs))
	for n, a := range attrs {
		masked[n] = h.masked(a)
	}
	return &handler{h.Handler.WithAttrs(masked), h.o}
}

// WithGroup keeps the handler around the group.
func (h *handler) WithGroup(name string) slog.Handler {
	return &handler{h.Handler.WithGroup(name), h.o}
}

// masked hides what is in an attribute: whatever is no number, instant or flag is text.
func (h *handler) masked(a slog.Attr) slog.Attr {
	v := a.Value.Resolve()
	switch v.Kind() {
	case slog.KindBool, slog.KindDuration, slog.KindInt64, slog.KindUint64, slog.KindFloat64, slog.KindTime:
		return slog.Attr{Key: a.Key, Value: v}
	case slog.KindGroup:
		var inside []slog.Attr
		for _, part := range v.Group() {
			inside = append(inside, h.masked(part))
		}
		return slog.Attr{Key: a.Key, Value: slog.GroupValue(inside...)}
	}
	return slog.String(a.Key, h.o.Mask.Mask(fmt.Sprint(v.Any())))
}
