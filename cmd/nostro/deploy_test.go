package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// need skips aloud where a program is not installed. NOSTRO_NO_SKIP makes a skip a failure.
func need(t *testing.T, program, from string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		skipAloud(t, program+" is not there: install the package "+from)
	}
	return path
}

func skipAloud(t *testing.T, why string) {
	t.Helper()
	if os.Getenv("NOSTRO_NO_SKIP") != "" {
		t.Fatal(why)
	}
	t.Skip(why)
}

// systemd takes the unit as it is, and says what is wrong with one that has a mistake.
func TestSystemdTakesTheUnit(t *testing.T) {
	analyze := need(t, "systemd-analyze", "systemd")
	text, err := os.ReadFile("../../deploy/nostro.service")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Type=notify\n", "WatchdogSec=", "ExecReload=/bin/kill -HUP $MAINPID\n", "Restart=on-failure\n"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the unit lacks %s", want)
		}
	}
	self, err := os.Executable() // the unit names a program that is not installed here
	if err != nil {
		t.Fatal(err)
	}
	unit := strings.ReplaceAll(string(text), "/usr/local/bin/nostro", self)
	if said := verified(t, analyze, unit); said != "" {
		t.Error(said)
	}
	if said := verified(t, analyze, strings.Replace(unit, "WatchdogSec=5min", "WatchdogSec=soon\nTyp=notify", 1)); !strings.Contains(said, "soon") ||
		!strings.Contains(said, "Typ") {
		t.Errorf("of a unit with two mistakes it says %q: it does not look", said)
	}
}

func verified(t *testing.T, analyze, unit string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "nostro.service")
	if err := os.WriteFile(file, []byte(unit), 0o600); err != nil {
		t.Fatal(err)
	}
	said, err := exec.Command(analyze, "verify", "--man=no", "--recursive-errors=no", file).CombinedOutput()
	if err != nil && len(said) == 0 {
		t.Fatal(err)
	}
	var ours []string // what it says of other units of this machine is not about ours
	for line := range strings.SplitSeq(string(said), "\n") {
		if strings.Contains(line, "nostro.service") {
			ours = append(ours, line)
		}
	}
	return strings.Join(ours, "\n")
}

// containerFile returns its instructions, each on one line.
func containerFile(t *testing.T) (all []string) {
	t.Helper()
	text, err := os.ReadFile("../../deploy/Containerfile")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(string(text), "\n") {
		if line != "" && !strings.HasPrefix(line, "#") {
			all = append(all, line)
		}
	}
	return all
}

// Nothing here can build the container, so what it is made of is checked: the version of Go, that it ends from scratch
// as a user without rights, and that what it runs is a command line that the program takes.
func TestTheContainerFile(t *testing.T) {
	lines := strings.Join(containerFile(t), "\n") + "\n"
	module, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"CGO_ENABLED=0 go build", "\nFROM scratch\n", "\nUSER 65532:65532\n", "\nVOLUME /data\n", "-o /nostro ./cmd/nostro\n"} {
		if !strings.Contains(lines, want) {
			t.Errorf("the Containerfile lacks %q", want)
		}
	}
	version := strings.TrimSpace(strings.SplitN(strings.SplitN(string(module), "\ngo ", 2)[1], "\n", 2)[0])
	if short := version[:strings.LastIndexByte(version, '.')]; !strings.Contains(lines, "FROM docker.io/library/golang:"+short+" AS build\n") {
		t.Errorf("it builds with another Go than %s", short)
	}
	if args := entry(t); strings.Join(args[:4], " ") != "--dir /data --as nostro" || args[4] != "run" {
		t.Errorf("it runs %v", args)
	}
}

// entry is the command line of the container.
func entry(t *testing.T) (args []string) {
	t.Helper()
	for _, line := range containerFile(t) {
		for _, word := range []string{"ENTRYPOINT ", "CMD "} {
			list, found := strings.CutPrefix(line, word)
			if !found {
				continue
			}
			var parts []string
			if err := json.Unmarshal([]byte(list), &parts); err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			args = append(args, parts...)
		}
	}
	if len(args) < 6 || args[0] != "/nostro" {
		t.Fatalf("it runs %v", args)
	}
	return args[1:]
}

// The program needs nothing beside itself: in a root that is empty but for it, /data and /tmp, as a user without a name, it
// makes a house, knows the zones, and does what the container does.
func TestInAnEmptyRoot(t *testing.T) {
	if os.Geteuid() != 0 {
		skipAloud(t, "an empty root needs the rights of root")
	}
	root := t.TempDir()
	for _, dir := range []string{"data", "tmp"} {
		if err := os.Mkdir(filepath.Join(root, dir), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Chown(filepath.Join(root, dir), 65532, 65532); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(root, 0o755); err != nil {
		t.Fatal(err)
	}
	build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", filepath.Join(root, "nostro"), ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if said, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	inside := func(args ...string) string {
		cmd := exec.CommandContext(t.Context(), "/nostro", args...)
		cmd.Env, cmd.Dir, cmd.WaitDelay = []string{"PATH=/"}, "/", time.Minute
		cmd.SysProcAttr = &syscall.SysProcAttr{Chroot: root, Credential: &syscall.Credential{Uid: 65532, Gid: 65532}}
		said, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %v\n%s", args, err, said)
		}
		return strings.Join(strings.Fields(string(said)), " ")
	}
	inside("init", "/data/house")
	change(t, filepath.Join(root, "data/house/nostro.yaml"), "# jobs:", `jobs: [{name: look, work: check, at: "* * * * *", zone: Asia/Kuwait, calendar: {name: Kuwait}}]
# jobs:`)
	if said := inside("--dir", "/data/house", "--as", "nostro", "calendars", "cut-offs"); !strings.Contains(said, "Europe/Brussels") {
		t.Error(said)
	}
	inside(append([]string{"--dir", "/data/house"}, append(entry(t)[2:5], "--once")...)...)
	if said := inside("--dir", "/data/house", "jobs"); !strings.Contains(said, "nothing has come due") {
		t.Error(said)
	}
}
