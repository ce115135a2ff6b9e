package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// racers are processes of their own that say the last word about one release at the same time.
type racers struct {
	t    *testing.T
	bin  string
	home string
}

func newRacers(t *testing.T, approval string) racers {
	t.Helper()
	bin, err := exec.LookPath("nostro")
	if err != nil {
		t.Fatal(err)
	}
	conf, err := os.ReadFile("testdata/small/nostro.yaml")
	if err != nil {
		t.Fatal(err)
	}
	r := racers{t, bin, filepath.Join(t.TempDir(), "house")}
	r.must("ann", "init", r.home)
	conf = append(simulated.ReplaceAll(conf, []byte("127.0.0.1:1")), []byte(approval)...)
	conf = bytes.Replace(conf, []byte("approvers: [bea, carol]"), []byte("approvers: [bea, carol, dan, eve]"), 1)
	if err := os.WriteFile(filepath.Join(r.home, "nostro.yaml"), conf, 0o600); err != nil {
		t.Fatal(err)
	}
	in, err := filepath.Abs("testdata/small/in")
	if err != nil {
		t.Fatal(err)
	}
	r.must("ann", "import", in+"/participants.csv", in+"/accounts.csv", in+"/obligations.csv")
	r.must("ann", "rates", in+"/eurofxref-daily.xml")
	r.must("ann", "cycle", "run", "--value-date", "2026-11-24")
	return r
}

func (r racers) command(person string, args ...string) *exec.Cmd {
	if args[0] != "init" {
		args = append([]string{"--dir", r.home}, args...)
	}
	c := exec.Command(r.bin, args...)
	c.Env = append(os.Environ(), scriptClock+"=2026-11-23T15:30:00Z", scriptPerson+"="+person)
	return c
}

func (r racers) must(person string, args ...string) string {
	r.t.Helper()
	out, err := r.command(person, args...).CombinedOutput()
	if err != nil {
		r.t.Fatalf("%v: %v\n%s", args, err, out)
	}
	return string(out)
}

// atOnce starts a process for each person and returns what each printed and how it ended.
func (r racers) atOnce(persons []string, args func(person string) []string) (said []string, codes []int) {
	said, codes = make([]string, len(persons)), make([]int, len(persons))
	var all sync.WaitGroup
	for n, person := range persons {
		all.Add(1)
		go func() {
			defer all.Done()
			c := r.command(person, args(person)...)
			out, _ := c.CombinedOutput()
			said[n], codes[n] = strings.Join(strings.Fields(string(out)), " "), c.ProcessState.ExitCode()
		}()
	}
	all.Wait()
	return said, codes
}

func tellers(said []string, part string) (n int) {
	for _, s := range said {
		if strings.Contains(s, part) {
			n++
		}
	}
	return n
}

// Four approve at once where three are needed: each in a process of its own. One is not enough yet, one either, one
// grants it, and the fourth is told that it was done; nobody's word is lost or counted twice.
func TestApproversAtOnce(t *testing.T) {
	r := newRacers(t, "\napproval: {rules: [{name: three, persons: 3}]}\n")
	persons := []string{"bea", "carol", "dan", "eve"}
	said, codes := r.atOnce(persons, func(string) []string { return []string{"approve"} })
	if tellers(said, "it is not enough yet") != 2 || tellers(said, "done before") != 1 {
		t.Errorf("they were told %q", said)
	}
	granted := 0
	for n, code := range codes {
		if code == exitFine && !strings.Contains(said[n], "done before") {
			granted++
		}
	}
	if granted != 1 {
		t.Errorf("it was granted by %d, want 1: %v %q", granted, codes, said)
	}
	shown := r.must("ann", "approvals", "show", "1")
	if strings.Count(shown, "approved at") != 3 || strings.Count(shown, "\ngranted ") != 1 {
		t.Errorf("on record:\n%s", shown)
	}
	if out := r.must("ann", "check"); strings.Contains(out, "BROKEN") {
		t.Error(out)
	}
}

// The same person from two processes is one person.
func TestOnePersonAtOnceInTwoProcesses(t *testing.T) {
	r := newRacers(t, "\napproval: {rules: [{name: two, persons: 2}]}\n")
	said, _ := r.atOnce([]string{"bea", "bea", "Bea"}, func(string) []string { return []string{"approve"} })
	if tellers(said, "it is not enough yet") != 1 || tellers(said, "has approved already") != 2 {
		t.Errorf("they were told %q", said)
	}
}

// One approves and one refuses at the same instant: whichever came first, the end is one that was decided.
func TestApprovalAndRefusalAtOnce(t *testing.T) {
	r := newRacers(t, "")
	said, codes := r.atOnce([]string{"bea", "carol"}, func(person string) []string {
		if person == "bea" {
			return []string{"approve"}
		}
		return []string{"reject", "2026-11-24-1", "--reason", "stop"}
	})
	if !strings.Contains(said[1], "refused release 1") {
		t.Errorf("%v %q", codes, said)
	}
	if out := r.must("ann", "check"); strings.Contains(out, "BROKEN") {
		t.Error(out)
	}
	if out := r.must("ann", "send"); !strings.Contains(out, "no approved cycle") {
		t.Errorf("what was refused is sent: %s", out)
	}
}
