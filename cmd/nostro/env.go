package main

import (
	"context"
	"io"
	"time"

	"nostro/jobs"
)

// env is the outside world as the commands see it, so that tests and fixtures can give their own.
type env struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Now            func() time.Time
	Getenv         func(string) string
	User           string
	Terminal       bool   // somebody reads it as it comes, and may be asked
	Plain          bool   // without colours, though it is a terminal (no-color.org, or one that knows none)
	Piped          bool   // the standard input is a pipe or a file, not a terminal
	Folder         string // where input files with relative names lie; "" for the working directory

	Lanes   int                                        // endpoints visited at once; 0: one after the other, as tests want it
	Wait    func(context.Context, time.Duration) error // between two tries; nil: nothing is tried twice
	Passing func(jobs.Point)                           // told of every point of an upload and a fetch; nil but in a test
}

// colour tells whether what is printed has colours.
func (e env) colour() bool { return e.Terminal && !e.Plain }

// Exit codes of every command.
const (
	exitFine        = 0
	exitNeedsPerson = 1
	exitWrongUse    = 2
	exitFailed      = 3
)
