package jobs_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/internal/delivery"
	"nostro/internal/sim/bank"
	"nostro/internal/sim/ftpd"
	"nostro/internal/spool"
	"nostro/internal/store"
	"nostro/internal/store/storetest"
	"nostro/jobs"
)

// tester is what an installation needs of a test; a property test has it too.
type tester interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// installation is one house of real parts: a database and a spool on disk, and for each correspondent an
// FTP server with a simulated bank behind it. Its clock stands where the test sets it.
type installation struct {
	t       tester
	dir     string
	stages  *jobs.Stages
	store   *store.Store
	spool   *spool.Spool
	servers map[string]*ftpd.Server
	banks   map[string]*bank.Bank
	now     time.Time
	ctx     context.Context
	cycle   string // the one that run made last

	diskIsOpen bool

	looksBack *lookBacks // where the story is one of looking back
}

// The folders at every bank, as we see them, and the login.
const (
	folderOut = "/in"
	folderIn  = "/out"
	ftpUser   = "nostro"
)

// afterCutOff is on 23 November 2026, half an hour after the cut-off of value date 24 November.
var date24 = calendar.MustDate("2026-11-24")

var afterCutOff = time.Date(2026, 11, 23, 15, 30, 0, 0, time.UTC)

// newInstallation opens an empty house, which the test closes at its end.
func newInstallation(t *testing.T, changes ...func(*setup)) *installation {
	t.Helper()
	h := openInstallation(t, t.TempDir(), changes...)
	t.Cleanup(h.close)
	return h
}

// openInstallation opens the house that lies in dir, or a new one. The caller closes it.
func openInstallation(t tester, dir string, changes ...func(*setup)) *installation {
	t.Helper()
	s := newSetup()
	for _, change := range changes {
		change(s)
	}
	h := &installation{t: t, dir: dir, servers: map[string]*ftpd.Server{}, banks: map[string]*bank.Bank{},
		now: afterCutOff, ctx: context.Background(), cycle: "2026-11-24-1"}
	h.startBanks(s)
	courier, err := delivery.New(s.endpoints, delivery.Options{Now: time.Now, Pause: time.Millisecond})
	h.must(err)
	h.stages = &jobs.Stages{Settings: s.settings, Courier: courier, Now: func() time.Time { return h.now }, User: "ann"}
	h.openDisk()
	return h
}

// openDisk opens database and spool, as a fresh process does.
func (h *installation) openDisk() {
	h.t.Helper()
	var err error
	h.spool, err = spool.Open(filepath.Join(h.dir, "spool"))
	h.must(err)
	h.store, err = storetest.Open(h.ctx, filepath.Join(h.dir, "nostro.db"), h.now)
	h.must(err)
	h.stages.Store, h.stages.Spool = h.store, h.spool
	h.diskIsOpen = true
}

func (h *installation) closeDisk() {
	h.t.Helper()
	h.must(errors.Join(h.store.Close(), h.spool.Close()))
	h.diskIsOpen = false
}

func (h *installation) close() {
	h.t.Helper()
	h.looksBack.compare(h)
	if _, bench := h.t.(*testing.B); h.diskIsOpen && !bench { // a story may have closed it, for another program to read; a benchmark has thousands
		h.listAgrees()
	}
	h.closeDisk()
	for _, s := range h.servers {
		h.must(s.Close())
	}
}

// startBanks starts a server for each correspondent and lets its bank move in.
func (h *installation) startBanks(s *setup) {
	h.t.Helper()
	for _, c := range s.settings.Correspondents {
		server, err := ftpd.Start(ftpd.Config{Addr: "127.0.0.1:0", Users: map[string]string{ftpUser: "simulated"},
			Faults: s.faults[c.ID]})
		h.must(err)
		h.servers[c.ID] = server
		h.must(server.Tree(ftpUser).MakeFolder(folderOut))
		h.must(server.Tree(ftpUser).MakeFolder(folderIn))
		e := s.endpoints[c.ID]
		e.Address = server.Addr()
		s.endpoints[c.ID] = e
		h.banks[c.ID], err = bank.New(s.bank(c))
		h.must(err)
	}
}

func (h *installation) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatalf("%v", err)
	}
}

// at sets the clock: an instant such as 2026-11-24T18:00:00Z.
func (h *installation) at(instant string) {
	h.t.Helper()
	var err error
	h.looksBack.remember(h)
	h.now, err = time.Parse(time.RFC3339, instant)
	h.must(err)
}

// answer lets every bank take what lies with it and answer for the day; the clock goes to its evening.
func (h *installation) answer(day string) {
	h.t.Helper()
	h.at(day + "T18:00:00Z")
	for _, c := range h.stages.Settings.Correspondents {
		b, tree := h.banks[c.ID], h.servers[c.ID].Tree(ftpUser)
		for _, item := range tree.List(folderOut) {
			data, _ := tree.Get(folderOut + "/" + item.Name)
			h.must(b.Take(item.Name, data))
			h.must(tree.Remove(folderOut + "/" + item.Name))
		}
		files, err := b.Answer(h.now, calendar.MustDate(day))
		h.must(err)
		for _, f := range files {
			h.must(tree.Put(folderIn+"/"+f.Name, f.Data))
		}
	}
}

// offer puts a hand-written file where the correspondent offers its files.
func (h *installation) offer(correspondent, name, data string) {
	h.t.Helper()
	h.must(h.servers[correspondent].Tree(ftpUser).Put(folderIn+"/"+name, []byte(data)))
}

// waiting returns the names of the files that lie in a folder of a correspondent.
func (h *installation) waiting(correspondent, folder string) []string {
	var names []string
	for _, item := range h.servers[correspondent].Tree(ftpUser).List(folder) {
		names = append(names, item.Name)
	}
	return names
}
