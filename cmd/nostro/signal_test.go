package main

import (
	"bytes"
	"context"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A signal lets work end by itself, with its own exit code; what cannot end is cut off, and that is said.
func TestWorkUnderSignals(t *testing.T) {
	interrupt := func() {
		if err := syscall.Kill(syscall.Getpid(), syscall.SIGTERM); err != nil {
			t.Error(err)
		}
	}
	for name, tt := range map[string]struct {
		work   func(context.Context) int
		within time.Duration
		code   int
		says   string
	}{
		"no signal":  {func(context.Context) int { return 2 }, time.Minute, 2, ""},
		"ends by it": {func(ctx context.Context) int { interrupt(); <-ctx.Done(); return 1 }, time.Minute, 1, ""},
		"cannot end": {func(context.Context) int { interrupt(); select {} }, time.Millisecond, exitFailed, "stopped by a signal"},
	} {
		t.Run(name, func(t *testing.T) {
			var said bytes.Buffer
			if code := underSignals(tt.within, &said, tt.work); code != tt.code || !strings.Contains(said.String(), tt.says) {
				t.Errorf("exit %d, %q", code, said.String())
			}
		})
	}
}
