package main

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"nostro/internal/metrics"
	"nostro/jobs"
	"nostro/jobs/alarm"
)

// attendant does what a turn of nostro run must not wait for: it looks for what needs a person, tells people, and calls
// the heartbeat.
type attendant struct {
	s     *session
	log   *slog.Logger
	board *alarm.Board
	count *metrics.Metrics
	boss  supervisor
	fresh func() error // learns the names to hide, where there are others

	mu     sync.Mutex
	to     jobs.Messenger                  // nil: nobody but the log is told
	beat   func(ctx context.Context) error // nil: there is no heartbeat
	stages *jobs.Stages                    // those of the last turn; nil while another process runs the jobs
	jobs   []jobs.Job                      // whose last success is told
	turns  chan struct{}                   // a turn has ended
}

func newAttendant(s *session, log *slog.Logger) *attendant {
	return &attendant{s: s, log: log, board: &alarm.Board{}, count: metrics.New(), boss: newSupervisor(s.Getenv), fresh: func() error { return nil },
		turns: make(chan struct{}, 1)}
}

// turned tells what came of a turn. It never waits.
func (a *attendant) turned(r *jobs.Runner, turn jobs.Turn, err error) {
	switch {
	case errors.Is(err, jobs.ErrLeaseLost):
		a.board.Wrong(alarm.Cause{Kind: alarm.LeaseLost, Subject: "runner", Text: err.Error(), Next: "nostro jobs"})
		a.log.Warn("lease lost", "holder", r.Holder, "error", err)
	case err != nil:
		a.log.Error("turn failed", "error", err)
	default:
		a.board.Well(alarm.LeaseLost, "runner")
	}
	if err == nil && turn.Standby.Holder == "" {
		a.schedules(turn)
	}
	held := r.Held()
	a.count.Turned(a.s.Now(), held != nil, err)
	a.mu.Lock()
	a.stages = held
	a.mu.Unlock()
	select {
	case a.turns <- struct{}{}:
	default: // it has not seen to the last one yet
	}
}

func (a *attendant) schedules(turn jobs.Turn) {
	if len(turn.Problems) == 0 {
		a.board.Well(alarm.ScheduleUnknown, "jobs")
		return
	}
	a.board.Wrong(alarm.Cause{Kind: alarm.ScheduleUnknown, Subject: "jobs", Text: errors.Join(turn.Problems...).Error(), Next: "nostro schedule"})
}

// attend sees to things after each turn, and every so often while a job is long, until the context ends.
func (a *attendant) attend(ctx context.Context) {
	looked := time.Time{}
	for {
		turned := false
		select {
		case <-ctx.Done():
			return
		case <-a.turns:
			turned = true
		case <-time.After(a.wait()):
		}
		looked = a.round(ctx, turned, looked)
		a.alive()
	}
}

// alarmsEvery is how often everything is looked at that may need a person.
const alarmsEvery = time.Minute

// round calls the heartbeat after a turn, and looks and tells where that is due. It returns when it looked last.
func (a *attendant) round(ctx context.Context, turned bool, looked time.Time) time.Time {
	a.mu.Lock()
	stages, to, beat := a.stages, a.to, a.beat
	a.mu.Unlock()
	if turned && beat != nil {
		a.callHeartbeat(ctx, beat)
	}
	if stages == nil {
		return looked
	}
	if now := a.s.Now(); now.Sub(looked) >= alarmsEvery || now.Before(looked) {
		if err := a.look(ctx, stages); err != nil {
			a.failed(ctx, "look at alarms", err)
		} else {
			looked = now
		}
	}
	if to != nil {
		if _, err := stages.SendNotices(ctx, to); err != nil {
			a.failed(ctx, "send notices", err)
		}
	}
	return looked
}

func (a *attendant) look(ctx context.Context, stages *jobs.Stages) error {
	if err := a.s.learn(stages); err != nil { // those that were imported meanwhile
		return err
	}
	facts := a.board.Facts()
	if _, err := stages.LookAtAlarms(ctx, facts); err != nil {
		return err
	}
	var channels []alarm.Channel
	err := stages.Store.View(ctx, func(tx jobs.Tx) (err error) {
		channels, err = tx.Channels()
		return err
	})
	a.count.Looked(channels, facts)
	return err
}

// inside reads how the house stands, for a scrape of its metrics.
func (a *attendant) inside(store jobs.Store) func(context.Context) (jobs.Insight, error) {
	return func(ctx context.Context) (jobs.Insight, error) {
		a.mu.Lock()
		list := a.jobs
		a.mu.Unlock()
		in, err := jobs.LookInside(ctx, store, list, a.s.Now())
		if err != nil && ctx.Err() == nil {
			a.log.Error("read the store for metrics failed", "error", err)
		}
		return in, err
	}
}

// failed tells the log; the lease that was lost, or a signal, is told elsewhere.
func (a *attendant) failed(ctx context.Context, what string, err error) {
	if ctx.Err() == nil && !errors.Is(err, jobs.ErrLeaseLost) {
		a.log.Error(what+" failed", "error", err)
	}
}

func (a *attendant) callHeartbeat(ctx context.Context, beat func(context.Context) error) {
	err := beat(ctx)
	a.count.Beat(err)
	switch {
	case err == nil:
		a.board.Well(alarm.HeartbeatFailed, "heartbeat")
	case ctx.Err() == nil:
		a.board.Wrong(alarm.Cause{Kind: alarm.HeartbeatFailed, Subject: "heartbeat", Text: err.Error(), Next: "nostro jobs"})
		a.log.Warn("heartbeat failed", "error", err)
	}
}
