// Command nostro carries a payment platform from who owes whom to the bank's statement agreeing with the
// books. It parses the command line and wires the rooms together; it decides nothing.
package main

import (
	"context"
	"os"
	"os/signal"
	"os/user"
	"syscall"
	"time"

	"github.com/mattn/go-isatty"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], env{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Now: time.Now, Getenv: os.Getenv, User: osUser(),
		Terminal: isatty.IsTerminal(os.Stdout.Fd()) && os.Getenv("NO_COLOR") == "",
		Piped:    isPiped(os.Stdin),
	}))
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
