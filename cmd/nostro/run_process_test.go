package main

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"nostro/internal/config"
	"nostro/internal/store"
	"nostro/jobs"
)

// patient is how long a story waits for a process on a machine that others use too.
const patient = 90 * time.Second

// shiftProcess is nostro run as a service manager starts it: the program itself, the clock of the machine, real signals.
type shiftProcess struct {
	t     *testing.T
	dir   string
	cmd   *exec.Cmd
	beats atomic.Int64
	boss  *net.UnixConn

	mu   sync.Mutex
	said bytes.Buffer
}

// Write keeps what it says.
func (p *shiftProcess) Write(text []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.said.Write(text)
}

func (p *shiftProcess) log() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.said.String()
}

func newShiftProcess(t *testing.T) *shiftProcess {
	t.Helper()
	p := &shiftProcess{t: t, dir: filepath.Join(t.TempDir(), "house")}
	if err := config.Init(p.dir, []byte("0123456789abcdef0123456789abcdef")); err != nil {
		t.Fatal(err)
	}
	watcher := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { p.beats.Add(1) }))
	t.Cleanup(watcher.Close)
	change(t, p.yaml(), "# jobs:", `jobs: [{name: look, work: check, at: "0 9 29 2 *", zone: UTC}]
alarms: {heartbeat: {url: "`+watcher.URL+`"}}
# jobs:`)
	socket, err := os.MkdirTemp("", "boss") // a socket has a short path
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(socket) })
	if p.boss, err = net.ListenUnixgram("unixgram", &net.UnixAddr{Name: socket + "/s", Net: "unixgram"}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.boss.Close() })
	return p
}

func (p *shiftProcess) yaml() string { return filepath.Join(p.dir, config.FileName) }

// start starts it; a watchdog wants to hear of it every two seconds.
func (p *shiftProcess) start() {
	p.t.Helper()
	exe, err := os.Executable()
	if err != nil {
		p.t.Fatal(err)
	}
	program := filepath.Join(p.t.TempDir(), "nostro-itself")
	if err := os.Symlink(exe, program); err != nil {
		p.t.Fatal(err)
	}
	p.cmd = exec.Command(program, "--dir", p.dir, "--as", "ann", "run", "--listen", "127.0.0.1:0", "--log", "json")
	p.cmd.Env = append(os.Environ(), "NOTIFY_SOCKET="+p.boss.LocalAddr().String(), "WATCHDOG_USEC=2000000")
	p.cmd.Stdout, p.cmd.Stderr = p, p
	if err := p.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	process := p.cmd.Process
	p.t.Cleanup(func() { _ = process.Kill() }) // it has ended, where the story went well
}

// hears waits until the service manager is told so.
func (p *shiftProcess) hears(want string) {
	p.t.Helper()
	text := make([]byte, 4096)
	for until := time.Now().Add(patient); ; {
		if err := p.boss.SetReadDeadline(until); err != nil {
			p.t.Fatal(err)
		}
		n, err := p.boss.Read(text)
		if err != nil {
			p.t.Fatalf("the service manager never heard %q: %v\n%s", want, err, p.log())
		}
		if strings.HasPrefix(string(text[:n]), want) {
			return
		}
	}
}

// until waits for something to become so.
func (p *shiftProcess) until(what string, so func() bool) {
	p.t.Helper()
	for end := time.Now().Add(patient); !so(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			p.t.Fatalf("%s did not come about:\n%s", what, p.log())
		}
	}
}

var servedAt = regexp.MustCompile(`"metrics are served","address":"([^"]+)"`)

func (p *shiftProcess) get(path string) (code int, text string) {
	p.t.Helper()
	var at []string
	p.until("an address", func() bool { at = servedAt.FindStringSubmatch(p.log()); return at != nil })
	reply, err := http.Get("http://" + at[1] + path)
	if err != nil {
		p.t.Fatal(err)
	}
	defer reply.Body.Close()
	body, err := io.ReadAll(reply.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return reply.StatusCode, string(body)
}

func (p *shiftProcess) signal(s syscall.Signal) {
	p.t.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		p.t.Fatal(err)
	}
}

// A house that is left alone: the service manager and whoever watches the heartbeat hear of it, a changed nostro.yaml is
// taken and a broken one is not, a signal ends it in order, and the next process has not to wait.
func TestAHouseThatIsLeftAlone(t *testing.T) {
	p := newShiftProcess(t)
	p.start()
	p.hears("READY=1")
	p.hears("WATCHDOG=1")
	p.hears("WATCHDOG=1")
	p.until("a heartbeat", func() bool { return p.beats.Load() > 0 })
	p.until("readiness", func() bool { code, _ := p.get("/readyz"); return code == 200 })
	_, text := p.get("/metrics")
	for _, want := range []string{"nostro_store_readable 1", "nostro_leader 1", `nostro_cycles{state="open"} 0`, `nostro_heartbeats_total{outcome="ok"}`} {
		if !strings.Contains(text, want) {
			t.Errorf("the metrics lack %s", want)
		}
	}
	change(t, p.yaml(), "jobs: [{name: look", `jobs: [{name: more, work: check, at: "0 9 29 2 *", zone: UTC}, {name: look`)
	p.signal(syscall.SIGHUP)
	p.hears("RELOADING=1")
	p.hears("READY=1")
	p.until("a reload", func() bool { return strings.Contains(p.log(), "nostro.yaml was read again") })
	change(t, p.yaml(), "name: more, work: check", "name: more, work: dance")
	p.signal(syscall.SIGHUP)
	p.hears("READY=1")
	p.until("a refusal", func() bool { return strings.Contains(p.log(), "nostro.yaml was not taken over") })
	p.until("an alarm", func() bool {
		_, text := p.get("/metrics")
		return strings.Contains(text, `nostro_alarms{severity="warning",state="raised"} `) &&
			!strings.Contains(text, `nostro_alarms{severity="warning",state="raised"} 0`)
	})

	p.signal(syscall.SIGTERM)
	p.hears("STOPPING=1")
	if err := p.cmd.Wait(); err != nil {
		t.Errorf("it ended with %v:\n%s", err, p.log())
	}
	if l := leaseOf(t, p.dir); l.Until.After(time.Now()) {
		t.Errorf("the lease was not given back: %+v", l)
	}
	change(t, p.yaml(), "name: more, work: dance", "name: more, work: check")
	p.start()
	p.hears("READY=1")
	p.until("the next lease", func() bool { return leaseOf(t, p.dir).Fence == 2 })
	p.signal(syscall.SIGTERM)
	if err := p.cmd.Wait(); err != nil {
		t.Errorf("it ended with %v", err)
	}
	promtoolSays(t, text)
}

func leaseOf(t *testing.T, dir string) (l jobs.Lease) {
	t.Helper()
	db, err := store.Open(context.Background(), filepath.Join(dir, "nostro.db"), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.View(context.Background(), func(tx jobs.Tx) (err error) {
		l, _, err = tx.Lease("runner")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// promtoolSays checks the metrics with the program of Prometheus.
func promtoolSays(t *testing.T, metrics string) {
	t.Helper()
	promtool := need(t, "promtool", "prometheus")
	cmd := exec.Command(promtool, "check", "metrics")
	cmd.Stdin = strings.NewReader(metrics)
	if said, err := cmd.CombinedOutput(); err != nil || len(said) > 0 {
		t.Errorf("promtool: %v: %s", err, said)
	}
}
