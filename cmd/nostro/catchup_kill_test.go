package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/internal/backup"
	"nostro/internal/config"
	"nostro/jobs"
)

// lostLife is a small house that was lost after its cycle was booked, and restored from a backup that was
// made when the cycle was approved. What happens from then on may be killed.
func lostLife(t *testing.T, k *killer) *life {
	t.Helper()
	l := newLife(t, &killer{})
	l.world.person = "ann"
	restored := filepath.Join(t.TempDir(), "restored")
	l.stage(func(ctx context.Context, s *jobs.Stages) error { return l.importAll(ctx, s) })
	l.stage(func(ctx context.Context, s *jobs.Stages) error {
		_, err := s.RunCycle(ctx, calendar.MustDate("2026-11-24"), false, func(jobs.Result) {})
		return err
	})
	l.stage(func(ctx context.Context, s *jobs.Stages) error {
		_, err := s.Approve(ctx, "2026-11-24-1", "bea", true, "")
		return err
	})
	l.copyTo(restored)
	l.stage(func(ctx context.Context, s *jobs.Stages) error { _, err := s.Send(ctx, "2026-11-24-1"); return err })
	l.world.now = calendar.MustDate("2026-11-24").In(time.UTC).Add(18 * time.Hour)
	if err := l.world.answer("2026-11-24"); err != nil {
		t.Fatal(err)
	}
	l.world.dir, l.k = restored, k
	return l
}

// copyTo backs the house up and restores it in another folder, with its key.
func (l *life) copyTo(restored string) {
	l.t.Helper()
	s := &session{ctx: context.Background(), cli: &cli{Dir: l.world.dir}, env: env{Getenv: l.world.getenv, User: l.world.person,
		Now: func() time.Time { return l.world.now }, Stdout: io.Discard, Stderr: io.Discard}}
	made := filepath.Join(l.t.TempDir(), "backup")
	err := s.with(func(h *home) error {
		if _, err := backup.Make(s.ctx, markedCopies{s, h.store}, h.dir, made); err != nil {
			return err
		}
		_, err := backup.Restore(s.ctx, made, restored)
		return err
	})
	if err != nil {
		l.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(restored, config.KeyFileName), []byte(scenarioKey), 0o600); err != nil {
		l.t.Fatal(err)
	}
}

// caughtUp runs catch-up until it is not killed, lets a second person answer, and carries the cycle on.
func (l *life) caughtUp() {
	l.t.Helper()
	l.stage(func(ctx context.Context, s *jobs.Stages) error {
		report, _, err := s.CatchUp(ctx, jobs.CatchUpOptions{})
		if err != nil {
			return err
		}
		s.User = "bea"
		for _, q := range report.Questions {
			if name, file := strings.CutPrefix(q.ID, "file:"); file && q.AcceptedBy == "" {
				return fmt.Errorf("%s is unknown, and the banks have booked everything", name)
			}
			if q.AcceptedBy == "" {
				_, _, err = s.CatchUp(ctx, jobs.CatchUpOptions{Accept: []string{q.ID}, Reason: "asked"})
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	l.stage(func(ctx context.Context, s *jobs.Stages) error { _, err := s.Send(ctx, "2026-11-24-1"); return err })
	l.world.now = calendar.MustDate("2026-11-25").In(time.UTC).Add(18 * time.Hour)
	if err := l.world.answer("2026-11-25"); err != nil {
		l.t.Fatal(err)
	}
	l.stage(func(ctx context.Context, s *jobs.Stages) error { _, err := s.Collect(ctx); return err })
	l.stage(func(ctx context.Context, s *jobs.Stages) error { _, err := s.Reconcile(ctx); return err })
}

// killEvery thins the points out: each takes a house that is lost and restored. It shares no divisor with the
// round of points that a file makes, so that every kind of point has its turn.
const killEvery = 3

// A catch-up that is killed before or after any one of its outside actions, and run again, ends where one that
// was never killed ends; and the banks book every payment once.
func TestCatchUpKilledAnywhereEndsTheSame(t *testing.T) {
	calm := lostLife(t, &killer{})
	calm.caughtUp()
	want := calm.end()
	if strings.Contains(want, "duplicates 1") || !strings.Contains(want, "cycle 2026-11-24-1 sent") {
		t.Fatalf("the calm catch-up ends wrong:\n%s", want)
	}
	points := calm.k.points
	if len(points) < 60 {
		t.Fatalf("only %d points at which to kill", len(points))
	}
	t.Logf("killing at every third of %d points", len(points))
	for n, point := range points {
		if n%killEvery != 0 || testing.Short() && n%shortEvery != 0 {
			continue
		}
		t.Run(fmt.Sprintf("%03d %s", n+1, point), func(t *testing.T) {
			t.Parallel()
			l := lostLife(t, &killer{at: n + 1})
			l.caughtUp()
			if got := l.end(); got != want {
				t.Errorf("killed %s, it ends elsewhere:\n%s", point, firstDifference([]byte(want), []byte(got)))
			}
		})
	}
}
