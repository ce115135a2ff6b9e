package formats

import (
	"errors"
	"fmt"

	"nostro/formats/xmltext"
)

// The classes of what is refused; test with errors.Is.
var (
	// ErrMalformed: the bytes are no XML that this package takes, or beyond its limits.
	ErrMalformed = errors.New("file cannot be read as XML")
	// ErrUnsupported: a message that this package does not read.
	ErrUnsupported = errors.New("message is not supported")
	// ErrContradiction: header and document name different messages.
	ErrContradiction = errors.New("header and document contradict each other")
	// ErrUnbookable: a statement, an entry, a return or a transfer lacks what money is booked by.
	ErrUnbookable = errors.New("money cannot be booked")
)

// Refusal is why a file, or something in it, was refused: its class, where, what is wrong and what to do
// next.
type Refusal struct {
	Class   error  // one of the four
	Path    string // "Document/BkToCstmrStmt/Stmt[1]/Ntry[3]/Amt"; "" for the file as a whole
	Line    int    // of the file, 1 and up; 0 for the file as a whole
	Offset  int64  // the byte where it is
	Problem string
	Remedy  string
}

// Error returns the refusal in one line.
func (r *Refusal) Error() string {
	at := place(r.Line, r.Path)
	if r.Class == ErrMalformed && r.Line > 0 {
		at = fmt.Sprintf("line %d, byte %d: ", r.Line, r.Offset)
	}
	return fmt.Sprintf("%v: %s%s: %s", r.Class, at, r.Problem, r.Remedy)
}

// Unwrap returns the class.
func (r *Refusal) Unwrap() error { return r.Class }

// refusalOf turns what the tokenizer refuses into a refusal of the file; what the source of the bytes
// returned stays what it is.
func (r *reader) refusalOf(err error) error {
	var token *xmltext.Error
	if !errors.As(err, &token) {
		return err
	}
	remedy := token.Remedy
	if token.Class == xmltext.ErrLimit {
		remedy = "no ISO 20022 message needs so much: ask the sender for another file"
	}
	return &Refusal{Class: ErrMalformed, Line: token.Line, Offset: r.repaired.offsetOf(token.Offset),
		Problem: token.Problem, Remedy: remedy}
}

// refuse ends the reading: the file as a whole is refused because of the element that was entered last.
func (r *reader) refuse(class error, problem, remedy string) {
	if r.err == nil {
		at := r.here()
		r.err = &Refusal{Class: class, Path: r.where(), Line: at.line, Offset: at.offset,
			Problem: problem, Remedy: remedy}
	}
}

const askBank = "ask the bank for a corrected file: nothing of this one is booked"

// problem notes that what the list belongs to cannot be booked because of the element that was entered last.
func (r *reader) problem(list *[]Problem, problem string) {
	if r.err != nil {
		return
	}
	at := r.here()
	add(r, list, Problem{Class: ErrUnbookable, Path: r.where(), Line: at.line, Offset: at.offset,
		Problem: problem, Remedy: askBank})
}

// problemLog gathers problems into one error, within a limit.
type problemLog struct {
	listed []error
	all    int
}

func (log *problemLog) add(problems []Problem) {
	for i := range problems {
		if log.all++; log.all <= refusalsMax {
			log.listed = append(log.listed, &problems[i])
		}
	}
}

func (log *problemLog) err() error {
	if hidden := log.all - len(log.listed); hidden > 0 {
		return errors.Join(append(log.listed, fmt.Errorf("and %d more like these: %w", hidden, ErrUnbookable))...)
	}
	return errors.Join(log.listed...)
}
