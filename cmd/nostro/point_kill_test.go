package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/jobs"
)

// nostroProcess runs nostro as a process of its own at the instant and for the person of the life; killAt is the
// point at which it kills itself, "" for none. It tells how it ended, and whether by that signal.
func (l *life) nostroProcess(killAt jobs.Point, arguments ...string) (said string, code int, killed bool) {
	l.t.Helper()
	self, err := os.Executable()
	if err != nil {
		l.t.Fatal(err)
	}
	command := exec.Command(self, append([]string{"--dir", l.world.dir}, arguments...)...)
	command.Args[0] = "nostro" // what testscript.Main looks at
	command.Env = append(os.Environ(), scriptClock+"="+l.world.now.Format(time.RFC3339), scriptPerson+"="+l.world.person,
		scriptKillAt+"="+string(killAt), "NOSTRO_RHEIN_PASSWORD="+l.world.getenv("NOSTRO_RHEIN_PASSWORD"),
		"NOSTRO_HUDSON_PASSWORD="+l.world.getenv("NOSTRO_HUDSON_PASSWORD"))
	var out bytes.Buffer
	command.Stdout, command.Stderr = &out, &out
	err = command.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		l.t.Fatal(err)
	}
	status, _ := command.ProcessState.Sys().(syscall.WaitStatus)
	return out.String(), command.ProcessState.ExitCode(), status.Signaled() && status.Signal() == syscall.SIGKILL
}

// sendAndCollect lets real processes carry it to its end. One of them is killed at the point; it is told what the
// processes that came after said.
func (l *life) sendAndCollect(killAt jobs.Point) (deaths int, said string) {
	l.t.Helper()
	stage := func(arguments ...string) {
		l.t.Helper()
		text, _, died := l.nostroProcess(killAt, arguments...)
		for said += text; died; said += text {
			deaths++
			text, _, died = l.nostroProcess("", arguments...)
		}
	}
	l.world.person = "ann"
	stage("send", "2026-11-24-1")
	for _, day := range []string{"2026-11-24", "2026-11-25"} {
		l.world.now = calendar.MustDate(day).In(time.UTC).Add(18 * time.Hour)
		if err := l.world.answer(day); err != nil {
			l.t.Fatal(err)
		}
		stage("collect")
		stage("reconcile")
	}
	return deaths, strings.Join(strings.Fields(said), " ") // without the ends of lines
}

// A real process that kills itself at any of the named points of an upload or a fetch, and is started again, ends
// where one ends that was never killed, or says what is unknown and what to do; and the banks, which count, book
// every payment once.
func TestARealProcessKilledAtEveryNamedPointEndsTheSame(t *testing.T) {
	calm := newLife(t, &killer{})
	calm.released()
	if deaths, said := calm.sendAndCollect(""); deaths > 0 {
		t.Fatalf("it died without being killed: %s", said)
	}
	want := calm.end()
	for _, point := range jobs.Points {
		t.Run(string(point), func(t *testing.T) {
			t.Parallel()
			l := newLife(t, &killer{})
			l.released()
			deaths, said := l.sendAndCollect(point)
			if deaths == 0 {
				t.Fatalf("the point was never passed:\n%s", said)
			}
			if got := l.end(); got != want {
				t.Errorf("killed at %q, it ends elsewhere:\n%s\n%s", point, firstDifference([]byte(want), []byte(got)), said)
			}
		})
	}
	for _, point := range jobs.Points[:slices.Index(jobs.Points, jobs.PointListed)] {
		t.Run("at a bank that takes files, "+string(point), func(t *testing.T) {
			t.Parallel()
			l := newLife(t, &killer{})
			l.released()
			l.banksTakeFiles()
			deaths, said := l.sendAndCollect(point)
			got := l.end()
			isUnknown := strings.Contains(said, "the bank's answer, or a person, decides") && strings.Contains(said, " is unknown")
			if deaths == 0 || !strings.Contains(got, "duplicates 0;") || got != want && !isUnknown {
				t.Errorf("killed %d times at %q, it ends elsewhere, and does not say what to do:\n%s\n%s", deaths, point,
					firstDifference([]byte(want), []byte(got)), said)
			}
		})
	}
}

// banksTakeFiles writes into nostro.yaml that the banks take files away, so that an empty folder proves nothing.
func (l *life) banksTakeFiles() {
	l.t.Helper()
	name := filepath.Join(l.world.dir, "nostro.yaml")
	text, err := os.ReadFile(name)
	if err != nil {
		l.t.Fatal(err)
	}
	if n := bytes.Count(text, []byte("takes_at_once: false")); n == 0 {
		l.t.Fatal("nostro.yaml says nothing of takes_at_once: false")
	}
	if err := os.WriteFile(name, bytes.ReplaceAll(text, []byte("takes_at_once: false"), []byte("takes_at_once: true")), 0o600); err != nil {
		l.t.Fatal(err)
	}
}
