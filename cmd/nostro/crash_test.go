package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/internal/config"
	"nostro/internal/spool"
	"nostro/internal/store"
	"nostro/jobs"
)

// killed is what a simulated kill throws: nothing after the point runs, save what the store rolls back.
type killed struct{ point string }

// killer counts the outside actions of a run and kills at one of them.
type killer struct {
	at, seen int
	points   []string
}

// pass is called before and after every outside action.
func (k *killer) pass(point string) {
	k.seen++
	k.points = append(k.points, point)
	if k.seen == k.at {
		panic(killed{point})
	}
}

type killStore struct {
	jobs.Store
	k *killer
}

func (s killStore) Update(ctx context.Context, work func(jobs.Tx) error) error {
	s.k.pass("before a commit")
	err := s.Store.Update(ctx, work)
	s.k.pass("after a commit")
	return err
}

type killSpool struct {
	jobs.Spool
	k *killer
}

func (s killSpool) Write(name string, data []byte) error {
	s.k.pass("before writing " + name)
	err := s.Spool.Write(name, data)
	s.k.pass("after writing " + name)
	return err
}

func (s killSpool) Keep(folder string, from io.Reader) (string, int64, error) {
	s.k.pass("before keeping in " + folder)
	hash, size, err := s.Spool.Keep(folder, from)
	s.k.pass("after keeping in " + folder)
	return hash, size, err
}

func (s killSpool) KeepFile(folder, suffix string, write func(io.Writer) error) (string, int64, error) {
	s.k.pass("before keeping a file in " + folder)
	hash, size, err := s.Spool.KeepFile(folder, suffix, write)
	s.k.pass("after keeping a file in " + folder)
	return hash, size, err
}

type killCourier struct {
	jobs.Courier
	k *killer
}

func (c killCourier) Open(ctx context.Context, correspondent string) (jobs.CourierSession, error) {
	session, err := c.Courier.Open(ctx, correspondent)
	return killSession{session, c.k}, err
}

type killSession struct {
	jobs.CourierSession
	k *killer
}

func (s killSession) Send(ctx context.Context, p jobs.Parcel) jobs.Delivery {
	s.k.pass("before sending " + p.Name)
	d := s.CourierSession.Send(ctx, p)
	s.k.pass("after sending " + p.Name)
	return d
}

func (s killSession) Fetch(ctx context.Context, name string, w io.Writer) error {
	s.k.pass("before fetching " + name)
	err := s.CourierSession.Fetch(ctx, name, w)
	s.k.pass("after fetching " + name)
	return err
}

func (s killSession) Acknowledge(ctx context.Context, name string) error {
	s.k.pass("before acknowledging " + name)
	err := s.CourierSession.Acknowledge(ctx, name)
	s.k.pass("after acknowledging " + name)
	return err
}

// life is one installation with its banks, over as many processes as it takes.
type life struct {
	t     *testing.T
	world *scenario
	k     *killer
}

func newLife(t *testing.T, k *killer) *life {
	t.Helper()
	world, err := newScenario(os.DirFS("testdata/small"), t.TempDir(), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { world.close() })
	world.now = time.Date(2026, 11, 23, 15, 30, 0, 0, time.UTC)
	return &life{t, world, k}
}

// process opens the installation as a fresh process does, runs one stage, and ends; it tells whether it
// was killed on the way.
func (l *life) process(stage func(context.Context, *jobs.Stages) error) (wasKilled bool) {
	l.t.Helper()
	ctx := context.Background()
	s := &session{ctx: ctx, cli: &cli{Dir: l.world.dir}, env: env{Getenv: l.world.getenv, User: l.world.person,
		Now: func() time.Time { return l.world.now }}}
	h, err := s.open()
	if err != nil {
		l.t.Fatal(err)
	}
	defer h.store.Close()
	if err := s.connect(h); err != nil {
		l.t.Fatal(err)
	}
	h.stages.Store, h.stages.Spool, h.stages.Courier = killStore{h.store, l.k}, killSpool{h.stages.Spool, l.k}, killCourier{h.stages.Courier, l.k}
	defer func() {
		switch r := recover().(type) {
		case nil:
		case killed:
			wasKilled = true
		default:
			panic(r)
		}
	}()
	if err := stage(ctx, h.stages); err != nil {
		l.t.Fatalf("after %d actions: %v", l.k.seen, err)
	}
	return false
}

// stage runs a stage until it is not killed, as an operator would.
func (l *life) stage(work func(context.Context, *jobs.Stages) error) {
	l.t.Helper()
	for l.process(work) {
	}
}

// released carries the small scenario from import to the approval of its files.
func (l *life) released() {
	l.t.Helper()
	valueDate := calendar.MustDate("2026-11-24")
	cycle := "2026-11-24-1"
	l.world.person = "ann"
	l.stage(func(ctx context.Context, s *jobs.Stages) error { return l.importAll(ctx, s) })
	l.stage(func(ctx context.Context, s *jobs.Stages) error {
		_, err := s.RunCycle(ctx, valueDate, false, func(jobs.Result) {})
		return err
	})
	l.stage(func(ctx context.Context, s *jobs.Stages) error {
		_, err := s.Approve(ctx, cycle, "bea", true, "")
		return err
	})
}

// wholeCycle carries the small scenario from import to the banks' second day.
func (l *life) wholeCycle() {
	l.t.Helper()
	l.released()
	l.stage(func(ctx context.Context, s *jobs.Stages) error {
		_, err := s.Send(ctx, "2026-11-24-1")
		return err
	})
	for _, day := range []string{"2026-11-24", "2026-11-25"} {
		l.world.now = calendar.MustDate(day).In(time.UTC).Add(18 * time.Hour)
		if err := l.world.answer(day); err != nil {
			l.t.Fatal(err)
		}
		l.stage(func(ctx context.Context, s *jobs.Stages) error { _, err := s.Collect(ctx); return err })
		l.stage(func(ctx context.Context, s *jobs.Stages) error { _, err := s.Reconcile(ctx); return err })
	}
}

func (l *life) importAll(ctx context.Context, s *jobs.Stages) error {
	for _, name := range []string{"participants.csv", "accounts.csv", "obligations.csv"} {
		data, err := os.ReadFile(filepath.Join(l.world.dir, "in", name))
		if err != nil {
			return err
		}
		result, err := s.Import(ctx, []jobs.NamedFile{{Name: name, Data: data}}, false)
		if err != nil || len(result.Refusals) > 0 {
			return fmt.Errorf("%s: %v %w", name, result.Refusals, err)
		}
	}
	data, err := os.ReadFile(filepath.Join(l.world.dir, "in", "eurofxref-daily.xml"))
	if err != nil {
		return err
	}
	_, err = s.ImportRates(ctx, []jobs.NamedFile{{Name: "eurofxref-daily.xml", Data: data}})
	return err
}

// end puts everything that counts into text: states, balances, breaks, and what the banks booked.
func (l *life) end() string {
	l.t.Helper()
	var out bytes.Buffer
	db, err := store.Open(context.Background(), filepath.Join(l.world.dir, "nostro.db"), l.world.now)
	if err != nil {
		l.t.Fatal(err)
	}
	defer db.Close()
	err = db.View(context.Background(), func(tx jobs.Tx) error { return describe(&out, tx) })
	if err != nil {
		l.t.Fatal(err)
	}
	l.checks(&out, db)
	fmt.Fprintln(&out, "at the banks:", l.world.world.Describe())
	return out.String()
}

func describe(out io.Writer, tx jobs.Tx) error {
	cycles, err := tx.Cycles()
	if err != nil {
		return err
	}
	for _, c := range cycles {
		fmt.Fprintln(out, "cycle", c.ID, c.State)
	}
	instructions, err := tx.InstructionsOf("")
	if err != nil {
		return err
	}
	for _, i := range instructions {
		fmt.Fprintln(out, "instruction", i.ID, i.Participant, i.Direction, i.Amount, i.Booked, i.State, i.IntentOpen)
	}
	files, err := tx.FilesOut("")
	if err != nil {
		return err
	}
	for _, f := range files {
		fmt.Fprintln(out, "file out", f.Name, f.SHA256, f.State)
	}
	in, err := tx.FilesIn()
	if err != nil {
		return err
	}
	for _, f := range in {
		fmt.Fprintln(out, "file in", f.Correspondent, f.Name, f.SHA256, f.State)
	}
	balances, err := tx.JournalBalances()
	if err != nil {
		return err
	}
	for _, row := range balances {
		fmt.Fprintln(out, "balance", row.Account, row.Balance)
	}
	breaks, err := tx.Breaks()
	for _, b := range breaks {
		fmt.Fprintln(out, "break", b.Reason, b.Instruction, b.Amount, b.State)
	}
	return err
}

func (l *life) checks(out io.Writer, db *store.Store) {
	l.t.Helper()
	files, err := spool.Open(filepath.Join(l.world.dir, "spool"))
	if err != nil {
		l.t.Fatal(err)
	}
	conf, err := config.Load(l.world.dir, l.world.getenv)
	if err != nil {
		l.t.Fatal(err)
	}
	now := func() time.Time { return l.world.now }
	results, err := (&jobs.Stages{Settings: conf.Settings, Store: db, Spool: files, Now: now}).Check(context.Background())
	if err != nil {
		l.t.Fatal(err)
	}
	for _, r := range results {
		fmt.Fprintln(out, "check", r.Name, r.Holds, r.Detail)
		if !r.Holds {
			l.t.Errorf("%s: %s", r.Name, r.Detail)
		}
	}
}

// shortEvery thins the points out for -short, as the race detector's run uses it.
const shortEvery = 12

// A process that is killed before or after any one of its outside actions, and started again, ends where
// one that was never killed ends; and the banks book every payment once.
func TestKilledAnywhereEndsTheSame(t *testing.T) {
	calm := newLife(t, &killer{})
	calm.wholeCycle()
	want := calm.end()
	if !strings.Contains(want, "rejected") || !strings.Contains(want, "settled") {
		t.Fatalf("the scenario does not do what the test is about:\n%s", want)
	}
	points := calm.k.points
	if len(points) < 100 {
		t.Fatalf("only %d points at which to kill", len(points))
	}
	t.Logf("killing at each of %d points", len(points))
	for n, point := range points {
		if testing.Short() && n%shortEvery != 0 {
			continue
		}
		t.Run(fmt.Sprintf("%03d %s", n+1, point), func(t *testing.T) {
			t.Parallel()
			l := newLife(t, &killer{at: n + 1})
			l.wholeCycle()
			if got := l.end(); got != want {
				t.Errorf("killed %s, it ends elsewhere:\n%s", point, firstDifference([]byte(want), []byte(got)))
			}
		})
	}
}

// Running every stage twice changes nothing.
func TestTwiceIsOnce(t *testing.T) {
	once := newLife(t, &killer{})
	once.wholeCycle()
	twice := newLife(t, &killer{})
	twice.wholeCycle()
	twice.world.now = once.world.now
	for _, stage := range []func(context.Context, *jobs.Stages) error{
		func(ctx context.Context, s *jobs.Stages) error { return twice.importAll(ctx, s) },
		func(ctx context.Context, s *jobs.Stages) error {
			_, err := s.RunCycle(ctx, calendar.MustDate("2026-11-24"), false, func(jobs.Result) {})
			return err
		},
		func(ctx context.Context, s *jobs.Stages) error {
			_, err := s.Approve(ctx, "2026-11-24-1", "carol", true, "")
			return err
		},
		func(ctx context.Context, s *jobs.Stages) error { _, err := s.Send(ctx, "2026-11-24-1"); return err },
		func(ctx context.Context, s *jobs.Stages) error { _, err := s.Collect(ctx); return err },
		func(ctx context.Context, s *jobs.Stages) error { _, err := s.Reconcile(ctx); return err },
	} {
		twice.stage(stage)
	}
	if got, want := twice.end(), once.end(); got != want {
		t.Errorf("run twice, it ends elsewhere: %s", firstDifference([]byte(want), []byte(got)))
	}
}
