package main

import (
	"io"
	"time"
)

// env is the outside world as the commands see it, so that tests and fixtures can give their own.
type env struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Now            func() time.Time
	Getenv         func(string) string
	User           string
	Terminal       bool
	Piped          bool   // the standard input is a pipe or a file, not a terminal
	Folder         string // where input files with relative names lie; "" for the working directory
}

// Exit codes of every command.
const (
	exitFine        = 0
	exitNeedsPerson = 1
	exitWrongUse    = 2
	exitFailed      = 3
)
