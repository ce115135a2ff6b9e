package main

import (
	"cmp"
	"context"
	"log/slog"
	"sync"
	"time"

	"nostro/internal/logging"
	"nostro/jobs"
)

// logFor returns the log of nostro run, which hides the accounts and names that the house knows now.
func (s *session) logFor(h *home, c *runCmd) (*slog.Logger, error) {
	format := cmp.Or(c.Log, h.config.Log.Format, logging.FormatText)
	if c.Once && c.Log == "" {
		format = logging.FormatOff
	}
	log := logging.New(s.Stderr, logging.Options{Format: format, Level: h.config.Log.Level, Now: s.Now, Mask: s.mask})
	return log, s.learn(h.stages)
}

// learnt is what was learnt to hide, by the mark of the store and the accounts of nostro.yaml.
type learnt struct {
	mu   sync.Mutex
	mark string
}

// fresh returns what learns again where participants or accounts have changed since, by whatever process: called before a
// line is written, so that no name of a file that was just imported stands in it.
func (s *session) fresh(h *home) func() error {
	var known learnt
	return func() error {
		known.mu.Lock()
		defer known.mu.Unlock()
		mark := ""
		err := h.store.View(context.WithoutCancel(s.ctx), func(tx jobs.Tx) (err error) {
			mark, err = tx.NamesMark()
			return err
		})
		if err != nil || mark == known.mark {
			return err
		}
		if err := s.learn(h.stages); err != nil {
			return err
		}
		known.mark = mark
		return nil
	}
}

// learn tells the log which accounts and names to hide.
func (s *session) learn(stages *jobs.Stages) error {
	var known logging.Known
	for _, c := range stages.Settings.Correspondents {
		for _, a := range c.Accounts {
			known.Accounts = append(known.Accounts, a.Number())
		}
	}
	err := stages.Store.View(context.WithoutCancel(s.ctx), func(tx jobs.Tx) error {
		participants, err := tx.Participants()
		if err != nil {
			return err
		}
		for _, p := range participants {
			known.Names = append(known.Names, p.Name)
		}
		accounts, err := tx.Accounts()
		for _, a := range accounts {
			known.Accounts = append(known.Accounts, a.Number)
		}
		return err
	})
	s.mask.Learn(known)
	return err
}

// watched lets the log see what the store keeps, and the attendant whether endpoints answer.
func (s *session) watched(h *home, a *attendant) {
	h.stages.Store = logging.Store{Store: h.store, Log: a.log, Fresh: a.fresh}
	if _, watched := h.stages.Courier.(jobs.WatchedCourier); h.stages.Courier != nil && !watched {
		h.stages.Courier = jobs.WatchedCourier{Courier: h.stages.Courier, Board: a.board}
	}
}

// ran logs what came of one due instant.
func (a *attendant) ran(r jobs.JobRun) {
	a.count.Ran(r)
	if err := a.fresh(); err != nil {
		a.log.Error("what came of a job is not logged, for the names to hide could not be read", "job", r.Job, "error", err)
		return
	}
	level := slog.LevelInfo
	switch r.Outcome {
	case jobs.OutcomeFailed:
		level = slog.LevelError
	case jobs.OutcomeNeedsPerson:
		level = slog.LevelWarn
	}
	a.log.LogAttrs(a.s.ctx, level, "job is "+string(r.State), slog.String("job", r.Job), slog.Time("due", r.DueAt.UTC()),
		slog.String("outcome", string(r.Outcome)), slog.Int("attempts", r.Attempts), slog.Duration("took", r.EndedAt.Sub(r.StartedAt).Round(time.Millisecond)),
		slog.String("reason", r.Reason), slog.String("summary", r.Summary))
}
