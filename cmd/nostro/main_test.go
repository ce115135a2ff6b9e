package main

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// The clock and the person of a command in a script. The binary itself knows no such variables.
const (
	scriptClock  = "NOSTRO_SCRIPT_NOW"  // an instant, such as 2026-11-23T15:30:00Z
	scriptPerson = "NOSTRO_SCRIPT_USER" // as the login name
)

// TestMain lets scripts run nostro as a process of its own, with a fixed clock.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"nostro": scriptedNostro})
}

// scriptedNostro is main, save for the clock and the login name.
func scriptedNostro() {
	now, err := time.Parse(time.RFC3339, os.Getenv(scriptClock))
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", scriptClock, err)
		os.Exit(99)
	}
	os.Exit(run(context.Background(), os.Args[1:], env{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Now: func() time.Time { return now }, Getenv: os.Getenv, User: os.Getenv(scriptPerson), Piped: isPiped(os.Stdin)}))
}
