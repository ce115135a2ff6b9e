package formats

import (
	"errors"
	"fmt"
)

// The classes of what Read refuses; test with errors.Is.
var (
	// ErrMalformed: the bytes are no XML that this package takes, or beyond its limits.
	ErrMalformed = errors.New("file cannot be read as XML")
	// ErrUnsupported: a message that this package does not read.
	ErrUnsupported = errors.New("message is not supported")
	// ErrContradiction: header and document name different messages.
	ErrContradiction = errors.New("header and document contradict each other")
	// ErrUnbookable: a balance, an entry or a return lacks its amount, its currency or its direction.
	ErrUnbookable = errors.New("money cannot be booked")
)

// Refusal is why a file was refused: its class, where, what is wrong and what to do next.
type Refusal struct {
	Class   error  // one of the four
	Path    string // "Document/BkToCstmrStmt/Stmt[1]/Ntry[3]/Amt"; "" for the file as a whole
	Line    int    // of the file, 1 and up; 0 for the file as a whole
	Problem string
	Remedy  string
}

// Error returns the refusal in one line.
func (r *Refusal) Error() string {
	where := ""
	if r.Line > 0 {
		where = fmt.Sprintf("line %d: ", r.Line)
	}
	if r.Path != "" {
		where += r.Path + ": "
	}
	return fmt.Sprintf("%v: %s%s: %s", r.Class, where, r.Problem, r.Remedy)
}

// Unwrap returns the class.
func (r *Refusal) Unwrap() error { return r.Class }

func malformed(line int, problem, remedy string) error {
	return &Refusal{Class: ErrMalformed, Line: line, Problem: problem, Remedy: remedy}
}
