// Command nostro carries a payment platform from who owes whom to the bank's statement agreeing with the
// books. It parses the command line and wires the rooms together; it decides nothing.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"os/user"
	"syscall"
	"time"

	"github.com/mattn/go-isatty"
)

func main() {
	os.Exit(underSignals(patience, os.Stderr, func(ctx context.Context) int {
		return run(ctx, os.Args[1:], env{
			Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
			Now: time.Now, Getenv: os.Getenv, User: osUser(),
			Terminal: isatty.IsTerminal(os.Stdout.Fd()), Plain: os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb",
			Piped: isPiped(os.Stdin),
			Lanes: lanes, Wait: sleep,
		})
	}))
}

// lanes is how many endpoints are visited at once.
const lanes = 16

// sleep pauses, and errs where the context ends first.
func sleep(ctx context.Context, pause time.Duration) error {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// patience is how long a signal waits for work to end by itself; then it is cut off, which every stage survives.
const patience = 3 * time.Second

// underSignals runs work, whose context ends with the first signal. Work that does not end soon after is cut off,
// for a read from a pipe that never answers cannot be asked to stop; a second signal ends the process at once.
func underSignals(patience time.Duration, say io.Writer, work func(context.Context) int) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	done := make(chan int, 1)
	go func() { done <- work(ctx) }()
	select {
	case code := <-done:
		return code
	case <-ctx.Done():
	}
	stop()
	select {
	case code := <-done:
		return code
	case <-time.After(patience):
	}
	fmt.Fprintln(say, "nostro: stopped by a signal: run it again to go on where it was")
	return exitFailed
}

// isPiped tells whether something else than a person is behind the standard input.
func isPiped(in *os.File) bool {
	info, err := in.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice == 0
}

// osUser is who runs us where no name is given: the login name.
func osUser() string {
	u, err := user.Current()
	if err != nil {
		return ""
	}
	return u.Username
}
