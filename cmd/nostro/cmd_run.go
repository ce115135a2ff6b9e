package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"time"

	"nostro/internal/backup"
	"nostro/internal/signing"
	"nostro/jobs"
)

type runCmd struct {
	Listen string `help:"Serve /metrics, /healthz and /readyz there, such as 127.0.0.1:9464; default as nostro.yaml says." placeholder:"ADDR"`
	Once   bool   `help:"Run what is due now, and end."`
	Log    string `help:"How the log on the standard error is written: text, json or off; default as nostro.yaml says, else text; off with --once." enum:",text,json,off" default:"" placeholder:"FORM"`
}

const (
	leaseFor  = time.Minute      // how long another process waits after this one was killed
	lookEvery = 15 * time.Second // how often the clock is looked at

	// failuresMax is after how many turns in a row that fail the process ends, so that whoever watches it sees that:
	// the database is locked by another one, or the disk is full.
	failuresMax = 20
)

// Run runs the jobs of nostro.yaml by the clock until a signal comes. Of several processes on one database one runs
// them, the others stand by.
func (c *runCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		if len(h.stages.Settings.Jobs) == 0 {
			return usageError("nostro.yaml has no jobs: write what is done by the clock under jobs:, see docs/schedule.md")
		}
		if err := s.connectFor(h); err != nil {
			return err
		}
		log, err := s.logFor(h, c)
		if err != nil {
			return err
		}
		a := newAttendant(s, log)
		a.fresh = s.fresh(h)
		s.watched(h, a)
		a.tells(h.config)
		runner := &jobs.Runner{Stages: h.stages, Works: s.works(h), Holder: holder(s.Now()), LeaseFor: leaseFor,
			After: time.After, Tell: func(r jobs.JobRun) { s.tellRun(h, r, a, c) }}
		err = s.attended(h, runner, a, c)
		return errors.Join(err, runner.Release(context.WithoutCancel(s.ctx)))
	})
}

// connectFor asks for the secrets of the endpoints where a job goes there.
func (s *session) connectFor(h *home) error {
	for _, j := range h.stages.Settings.Jobs {
		if j.Work == jobs.WorkSend || j.Work == jobs.WorkCollect {
			return s.connect(h)
		}
	}
	return nil
}

// holder names this process as no other one.
func holder(now time.Time) string {
	host, err := os.Hostname()
	if err != nil {
		host = "host"
	}
	return fmt.Sprintf("%s process %d since %s", host, os.Getpid(), now.UTC().Format("2006-01-02T15:04:05.000Z"))
}

// attended takes turns, and has an attendant beside them.
func (s *session) attended(h *home, r *jobs.Runner, a *attendant, c *runCmd) error {
	if c.Once {
		err := s.shift(h, r, a, true)
		a.round(s.ctx, true, time.Time{})
		return err
	}
	ctx, stop := context.WithCancel(s.ctx)
	defer stop()
	if listen := cmp.Or(c.Listen, h.config.Listen); listen != "" {
		a.count.Watch(a.inside(h.store))
		addr, done, err := a.count.Serve(ctx, listen)
		if err != nil {
			return err
		}
		a.log.Info("metrics are served", "address", addr)
		defer func() {
			stop()
			if err := <-done; err != nil {
				a.log.Error("metrics were no longer served", "error", err)
			}
		}()
	}
	defer context.AfterFunc(s.ctx, func() { a.tellSupervisor("STOPPING=1") })()
	a.tellSupervisor("READY=1\nSTATUS=looking at the clock") // before the first turn: what it catches up may take hours
	var all sync.WaitGroup
	all.Go(func() { a.attend(ctx) })
	err := s.shift(h, r, a, false)
	stop()
	all.Wait()
	return err
}

// shift takes turns until the context ends.
func (s *session) shift(h *home, r *jobs.Runner, a *attendant, once bool) error {
	hangUp := make(chan os.Signal, 1)
	signal.Notify(hangUp, syscall.SIGHUP)
	defer signal.Stop(hangUp)
	said, failures := "", 0
	for {
		turn, err := r.Turn(s.ctx)
		if s.ctx.Err() != nil {
			return nil // a signal: what was under way goes on at the next start
		}
		a.turned(r, turn, err)
		if failures++; err != nil && (once || failures == failuresMax) {
			return err
		}
		if err != nil {
			s.problem(err.Error() + ": it is tried again")
		} else {
			failures = 0
		}
		said = s.tellTurn(turn, said)
		if once {
			return nil
		}
		select {
		case <-s.ctx.Done():
			return nil
		case <-hangUp:
			s.reload(h, a)
		case <-time.After(s.pause(turn.Next)):
		}
	}
}

// pause is how long to wait before the clock is looked at again.
func (s *session) pause(next time.Time) time.Duration {
	wait := lookEvery
	if !next.IsZero() {
		wait = min(wait, max(next.Sub(s.Now()), 0)+10*time.Millisecond)
	}
	return wait
}

// tellTurn says once who else runs the jobs, and what is wrong with a schedule.
func (s *session) tellTurn(turn jobs.Turn, said string) string {
	now := ""
	if turn.Standby.Holder != "" {
		now = "standing by: " + turn.Standby.Holder + " runs the jobs"
	}
	if len(turn.Problems) > 0 {
		now = errors.Join(turn.Problems...).Error()
		s.needsPerson()
	}
	if now != said && now != "" {
		s.show(jobs.Result{Stage: "run", Outcome: jobs.OutcomeNothing, Summary: now})
	}
	return now
}

// tellRun says what came of one due instant.
func (s *session) tellRun(h *home, r jobs.JobRun, a *attendant, c *runCmd) {
	a.ran(r)
	if r.Outcome == jobs.OutcomeNeedsPerson || r.Outcome == jobs.OutcomeFailed {
		s.needsPerson()
	}
	if s.cli.JSON {
		s.json(jobRunJSON(r, s.zoneOf(h, r.Job), s.Now()))
		return
	}
	if c.Once || s.Terminal { // else the log tells it
		s.line(r.Job, jobRunText(r, s.Now()))
	}
}

// works are the stages that a job may do.
func (s *session) works(h *home) map[string]jobs.Work {
	all := jobs.StageWorks()
	all[jobs.WorkRates] = func(ctx context.Context, st *jobs.Stages, _ time.Time) (jobs.Result, error) {
		fetcher, err := rateFetcher(h)
		if err != nil {
			return jobs.Result{}, err
		}
		return st.FetchRates(ctx, fetcher, nil)
	}
	all[jobs.WorkCheckpoint] = func(ctx context.Context, st *jobs.Stages, _ time.Time) (jobs.Result, error) {
		return checkpointInto(ctx, st, h.dir)
	}
	all[jobs.WorkBackup] = func(ctx context.Context, _ *jobs.Stages, dueAt time.Time) (jobs.Result, error) {
		folder := filepath.Join(h.dir, "backups", dueAt.UTC().Format("2006-01-02T150405Z"))
		made, err := backup.Make(ctx, markedCopies{s, h.store}, h.dir, folder)
		if err != nil {
			return jobs.Result{}, err
		}
		return jobs.Result{Outcome: jobs.OutcomeDone, Summary: fmt.Sprintf("%d files with %d bytes in %s", made.Files, made.Bytes,
			folder)}, nil
	}
	return all
}

// checkpointInto signs the books, and writes the note beside them.
func checkpointInto(ctx context.Context, st *jobs.Stages, dir string) (jobs.Result, error) {
	key, err := signing.Load(dir)
	if err != nil {
		return jobs.Result{}, err
	}
	made, result, err := st.Checkpoint(ctx, key)
	if err != nil || made.Size == 0 {
		return result, err
	}
	return result, writeOnce(filepath.Join(dir, "checkpoints", strconv.FormatInt(made.Size, 10)+".note"), []byte(made.Note))
}
