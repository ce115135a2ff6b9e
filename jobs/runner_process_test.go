package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"nostro/internal/store"
	"nostro/jobs"
	"nostro/lifecycle"
)

// The processes of these stories share a clock that runs faster than that on the wall, from an instant that the
// environment gives: a minute passes in 300 ms.
const (
	fastClock  = 200
	roleRunner = "NOSTRO_TEST_RUNNER" // the database of a process that is a runner
	roleBegun  = "NOSTRO_TEST_BEGUN"  // when the story began, in nanoseconds since 1970
)

var fastEpoch = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func fastNow(begun int64) time.Time {
	return fastEpoch.Add(time.Duration(time.Now().UnixNano()-begun) * fastClock)
}

func TestMain(m *testing.M) {
	if path := os.Getenv(roleRunner); path != "" {
		if err := beRunner(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// beRunner runs a job of every minute until it is killed. Its work books what it did, in the database, in two steps
// with a pause between them, under the lease.
func beRunner(path string) error {
	begun, err := strconv.ParseInt(os.Getenv(roleBegun), 10, 64)
	if err != nil {
		return err
	}
	now := func() time.Time { return fastNow(begun) }
	db, err := store.Open(context.Background(), path, now())
	if err != nil {
		return err
	}
	who := fmt.Sprint("process ", os.Getpid())
	r := &jobs.Runner{Holder: who, LeaseFor: 2 * time.Minute,
		Stages: &jobs.Stages{Store: db, Now: now, User: who, Settings: jobs.Settings{Jobs: []jobs.Job{minutely()}}},
		After:  func(d time.Duration) <-chan time.Time { return time.After(d / fastClock) },
		Works: map[string]jobs.Work{"note": func(ctx context.Context, s *jobs.Stages, dueAt time.Time) (jobs.Result, error) {
			time.Sleep(50 * time.Millisecond)
			err := s.Store.Update(ctx, func(tx jobs.Tx) error {
				return tx.AddRun(jobs.Run{Stage: "note", Cycle: dueAt.Format("15:04"), User: who, StartedAt: now(), Outcome: "done"})
			})
			return jobs.Result{Outcome: jobs.OutcomeDone, Summary: who}, err
		}}}
	for failures := 0; ; time.Sleep(20 * time.Millisecond) {
		_, err := r.Turn(context.Background())
		if failures++; err == nil || errors.Is(err, jobs.ErrLeaseLost) {
			failures = 0
		} else if failures == 20 { // as nostro run: a process that stands still in a transaction locks the database
			return err
		}
	}
}

func minutely() jobs.Job {
	return jobAt("minutely", "* * * * *", jobs.CatchUpEvery)
}

// crew is the processes of a story.
type crew struct {
	t     *testing.T
	path  string
	begun int64
	store *store.Store
}

func newCrew(t *testing.T) *crew {
	t.Helper()
	c := &crew{t: t, path: filepath.Join(t.TempDir(), "nostro.db"), begun: time.Now().UnixNano()}
	db, err := store.Open(t.Context(), c.path, fastEpoch)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	c.store = db
	return c
}

func (c *crew) start() *os.Process {
	c.t.Helper()
	exe, err := os.Executable()
	if err != nil {
		c.t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), roleRunner+"="+c.path, fmt.Sprint(roleBegun, "=", c.begun))
	var said strings.Builder
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() {
		cmd.Process.Signal(syscall.SIGCONT)
		cmd.Process.Kill()
		cmd.Wait()
		if said.Len() > 0 {
			c.t.Errorf("process %d said: %s", cmd.Process.Pid, &said)
		}
	})
	return cmd.Process
}

// stop stops a process where it is, but not inside a transaction: while one is stopped there, nobody can write at all.
func (c *crew) stop(p *os.Process) {
	c.t.Helper()
	for n := range 20 {
		p.Signal(syscall.SIGSTOP)
		time.Sleep(100 * time.Millisecond) // until all of its threads stand still
		err := c.store.Update(c.t.Context(), func(jobs.Tx) error { return nil })
		if err == nil {
			return
		}
		p.Signal(syscall.SIGCONT)
		time.Sleep(time.Duration(10+7*n) * time.Millisecond)
	}
	c.t.Fatal("the process is in a transaction whenever it is stopped")
}

// wait waits until the lease is held as wanted, and returns its holder.
func (c *crew) wait(what string, wanted func(jobs.Lease) bool) jobs.Lease {
	c.t.Helper()
	var l jobs.Lease
	for range 1200 {
		err := c.store.View(c.t.Context(), func(tx jobs.Tx) (err error) {
			l, _, err = tx.Lease("runner")
			return err
		})
		if err != nil {
			c.t.Fatal(err)
		}
		if wanted(l) {
			return l
		}
		time.Sleep(50 * time.Millisecond)
	}
	c.t.Fatalf("%s: the lease stays with %+v", what, l)
	return l
}

// done waits until so many due instants were run, and returns what was booked for each.
func (c *crew) done(want int) map[string]int {
	c.t.Helper()
	for range 1200 {
		booked, ended := map[string]int{}, 0
		err := c.store.View(c.t.Context(), func(tx jobs.Tx) error {
			runs, err := tx.JobRunsSince(fastEpoch)
			for _, r := range runs {
				if r.State == lifecycle.JobRunDone {
					ended++
				}
			}
			if err != nil {
				return err
			}
			notes, err := tx.Runs()
			for _, n := range notes {
				booked[n.Cycle]++
			}
			return err
		})
		if err != nil {
			c.t.Fatal(err)
		}
		if ended >= want {
			return booked
		}
		time.Sleep(50 * time.Millisecond)
	}
	c.t.Fatalf("%d due instants were not run", want)
	return nil
}

// Two processes on one database: each due instant is booked once, also when the holder is stopped in the midst of it,
// another takes over, and the first wakes up again.
func TestTwoProcessesRunNothingTwice(t *testing.T) {
	c := newCrew(t)
	first := c.start()
	l := c.wait("start", func(l jobs.Lease) bool { return l.Fence == 1 })
	c.done(2)
	c.start()
	c.done(4)
	c.stop(first)
	l = c.wait("stopped holder", func(now jobs.Lease) bool { return now.Holder != l.Holder && now.Fence == 2 })
	c.done(7)
	first.Signal(syscall.SIGCONT)
	booked := c.done(10)
	for due, times := range booked {
		if times != 1 {
			t.Errorf("%s was booked %d times", due, times)
		}
	}
	if now := c.wait("end", func(jobs.Lease) bool { return true }); now.Holder != l.Holder {
		t.Errorf("the lease went from %q back to %q, which was only woken up", l.Holder, now.Holder)
	}
}

// A process that is killed leaves a row that is running; the next one runs it again, and books it once.
func TestAKilledRunnerIsTakenOver(t *testing.T) {
	c := newCrew(t)
	for n := range 4 {
		p := c.start()
		c.wait("start", func(l jobs.Lease) bool { return l.Fence == int64(n+1) })
		c.done(2 * (n + 1))
		p.Kill()
	}
	c.start()
	for due, times := range c.done(12) {
		if times > 1 { // booked, and killed before that was kept: the work of a real job finds it done
			t.Logf("%s was booked %d times: its process was killed between the two commits", due, times)
		}
	}
	err := c.store.View(t.Context(), func(tx jobs.Tx) error {
		runs, err := tx.JobRunsSince(fastEpoch)
		last := time.Time{}
		for _, r := range runs {
			if !last.IsZero() && r.DueAt.Sub(last) != time.Minute {
				t.Errorf("from %s to %s an instant is missing", last.Format("15:04"), r.DueAt.Format("15:04"))
			}
			last = r.DueAt
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
