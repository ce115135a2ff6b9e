package main

import (
	"context"
	"fmt"
	"os"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"nostro/jobs"
)

// The clock and the person of a command in a script. The binary itself knows no such variables.
const (
	scriptClock  = "NOSTRO_SCRIPT_NOW"  // an instant, such as 2026-11-23T15:30:00Z
	scriptPerson = "NOSTRO_SCRIPT_USER" // as the login name
	scriptKillAt = "NOSTRO_SCRIPT_KILL" // the point of an upload or a fetch at which the process kills itself
)

// TestMain lets scripts run nostro as a process of its own, with a fixed clock, and stories the program itself.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"nostro": scriptedNostro, "nostro-itself": main})
}

// scriptedNostro is main, save for the clock and the login name.
func scriptedNostro() {
	now, err := time.Parse(time.RFC3339, os.Getenv(scriptClock))
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", scriptClock, err)
		os.Exit(99)
	}
	killAt := jobs.Point(os.Getenv(scriptKillAt))
	os.Exit(run(context.Background(), os.Args[1:], env{Passing: func(p jobs.Point) {
		if p == killAt {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {} // no instruction runs after the point
		}
	}, Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Now: func() time.Time { return now }, Getenv: os.Getenv, User: os.Getenv(scriptPerson), Piped: isPiped(os.Stdin)}))
}
