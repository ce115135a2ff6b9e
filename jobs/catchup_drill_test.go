package jobs_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"nostro/internal/sim/bank"
	"nostro/jobs"
	"nostro/lifecycle"
)

// drill is a house that is lost and restored from a copy while its banks go on.
type drill struct {
	*installation
	has    map[string]bool   // files that the banks have taken, as they would say when asked
	gave   map[string]string // what they gave, by correspondent and name
	closed string            // the last day of the banks
	copy   string            // folder of the copy, "" before it is made
	asked  map[string]bool   // questions that were put to a bank
	lines  []string          // what happened, for a failure
}

// The obligations give a cbpr+ and a batch correspondent, two currencies, and both kinds of participant.
var drillObligations = []string{"O-1 alfa brixton EUR 100.00", "O-2 alfa harbour EUR 30.00", "O-3 cascade alfa USD 30.00",
	"O-4 cascade harbour USD 70.00"}

func newDrill(t *testing.T, changes ...func(*setup)) *drill {
	t.Helper()
	changes = append(changes, script("hudson", bank.Script{}))
	return &drill{installation: newInstallation(t, changes...), has: map[string]bool{}, gave: map[string]string{}, asked: map[string]bool{}}
}

// backUp copies database and spool, and marks the copy as the command does.
func (d *drill) backUp(t *testing.T) {
	t.Helper()
	if d.copy != "" {
		t.Fatal("two copies")
	}
	d.copy = t.TempDir()
	d.must(d.store.Backup(d.ctx, filepath.Join(d.copy, "nostro.db")))
	if _, err := os.Stat(filepath.Join(d.dir, "spool")); err == nil {
		d.must(os.CopyFS(filepath.Join(d.copy, "spool"), os.DirFS(filepath.Join(d.dir, "spool"))))
	}
	lost := d.dir
	d.elsewhere(d.copy)
	d.must(d.stages.MarkRestored(d.ctx, d.now, "made for the drill"))
	d.elsewhere(lost)
}

// elsewhere goes on in another folder.
func (d *drill) elsewhere(dir string) {
	d.t.Helper()
	d.closeDisk()
	d.dir = dir
	d.openDisk()
}

// day lets the banks take, book and answer.
func (d *drill) day(date string) {
	d.t.Helper()
	for id := range d.servers {
		for _, name := range d.waiting(id, folderOut) {
			d.has[name] = true
		}
	}
	d.answer(date)
	d.closed = date
	for id, server := range d.servers {
		for _, name := range d.waiting(id, folderIn) {
			data, _ := server.Tree(ftpUser).Get(folderIn + "/" + name)
			d.gave[id+"/"+name] = string(data)
		}
	}
}

// offerAgain lets the banks put everything out again that they ever gave.
func (d *drill) offerAgain() {
	d.t.Helper()
	for key, data := range d.gave {
		correspondent, name, _ := strings.Cut(key, "/")
		d.offer(correspondent, name, data)
	}
}

// recover runs catch-up and does what it says, until it is done.
func (d *drill) recover(t *testing.T) {
	t.Helper()
	for range 8 {
		report, result, err := d.stages.CatchUp(d.ctx, jobs.CatchUpOptions{})
		d.must(err)
		d.holds()
		d.lines = append(d.lines, result.Summary)
		if result.Outcome == jobs.OutcomeDone || result.Outcome == jobs.OutcomeNothing {
			return // by this run, or by the last answer of a person
		}
		if report.Open() == 0 || result.Outcome != jobs.OutcomeNeedsPerson {
			t.Fatalf("%+v with %d open questions", result, report.Open())
		}
		d.neverSends(t)
		for _, q := range report.Questions {
			if q.AcceptedBy == "" {
				d.lines = append(d.lines, q.ID+": "+q.Text)
				d.act(t, q)
			}
		}
	}
	t.Fatalf("it never ends:\n%s", strings.Join(d.lines, "\n"))
}

// neverSends wants every approved cycle to be refused.
func (d *drill) neverSends(t *testing.T) {
	t.Helper()
	for _, c := range look(d.installation, jobs.Tx.Cycles) {
		if c.State == lifecycle.CycleApproved {
			_, err := d.stages.Send(d.ctx, c.ID)
			d.refused(err, jobs.ErrNeedsPerson, "run nostro catch-up; nothing was sent")
		}
	}
}

// act answers a question as an operator would who does what it says.
func (d *drill) act(t *testing.T, q jobs.Question) {
	t.Helper()
	kind, about, _ := strings.Cut(q.ID, ":")
	switch kind {
	case "file":
		state := lifecycle.FileOutFailed
		if d.has[about] {
			state = lifecycle.FileOutSent
		}
		for id := range d.servers {
			if slices.Contains(d.waiting(id, folderOut), about) {
				state = lifecycle.FileOutSent
			}
		}
		if f := d.file(about); f.State == lifecycle.FileOutUnknown { // else an answer decided it meanwhile
			d.done(d.stages.Mark(d.ctx, about, state, "bea", "asked the bank"))
		}
	case "day":
		if about != "2026-11-24" {
			d.answerFor(q.ID)
			return
		}
		fallthrough
	case "cycle", "payment", "remote", "spool":
		d.importAll()
		_, err := d.stages.RunCycle(d.ctx, valueDate, false, func(jobs.Result) { d.holds() })
		d.must(err)
	case "collected", "gap":
		if d.asked[q.ID] { // the bank has nothing more to give
			d.answerFor(q.ID)
			return
		}
		d.asked[q.ID] = true
		d.offerAgain()
	case "imports":
		d.importAll()
		d.answerFor(q.ID)
	default:
		t.Fatalf("nobody knows what to do about %s: %s %s", q.ID, q.Text, q.Next)
	}
}

func (d *drill) file(name string) jobs.FileOut {
	d.t.Helper()
	for _, f := range d.filesOut() {
		if f.Name == name {
			return f
		}
	}
	d.t.Fatalf("no file %s", name)
	return jobs.FileOut{}
}

// answerFor lets a second person answer.
func (d *drill) answerFor(id string) {
	d.t.Helper()
	user := d.stages.User
	d.stages.User = "bea"
	_, _, err := d.stages.CatchUp(d.ctx, jobs.CatchUpOptions{Accept: []string{id}, Reason: "asked the other desks"})
	d.stages.User = user
	d.must(err)
}

func (d *drill) importAll() {
	d.t.Helper()
	d.people()
	d.owes(drillObligations...)
}

// finish carries the cycle to its end, two bank days from the first.
func (d *drill) finish() {
	d.t.Helper()
	d.importAll()
	_, err := d.stages.RunCycle(d.ctx, valueDate, false, func(jobs.Result) { d.holds() })
	d.must(err)
	if !d.cycleOf(d.cycle).State.Reached(lifecycle.CycleApproved) {
		d.approve()
	}
	if r := d.send(); r.Outcome != jobs.OutcomeDone && r.Outcome != jobs.OutcomeNothing {
		d.t.Errorf("%+v", r)
	}
	for _, day := range []string{"2026-11-24", "2026-11-25"} {
		if day > d.closed {
			d.day(day)
		}
		d.takes()
	}
}

// progress is how far the lost house got after the copy was made.
var progress = []struct {
	name string
	more func(*drill)
}{
	{"nothing more happened", func(*drill) {}},
	{"all was sent", func(d *drill) { d.goOn("send") }},
	{"the banks booked", func(d *drill) { d.goOn("send"); d.day("2026-11-24") }},
	{"all was collected and removed", func(d *drill) {
		d.goOn("send")
		if d.closed == "" {
			d.day("2026-11-24")
		}
		d.takes()
	}},
	{"another day was collected", func(d *drill) {
		d.goOn("send")
		for _, day := range []string{"2026-11-24", "2026-11-25"} {
			if day > d.closed {
				d.day(day)
			}
			d.takes()
		}
	}},
}

// steps carry a cycle, each from where the one before it ended.
var steps = []struct {
	name string
	run  func(*drill)
}{
	{"import", (*drill).importAll},
	{"open", func(d *drill) { d.done(d.stages.Open(d.ctx, valueDate)) }},
	{"close", func(d *drill) { d.done(d.stages.Close(d.ctx, d.cycle, false)) }},
	{"net", func(d *drill) { d.done(d.stages.Net(d.ctx, d.cycle)) }},
	{"convert", func(d *drill) { d.done(d.stages.Convert(d.ctx, d.cycle)) }},
	{"instruct", func(d *drill) { d.done(d.stages.Instruct(d.ctx, d.cycle)) }},
	{"write", func(d *drill) { d.done(d.stages.Write(d.ctx, d.cycle)) }},
	{"approve", func(d *drill) { d.approve() }},
	{"send", func(d *drill) { d.send() }},
}

// goOn runs every step up to the named one; those that are done say so.
func (d *drill) goOn(last string) {
	d.t.Helper()
	for _, s := range steps {
		s.run(d)
		if s.name == last {
			return
		}
	}
}

// Whatever the instant of the copy and however far the lost house got, the restored one catches up, pays
// nothing twice, leaves nothing out, and its books agree with the banks.
func TestRestoredHouseCatchesUp(t *testing.T) {
	t.Parallel()
	want := calm(t)
	for _, cut := range []string{"", "import", "open", "net", "convert", "instruct", "write", "approve", "some sent", "send", "booked", "collected"} {
		for n, p := range progress {
			if n > 0 && (cut == "booked" || cut == "collected") && n < len(progress)-1 || testing.Short() && cut != "write" && cut != "import" {
				continue
			}
			t.Run(fmt.Sprintf("copied after %q, then %s", cut, p.name), func(t *testing.T) {
				t.Parallel()
				d := newDrill(t)
				d.until(t, cut)
				p.more(d)
				d.elsewhere(d.copy)
				d.recover(t)
				d.finish()
				d.agrees(t, want)
			})
		}
	}
}

// until carries the house to the instant of the copy, and makes it.
func (d *drill) until(t *testing.T, cut string) {
	t.Helper()
	switch cut {
	case "":
	case "some sent":
		d.goOn("approve")
		m, undo := d.meddle()
		m.afterSend = func(string) {
			if d.copy == "" {
				undo()
				d.copyWhileRunning(t)
			}
		}
		d.send()
		return
	case "booked":
		d.goOn("send")
		d.day("2026-11-24")
	case "collected":
		d.goOn("send")
		d.day("2026-11-24")
		d.takes()
	default:
		d.goOn(cut)
	}
	d.backUp(t)
}

// copyWhileRunning copies without closing the house; the mark is made later, as a restore does.
func (d *drill) copyWhileRunning(t *testing.T) {
	t.Helper()
	d.copy = t.TempDir()
	d.must(d.store.Backup(d.ctx, filepath.Join(d.copy, "nostro.db")))
	d.must(os.CopyFS(filepath.Join(d.copy, "spool"), os.DirFS(filepath.Join(d.dir, "spool"))))
	courier := d.stages.Courier
	store, files := d.store, d.spool
	lost := d.dir
	d.dir = d.copy
	d.openDisk()
	d.must(d.stages.MarkRestored(d.ctx, d.now, "made for the drill"))
	d.closeDisk()
	d.dir, d.store, d.spool, d.stages.Store, d.stages.Spool, d.stages.Courier = lost, store, files, store, files, courier
}

// calm is how a house ends that was never lost.
func calm(t *testing.T) []string {
	t.Helper()
	d := newDrill(t)
	d.goOn("send")
	d.finish()
	if d.state() != lifecycle.CycleSettled {
		t.Fatalf("the calm cycle ends %s", d.state())
	}
	return d.end()
}

// end is what must come out the same: payments, balances, and what the banks did.
func (d *drill) end() []string {
	d.t.Helper()
	lines := append(d.payments(), d.balances()...)
	for _, c := range d.stages.Settings.Correspondents {
		b := d.banks[c.ID]
		lines = append(lines, fmt.Sprintf("%s holds %v, booked %d, duplicates %d, repeated %d", c.ID, b.Balances(), b.Booked(),
			b.Duplicates(), b.Repeated()))
	}
	return lines
}

func (d *drill) agrees(t *testing.T, want []string) {
	t.Helper()
	d.holds()
	if got := d.end(); !slices.Equal(got, want) {
		t.Errorf("it ends with\n  %s\nwant\n  %s\nwhat happened:\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "),
			strings.Join(d.lines, "\n  "))
	}
	for _, b := range look(d.installation, jobs.Tx.Breaks) {
		if b.State == lifecycle.BreakOpen {
			t.Errorf("break %d is open: %s", b.ID, b.Text)
		}
	}
	if d.state() != lifecycle.CycleSettled {
		t.Errorf("the cycle is %s", d.state())
	}
}
